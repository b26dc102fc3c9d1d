import type { LiveState } from '@/contract'
import { DAY, MINUTE } from '@/rules/shanghai'
import type { Log } from '../adapters/log'
import type { Database } from '../database/database'
import type { Clock } from '../ports'
import { idBytes, idEnd, idKey, idKeyEnd } from '../stations/station-id'
import { liveJson, type WrittenLive } from '../stations/table-search'
import { readLive, type LiveRow } from './queries'

/** How long it is of interest that somebody was there, and that somebody said it was full. */
const SEEN_MS = DAY
const FULL_MS = 120 * MINUTE

/** Each process's own copy of what has happened at stations of late, kept up by the database's notices. */
export interface LiveStates {
  /** Resolves once all is known. Throws DatabaseFault while nothing could be read even once. */
  current(): Promise<(stationId: string) => LiveState>
  /** The same as it goes into replies. */
  written(): Promise<WrittenLive>
  /** Takes in what this process wrote itself, before its notice comes. */
  put(row: LiveRow | undefined): void
}

interface Live {
  readonly version: number
  readonly seenAt: number
  readonly fullAt: number
  readonly doorOfflineAt: number
  /** The state as it goes into a reply from one time to another. */
  written: { readonly json: DataView; readonly from: number; readonly to: number } | undefined
}

function keyOf(stationId: string): string {
  const bytes = idBytes(stationId)
  return bytes ? idKey(bytes) : stationId
}

export function createLiveStates(database: Database, clock: Clock, log: Log): LiveStates {
  /** By {@link idKey}. */
  const states = new Map<string, Live>()
  /** How their keys end: of most stations nothing is known, which is seen sooner by a number than by a text. */
  const ends = new Set<number>()
  let listening: Promise<unknown> | undefined
  let known: Promise<void> | undefined

  const time = (it: Date | string | null) => (it === null ? Number.NEGATIVE_INFINITY : new Date(it).getTime())
  const put = (row: LiveRow) => {
    // Notices come in order, but what is read may be newer than a notice that comes after it.
    const key = keyOf(row.station_id)
    if (row.version <= (states.get(key)?.version ?? 0)) return
    ends.add(idKeyEnd(key))
    states.set(key, {
      version: row.version,
      seenAt: time(row.seen_at),
      fullAt: time(row.full_at),
      doorOfflineAt: time(row.door_offline_at),
      written: undefined,
    })
  }
  const read = async () => {
    const before = new Map([...states].map(([key, it]) => [key, it.version]))
    const rows = await readLive(database, new Date(clock() - SEEN_MS))
    const found = new Set(rows.map((it) => keyOf(it.station_id)))
    // Rows in which nothing is of interest any more are not read; what a notice brought meanwhile stays.
    for (const [key, { version }] of states)
      if (!found.has(key) && before.get(key) === version) states.delete(key)
    ends.clear()
    for (const key of states.keys()) ends.add(idKeyEnd(key))
    for (const row of rows) put(row)
  }
  const heard = (payload: string | undefined) => {
    if (payload !== undefined) put(JSON.parse(payload) as LiveRow)
    else
      read().catch((cause: unknown) =>
        log.warn('What happened at stations could not be read again', { cause }),
      )
  }

  const stateAt = (it: Live, now: number): LiveState => ({
    ...(now - it.seenAt < SEEN_MS && { seenAt: new Date(it.seenAt).toISOString() }),
    ...(now - it.fullAt < FULL_MS && { fullAt: new Date(it.fullAt).toISOString() }),
    ...(Number.isFinite(it.doorOfflineAt) && { doorOfflineAt: new Date(it.doorOfflineAt).toISOString() }),
  })
  const stateOf = (stationId: string): LiveState => {
    const it = states.get(keyOf(stationId))
    return it ? stateAt(it, clock()) : {}
  }
  /** Written once, and again only when some of it is of interest no longer. */
  const written: WrittenLive = (ids, start, now) => {
    const it = ends.has(idEnd(ids, start)) && states.get(idKey(ids, start))
    if (!it) return undefined
    if (!it.written || now < it.written.from || now >= it.written.to) {
      const ends = [it.seenAt + SEEN_MS, it.fullAt + FULL_MS]
      const to = Math.min(...ends.filter((end) => end > now))
      it.written = { json: liveJson(stateAt(it, now)), from: now, to }
    }
    return it.written.json
  }
  const load = async (): Promise<void> => {
    // Listening comes first: a change between reading and listening would go unheard.
    listening ??= database.listen('station_live', heard)
    try {
      await listening
    } catch (error) {
      listening = undefined
      throw error
    }
    await read()
  }
  const ready = (): Promise<void> =>
    (known ??= load().catch((error: unknown) => {
      known = undefined
      throw error
    }))
  return {
    async current() {
      await ready()
      return stateOf
    },
    async written() {
      await ready()
      return written
    },
    put: (row) => {
      if (row) put(row)
    },
  }
}
