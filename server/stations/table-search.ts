import type { Facility, FacilityKind, Hours, LiveState, Point, Station, StationKind } from '@/contract'
import { mayPark, shownMinutes, type Drive, type Vehicle } from '@/rules/driving'
import { isOpen, openState } from '@/rules/opening-hours'
import { MINUTE, dayOf } from '@/rules/shanghai'
import { placeIndex } from '@/rules/station-place'
import { Pieces, type JsonBytes } from './json-bytes'
import { Places, type SharedLists } from './shared-lists'
import { SphereTree } from './sphere-tree'
import { idBytes } from './station-id'
import { ONLY_POINT, OWN_POINT, facilityMask, kindMask, type TableData, type Texts } from './table'

export interface TableQuery {
  readonly point: Point
  readonly limit: number
  /** All of these must be there. */
  readonly need: readonly FacilityKind[]
  /** Only those open now. */
  readonly open: boolean
  /** Of these kinds; empty for any. */
  readonly kinds: readonly StationKind[]
  /** Only where this may park. */
  readonly vehicle?: Vehicle
}

/** A row that was found, and in which table. */
export interface Found {
  readonly search: TableSearch
  readonly row: number
  /** See TableData. */
  readonly spot: number
  /** Kilometres along the great circle. */
  readonly km: number
}

/** What {@link liveJson} makes of the station whose id begins there; undefined where nothing is known of it. */
export type WrittenLive = (ids: Uint8Array, start: number, now: number) => Uint8Array | undefined

/** What has happened at a station, as the end of a NearbyStation and a comma. */
export function liveJson(live: LiveState): Uint8Array {
  return encoder.encode(`,"live":${JSON.stringify(live)}},`)
}

/** Hours of one kind, and whether whoever keeps them is open during one minute. */
interface Memo {
  readonly hours: Hours
  /** False where a closure begins or ends within a minute: then nothing is remembered. */
  readonly byMinute: boolean
  minute: number
  open: boolean
  /** Both as JSON and a comma. */
  readonly text: Uint8Array
  state: Uint8Array
}

/** Of hours during the minute that was last asked for; the last where it changes within the minute. */
const OPEN = 1
const SHUT = 2
const EITHER = 3

const decoder = new TextDecoder()
const encoder = new TextEncoder()
const nobody: ReadonlySet<number> = new Set()

/** Finds and shows what a {@link TableData} holds. All times are epoch ms. */
export class TableSearch {
  private readonly tree: SphereTree
  /** By the number of the hours' text; filled as they are met. */
  private readonly memos: (Memo | undefined)[] = []
  /** The same in bytes, {@link OPEN}, {@link SHUT} or {@link EITHER}. 0 where it is not known. */
  private readonly opened: Uint8Array
  private openedAt = Number.NaN
  /**
   * A bit for each spot that may be open during that minute, and which 32 of them are known: by night nine of ten are shut,
   * and are passed over without a look at where they are.
   */
  private readonly ajar: Int32Array
  private readonly ajarKnown: Uint8Array
  private readonly facilities: (Facility | undefined)[] = []
  /** Of movable rows, at which of their places they stand on one day. */
  private standing = { day: Number.NaN, places: new Map<number, number>() }

  /** Those that were asked for one by one: a campaign's few stations are named with each of its claims. */
  private readonly read = new Map<number, Station>()

  private readonly common: Pieces
  private readonly facilityText: Pieces
  private readonly hoursIn: Places
  private readonly facilitiesIn: Places

  constructor(readonly data: TableData) {
    this.tree = new SphereTree(data.tree)
    this.opened = new Uint8Array(data.hours.starts.length)
    this.ajar = new Int32Array((data.spotRow.length >> 5) + 1)
    this.ajarKnown = new Uint8Array(this.ajar.length)
    this.common = new Pieces(data.common, commonStart, commonEnd)
    this.facilityText = new Pieces(data.facility, nothing, comma)
    this.hoursIn = new Places(data.hours.starts.length)
    this.facilitiesIn = new Places(data.facility.starts.length)
  }

  /** The row of a station, by binary search; -1 where there is none. */
  rowOf(id: string): number {
    const wanted = idBytes(id)
    if (!wanted) return -1
    const { ids, byId, rows } = this.data
    let [low, high] = [0, rows - 1]
    while (low <= high) {
      const middle = (low + high) >> 1
      const row = byId[middle] as number
      let order = 0
      for (let i = 0; i < 16 && order === 0; i++) order = (ids[16 * row + i] ?? 0) - (wanted[i] ?? 0)
      if (order === 0) return row
      if (order < 0) low = middle + 1
      else high = middle - 1
    }
    return -1
  }

