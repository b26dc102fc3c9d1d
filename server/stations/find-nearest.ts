import type { FacilityKind, NearbyStation, Point, StationKind } from '@/contract'
import { shownMinutes, type Vehicle } from '@/rules/driving'
import { findStations, findStops } from '@/rules/find-stations'
import type { Context } from '../context'

export interface NearestQuery {
  point: Point
  limit: number
  /** All of these must be there. */
  need: readonly FacilityKind[]
  /** Only those open now. */
  open: boolean
  /** Of these kinds; empty for any. */
  kinds: readonly StationKind[]
  order: 'metres' | 'minutes'
  /** Of whoever is on a motorway: which way he goes, and which one it is. */
  heading?: number
  road?: string
  /** Only where this may park. */
  vehicle?: Vehicle
}

/** The nearest stations in exact order, or those one drives to soonest. Keeps nothing of the point. */
export async function findNearest(context: Context, query: NearestQuery): Promise<NearbyStation[]> {
  const { point, limit, need, open, kinds, order, heading, road, vehicle } = query
  const [{ index }, liveOf] = await Promise.all([context.stations.current(), context.live.current()])
  const wanted = { needs: need, open, kinds, vehicle }
  const now = context.clock()
  if (order === 'metres') {
    return findStations(index, point, limit, wanted, now).map((it) => ({
      ...it,
      live: liveOf(it.station.id),
    }))
  }
  return findStops(index, { point, heading, road }, limit, wanted, now).map(({ drive, ...it }) => ({
    ...it,
    live: liveOf(it.station.id),
    drive: { minutes: shownMinutes(drive), side: drive.side },
  }))
}
