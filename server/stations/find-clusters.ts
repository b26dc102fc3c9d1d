import type { StationCluster, StationPin } from '@/contract'
import { openState } from '@/rules/opening-hours'
import { placeOf } from '@/rules/station-place'
import type { Context } from '../context'
import type { Box } from './clusters'

/** What a map shows of a box: single stations as they are now, and clusters of near ones. */
export async function findClusters(
  { clock, stations }: Context,
  { zoom, ...box }: Box & { zoom: number },
): Promise<(StationPin | StationCluster)[]> {
  const now = clock()
  const seen = await stations.clusters(box, zoom, now)
  const { byId } = await stations.current()
  return seen.flatMap((it): (StationPin | StationCluster)[] => {
    if ('count' in it) return [{ kind: 'cluster', ...it }]
    const station = byId.get(it.id)
    // Gone since it was gathered.
    if (!station) return []
    const { id, name, kind: stationKind, hours } = station
    return [
      {
        kind: 'station',
        id,
        name,
        stationKind,
        point: placeOf(station, now).point,
        openState: openState(hours, now),
      },
    ]
  })
}
