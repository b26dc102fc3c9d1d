import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { OpenState, Station } from '@/contract'
import { type QueryView, useView } from '@/platform/query-view'
import { useMinute } from '@/platform/use-minute'
import { openState } from '@/rules/opening-hours'
import { fetchStation } from './api'
import { keptStation } from './use-nearby'

export interface StationView extends QueryView<Station> {
  openState: OpenState
  /** The minute the open state is of, epoch ms. */
  now: number
}

/** One station as it is this minute; at once where a list holds it. */
export function useStation(id: string): StationView {
  const client = useQueryClient()
  const now = useMinute()
  const kept = useMemo(() => keptStation(client, id), [client, id])
  const view = useView(
    useQuery({
      queryKey: ['stations', 'one', id],
      queryFn: async ({ signal }) => (await fetchStation(id, signal)).station,
      enabled: id !== '',
      staleTime: 60_000,
      initialData: kept?.station,
      initialDataUpdatedAt: kept?.updatedAt,
    }),
  )
  const station = view.data
  return {
    ...view,
    openState: useMemo(
      () => (station ? openState(station.hours, now) : { state: 'unknown' }),
      [station, now],
    ),
    now,
  }
}
