import type { Facility, FacilityKind, Hours, LiveState, Point, Station, StationKind } from '@/contract'
import { mayPark, shownMinutes, type Drive, type Vehicle } from '@/rules/driving'
import { isOpen, openState } from '@/rules/opening-hours'
import { MINUTE, dayOf } from '@/rules/shanghai'
import { placeIndex } from '@/rules/station-place'
import { utf8Of, type JsonBytes } from './json-bytes'
import { Places, type SharedLists } from './shared-lists'
import { Rows } from './rows'
import { LEAF, SphereTree } from './sphere-tree'
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
export type WrittenLive = (ids: Uint8Array, start: number, now: number) => DataView | undefined

/** What has happened at a station, behind other things that are told of it. */
export const liveJson = (live: LiveState): DataView => utf8Of(`,"live":${JSON.stringify(live)}`)

interface Timetable {
  readonly hours: Hours
  /** False where a closure begins or ends within a minute: then nothing is remembered. */
  readonly byMinute: boolean
}

/** Of hours during the minute that was last asked for; the last where it changes within the minute. */
const OPEN = 1
const SHUT = 2
const EITHER = 3

const decoder = new TextDecoder()
const nobody: ReadonlySet<number> = new Set()

/** Finds and shows what a {@link TableData} holds. All times are epoch ms. */
export class TableSearch {
  private readonly rows: Rows
  private readonly tree: SphereTree
  /** By the number of the hours' text; filled as they are met. */
  private readonly timetables: (Timetable | undefined)[] = []
  /** Of the same, as they are during one minute: {@link OPEN}, {@link SHUT} or {@link EITHER}. 0 where it is not known. */
  private readonly opened: Uint8Array
  private openedAt = Number.NaN
  /** Whether there are any of the third kind among those that were met. */
  private unsure = false
  /**
   * A bit for each spot of a leaf of the tree that may be open during that minute, and which leaves are known: by night nine of
   * ten are shut, and are passed over without a look at where they are.
   */
  private readonly ajar: Uint32Array
  private readonly ajarKnown: Uint8Array
  private readonly facilities: (Facility | undefined)[] = []
  /** Of movable rows, at which of their places they stand on one day. */
  private standing = { day: Number.NaN, places: new Map<number, number>() }

  /** Those that were asked for one by one: a campaign's few stations are named with each of its claims. */
  private readonly read = new Map<number, Station>()

  private readonly hoursIn: Places
  private readonly facilitiesIn: Places

  /** The table's bytes as they are copied. */
  private readonly text: DataView
  private readonly commonText: DataView
  private readonly hoursText: DataView
  private readonly facilityText: DataView

  constructor(readonly data: TableData) {
    const { row, tree, bytes, common, hours, facility } = data
    this.rows = new Rows(row)
    this.tree = new SphereTree(tree)
    this.opened = new Uint8Array(hours.starts.length)
    this.ajar = new Uint32Array(tree.axes.length)
    this.ajarKnown = new Uint8Array(this.ajar.length)
    this.hoursIn = new Places(hours.starts.length)
    this.facilitiesIn = new Places(facility.starts.length)
    this.text = new DataView(bytes.buffer)
    this.commonText = new DataView(common.bytes.buffer)
    this.hoursText = new DataView(hours.bytes.buffer)
    this.facilityText = new DataView(facility.bytes.buffer)
  }

  /** The whole number that begins there in the bytes of a row. It takes {@link lengthOf} bytes. */
  private number(at: number): number {
    const { bytes } = this.data
    const low = bytes[at] as number
    return low < 128 ? low : (low & 127) | (this.number(at + 1) << 7)
  }

  /** The row of a station, by binary search; -1 where there is none. */
  rowOf(id: string): number {
    const wanted = idBytes(id)
    if (!wanted) return -1
    const { bytes, byId, rows } = this.data
    let [low, high] = [0, rows - 1]
    while (low <= high) {
      const middle = (low + high) >> 1
      const row = byId[middle] as number
      const start = this.rows.start(row)
      let order = 0
      for (let i = 0; i < ID_BYTES && order === 0; i++) order = (bytes[start + i] ?? 0) - (wanted[i] ?? 0)
      if (order === 0) return row
      if (order < 0) low = middle + 1
      else high = middle - 1
    }
    return -1
  }

