import type { Point, Station } from '@/contract'
import { dayOf } from '@/rules/shanghai'
import type { Database } from '../database/database'
import { gatherPlaces, type Box, type Clusters } from './clusters'
import { makePack, type WrittenPack } from './make-pack'
import { readChanged, readSnapshot, readStations } from './queries'
import { StationIndex, type IndexData } from './station-index'
import { TableBuilder, type TableData } from './table'
import { TableSearch } from './table-search'

/** Of a map: one station, or so many in one spot. */
export type Seen =
  { readonly id: string } | { readonly point: Point; readonly count: number; readonly expansionZoom: number }

/**
 * Reads the stations, lays them out and keeps them up to date; beside the thread that answers calls where there are threads
 * (adapters/station-thread.ts), else in it. Times are epoch ms. All throw a DatabaseFault while the database is away.
 */
export interface StationKeeper {
  /** Who is handed all that is known, each time that more is. Called once, before all else. */
  publishTo(publish: (data: IndexData) => void): void
  /** Resolves once all that was committed before is published. */
  refresh(): Promise<void>
  /** What a map shows of a box. */
  clusters(box: Box, zoom: number, now: number): Promise<Seen[]>
  /** The pack of a city by its code; undefined where it has no stations. */
  pack(city: string, now: number): Promise<WrittenPack | undefined>
  close(): Promise<void>
}

/** So many changes are kept beside the table, which is then made anew. */
const MOST_CHANGED = 500
/** So many are read one by one; after more the table is made anew at once. */
const MOST_READ = 1_000
const PACKS_KEPT = 16

export interface KeeperOptions {
  readonly database: Database
  /** Lays stations out in memory that threads can share. */
  readonly shared: boolean
}

export function createStationKeeper({ database, shared }: KeeperOptions): StationKeeper {
  let publish: (data: IndexData) => void = () => undefined
  let index: StationIndex | undefined
  /** As of when the index is. */
  let snapshot = ''
  /** What differs from the table. */
  let changed = new Map<string, Station>()
  let gone = new Set<string>()
  /** Grows whenever some station stands elsewhere. */
  let moves = 0
  let gathered:
    { of: StationIndex; moves: number; day: number; refs: Int32Array; clusters: Clusters } | undefined
  const packs = new Map<string, Promise<WrittenPack>>()
  let rebuilding: Promise<void> | undefined
  /** Read and shown one after the other: nothing older comes after something newer. */
  let turn: Promise<unknown> = Promise.resolve()

  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const done = turn.then(work)
    turn = done.catch(() => undefined)
    return done
  }

  const show = (table: TableData): void => {
    const data = { table, ...besides(table, changed, gone, shared) }
    index = new StationIndex(data, index)
    packs.clear()
    publish(data)
  }

  /** Reads what changed since the snapshot; nothing of it where it is too much. */
  const readOn = async (): Promise<'nothing' | 'some' | 'too much'> => {
    const until = await readSnapshot(database)
    const news = await readChanged(database, snapshot, MOST_READ)
    if (!news) return 'too much'
    snapshot = until
    for (const station of news.changed) {
      if (!sameSpots(index?.get(station.id), station)) moves++
      changed.set(station.id, station)
      gone.delete(station.id)
    }
    for (const id of news.removed) {
      moves++
      changed.delete(id)
      gone.add(id)
    }
    return news.changed.length + news.removed.length > 0 ? 'some' : 'nothing'
  }

  /** Lays all stations out anew. What changes meanwhile still goes beside the old table. */
  const rebuild = (): Promise<void> =>
    (rebuilding ??= (async () => {
      const from = await readSnapshot(database)
      const builder = new TableBuilder(shared)
      for await (const page of readStations(database)) for (const station of page) builder.add(station)
      const table = builder.finish()
      await inTurn(async () => {
        snapshot = from
        changed = new Map()
        gone = new Set()
        moves++
        await readOn()
        show(table)
      })
    })().finally(() => (rebuilding = undefined)))

  const refresh = async (): Promise<void> => {
    if (!index) await rebuild()
    for (;;) {
      const read = await inTurn(async () => {
        const news = await readOn()
        if (news === 'some' && index) show(index.data.table)
        return news
      })
      if (read !== 'too much') break
      await rebuild()
    }
    if (changed.size + gone.size > MOST_CHANGED) void rebuild().catch(() => undefined)
  }

  const current = async (): Promise<StationIndex> => {
    if (!index) await rebuild()
    return index as StationIndex
  }

  return {
    publishTo: (to) => void (publish = to),
    refresh,
    async clusters(box, zoom, now) {
      const of = await current()
      const day = dayOf(now)
      // Movable stations move at midnight.
      if (gathered?.moves !== moves || gathered.day !== day) {
        const refs = of.refs()
        const clusters = gatherPlaces(refs.length, (place) => of.pointOf(refs[place] ?? 0, now))
        gathered = { of, moves, day, refs, clusters }
      }
      const { clusters, of: gatheredOf, refs } = gathered
      return clusters
        .within(box, zoom)
        .map((it) => ('place' in it ? { id: gatheredOf.idOf(refs[it.place] ?? 0) } : it))
    },
    async pack(city, now) {
      const of = await current()
      const known = packs.get(city)
      if (known) return known
      const stations = of.ofCity(city)
      if (stations.length === 0) return undefined
      const pack = makePack(city, stations, now)
      packs.set(city, pack)
      const [oldest] = packs.keys()
      if (packs.size > PACKS_KEPT && oldest !== undefined) packs.delete(oldest)
      return pack
    },
    async close() {
      await rebuilding?.catch(() => undefined)
      await turn
    },
  }
}

/** What stands beside a table that is out of date: newer stations, and the rows they and removed ones had. */
function besides(
  table: TableData,
  changed: ReadonlyMap<string, Station>,
  gone: ReadonlySet<string>,
  shared: boolean,
): Pick<IndexData, 'changed' | 'hidden'> {
  const search = new TableSearch(table)
  const hidden = [...changed.keys(), ...gone].map((id) => search.rowOf(id)).filter((row) => row >= 0)
  if (changed.size === 0) return { changed: undefined, hidden: Uint32Array.from(hidden) }
  const builder = new TableBuilder(shared)
  for (const station of [...changed.values()].sort((a, b) => (a.id < b.id ? -1 : 1))) builder.add(station)
  return { changed: builder.finish(), hidden: Uint32Array.from(hidden) }
}

/** Whether a station still stands where it stood. */
const sameSpots = (before: Station | undefined, now: Station): boolean =>
  before !== undefined &&
  JSON.stringify([before.point, before.places]) === JSON.stringify([now.point, now.places])
