import { around, distance } from 'geokdbush'
import KDBush from 'kdbush'
import type { Facility, FacilityKind, Hours, LiveState, Point, Station, StationKind } from '@/contract'
import { mayPark, shownMinutes, type Drive, type Vehicle } from '@/rules/driving'
import { isOpen, openState } from '@/rules/opening-hours'
import { MINUTE, dayOf } from '@/rules/shanghai'
import { placeIndex } from '@/rules/station-place'
import { facilityMask, idBytes, kindMask, type TableData, type Texts } from './table'

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

export interface FoundRow {
  readonly row: number
  /** See TableData. */
  readonly spot: number
  /** Kilometres along the great circle. */
  readonly km: number
}

/** Hours of one kind, and whether whoever keeps them is open during one minute. */
interface Memo {
  readonly hours: Hours
  /** False where a closure begins or ends within a minute: then nothing is remembered. */
  readonly byMinute: boolean
  minute: number
  open: boolean
  /** `,"openState":…,"live":` */
  json: Uint8Array
}

const decoder = new TextDecoder()
const encoder = new TextEncoder()
const nobody: ReadonlySet<number> = new Set()

/** Finds and shows what a {@link TableData} holds. All times are epoch ms. */
export class TableSearch {
  private readonly tree: KDBush | undefined
  /** By the number of the hours' text; filled as they are met. */
  private readonly memos: (Memo | undefined)[] = []
  private readonly facilities: (Facility | undefined)[] = []
  /** Of movable rows, at which of their places they stand on one day. */
  private standing = { day: Number.NaN, places: new Map<number, number>() }

  private readonly common: Pieces
  private readonly hours: Pieces
  private readonly facilityText: Pieces

  constructor(readonly data: TableData) {
    this.tree = data.tree && KDBush.from(data.tree)
    this.common = new Pieces(data.common, '')
    this.hours = new Pieces(data.hours, ',"hours":')
    this.facilityText = new Pieces(data.facility, '')
  }

  /** The row of a station, by binary search; -1 where there is none. */
  rowOf(id: string): number {
    const wanted = idBytes(id)
    if (!wanted) return -1
    const { ids, rows } = this.data
    let [low, high] = [0, rows - 1]
    while (low <= high) {
      const middle = (low + high) >> 1
      let order = 0
      for (let i = 0; i < 16 && order === 0; i++) order = (ids[16 * middle + i] ?? 0) - (wanted[i] ?? 0)
      if (order === 0) return middle
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
      facilities.push(this.facilityAt(facilitiesOf[i] ?? 0))
    }
    return { ...rest, hours: this.memo(hoursOf[row] ?? 0).hours, facilities }
  }

  private facilityAt(which: number): Facility {
    return (this.facilities[which] ??= JSON.parse(textAt(this.data.facility, which)) as Facility)
  }

