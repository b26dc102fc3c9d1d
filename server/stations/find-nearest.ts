import { soonestOf, type Drive, type Traveller } from '@/rules/driving'
import type { Context } from '../context'
import { Prepared } from '../http/route'
import type { StationIndex } from './station-index'
import type { Found, TableQuery } from './table-search'

export interface NearestQuery extends TableQuery, Omit<Traveller, 'point'> {
  readonly order: 'metres' | 'minutes'
}

/**
 * The nearest stations in exact order, or those one drives to soonest, as the reply itself: what is told of each was
 * written when it was read. Keeps nothing of the point.
 */
export async function findNearest(context: Context, query: NearestQuery): Promise<Prepared> {
  const { index } = await context.stations.current()
  const live = await context.live.written()
  const now = context.clock()
  const found = query.order === 'metres' ? index.nearest(query, now) : soonestStops(index, query, now)
  return new Prepared(index.json(found, now, live))
}

/** Those one drives to soonest (rules/driving.ts), soonest first. */
export const soonestStops = (
  index: StationIndex,
  query: TableQuery & Omit<Traveller, 'point'>,
  now: number,
): (Found & { drive: Drive })[] =>
  soonestOf(
    (looked) => index.nearest({ ...query, limit: looked }, now).map((it) => index.stop(it)),
    query,
    query.limit,
  ).map(({ place, drive }) => ({ ...place.found, drive }))
