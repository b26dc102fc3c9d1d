import KDBush from 'kdbush'
import { facilityKind, stationKind, type Parking, type Station, type StationPlace } from '@/contract'
import { cityOf } from '@/rules/station-pack'

/**
 * All stations in a few flat arrays: to be searched without a heap of objects, and handed from one thread to another
 * without copying. Rows are in the order of ids.
 */
export interface TableData {
  readonly rows: number
  /** 16 bytes a row, ascending. */
  readonly ids: Uint8Array
  /** By their places in the contract's list. */
  readonly kinds: Uint8Array
  /** A bit for each kind of facility (see {@link facilityMask}). */
  readonly has: Uint32Array
  /** Of each row which of {@link parkings} it has, counted from 1; 0 where one may not park. */
  readonly parkingOf: Uint32Array
  readonly parkings: readonly Parking[]
  /** Codes of their cities. */
  readonly cities: Uint32Array
  /** 1 where a row has dated places, which {@link movable} holds. */
  readonly moves: Uint8Array
  readonly movable: ReadonlyMap<number, readonly StationPlace[]>
  /**
   * A station in JSON, cut where others share a piece, which then stands here once. `own`: what comes behind its id;
   * `common`: what many have the same; then its hours, and its facilities one by one.
   */
  readonly own: Texts
  readonly common: Texts
  readonly commonOf: Uint32Array
  readonly hours: Texts
  readonly hoursOf: Uint32Array
  readonly facility: Texts
  /** Numbers of facilities, and where each row's begin. */
  readonly facilitiesOf: Uint16Array | Uint32Array
  readonly facilitiesFrom: Uint32Array
  /**
   * KDBush's own buffer, of spots: the first are the rows at their own points, the others dated places, of which
   * {@link spotRow} and {@link spotPlace} say whose and which they are. Absent where there is no row.
   */
  readonly tree: ArrayBufferLike | undefined
  /** Longitude and latitude of each spot. */
  readonly points: Float64Array
  readonly spotRow: Uint32Array
  readonly spotPlace: Uint16Array
}

/** Texts in UTF-8, one behind the other. */
export interface Texts {
  readonly bytes: Uint8Array
  /** Where each begins, and where the last one ends. */
  readonly starts: Uint32Array
}

if (facilityKind.options.length > 32) throw new RangeError('More kinds of facilities than a mask has bits')
const facilityBits = new Map(facilityKind.options.map((kind, bit) => [kind, 2 ** bit]))
const kindNumbers = new Map(stationKind.options.map((kind, number) => [kind, number]))

/** Bits of kinds of facilities (at most 32), as an unsigned number. */
export const facilityMask = (kinds: readonly Station['facilities'][number]['kind'][]): number =>
  kinds.reduce((mask, kind) => (mask | (facilityBits.get(kind) ?? 0)) >>> 0, 0)

/** Bits of kinds of stations. */
export const kindMask = (kinds: readonly Station['kind'][]): number =>
  kinds.reduce((mask, kind) => mask | (1 << (kindNumbers.get(kind) ?? 0)), 0)

/** Bytes that a table takes. */
export function sizeOf(table: TableData): number {
  const { own, common, hours, facility } = table
  const parts = [table, own, common, hours, facility].flatMap((it): unknown[] => Object.values(it))
  const arrays = parts.filter((it): it is Uint8Array => ArrayBuffer.isView(it))
  return arrays.reduce((sum, it) => sum + it.byteLength, table.tree?.byteLength ?? 0)
}

/** The 16 bytes of a UUID; undefined for what is none. */
export function idBytes(id: string): Uint8Array | undefined {
  if (!uuid.test(id)) return undefined
  const bytes = new Uint8Array(16)
  let nibbles = 0
  for (let i = 0; i < 36; i++) {
    const code = id.charCodeAt(i)
    if (code === DASH) continue
    const value = code < 58 ? code - 48 : (code | 32) - 87
    bytes[nibbles >> 1] = ((bytes[nibbles >> 1] ?? 0) << 4) | value
    nibbles++
  }
  return bytes
}

const DASH = 45
const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

/** Gathers stations, which come in the order of their ids, into a {@link TableData}. */
export class TableBuilder {
  private readonly ids = new Bytes()
  private readonly kinds: number[] = []
  private readonly has: number[] = []
  private readonly parkingOf: number[] = []
  /** By their JSON, in the order of their numbers. */
  private readonly parkings = new Map<string, { parking: Parking; number: number }>()
  private readonly cities: number[] = []
  private readonly movable = new Map<number, readonly StationPlace[]>()
  private readonly points: number[] = []
  private readonly own = new TextList()
  private readonly common = new SharedTexts()
  private readonly commonOf: number[] = []
  private readonly hours = new SharedTexts()
  private readonly hoursOf: number[] = []
  private readonly facility = new SharedTexts()
  private readonly facilitiesOf: number[] = []
  private readonly facilitiesFrom = [0]

  /** `shared` lays all out in memory that threads can share. */
  constructor(private readonly shared: boolean) {}

  add(station: Station): void {
    const { id, code, name, address, point, places, hours, facilities, ...common } = station
    const row = this.kinds.length
    const bytes = idBytes(id)
    if (!bytes) throw new RangeError(`${id} is no UUID`)
    this.ids.push(bytes)
    this.kinds.push(kindNumbers.get(station.kind) ?? 0)
    this.has.push(facilityMask(facilities.map((it) => it.kind)))
    this.parkingOf.push(station.parking ? this.parking(station.parking) : 0)
    this.cities.push(Number(cityOf(station.regionCode)))
    this.points.push(point.lng, point.lat)
    if (places) this.movable.set(row, places)
    this.own.push(JSON.stringify({ code, name, address, point, places }).slice(1, -1))
    this.commonOf.push(this.common.place(JSON.stringify(common).slice(1, -1)))
    this.hoursOf.push(this.hours.placeObject(hours))
    for (const it of facilities) this.facilitiesOf.push(this.facility.placeObject(it))
    this.facilitiesFrom.push(this.facilitiesOf.length)
  }

