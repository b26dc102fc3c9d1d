import type { Point, Station } from '@/contract'
import type { Drive } from '@/rules/driving'
import { JsonBytes, utf8Of } from './json-bytes'
import { SharedLists } from './shared-lists'
import { TableSearch, type Found, type TableQuery, type WrittenLive } from './table-search'
import type { TableData } from './table'

/** What a process knows of all stations. */
export interface IndexData {
  readonly table: TableData
  /** Stations that changed or came since the table was made. */
  readonly changed: TableData | undefined
  /** Rows of the table that hold no longer. */
  readonly hidden: Uint32Array
}

/** All stations, of which some changed since most were laid out: found and shown as one. Times are epoch ms. */
export class StationIndex {
  private readonly table: TableSearch
  private readonly changed: TableSearch | undefined
  private readonly hidden: ReadonlySet<number>

  /** Keeps what `before` remembers of the same table. */
  constructor(
    readonly data: IndexData,
    before?: StationIndex,
  ) {
    this.table = before?.data.table === data.table ? before.table : new TableSearch(data.table)
    this.changed = data.changed && new TableSearch(data.changed)
    this.hidden = new Set(data.hidden)
  }

  get size(): number {
    return this.data.table.rows - this.hidden.size + (this.data.changed?.rows ?? 0)
  }

  /** A station by its id; it is shared, and not to be written to. */
  get(id: string): Station | undefined {
    const newer = this.changed?.rowOf(id) ?? -1
    if (this.changed && newer >= 0) return this.changed.station(newer)
    const row = this.table.rowOf(id)
    return row < 0 || this.hidden.has(row) ? undefined : this.table.station(row)
  }

  /** The stations of a city by its code, in the order of their ids; they are shared, and not to be written to. */
  ofCity(city: string): Station[] {
    const found: Station[] = []
    for (const row of this.table.rowsOf(Number(city))) {
      if (!this.hidden.has(row)) found.push(this.table.station(row))
    }
    const { changed } = this
    if (changed) for (const row of changed.rowsOf(Number(city))) found.push(changed.station(row))
    return found.sort((a, b) => (a.id < b.id ? -1 : 1))
  }

  /** How far away, in kilometres, the nearest that have what is asked for stand at `now`, nearest first. */
  nearest(query: TableQuery, now: number): readonly Found[] {
    const found = this.table.nearest(query, now, this.hidden)
    if (!this.changed) return found
    return [...found, ...this.changed.nearest(query, now)].sort((a, b) => a.km - b.km).slice(0, query.limit)
  }

  /** One that was found, as whoever drives sees it. */
  stop(found: Found): {
    place: Pick<Station, 'point' | 'carriageway'> & { found: Found }
    distanceM: number
  } {
    return { place: { ...found.search.stop(found), found }, distanceM: Math.round(found.km * 1000) }
  }

  /** What the API replies of them, a NearestReply, in JSON. */
  json(
    found: readonly (Found & { drive?: Drive })[],
    now: number,
    live: WrittenLive,
  ): Uint8Array<ArrayBuffer> {
    lists.begin()
    out.push(stationsStart)
    for (const it of found) it.search.writeNearby(it, now, live, it.drive, lists, out)
    if (found.length > 0) out.dropLast()
    lists.writeTo(out)
    return out.take()
  }

  /** Numbers for all stations: rows of the table, and below zero those that changed. */
  refs(): Int32Array {
    const refs = new Int32Array(this.size)
    let count = 0
    for (let row = 0; row < this.data.table.rows; row++) if (!this.hidden.has(row)) refs[count++] = row
    for (let row = 0; row < (this.data.changed?.rows ?? 0); row++) refs[count++] = -1 - row
    return refs
  }

  idOf(ref: number): string {
    return ref < 0 ? (this.changed?.id(-1 - ref) ?? '') : this.table.id(ref)
  }

  /** Where a station stands at `now`. */
  pointOf(ref: number, now: number): Point {
    return ref < 0 && this.changed ? this.changed.pointAt(-1 - ref, now) : this.table.pointAt(ref, now)
  }
}

const stationsStart = utf8Of('{"stations":[')
/** Written and taken in one go, so one of each is enough. */
const out = new JsonBytes()
const lists = new SharedLists()
