import type { StationCluster, StationPin } from '@/contract'
import { openState } from '@/rules/opening-hours'
import { placeOf } from '@/rules/station-place'
import type { Context } from '../context'
import type { Box } from './clusters'

/** What a map shows of a box: single stations as they are now, and clusters of near ones. */
export async function findClusters(
  context: Context,
  { zoom, ...box }: Box & { zoom: number },
): Promise<(StationPin | StationCluster)[]> {
  const now = context.clock()
  const { clusters } = await context.stations.current()
  return (await clusters(box, zoom, now)).map((it) =>
    'count' in it
      ? { kind: 'cluster' as const, ...it }
      : {
          kind: 'station' as const,
          id: it.id,
          name: it.name,
          stationKind: it.kind,
          point: placeOf(it, now).point,
          openState: openState(it.hours, now),
        },
  )
}