  id(row: number): string {
    const start = this.rows.start(row)
    let id = ''
    for (let i = 0; i < ID_BYTES; i++) {
      if (i === 4 || i === 6 || i === 8 || i === 10) id += '-'
      id += hexPairs[this.data.bytes[start + i] as number] as string
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
    const { bytes, common } = this.data
    let at = this.rows.start(row) + ID_BYTES
    const count = this.number(at)
    at += lengthOf(count)
    const facilities: Facility[] = []
    while (facilities.length < count) {
      const facility = this.number(at)
      at += lengthOf(facility)
      facilities.push(this.facilityAt(facility))
    }
    const own = decoded(bytes, at, this.rows.end(row))
    const which = this.rows.hours(row)
    const json = `{"id":"${this.id(row)}",${own}${textAt(common, this.rows.common(row))}${which}}`
    return { ...(JSON.parse(json) as Station), hours: this.timetable(which).hours, facilities }
  }

  private facilityAt(which: number): Facility {
    return (this.facilities[which] ??= JSON.parse(textAt(this.data.facility, which)) as Facility)
  }

  /** The rows of a city by its code. */
  *rowsOf(city: number): Iterable<number> {
    for (let row = 0; row < this.data.rows; row++) if (this.rows.city(row) === city) yield row
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
    const needed = facilityMask(need) | 0
    const wanted = kinds.length === 0 ? -1 : kindMask(kinds)
    if (open) this.turnMinute(now)
    const count = tree.search(
      point,
      limit,
      // What is not asked for is not looked at: each look may be a wait for memory.
      (spot) => {
        const row = tree.label(spot)
        const place = tree.mark(spot)
        if (place !== ONLY_POINT && place !== this.placeAt(row, now)) return false
        if (needed !== 0 && (this.rows.has(row) & needed) !== needed) return false
        if (wanted !== -1 && (wanted & (1 << this.rows.kind(row))) === 0) return false
        if (open && this.unsure && !this.isOpen(this.rows.hours(row), now)) return false
        if (hidden.size > 0 && hidden.has(row)) return false
        return !vehicle || mayPark(this.data.parkings[this.rows.parking(row) - 1], vehicle)
      },
      open ? (leaf) => this.ajarAt(leaf, now) : undefined,
    )
    const found: Found[] = []
    for (let rank = 0; rank < count; rank++) {
      const spot = tree.spot(rank)
      found.push({ search: this, row: tree.label(spot), spot, km: tree.km(rank) })
    }
    return found
  }

  /** Where a row stands at `now`. */
  pointAt(row: number, now: number): Point {
    return this.pointOf(row, this.data.movable.has(row) ? this.placeAt(row, now) : ONLY_POINT)
  }

  /** A found row as one who drives sees it. */
  stop({ row, spot }: Found): Pick<Station, 'point' | 'carriageway'> {
    const place = this.tree.mark(spot)
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
    const { bytes, common } = this.data
    const start = this.rows.start(row)
    let at = start + ID_BYTES
    const facilities = this.number(at)
    at += lengthOf(facilities)
    out.push(facilitiesStart)
    for (let i = 0; i < facilities; i++) {
      if (i > 0) out.pushComma()
      const facility = this.number(at)
      at += lengthOf(facility)
      out.pushCount(this.placeOfFacility(facility, lists))
    }
    out.push(idStart)
    out.pushId(this.text, start)
    out.push(ownStart)
    out.push(this.text, at, this.rows.end(row))
    const which = this.rows.common(row)
    out.push(this.commonText, common.starts[which], common.starts[which + 1])
    out.pushCount(this.placeOfHours(this.rows.hours(row), lists))
    out.push(distanceStart)
    out.pushCount(Math.round(km * 1000))
    if (drive) {
      const { side } = drive
      out.push(utf8Of(`,"drive":${JSON.stringify({ minutes: shownMinutes(drive), side })}`))
    }
    const happened = live(bytes, start, now)
    if (happened) out.push(happened)
    out.push(stationEnd)
  }

  private placeOfHours(which: number, lists: SharedLists): number {
    const known = this.hoursIn.of(which, lists)
    if (known >= 0) return known
    const { starts } = this.data.hours
    return this.hoursIn.set(which, lists, lists.hours.add(this.hoursText, starts[which], starts[which + 1]))
  }

  private placeOfFacility(which: number, lists: SharedLists): number {
    const known = this.facilitiesIn.of(which, lists)
    if (known >= 0) return known
    const { starts } = this.data.facility
    const place = lists.facilities.add(this.facilityText, starts[which], starts[which + 1])
    return this.facilitiesIn.set(which, lists, place)
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
    this.unsure = false
    this.opened.fill(0)
    this.ajarKnown.fill(0)
  }

  /** Of the minute that was turned to. */
  private openedOf(which: number, now: number): number {
    const known = this.opened[which] as number
    if (known !== 0) return known
    const { hours, byMinute } = this.timetable(which)
    if (!byMinute) this.unsure = true
    return (this.opened[which] = byMinute ? (isOpen(openState(hours, now)) ? OPEN : SHUT) : EITHER)
  }

  private isOpen(which: number, now: number): boolean {
    const opened = this.openedOf(which, now)
    return opened === EITHER ? isOpen(openState(this.timetable(which).hours, now)) : opened === OPEN
  }

  /** See {@link SphereTree.search}: those that may be open. */
  private ajarAt(leaf: number, now: number): number {
    if (this.ajarKnown[leaf] === 1) return this.ajar[leaf] as number
    const start = LEAF * leaf
    const end = Math.min(this.tree.count, start + LEAF)
    let bits = 0
    for (let spot = start; spot < end; spot++) {
      if (this.openedOf(this.rows.hours(this.tree.label(spot)), now) !== SHUT) bits |= 1 << (spot - start)
    }
    this.ajarKnown[leaf] = 1
    return (this.ajar[leaf] = bits)
  }

  private timetable(which: number): Timetable {
    const known = this.timetables[which]
    if (known) return known
    const hours = JSON.parse(textAt(this.data.hours, which)) as Hours
    const edges = hours.closures.flatMap((it) => [it.from, ...(it.to === undefined ? [] : [it.to])])
    const byMinute = edges.every((it) => Date.parse(it) % MINUTE === 0)
    return (this.timetables[which] = { hours, byMinute })
  }
}

const ID_BYTES = 16
/** Bytes of a whole number in a table. */
const lengthOf = (number: number) => (number < 128 ? 1 : Math.ceil((32 - Math.clz32(number)) / 7))
const facilitiesStart = utf8Of('{"station":{"facilities":[')
const idStart = utf8Of('],"id":"')
const ownStart = utf8Of('",')
const distanceStart = utf8Of('},"distanceM":')
const stationEnd = utf8Of('},')
const hexPairs = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'))
/** Stations that are kept as objects at most. */
const MOST_READ = 1_000

const textAt = ({ bytes, starts }: Texts, which: number): string =>
  decoded(bytes, starts[which], starts[which + 1])

const decoded = (bytes: Uint8Array, start?: number, end?: number): string =>
  // Copied first: a decoder takes no shared memory.
  decoder.decode(bytes.slice(start, end))
