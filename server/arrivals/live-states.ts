import type { LiveState } from '@/contract'
import { DAY, MINUTE } from '@/rules/shanghai'
import type { Log } from '../adapters/log'
import type { Database } from '../database/database'
import type { Clock } from '../ports'
import { readLive, type LiveRow } from './queries'

/** How long it is of interest that somebody was there, and that somebody said it was full. */
const SEEN_MS = DAY
const FULL_MS = 120 * MINUTE

/** Each process's own copy of what has happened at stations of late, kept up by the database's notices. */
export interface LiveStates {
  /** Resolves once all is known. Throws DatabaseFault while nothing could be read even once. */
  current(): Promise<(stationId: string) => LiveState>
  /** Takes in what this process wrote itself, before its notice comes. */
  put(row: LiveRow | undefined): void
}

interface Live {
  version: number
  seenAt: number
  fullAt: number
  doorOfflineAt: number
}

export function createLiveStates(database: Database, clock: Clock, log: Log): LiveStates {
  const states = new Map<string, Live>()
  let listening: Promise<unknown> | undefined
  let loaded: Promise<void> | undefined

  const time = (it: Date | string | null) => (it === null ? Number.NEGATIVE_INFINITY : new Date(it).getTime())
  const put = (row: LiveRow) => {
    // Notices come in order, but what is read may be newer than a notice that comes after it.
    if (row.version <= (states.get(row.station_id)?.version ?? 0)) return
    states.set(row.station_id, {
      version: row.version,
      seenAt: time(row.seen_at),
      fullAt: time(row.full_at),
      doorOfflineAt: time(row.door_offline_at),
    })
  }
  const read = async () => {
    const before = new Map([...states].map(([id, it]) => [id, it.version]))
    const rows = await readLive(database, new Date(clock() - SEEN_MS))
    const found = new Set(rows.map((it) => it.station_id))
    // Rows in which nothing is of interest any more are not read; what a notice brought meanwhile stays.
    for (const [id, { version }] of states)
      if (!found.has(id) && before.get(id) === version) states.delete(id)
    for (const row of rows) put(row)
  }
  const heard = (payload: string | undefined) => {
    if (payload !== undefined) put(JSON.parse(payload) as LiveRow)
    else
      read().catch((cause: unknown) =>
        log.warn('What happened at stations could not be read again', { cause }),
      )
  }

  const stateOf = (stationId: string): LiveState => {
    const it = states.get(stationId)
    if (!it) return {}
    const now = clock()
    return {
      ...(now - it.seenAt < SEEN_MS && { seenAt: new Date(it.seenAt).toISOString() }),
      ...(now - it.fullAt < FULL_MS && { fullAt: new Date(it.fullAt).toISOString() }),
      ...(Number.isFinite(it.doorOfflineAt) && { doorOfflineAt: new Date(it.doorOfflineAt).toISOString() }),
    }
  }
  return {
    async current() {
      // Listening comes first: a change between reading and listening would go unheard.
      listening ??= database.listen('station_live', heard)
      try {
        await listening
      } catch (error) {
        listening = undefined
        throw error
      }
      loaded ??= read()
      try {
        await loaded
      } catch (error) {
        loaded = undefined
        throw error
      }
      return stateOf
    },
    put: (row) => {
      if (row) put(row)
    },
  }
}
