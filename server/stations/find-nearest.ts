import type { NearbyStation, Need, Point, StationKind } from '@/contract'
import { findStations } from '@/rules/find-stations'
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

/** The nearest stations, in exact order of great-circle distance. Keeps nothing of the point. */
export async function findNearest(
  context: Context,
  { point, limit, need, open, kinds }: NearestQuery,
): Promise<NearbyStation[]> {
  const { index } = await context.stations.current()
  return findStations(index, point, limit, { needs: need, open, kinds }, context.clock())
}