  /** The rows of a city by its code, in the order of their ids. */
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
  ): FoundRow[] {
    const { tree } = this
    if (!tree) return []
    const { rows, has, kinds: kindOf, moves, hoursOf, spotRow, spotPlace, parkingOf, parkings } = this.data
    const needed = facilityMask(need)
    const wanted = kinds.length === 0 ? -1 : kindMask(kinds)
    const rowAt = (spot: number) => (spot < rows ? spot : (spotRow[spot - rows] ?? 0))
    const suits = (spot: number): boolean => {
      const row = rowAt(spot)
      if (((has[row] ?? 0) & needed) >>> 0 !== needed) return false
      if ((wanted & (1 << (kindOf[row] ?? 0))) === 0) return false
      if (hidden.size > 0 && hidden.has(row)) return false
      if (moves[row] === 1) {
        if (this.placeAt(row, now) !== (spot < rows ? -1 : spotPlace[spot - rows])) return false
      }
      if (vehicle && !mayPark(parkings[(parkingOf[row] ?? 0) - 1], vehicle)) return false
      return !open || this.memoAt(hoursOf[row] ?? 0, now).open
    }
    const everything = needed === 0 && kinds.length === 0 && !open && !vehicle && hidden.size === 0
    const spots = around(
      tree,
      point.lng,
      point.lat,
      limit,
      Number.POSITIVE_INFINITY,
      everything && this.data.movable.size === 0 ? undefined : suits,
    )
    return spots.map((spot) => {
      const { lng, lat } = this.spotPoint(spot)
      return { row: rowAt(spot), spot, km: distance(point.lng, point.lat, lng, lat) }
    })
  }

  /** Where a row stands at `now`. */
  pointAt(row: number, now: number): Point {
    if (this.data.moves[row] !== 1) return this.spotPoint(row)
    return this.data.movable.get(row)?.[this.placeAt(row, now)]?.point ?? this.spotPoint(row)
  }

  /** A found row as one who drives sees it. */
  stop({ row, spot }: FoundRow): Pick<Station, 'point' | 'carriageway'> {
    // A dated place lies on no motorway that anybody knows of.
    const carriageway = spot < this.data.rows ? this.station(row).carriageway : undefined
    return { point: this.spotPoint(spot), ...(carriageway && { carriageway }) }
  }

  /** Writes what the API tells of a found row: `{"station":…,"distanceM":…,"openState":…,"live":…,"drive":…}`. */
  writeNearby(
    { row, km }: FoundRow,
    now: number,
    live: LiveState | undefined,
    drive: Drive | undefined,
    out: JsonBytes,
  ): void {
    const { ids, own, commonOf, hoursOf, facilitiesOf, facilitiesFrom } = this.data
    out.push(stationStart)
    out.pushId(ids, 16 * row)
    out.push(idEnd)
    copyAt(own, row, out)
    out.push(comma)
    out.push(this.common.at(commonOf[row] ?? 0))
    out.push(this.hours.at(hoursOf[row] ?? 0))
    out.push(facilitiesStart)
    const first = facilitiesFrom[row] ?? 0
    const last = facilitiesFrom[row + 1] ?? 0
    for (let i = first; i < last; i++) {
      if (i > first) out.push(comma)
      out.push(this.facilityText.at(facilitiesOf[i] ?? 0))
    }
    out.push(distanceStart)
    out.pushCount(Math.round(km * 1000))
    out.push(this.memoAt(hoursOf[row] ?? 0, now).json)
    out.push(live === undefined || isEmpty(live) ? none : encoder.encode(JSON.stringify(live)))
    if (drive) {
      const { side } = drive
      out.push(encoder.encode(`,"drive":${JSON.stringify({ minutes: shownMinutes(drive), side })}`))
    }
    out.push(end)
  }

  private spotPoint(spot: number): Point {
    const { points } = this.data
    return { lng: points[2 * spot] ?? 0, lat: points[2 * spot + 1] ?? 0 }
  }

  private placeAt(row: number, now: number): number {
    const day = dayOf(now)
    if (this.standing.day !== day) this.standing = { day, places: new Map() }
    const { places } = this.standing
    let place = places.get(row)
    if (place === undefined) {
      place = placeIndex(this.data.movable.get(row) ?? [], now)
      places.set(row, place)
    }
    return place
  }

  private memo(which: number): Memo {
    const known = this.memos[which]
    if (known) return known
    const hours = JSON.parse(textAt(this.data.hours, which)) as Hours
    const edges = hours.closures.flatMap((it) => [it.from, ...(it.to === undefined ? [] : [it.to])])
    const byMinute = edges.every((it) => Date.parse(it) % MINUTE === 0)
    return (this.memos[which] = { hours, byMinute, minute: Number.NaN, open: false, json: nothing })
  }

  private memoAt(which: number, now: number): Memo {
    const memo = this.memo(which)
    const minute = Math.floor(now / MINUTE)
    if (memo.minute !== minute || !memo.byMinute) {
      const state = openState(memo.hours, now)
      memo.minute = minute
      memo.open = isOpen(state)
      memo.json = encoder.encode(`,"openState":${JSON.stringify(state)},"live":`)
    }
    return memo
  }
}

const nothing = new Uint8Array()

function isEmpty(it: object): boolean {
  for (const name in it) if (name) return false
  return true
}

const stationStart = encoder.encode('{"station":{"id":"')
const idEnd = encoder.encode('",')
const none = encoder.encode('{}')
const end = encoder.encode('}')
const comma = encoder.encode(',')
const facilitiesStart = encoder.encode(',"facilities":[')
const distanceStart = encoder.encode(']},"distanceM":')
const hexDigits = encoder.encode('0123456789abcdef')
const hexPairs = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'))
const DASH = 45
/** Bytes of replies that are made in one piece of memory: fewer and larger ones cost less. */
const CHUNK = 512 * 1024

const textAt = ({ bytes, starts }: Texts, which: number): string =>
  // Copied first: a decoder takes no shared memory.
  decoder.decode(bytes.slice(starts[which], starts[which + 1]))

const copyAt = ({ bytes, starts }: Texts, which: number, out: JsonBytes): void =>
  out.pushPart(bytes, starts[which] ?? 0, starts[which + 1] ?? 0)

/** Texts as they are written again and again: each cut out of the shared memory once, behind `before`. */
class Pieces {
  private readonly cut: (Uint8Array | undefined)[] = []
  private readonly before: Uint8Array

  constructor(
    private readonly texts: Texts,
    before: string,
  ) {
    this.before = encoder.encode(before)
  }

  at(which: number): Uint8Array {
    const known = this.cut[which]
    if (known) return known
    const { bytes, starts } = this.texts
    const text = bytes.subarray(starts[which], starts[which + 1])
    const piece = new Uint8Array(this.before.length + text.length)
    piece.set(this.before)
    piece.set(text, this.before.length)
    return (this.cut[which] = piece)
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

  pushPart(from: Uint8Array, start: number, end: number): void {
    this.push(from.subarray(start, end))
  }

  /** The UUID whose 16 bytes begin at `start`. */
  pushId(from: Uint8Array, start: number): void {
    this.reserve(36)
    const { bytes } = this
    let { length } = this
    for (let i = 0; i < 16; i++) {
      if (i === 4 || i === 6 || i === 8 || i === 10) bytes[length++] = DASH
      const byte = from[start + i] as number
      bytes[length++] = hexDigits[byte >> 4] as number
      bytes[length++] = hexDigits[byte & 15] as number
    }
    this.length = length
  }

  pushCount(count: number): void {
    const digits = String(count)
    this.reserve(digits.length)
    for (let i = 0; i < digits.length; i++) this.bytes[this.length++] = digits.charCodeAt(i)
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
