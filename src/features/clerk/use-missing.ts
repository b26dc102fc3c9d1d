import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { MissingReport, Place } from '@/contract'
import { buzz } from '@/platform'
import { type QueryView, useView } from '@/platform/query-view'
import { metresBetween } from '@/rules/nearest'
import { fetchCampaign, fetchMissing, resolveMissing, type Resolution } from './api'

export interface MissingView extends QueryView<MissingReport[]> {
  resolve: (resolution: Resolution) => void
  resolving: boolean
  /** Why the last resolution came to nothing. */
  refused: Error | null
  /** What was resolved last. */
  resolved: MissingReport | undefined
  /** Forgets the last resolution, for the next. */
  reset: () => void
}

/** What people found missing at a station, and how a clerk resolves it. */
export function useMissing(stationId: string): MissingView {
  const client = useQueryClient()
  const view = useView(
    useQuery({
      queryKey: ['missing', stationId],
      queryFn: async ({ signal }) => (await fetchMissing(stationId, signal)).reports,
      staleTime: 15_000,
    }),
  )
  const { mutate, isPending, error, data, reset } = useMutation({
    mutationFn: async (resolution: Resolution) => (await resolveMissing(resolution)).report,
    onSuccess: () => buzz('done'),
    onError: () => buzz('refused'),
    onSettled: () => {
      void client.invalidateQueries({ queryKey: ['missing', stationId] })
      void client.invalidateQueries({ queryKey: ['campaigns'] })
    },
  })
  return { ...view, resolve: mutate, resolving: isPending, refused: error, resolved: data, reset }
}

/** Where else what is missing is left, nearest to the station first. */
export function useElsewhere({ campaignId, station, variant }: MissingReport): QueryView<Place[]> {
  return useView(
    useQuery({
      queryKey: ['campaigns', 'elsewhere', campaignId, station.id, variant ?? ''],
      queryFn: async ({ signal }) => {
        const { stations } = await fetchCampaign(campaignId, signal)
        const here = stations.find((it) => it.station.id === station.id)?.station.point
        return stations
          .map(({ station: { id, name, point }, left, variants }) => ({
            stationId: id,
            name,
            point,
            // Where nothing is counted it is wherever it is handed out.
            left:
              (variant === undefined ? left : variants?.find((it) => it.name === variant)?.left) ?? undefined,
            distanceM: here && metresBetween(here, point),
          }))
          .filter((it) => it.stationId !== station.id && it.left !== 0)
          .sort((a, b) => (a.distanceM ?? 0) - (b.distanceM ?? 0))
      },
      staleTime: 15_000,
    }),
  )
}