  private parking(parking: Parking): number {
    const json = JSON.stringify(parking)
    const known = this.parkings.get(json) ?? { parking, number: this.parkings.size + 1 }
    this.parkings.set(json, known)
    return known.number
  }

  finish(): TableData {
    const rows = this.kinds.length
    const spots = [...this.movable].flatMap(([row, places]) =>
      places.map(({ point }, place) => ({ row, place, point })),
    )
    const { shared } = this
    for (const { point } of spots) this.points.push(point.lng, point.lat)
    const moves = new Uint8Array(bufferOf(rows, shared))
    for (const row of this.movable.keys()) moves[row] = 1
    return {
      rows,
      ids: this.ids.finish(shared),
      kinds: laidOut(Uint8Array, this.kinds, shared),
      has: laidOut(Uint32Array, this.has, shared),
      parkingOf: laidOut(Uint32Array, this.parkingOf, shared),
      parkings: [...this.parkings.values()].map((it) => it.parking),
      cities: laidOut(Uint32Array, this.cities, shared),
      moves,
      movable: this.movable,
      own: this.own.finish(shared),
      common: this.common.finish(shared),
      commonOf: laidOut(Uint32Array, this.commonOf, shared),
      hours: this.hours.finish(shared),
      hoursOf: laidOut(Uint32Array, this.hoursOf, shared),
      facility: this.facility.finish(shared),
      facilitiesOf:
        this.facility.size < 65_536
          ? laidOut(Uint16Array, this.facilitiesOf, shared)
          : laidOut(Uint32Array, this.facilitiesOf, shared),
      facilitiesFrom: laidOut(Uint32Array, this.facilitiesFrom, shared),
      tree: this.tree(),
      points: laidOut(Float64Array, this.points, shared),
      spotRow: laidOut(
        Uint32Array,
        spots.map((it) => it.row),
        shared,
      ),
      spotPlace: laidOut(
        Uint16Array,
        spots.map((it) => it.place),
        shared,
      ),
    }
  }

  private tree(): ArrayBufferLike | undefined {
    if (this.points.length === 0) return undefined
    const memory = this.shared ? SharedArrayBuffer : ArrayBuffer
    const tree = new KDBush(this.points.length / 2, NODE_SIZE, Float64Array, memory)
    for (let i = 0; i < this.points.length; i += 2) tree.add(this.points[i] ?? 0, this.points[i + 1] ?? 0)
    return tree.finish().data
  }
}

/** Of a leaf: geokdbush looks at all points of each it comes to. */
const NODE_SIZE = 16

const bufferOf = (bytes: number, shared: boolean): ArrayBufferLike =>
  shared ? new SharedArrayBuffer(bytes) : new ArrayBuffer(bytes)

interface ArrayType<A> {
  readonly BYTES_PER_ELEMENT: number
  new (buffer: ArrayBufferLike): A
}

function laidOut<A extends { set(from: ArrayLike<number>): void }>(
  type: ArrayType<A>,
  values: readonly number[],
  shared: boolean,
): A {
  const array = new type(bufferOf(values.length * type.BYTES_PER_ELEMENT, shared))
  array.set(values)
  return array
}

/** Bytes that grow. */
class Bytes {
  length = 0
  private bytes = new Uint8Array(1024)

  push(more: Uint8Array): void {
    this.reserve(more.length)
    this.bytes.set(more, this.length)
    this.length += more.length
  }

  pushText(text: string): void {
    this.reserve(3 * text.length)
    this.length += encoder.encodeInto(text, this.bytes.subarray(this.length)).written
  }

  finish(shared: boolean): Uint8Array {
    const exact = new Uint8Array(bufferOf(this.length, shared))
    exact.set(this.bytes.subarray(0, this.length))
    return exact
  }

  private reserve(more: number): void {
    if (this.length + more <= this.bytes.length) return
    const wider = new Uint8Array(Math.max(2 * this.bytes.length, this.length + more))
    wider.set(this.bytes.subarray(0, this.length))
    this.bytes = wider
  }
}

const encoder = new TextEncoder()

class TextList {
  private readonly bytes = new Bytes()
  private readonly starts = [0]

  push(text: string): void {
    this.bytes.pushText(text)
    this.starts.push(this.bytes.length)
  }

  finish(shared: boolean): Texts {
    return { bytes: this.bytes.finish(shared), starts: laidOut(Uint32Array, this.starts, shared) }
  }
}

/** Each different text once. */
class SharedTexts {
  private readonly list = new TextList()
  private readonly byText = new Map<string, number>()
  private readonly byObject = new Map<object, number>()

  place(text: string): number {
    let place = this.byText.get(text)
    if (place === undefined) {
      place = this.byText.size
      this.byText.set(text, place)
      this.list.push(text)
    }
    return place
  }

  get size(): number {
    return this.byText.size
  }

  /** Whoever hands over the same object again is spared the writing. */
  placeObject(thing: object): number {
    let place = this.byObject.get(thing)
    if (place === undefined) {
      place = this.place(JSON.stringify(thing))
      this.byObject.set(thing, place)
    }
    return place
  }

  finish(shared: boolean): Texts {
    return this.list.finish(shared)
  }
}