  id(row: number): string {
    const { ids } = this.data
    let id = ''
    for (let i = 0; i < 16; i++) {
      if (i === 4 || i === 6 || i === 8 || i === 10) id += '-'
      id += hexPairs[ids[16 * row + i] as number] as string
    }
    return id
  }

  /** A station as it went in; it is shared, and not to be written to. */
  station(row: number): Station {
    const known = this.read.get(row)
    if (known) return known
    if (this.read.size >= MOST_READ) this.read.clear()
    const station = this.readStation(row)
    this.read.set(row, station)
    return station
  }

  private readStation(row: number): Station {
    const { own, common, commonOf, hoursOf, facilitiesOf, facilitiesFrom } = this.data
    const json = `{"id":"${this.id(row)}",${textAt(own, row)},${textAt(common, commonOf[row] ?? 0)}}`
    const rest = JSON.parse(json) as Omit<Station, 'hours' | 'facilities'>
    const facilities: Facility[] = []
    for (let i = facilitiesFrom[row] ?? 0; i < (facilitiesFrom[row + 1] ?? 0); i++) {
      facilities.push(this.facilityAt(facilitiesOf[i] ?? 0))
    }
    return { ...rest, hours: this.memo(hoursOf[row] ?? 0).hours, facilities }
  }

  private facilityAt(which: number): Facility {
    return (this.facilities[which] ??= JSON.parse(textAt(this.data.facility, which)) as Facility)
  }

  /** The rows of a city by its code. */
  *rowsOf(city: number): Iterable<number> {
    const { cities, rows } = this.data
    for (let row = 0; row < rows; row++) if (cities[row] === city) yield row
  }

  /**
   * The nearest rows that have what is asked for, nearest first, each where it stands at `now`; without `hidden` ones.
   */
  nearest(
    { point, limit, need, open, kinds, vehicle }: TableQuery,
    now: number,
    hidden: ReadonlySet<number> = nobody,
  ): Found[] {
    const { tree } = this
    const { has, kinds: kindOf, hoursOf, spotRow, spotPlace, parkingOf, parkings } = this.data
    const needed = facilityMask(need)
    const wanted = kinds.length === 0 ? -1 : kindMask(kinds)
    // What is not asked for is not looked at: each look may be a wait for memory.
    const suits = (spot: number): boolean => {
      const row = spotRow[spot] as number
      if (needed !== 0 && ((has[row] as number) & needed) >>> 0 !== needed) return false
      if (wanted !== -1 && (wanted & (1 << (kindOf[row] as number))) === 0) return false
      if (open && !this.isOpen(hoursOf[row] as number, now)) return false
      const place = spotPlace[spot] as number
      if (place !== ONLY_POINT && place !== this.placeAt(row, now)) return false
      if (hidden.size > 0 && hidden.has(row)) return false
      return !vehicle || mayPark(parkings[(parkingOf[row] as number) - 1], vehicle)
    }
    if (open) this.turnMinute(now)
    const found: Found[] = []
    const count = tree.search(point, limit, suits, open ? (word) => this.ajarAt(word, now) : undefined)
    for (let rank = 0; rank < count; rank++) {
      const spot = tree.spot(rank)
      found.push({ search: this, row: spotRow[spot] as number, spot, km: tree.km(rank) })
    }
    return found
  }

  /** Where a row stands at `now`. */
  pointAt(row: number, now: number): Point {
    return this.pointOf(row, this.data.movable.has(row) ? this.placeAt(row, now) : ONLY_POINT)
  }

  /** A found row as one who drives sees it. */
  stop({ row, spot }: Found): Pick<Station, 'point' | 'carriageway'> {
    const place = this.data.spotPlace[spot] as number
    // A dated place lies on no motorway that anybody knows of.
    const carriageway = place >= OWN_POINT ? this.station(row).carriageway : undefined
    return { point: this.pointOf(row, place), ...(carriageway && { carriageway }) }
  }

  /** Writes what the API tells of a found row, a NearbyStation, and a comma. */
  writeNearby(
    { row, km }: Found,
    now: number,
    live: WrittenLive,
    drive: Drive | undefined,
    lists: SharedLists,
    out: JsonBytes,
  ): void {
    const { ids, own, commonOf, hoursOf, facilitiesOf, facilitiesFrom } = this.data
    out.push(stationStart)
    out.pushCount(this.placeOfHours(hoursOf[row] as number, now, lists))
    out.push(facilitiesStart)
    const first = facilitiesFrom[row] as number
    const last = facilitiesFrom[row + 1] as number
    for (let i = first; i < last; i++) {
      if (i > first) out.pushComma()
      out.pushCount(this.placeOfFacility(facilitiesOf[i] as number, lists))
    }
    out.push(idStart)
    out.pushId(ids, 16 * row)
    out.push(own.bytes.subarray(own.starts[row], own.starts[row + 1]))
    out.push(this.common.at(commonOf[row] as number))
    out.pushCount(Math.round(km * 1000))
    if (drive) {
      const { side } = drive
      out.push(encoder.encode(`,"drive":${JSON.stringify({ minutes: shownMinutes(drive), side })}`))
    }
    out.push(live(ids, 16 * row, now) ?? noLive)
  }

