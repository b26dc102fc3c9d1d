import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { OpenState } from '@/contract'
import { type QueryView, isOffline, useView } from '@/platform/query-view'
import { useMinute } from '@/platform/use-minute'
import { openState } from '@/rules/opening-hours'
import { fetchStation } from './api'
import type { Told } from './stations-now'
import { keptStation } from './use-nearby'
import { oldPackMs, usePackedStation } from './use-pack'

export const stationKey = (id: string) => ['stations', 'one', id] as const

export interface StationView extends QueryView<Told> {
  openState: OpenState
  /** The minute the open state is of, epoch ms. */
  now: number
  /** It comes out of a pack that is too old to be trusted. */
  old: boolean
}

/** One station as it is this minute; at once where a list or, without signal, the city's pack holds it. */
export function useStation(id: string): StationView {
  const client = useQueryClient()
  const now = useMinute()
  const kept = useMemo(() => keptStation(client, id), [client, id])
  const view = useView(
    useQuery({
      queryKey: stationKey(id),
      queryFn: async ({ signal }): Promise<Told> => {
        const { station, live } = await fetchStation(id, signal)
        return { station, live }
      },
      enabled: id !== '',
      staleTime: 60_000,
      initialData: kept?.told,
      initialDataUpdatedAt: kept?.updatedAt,
    }),
  )
  const packed = usePackedStation(id, !view.data && isOffline(view.fault))
  const data = view.data ?? (packed && { station: packed.station })
  const station = data?.station
  return {
    ...view,
    data,
    updatedAt: view.data || !packed ? view.updatedAt : packed.updatedAt,
    openState: useMemo(
      () => (station ? openState(station.hours, now) : { state: 'unknown' }),
      [station, now],
    ),
    now,
    old: !view.data && packed !== undefined && now - packed.updatedAt > oldPackMs,
  }
}
