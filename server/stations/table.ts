import {
  facilityKind,
  stationKind,
  type Parking,
  type Point,
  type Station,
  type StationPlace,
} from '@/contract'
import { cityOf } from '@/rules/station-pack'
import { COMMON, CITY, HAS, HOURS, KIND, PARKING, ROW_SIZE, START, type RowData } from './rows'
import { spotData, treeOrder, type SphereTreeData } from './sphere-tree'
import { idBytes } from './station-id'

/**
 * All stations in a few flat arrays: to be searched without a heap of objects, and handed from one thread to another
 * without copying. Rows are in the order of the tree over where they stand, so that what is told of the twenty nearest
 * lies close together: at random places in 60 MB it took a third longer to gather. What is asked of one row lies in two
 * places, not in an array for each thing: most of the time that a reply took was waiting for memory.
 */
export interface TableData {
  readonly rows: number
  readonly row: RowData
  /**
   * Of each row the 16 bytes of its id; how many facilities it has, and their numbers; then in JSON what it shares with no
   * other. These whole numbers are of 7 bits a byte, the lowest first, in all but the last byte with the highest bit set.
   */
  readonly bytes: Uint8Array
  /** Rows, their ids ascending. */
  readonly byId: Uint32Array
  readonly parkings: readonly Parking[]
  /** Rows that have dated places. */
  readonly movable: ReadonlyMap<number, readonly StationPlace[]>
  /** Of a station in JSON what others have the same, each once: what comes behind its own with its hours' name, hours, facilities. */
  readonly common: Texts
  readonly hours: Texts
  readonly facility: Texts
  /** Longitude and latitude of each row's own point. */
  readonly points: Float64Array
  /**
   * Each row at its own point, and once more at each of its dated places. They are labelled with the row, and marked with which
   * of its places it is, {@link OWN_POINT}, or {@link ONLY_POINT} of a row that has none.
   */
  readonly tree: SphereTreeData
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
  const { common, hours, facility, tree } = table
  const parts = [table, common, hours, facility, tree].flatMap((it): unknown[] => Object.values(it))
  const arrays = parts.filter((it): it is Uint8Array => ArrayBuffer.isView(it))
  return arrays.reduce((sum, it) => sum + it.byteLength, 0)
}

/** Gathers stations, which come in the order of their ids, into a {@link TableData}. */
export class TableBuilder {
  /** In the order in which they were added, {@link ROW_SIZE} numbers each. */
  private readonly row: number[] = []
  private readonly bytes = new Bytes()
  private readonly points: Point[] = []
  private readonly movable = new Map<number, readonly StationPlace[]>()
  /** By their JSON, in the order of their numbers. */
  private readonly parkings = new Map<string, { parking: Parking; number: number }>()
  private readonly common = new SharedTexts()
  private readonly hours = new SharedTexts()
  private readonly facility = new SharedTexts()

  /** `shared` lays all out in memory that threads can share. */
  constructor(private readonly shared: boolean) {}

  add(station: Station): void {
    const { id, code, name, address, point, places, hours, facilities, ...common } = station
    const bytes = idBytes(id)
    if (!bytes) throw new RangeError(`${id} is no UUID`)
    const columns = new Array<number>(ROW_SIZE).fill(0)
    columns[START] = this.bytes.length
    columns[COMMON] = this.common.place(`,${JSON.stringify(common).slice(1, -1)},"hours":`)
    columns[HOURS] = this.hours.placeObject(hours)
    columns[HAS] = facilityMask(facilities.map((it) => it.kind))
    columns[PARKING] = station.parking ? this.parking(station.parking) : 0
    columns[CITY] = Number(cityOf(station.regionCode))
    columns[KIND] = kindNumbers.get(station.kind) ?? 0
    this.row.push(...columns)
    if (places) this.movable.set(this.points.length, places)
    this.points.push(point)
    this.bytes.push(bytes)
    this.bytes.pushNumber(facilities.length)
    for (const it of facilities) this.bytes.pushNumber(this.facility.place(JSON.stringify(it)))
    this.bytes.pushText(JSON.stringify({ code, name, address, point, places }).slice(1, -1))
  }

