import type { Facility, FacilityKind, Hours, LiveState, Point, Station, StationKind } from '@/contract'
import { mayPark, shownMinutes, type Drive, type Vehicle } from '@/rules/driving'
import { isOpen, openState } from '@/rules/opening-hours'
import { MINUTE, dayOf } from '@/rules/shanghai'
import { placeIndex } from '@/rules/station-place'
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
  /** What is told of a station up to its facilities. */
  head: Uint8Array
}

/** Of hours during the minute that was last asked for. */
const OPEN = 1
const SHUT = 2

const decoder = new TextDecoder()
const encoder = new TextEncoder()
const nobody: ReadonlySet<number> = new Set()

/** Finds and shows what a {@link TableData} holds. All times are epoch ms. */
export class TableSearch {
  private readonly tree: SphereTree
  /** By the number of the hours' text; filled as they are met. */
  private readonly memos: (Memo | undefined)[] = []
  /** The same in bytes, {@link OPEN} or {@link SHUT}: looked at for each station on the way. 0 where it is not known. */
  private readonly opened: Uint8Array
  private openedAt = Number.NaN
  private readonly facilities: (readonly Facility[] | undefined)[] = []
  /** Of movable rows, at which of their places they stand on one day. */
  private standing = { day: Number.NaN, places: new Map<number, number>() }

  private readonly common: Pieces
  private readonly facilityText: Pieces