  private placeOfHours(which: number, now: number, lists: SharedLists): number {
    const known = this.hoursIn.of(which, lists)
    if (known >= 0) return known
    const { text, state } = this.memoAt(which, now)
    return this.hoursIn.put(which, lists, lists.addHours(text, state))
  }

  private placeOfFacility(which: number, lists: SharedLists): number {
    const known = this.facilitiesIn.of(which, lists)
    return known >= 0
      ? known
      : this.facilitiesIn.put(which, lists, lists.addFacility(this.facilityText.at(which)))
  }

  /** A row's own point, or its place of that number. */
  private pointOf(row: number, place: number): Point {
    const { points, movable } = this.data
    const dated = place >= OWN_POINT ? undefined : movable.get(row)?.[place]
    return dated?.point ?? { lng: points[2 * row] ?? 0, lat: points[2 * row + 1] ?? 0 }
  }

  /** At which of its dated places a row stands, or {@link OWN_POINT}. */
  private placeAt(row: number, now: number): number {
    const day = dayOf(now)
    if (this.standing.day !== day) this.standing = { day, places: new Map() }
    const { places } = this.standing
    let place = places.get(row)
    if (place === undefined) {
      const dated = placeIndex(this.data.movable.get(row) ?? [], now)
      place = dated < 0 ? OWN_POINT : dated
      places.set(row, place)
    }
    return place
  }

  /** Forgets what was true of another minute. */
  private turnMinute(now: number): void {
    const minute = Math.floor(now / MINUTE)
    if (this.openedAt === minute) return
    this.openedAt = minute
    this.opened.fill(0)
    this.ajarKnown.fill(0)
  }

  /** Of the minute that was turned to. */
  private openedOf(which: number, now: number): number {
    const known = this.opened[which] as number
    if (known !== 0) return known
    const { open, byMinute } = this.memoAt(which, now)
    return (this.opened[which] = byMinute ? (open ? OPEN : SHUT) : EITHER)
  }

  private isOpen(which: number, now: number): boolean {
    const opened = this.openedOf(which, now)
    return opened === EITHER ? this.memoAt(which, now).open : opened === OPEN
  }

  /** See {@link SphereTree.search}: those that may be open. */
  private ajarAt(word: number, now: number): number {
    if (this.ajarKnown[word] === 1) return this.ajar[word] as number
    const { spotRow, hoursOf } = this.data
    const end = Math.min(spotRow.length, (word + 1) << 5)
    let bits = 0
    for (let spot = word << 5; spot < end; spot++) {
      if (this.openedOf(hoursOf[spotRow[spot] as number] as number, now) !== SHUT) bits |= 1 << spot
    }
    this.ajarKnown[word] = 1
    return (this.ajar[word] = bits)
  }

  private memo(which: number): Memo {
    const known = this.memos[which]
    if (known) return known
    const json = textAt(this.data.hours, which)
    const hours = JSON.parse(json) as Hours
    const edges = hours.closures.flatMap((it) => [it.from, ...(it.to === undefined ? [] : [it.to])])
    const byMinute = edges.every((it) => Date.parse(it) % MINUTE === 0)
    const text = encoder.encode(`${json},`)
    return (this.memos[which] = { hours, byMinute, minute: Number.NaN, open: false, text, state: nothing })
  }

  private memoAt(which: number, now: number): Memo {
    const memo = this.memo(which)
    const minute = Math.floor(now / MINUTE)
    if (memo.minute !== minute || !memo.byMinute) {
      const state = openState(memo.hours, now)
      memo.minute = minute
      memo.open = isOpen(state)
      memo.state = encoder.encode(`${JSON.stringify(state)},`)
    }
    return memo
  }
}

const nothing = new Uint8Array()
const stationStart = encoder.encode('{"station":{"hours":')
const facilitiesStart = encoder.encode(',"facilities":[')
const idStart = encoder.encode('],"id":')
const commonStart = encoder.encode(',')
const commonEnd = encoder.encode('},"distanceM":')
const noLive = liveJson({})
const comma = encoder.encode(',')
const hexPairs = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'))
/** Stations that are kept as objects at most. */
const MOST_READ = 1_000

const textAt = ({ bytes, starts }: Texts, which: number): string =>
  // Copied first: a decoder takes no shared memory.
  decoder.decode(bytes.slice(starts[which], starts[which + 1]))
