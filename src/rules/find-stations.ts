import type { Need, OpenState, Point, Station, StationKind } from '@/contract'
import { indexPlaces, nearest, type PlaceIndex } from './nearest'
import { isOpen, openState } from './opening-hours'
import { placeIndex } from './station-place'

/** What is asked of a station. */
export interface Wanted {
  /** All of these must be there. */
  readonly needs?: readonly Need[]
  /** Only those open now. */
  readonly open?: boolean
  /** Of these kinds; empty for any. */
  readonly kinds?: readonly StationKind[]
}

/** One place of a station: its own point (-1), or one of its dated places. */
interface Spot {
  readonly station: Station
  readonly place: number
  readonly point: Point
}

export type StationIndex = PlaceIndex<Spot>

/** Indexes stations for {@link findStations}, each at all the places where it will stand. */
export const indexStations = (stations: readonly Station[]): StationIndex =>
  indexPlaces(
    stations.flatMap((station): Spot[] => [
      { station, place: -1, point: station.point },
      ...(station.places ?? []).map(({ point }, place) => ({ station, place, point })),
    ]),
  )

/** Whether a station has all of these. */
export const hasAll = ({ facilities }: Station, needs: readonly Need[]): boolean =>
  needs.every((need) => facilities.some(({ kind }) => kind === need))

/**
 * The `limit` stations nearest to `from` that have what is wanted, where they stand at `now` (epoch ms), in exact order of
 * great-circle distance (whole metres). The server and the phone, over its pack, find the same.
 */
export function findStations(
  index: StationIndex,
  from: Point,
  limit: number,
  { needs = [], open = false, kinds = [] }: Wanted,
  now: number,
): { station: Station; distanceM: number; openState: OpenState }[] {
  const suits = ({ station, place }: Spot) =>
    (station.places === undefined || placeIndex(station.places, now) === place) &&
    (kinds.length === 0 || kinds.includes(station.kind)) &&
    hasAll(station, needs) &&
    (!open || isOpen(openState(station.hours, now)))
  return nearest(index, from, limit, suits).map(({ place: { station }, distanceM }) => ({
    station,
    distanceM,
    openState: openState(station.hours, now),
  }))
}