  private parking(parking: Parking): number {
    const json = JSON.stringify(parking)
    const known = this.parkings.get(json) ?? { parking, number: this.parkings.size + 1 }
    this.parkings.set(json, known)
    return known.number
  }

  finish(): TableData {
    const { shared } = this
    const added = this.points.map((point, i) => ({
      added: i,
      mark: this.movable.has(i) ? OWN_POINT : ONLY_POINT,
      point,
    }))
    for (const [i, places] of this.movable) {
      places.forEach(({ point }, place) => added.push({ added: i, mark: place, point }))
    }
    const { order, axes, splits } = treeOrder(added.map((it) => it.point))
    const lie = Array.from(order, (spot) => added[spot] as (typeof added)[number])
    /** By row, as the how manieth it was added. */
    const rows = lie.filter((it) => it.mark >= OWN_POINT).map((it) => it.added)
    const byId = new Uint32Array(bufferOf(4 * rows.length, shared))
    rows.forEach((i, row) => (byId[i] = row))
    const rowOf = (i: number) => byId[i] as number
    return {
      rows: rows.length,
      ...this.sorted(rows),
      byId,
      parkings: [...this.parkings.values()].map((it) => it.parking),
      movable: new Map([...this.movable].map(([i, places]) => [rowOf(i), places])),
      common: this.common.finish(shared),
      hours: this.hours.finish(shared),
      facility: this.facility.finish(shared),
      points: laidOut(
        Float64Array,
        rows.map((i) => this.points[i] as Point).flatMap(({ lng, lat }) => [lng, lat]),
        shared,
      ),
      tree: {
        spots: laidOut(Float64Array, spotData(lie.map((it) => ({ ...it, label: rowOf(it.added) }))), shared),
        axes: laidOut(Uint8Array, axes, shared),
        splits: laidOut(Float64Array, splits, shared),
      },
    }
  }

  /** The rows in another order. */
  private sorted(rows: readonly number[]): Pick<TableData, 'row' | 'bytes'> {
    const row = new Uint32Array(bufferOf(4 * ROW_SIZE * (rows.length + 1), this.shared))
    const bytes = new Uint8Array(bufferOf(this.bytes.length, this.shared))
    let length = 0
    rows.forEach((added, i) => {
      const from = this.row[ROW_SIZE * added + START] as number
      const end = this.row[ROW_SIZE * (added + 1) + START] ?? this.bytes.length
      for (let column = 0; column < ROW_SIZE; column++) {
        row[ROW_SIZE * i + column] = this.row[ROW_SIZE * added + column] as number
      }
      row[ROW_SIZE * i + START] = length
      bytes.set(this.bytes.part(from, end), length)
      length += end - from
    })
    row[ROW_SIZE * rows.length + START] = length
    return { row, bytes }
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

  /** See {@link TableData.bytes}. */
  pushNumber(number: number): void {
    this.reserve(5)
    let rest = number
    for (; rest > 127; rest >>>= 7) this.bytes[this.length++] = (rest & 127) | 128
    this.bytes[this.length++] = rest
  }

  part(start: number, end: number): Uint8Array {
    return this.bytes.subarray(start, end)
  }

  private reserve(more: number): void {
    if (this.length + more <= this.bytes.length) return
    const wider = new Uint8Array(Math.max(2 * this.bytes.length, this.length + more))
    wider.set(this.bytes.subarray(0, this.length))
    this.bytes = wider
  }
}

const encoder = new TextEncoder()

/** Each different text once. */
class SharedTexts {
  private readonly bytes = new Bytes()
  private readonly starts = [0]
  private readonly byText = new Map<string, number>()
  private readonly byObject = new Map<object, number>()

  place(text: string): number {
    let place = this.byText.get(text)
    if (place === undefined) {
      place = this.byText.size
      this.byText.set(text, place)
      this.bytes.pushText(text)
      this.starts.push(this.bytes.length)
    }
    return place
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
    return {
      bytes: laidOut(Uint8Array, this.bytes.part(0, this.bytes.length), shared),
      starts: laidOut(Uint32Array, this.starts, shared),
    }
  }
}
