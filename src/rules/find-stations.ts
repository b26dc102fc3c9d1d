import type { Carriageway, FacilityKind, OpenState, Point, Station, StationKind } from '@/contract'
import { mayPark, soonest, type Drive, type Traveller, type Vehicle } from './driving'
import { indexPlaces, metresBetween, nearest, type PlaceIndex } from './nearest'
import { isOpen, openState } from './opening-hours'
import { placeIndex } from './station-place'

/** What is asked of a station. */
export interface Wanted {
  /** All of these must be there. */
  readonly needs?: readonly FacilityKind[]
  /** Only those open now. */
  readonly open?: boolean
  /** Of these kinds; empty for any. */
  readonly kinds?: readonly StationKind[]
  /** Only where this may park. */
  readonly vehicle?: Vehicle
}

/** A station that was found, with its distance in metres along the great circle. */
export interface Found {
  station: Station
  distanceM: number
  openState: OpenState
}

/** One place of a station: its own point (-1), or one of its dated places. */
interface Spot {
  readonly station: Station
  readonly place: number
  readonly point: Point
  readonly carriageway?: Carriageway
}

export type StationIndex = PlaceIndex<Spot>

/** Indexes stations for {@link findStations}, each at all the places where it will stand. */
export const indexStations = (stations: readonly Station[]): StationIndex =>
  indexPlaces(
    stations.flatMap((station): Spot[] => [
      { station, place: -1, point: station.point, carriageway: station.carriageway },
      ...(station.places ?? []).map(({ point }, place) => ({ station, place, point })),
    ]),
  )

/** Whether a station has all of these. */
export const hasAll = ({ facilities }: Station, needs: readonly FacilityKind[]): boolean =>
  needs.every((need) => facilities.some(({ kind }) => kind === need))

/**
 * The `limit` stations nearest to `from` that have what is wanted, where they stand at `now` (epoch ms), in exact order of
 * great-circle distance (whole metres). The server and the phone, over its pack, find the same.
 */
export function findStations(
  index: StationIndex,
  from: Point,
  limit: number,
  wanted: Wanted,
  now: number,
): Found[] {
  return nearest(index, from, limit, suits(wanted, now)).map(({ place: { station }, distanceM }) => ({
    station,
    distanceM,
    openState: openState(station.hours, now),
  }))
}

/**
 * As {@link findStations}, by looking at each of a few thousand: a phone finds that many at once, and its package stays
 * without the index.
 */
export function findAmong(
  stations: readonly Station[],
  from: Point,
  limit: number,
  { open = false, ...wanted }: Wanted,
  now: number,
): Found[] {
  const suit = suits(wanted, now)
  const near = stations
    .map((station) => {
      const place = station.places ? placeIndex(station.places, now) : -1
      return { station, place, point: station.places?.[place]?.point ?? station.point }
    })
    .filter(suit)
    .map(({ station, point }) => ({ station, distanceM: metresBetween(from, point) }))
    .sort((a, b) => a.distanceM - b.distanceM)
  const found: Found[] = []
  // Hours take the longest to look at, so those of the far ones are not.
  for (const it of near) {
    if (found.length === limit) break
    const state = openState(it.station.hours, now)
    if (!open || isOpen(state)) found.push({ ...it, openState: state })
  }
  return found
}

/** As {@link findStations}, in exact order of how long one drives there (rules/driving.ts). */
export function findStops(
  index: StationIndex,
  from: Traveller,
  limit: number,
  wanted: Wanted,
  now: number,
): (Found & { drive: Drive })[] {
  return soonest(index, from, limit, suits(wanted, now)).map(({ place: { station }, distanceM, drive }) => ({
    station,
    distanceM,
    openState: openState(station.hours, now),
    drive,
  }))
}

const suits =
  ({ needs = [], open = false, kinds = [], vehicle }: Wanted, now: number) =>
  ({ station, place }: Spot): boolean =>
    (station.places === undefined || placeIndex(station.places, now) === place) &&
    (kinds.length === 0 || kinds.includes(station.kind)) &&
    hasAll(station, needs) &&
    (vehicle === undefined || mayPark(station.parking, vehicle)) &&
    (!open || isOpen(openState(station.hours, now)))