  constructor(readonly data: TableData) {
    this.tree = new SphereTree(data.tree)
    this.opened = new Uint8Array(data.hours.starts.length)
    this.common = new Pieces(data.common, commonStart, commonEnd)
    this.facilityText = new Pieces(data.facility, nothing, comma)
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

  /** A station as it went in; its hours and facilities are shared, and not to be written to. */
  station(row: number): Station {
    const { own, common, commonOf, hoursOf, facilitiesOf, facilitiesFrom } = this.data
    const json = `{"id":"${this.id(row)}",${textAt(own, row)},${textAt(common, commonOf[row] ?? 0)}}`
    const rest = JSON.parse(json) as Omit<Station, 'hours' | 'facilities'>
    const facilities: Facility[] = []
    for (let i = facilitiesFrom[row] ?? 0; i < (facilitiesFrom[row + 1] ?? 0); i++) {
      facilities.push(...this.facilitiesAt(facilitiesOf[i] ?? 0))
    }
    return { ...rest, hours: this.memo(hoursOf[row] ?? 0).hours, facilities }
  }

  private facilitiesAt(which: number): readonly Facility[] {
    return (this.facilities[which] ??= JSON.parse(`[${textAt(this.data.facility, which)}]`) as Facility[])
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
    const found: Found[] = []
    const count = tree.search(point, limit, suits)
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
    out: JsonBytes,
  ): void {
    const { ids, own, commonOf, hoursOf, facilitiesOf, facilitiesFrom } = this.data
    out.push(this.memoAt(hoursOf[row] as number, now).head)
    const first = facilitiesFrom[row] as number
    const last = facilitiesFrom[row + 1] as number
    for (let i = first; i < last; i++) out.push(this.facilityText.at(facilitiesOf[i] as number))
    if (last > first) out.dropLast()
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

  private isOpen(which: number, now: number): boolean {
    const minute = Math.floor(now / MINUTE)
    if (this.openedAt !== minute) {
      this.openedAt = minute
      this.opened.fill(0)
    }
    const known = this.opened[which] as number
    if (known !== 0) return known === OPEN
    const { open, byMinute } = this.memoAt(which, now)
    if (byMinute) this.opened[which] = open ? OPEN : SHUT
    return open
  }

  private memo(which: number): Memo {
    const known = this.memos[which]
    if (known) return known
    const hours = JSON.parse(textAt(this.data.hours, which)) as Hours
    const edges = hours.closures.flatMap((it) => [it.from, ...(it.to === undefined ? [] : [it.to])])
    const byMinute = edges.every((it) => Date.parse(it) % MINUTE === 0)
    return (this.memos[which] = { hours, byMinute, minute: Number.NaN, open: false, head: nothing })
  }

  private memoAt(which: number, now: number): Memo {
    const memo = this.memo(which)
    const minute = Math.floor(now / MINUTE)
    if (memo.minute !== minute || !memo.byMinute) {
      const state = openState(memo.hours, now)
      memo.minute = minute
      memo.open = isOpen(state)
      const hours = textAt(this.data.hours, which)
      memo.head = encoder.encode(
        `{"openState":${JSON.stringify(state)},"station":{"hours":${hours},"facilities":[`,
      )
    }
    return memo
  }
}

const nothing = new Uint8Array()
const idStart = encoder.encode('],"id":')
const commonStart = encoder.encode(',')
const commonEnd = encoder.encode('},"distanceM":')
const noLive = liveJson({})
const comma = encoder.encode(',')
const hexDigits = encoder.encode('0123456789abcdef')
const hexPairs = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'))
const DASH = 45
const ZERO = 48
const QUOTE = 34
const COMMA = 44
/** Bytes of replies that are made in one piece of memory: fewer and larger ones cost less. */
const CHUNK = 512 * 1024

const textAt = ({ bytes, starts }: Texts, which: number): string =>
  // Copied first: a decoder takes no shared memory.
  decoder.decode(bytes.slice(starts[which], starts[which + 1]))

/** Texts as they are written again and again: each cut out of the shared memory once, with what stands about it. */
class Pieces {
  private readonly cut: (Uint8Array | undefined)[] = []

  constructor(
    private readonly texts: Texts,
    private readonly before: Uint8Array,
    private readonly behind: Uint8Array,
  ) {}

  at(which: number): Uint8Array {
    return this.cut[which] ?? (this.cut[which] = this.make(which))
  }

  private make(which: number): Uint8Array {
    const { before, behind } = this
    const { bytes, starts } = this.texts
    const text = bytes.subarray(starts[which], starts[which + 1])
    const piece = new Uint8Array(before.length + text.length + behind.length)
    piece.set(before)
    piece.set(text, before.length)
    piece.set(behind, before.length + text.length)
    return piece
  }
}

/** JSON that is put together from pieces in UTF-8; each is written behind the last, in memory that many share. */
export class JsonBytes {
  private bytes = new Uint8Array(CHUNK)
  private start = 0
  private length = 0

  push(piece: Uint8Array): void {
    const { length } = piece
    if (this.length + length > this.bytes.length) this.reserve(length)
    this.bytes.set(piece, this.length)
    this.length += length
  }

  /** Takes the last byte back. */
  dropLast(): void {
    this.length--
  }

  /** The UUID whose 16 bytes begin at `start`, in quotes, and a comma. */
  pushId(from: Uint8Array, start: number): void {
    this.reserve(39)
    const { bytes } = this
    let { length } = this
    bytes[length++] = QUOTE
    for (let i = 0; i < 16; i++) {
      if (i === 4 || i === 6 || i === 8 || i === 10) bytes[length++] = DASH
      const byte = from[start + i] as number
      bytes[length++] = hexDigits[byte >> 4] as number
      bytes[length++] = hexDigits[byte & 15] as number
    }
    bytes[length++] = QUOTE
    bytes[length++] = COMMA
    this.length = length
  }

  /** A whole number from 0 to 2^31. */
  pushCount(count: number): void {
    this.reserve(10)
    const { bytes } = this
    let digits = 1
    for (let rest = count; rest >= 10; rest = (rest / 10) | 0) digits++
    this.length += digits
    for (let i = this.length - 1, rest = count | 0; digits > 0; digits--, i--) {
      bytes[i] = ZERO + (rest % 10)
      rest = (rest / 10) | 0
    }
  }

  /** What was pushed since the last time. */
  take(): Uint8Array<ArrayBuffer> {
    const taken = this.bytes.subarray(this.start, this.length)
    this.start = this.length
    return taken
  }

  private reserve(more: number): void {
    if (this.length + more <= this.bytes.length) return
    // The full chunk goes once the last reply in it is sent.
    const begun = this.bytes.subarray(this.start, this.length)
    this.bytes = new Uint8Array(Math.max(CHUNK, 2 * (begun.length + more)))
    this.bytes.set(begun)
    this.start = 0
    this.length = begun.length
  }
}
