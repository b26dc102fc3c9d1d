import type { Station } from '@/contract'
import { indexPlaces, type PlaceIndex } from '@/rules/nearest'
import type { Log } from '../adapters/log'
import type { Database } from '../database/database'
import { readStations } from './queries'

export interface Stations {
  readonly index: PlaceIndex<Station>
  readonly byId: ReadonlyMap<string, Station>
}

/** Each process's own index of all stations, read once and again whenever the database says that some changed. */
export interface StationDirectory {
  /** Throws DatabaseFault while the stations could not be read even once. */
  current(): Promise<Stations>
}

export function createStationDirectory(database: Database, log: Log): StationDirectory {
  let loaded: Promise<Stations> | undefined
  let listening: Promise<unknown> | undefined

  const load = async (): Promise<Stations> => {
    const stations = await readStations(database)
    return { index: indexPlaces(stations), byId: new Map(stations.map((it) => [it.id, it])) }
  }

  // The old index serves until the new one is whole; of two notices in a row the second's reading wins.
  let latest = 0
  const reload = async () => {
    const turn = ++latest
    try {
      const fresh = await load()
      if (turn === latest) loaded = Promise.resolve(fresh)
    } catch (cause) {
      log.warn('The stations could not be read again', { cause })
    }
  }

  return {
    async current() {
      // Listening comes first: a change between reading and listening would go unheard.
      listening ??= database.listen('stations', () => void reload())
      try {
        await listening
      } catch (error) {
        listening = undefined
        throw error
      }
      loaded ??= load()
      try {
        return await loaded
      } catch (error) {
        loaded = undefined
        throw error
      }
    },
  }
}
