import type { Station } from '@/contract'
import type { Log } from '../adapters/log'
import type { Database } from '../database/database'
import { StationIndex } from './station-index'
import type { StationKeeper } from './keeper'

export interface Stations {
  readonly index: StationIndex
  readonly byId: { get(id: string): Station | undefined; has(id: string): boolean }
}

/** Each process's own index of all stations, kept up to date by what the database says of changes. */
export interface StationDirectory extends Pick<StationKeeper, 'clusters' | 'pack'> {
  /** Throws DatabaseFault while the stations could not be read even once. */
  current(): Promise<Stations>
}

/** After a reading that failed; each further one waits twice as long. */
const FIRST_PAUSE_MS = 250
const LONGEST_PAUSE_MS = 10_000

export function createStationDirectory(
  database: Database,
  keeper: StationKeeper,
  log: Log,
): StationDirectory {
  let index: StationIndex | undefined
  let shown: Stations | undefined
  let ready: Promise<unknown> | undefined
  /** A reading that began before a notice does not count for it: another follows. */
  let reading = false
  let again = false

  keeper.publishTo((data) => {
    const fresh = new StationIndex(data, index)
    index = fresh
    shown = {
      index: fresh,
      byId: { get: (id) => fresh.get(id), has: (id) => fresh.get(id) !== undefined },
    }
  })

  const keepUp = async (): Promise<void> => {
    again = true
    if (reading) return
    reading = true
    let pause = FIRST_PAUSE_MS
    while (again) {
      again = false
      try {
        await keeper.refresh()
        pause = FIRST_PAUSE_MS
      } catch (cause) {
        log.warn('The stations could not be read again', { cause })
        await new Promise((resolve) => {
          const timer: unknown = setTimeout(resolve, pause)
          // On Node it is to keep no process alive.
          ;(timer as { unref?: () => void }).unref?.()
        })
        pause = Math.min(2 * pause, LONGEST_PAUSE_MS)
        again = true
      }
    }
    reading = false
  }

  const start = async (): Promise<void> => {
    // Listening comes first: a change between reading and listening would go unheard.
    const stop = await database.listen('stations', () => void keepUp())
    try {
      await keeper.refresh()
    } catch (error) {
      await stop()
      throw error
    }
  }

  return {
    async current() {
      if (shown) return shown
      ready ??= start().catch((error: unknown) => {
        ready = undefined
        throw error
      })
      await ready
      return shown as unknown as Stations
    },
    async clusters(box, zoom, now) {
      await this.current()
      return keeper.clusters(box, zoom, now)
    },
    async pack(city, now) {
      await this.current()
      return keeper.pack(city, now)
    },
  }
}
