import type { NearbyStation, Need, Point, Station, StationKind } from '@/contract'
import { nearest } from '@/rules/nearest'
import { isOpen, openState } from '@/rules/opening-hours'
import type { Context } from '../context'

export interface NearestQuery {
  point: Point
  limit: number
  /** All of these must be there. */
  need: readonly Need[]
  /** Only those open now. */
  open: boolean
  /** Of these kinds; empty for any. */
  kinds: readonly StationKind[]
}

const has = (station: Station, needs: readonly Need[]) =>
  needs.every((need) => station.facilities.some((it) => it.kind === need))

/** The nearest stations, in exact order of great-circle distance. Keeps nothing of the point. */
export async function findNearest(context: Context, query: NearestQuery): Promise<NearbyStation[]> {
  const now = context.clock()
  const { index } = await context.stations.current()
  const wanted = (it: Station) =>
    (query.kinds.length === 0 || query.kinds.includes(it.kind)) &&
    has(it, query.need) &&
    (!query.open || isOpen(openState(it.hours, now)))
  return nearest(index, query.point, query.limit, wanted).map(({ place: station, distanceM }) => ({
    station,
    distanceM,
    openState: openState(station.hours, now),
  }))
}
