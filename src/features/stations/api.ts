import { api, type FacilityKind, type Point, type ReplyOf, type ReportKind } from '@/contract'
import { call } from '@/platform/call'
import { coarse } from '@/rules/nearest'
import { type Nearby, unpackNearest } from '@/rules/station-pack'
import type { MapBox } from './map-box'
import type { Driving } from './driving'

export interface NearestWanted {
  from: Point
  limit: number
  /** All of these must be there. */
  needs?: readonly FacilityKind[]
  /** Only those open at this moment. */
  open?: boolean
  /** Only where this vehicle may park, by how long it drives there. */
  driving?: Driving
}

export interface NearestFound {
  stations: Nearby[]
}

/** The stations around a point. The server is told where it is to about 500 m, and its order holds for that point. */
export async function fetchNearest(
  { from, limit, needs = [], open = false, driving }: NearestWanted,
  signal?: AbortSignal,
): Promise<NearestFound> {
  const { length, weight, height, heading, road } = { ...driving?.vehicle, ...driving?.travel }
  const query = {
    ...coarse(from),
    limit,
    open,
    need: needs.length > 0 ? [...needs] : undefined,
    ...(driving && { order: 'minutes' as const, length, weight, height, heading, road }),
  }
  return { stations: unpackNearest(await call(api.nearestStations, { query }, { signal })) }
}

/** One station; throws a Refusal `not-found` where there is none. */
export const fetchStation = (id: string, signal?: AbortSignal): Promise<ReplyOf<typeof api.getStation>> =>
  call(api.getStation, { params: { id } }, { signal })

/** What a map of this box shows. */
export const fetchClusters = (
  box: MapBox,
  signal?: AbortSignal,
): Promise<ReplyOf<typeof api.stationClusters>> =>
  call(api.stationClusters, { query: { ...box } }, { signal })

/** Tells that somebody has come, and asks what there is for him. Throws a Refusal `not-found`. */
export const checkIn = (id: string, signal?: AbortSignal): Promise<ReplyOf<typeof api.checkIn>> =>
  call(api.checkIn, { params: { id }, body: {} }, { signal })

/** Tells that something is wrong there. Throws a Refusal `session-required` without a session. */
export const report = (id: string, kind: ReportKind): Promise<ReplyOf<typeof api.reportStation>> =>
  call(api.reportStation, { params: { id }, body: { kind } })

/** Opens the smart door. Throws a Refusal: `door-none`, `door-not-now`, `door-silent`, `session-required`. */
export const openDoor = (id: string): Promise<ReplyOf<typeof api.openDoor>> =>
  call(api.openDoor, { params: { id }, body: {} }, { timeoutMs: 20_000 })
