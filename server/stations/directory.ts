import type { Station } from '@/contract'
import { indexStations, type StationIndex } from '@/rules/find-stations'
import { dayOf } from '@/rules/shanghai'
import { cityOf } from '@/rules/station-pack'
import { placeOf } from '@/rules/station-place'
import type { Log } from '../adapters/log'
import type { Database } from '../database/database'
import { gatherPlaces, type Box, type Clusters, type Gathered } from './clusters'
import { makePack, type WrittenPack } from './make-pack'
import { readStations } from './queries'

export interface Stations {
  readonly index: StationIndex
  readonly byId: ReadonlyMap<string, Station>
  /** What a map shows of a box (see clusters.ts). */
  clusters(box: Box, zoom: number, now: number): Promise<(Station | Exclude<Gathered, { place: number }>)[]>
  /** The pack of a city by its code; undefined where it has no stations. */
  pack(city: string, now: number): Promise<WrittenPack | undefined>
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
    return stationsOf(stations)
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

function stationsOf(stations: readonly Station[]): Stations {
  const packs = new Map<string, Promise<WrittenPack>>()
  /** Movable stations move at midnight. */
  let gathered: { day: number; clusters: Clusters } | undefined
  return {
    index: indexStations(stations),
    byId: new Map(stations.map((it) => [it.id, it])),
    async clusters(box, zoom, now) {
      const day = dayOf(now)
      if (gathered?.day !== day) {
        const points = stations.map((it) => placeOf(it, now).point)
        const clusters = gatherPlaces(points.length, (i) => [points[i]?.lng ?? 0, points[i]?.lat ?? 0])
        gathered = { day, clusters }
      }
      return gathered.clusters
        .within(box, zoom)
        .map((it) => ('place' in it ? (stations[it.place] as Station) : it))
    },
    async pack(city, now) {
      const its = stations.filter((it) => cityOf(it.regionCode) === city)
      if (its.length === 0) return undefined
      const pack = packs.get(city) ?? makePack(city, its, now)
      packs.set(city, pack)
      return pack
    },
  }
}
