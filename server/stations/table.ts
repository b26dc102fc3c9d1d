import {
  facilityKind,
  stationKind,
  type Parking,
  type Point,
  type Station,
  type StationPlace,
} from '@/contract'
import { cityOf } from '@/rules/station-pack'
import { treeOrder, vectorsOf, type SphereTreeData } from './sphere-tree'
import { idBytes } from './station-id'

/**
 * All stations in a few flat arrays: to be searched without a heap of objects, and handed from one thread to another
 * without copying. Rows are in the order of the tree over where they stand, so that what is told of the twenty nearest
 * lies close together: at random places in 60 MB it took a third longer to gather.
 */
export interface TableData {
  readonly rows: number
  /** 16 bytes a row. */
  readonly ids: Uint8Array
  /** Rows, their ids ascending. */
  readonly byId: Uint32Array
  /** By their places in the contract's list. */
  readonly kinds: Uint8Array
  /** A bit for each kind of facility (see {@link facilityMask}). */
  readonly has: Uint32Array
  /** Of each row which of {@link parkings} it has, counted from 1; 0 where one may not park. */
  readonly parkingOf: Uint32Array
  readonly parkings: readonly Parking[]
  /** Codes of their cities. */
  readonly cities: Uint32Array
  /** Rows that have dated places. */
  readonly movable: ReadonlyMap<number, readonly StationPlace[]>
  /**
   * A station in JSON, cut where others share a piece, which then stands here once. `own`: what comes behind its id;
   * `common`: what many have the same; then its hours and its facilities.
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
  /** Longitude and latitude of each row's own point. */
  readonly points: Float64Array
  /** Over spots: each row at its own point, and once more at each of its dated places. */
  readonly tree: SphereTreeData
  readonly spotRow: Uint32Array
  /** Which of a row's dated places it is, {@link OWN_POINT}, or {@link ONLY_POINT} of a row that has none. */
  readonly spotPlace: Uint16Array
}

export const OWN_POINT = 65_534
export const ONLY_POINT = 65_535

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
  const { own, common, hours, facility, tree } = table
  const parts = [table, own, common, hours, facility, tree].flatMap((it): unknown[] => Object.values(it))
  const arrays = parts.filter((it): it is Uint8Array => ArrayBuffer.isView(it))
  return arrays.reduce((sum, it) => sum + it.byteLength, 0)
}

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
  private readonly points: Point[] = []
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
    this.points.push(point)
    if (places) this.movable.set(row, places)
    this.own.push(JSON.stringify({ code, name, address, point, places }).slice(1, -1))
    this.commonOf.push(this.common.place(JSON.stringify(common).slice(1, -1)))
    this.hoursOf.push(this.hours.placeObject(hours))
    for (const it of facilities) this.facilitiesOf.push(this.facility.place(JSON.stringify(it)))
    this.facilitiesFrom.push(this.facilitiesOf.length)
  }

  private parking(parking: Parking): number {
    const json = JSON.stringify(parking)
    const known = this.parkings.get(json) ?? { parking, number: this.parkings.size + 1 }
    this.parkings.set(json, known)
    return known.number
  }

  finish(): TableData {
    const { shared } = this
    const spots = this.points.map((point, added) => ({
      added,
      place: this.movable.has(added) ? OWN_POINT : ONLY_POINT,
      point,
    }))
    for (const [added, places] of this.movable) {
      places.forEach(({ point }, i) => spots.push({ added, place: i, point }))
    }
    const axes = new Uint8Array(bufferOf(spots.length, shared))
    const lie = Array.from(
      treeOrder(
        spots.map((it) => it.point),
        axes,
      ),
      (spot) => spots[spot] as (typeof spots)[number],
    )
    /** By row, as the how manieth it was added. */
    const order = lie.filter((it) => it.place >= OWN_POINT).map((it) => it.added)
    const byId = new Uint32Array(bufferOf(4 * order.length, shared))
    order.forEach((added, row) => (byId[added] = row))
    const movable = new Map([...this.movable].map(([added, places]) => [byId[added] as number, places]))
    const sorted = <T>(values: readonly T[]) => order.map((added) => values[added] as T)
    const facilitiesOf: number[] = []
    const facilitiesFrom = [0]
    for (const added of order) {
      for (let i = this.facilitiesFrom[added] ?? 0; i < (this.facilitiesFrom[added + 1] ?? 0); i++) {
        facilitiesOf.push(this.facilitiesOf[i] as number)
      }
      facilitiesFrom.push(facilitiesOf.length)
    }
    return {
      rows: order.length,
      ids: this.ids.finish(
        shared,
        Array.from({ length: order.length + 1 }, (_, added) => 16 * added),
        order,
      ),
      byId,
      kinds: laidOut(Uint8Array, sorted(this.kinds), shared),
      has: laidOut(Uint32Array, sorted(this.has), shared),
      parkingOf: laidOut(Uint32Array, sorted(this.parkingOf), shared),
      parkings: [...this.parkings.values()].map((it) => it.parking),
      cities: laidOut(Uint32Array, sorted(this.cities), shared),
      movable,
      own: this.own.finish(shared, order),
      common: this.common.finish(shared),
      commonOf: laidOut(Uint32Array, sorted(this.commonOf), shared),
      hours: this.hours.finish(shared),
      hoursOf: laidOut(Uint32Array, sorted(this.hoursOf), shared),
      facility: this.facility.finish(shared),
      facilitiesOf:
        this.facility.size < 65_536
          ? laidOut(Uint16Array, facilitiesOf, shared)
          : laidOut(Uint32Array, facilitiesOf, shared),
      facilitiesFrom: laidOut(Uint32Array, facilitiesFrom, shared),
      points: laidOut(
        Float64Array,
        sorted(this.points).flatMap(({ lng, lat }) => [lng, lat]),
        shared,
      ),
      tree: { at: laidOut(Float64Array, vectorsOf(lie.map((it) => it.point)), shared), axes },
      spotRow: laidOut(
        Uint32Array,
        lie.map((it) => byId[it.added] as number),
        shared,
      ),
      spotPlace: laidOut(
        Uint16Array,
        lie.map((it) => it.place),
        shared,
      ),
    }
  }
}

const bufferOf = (bytes: number, shared: boolean): ArrayBufferLike =>
  shared ? new SharedArrayBuffer(bytes) : new ArrayBuffer(bytes)

interface ArrayType<A> {
  readonly BYTES_PER_ELEMENT: number
  new (buffer: ArrayBufferLike): A
}

function laidOut<A extends { set(from: ArrayLike<number>): void }>(
  type: ArrayType<A>,
  values: ArrayLike<number>,
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

  /** The parts that begin where `starts` says, in another order. */
  finish(shared: boolean, starts: readonly number[], order: readonly number[]): Uint8Array {
    const exact = new Uint8Array(bufferOf(this.length, shared))
    let length = 0
    for (const part of order) {
      const piece = this.bytes.subarray(starts[part], starts[part + 1])
      exact.set(piece, length)
      length += piece.length
    }
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

  finish(shared: boolean, order: readonly number[]): Texts {
    const { starts } = this
    const ordered = [0]
    for (const text of order) {
      const length = (starts[text + 1] as number) - (starts[text] as number)
      ordered.push((ordered[ordered.length - 1] as number) + length)
    }
    return { bytes: this.bytes.finish(shared, starts, order), starts: laidOut(Uint32Array, ordered, shared) }
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
    return this.list.finish(shared, [...this.byText.values()])
  }
}
