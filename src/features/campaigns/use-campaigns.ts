import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useMemo } from 'react'
import { type QueryView, useView } from '@/platform/query-view'
import { useMinute } from '@/platform/use-minute'
import { fetchCampaigns } from './api'
import { groupCampaigns, type Groups } from './group-campaigns'

export interface CampaignsView extends QueryView<Groups> {
  now: number
}

/** The campaigns in groups, as they are this minute. */
export function useCampaigns(): CampaignsView {
  const now = useMinute()
  const view = useView(
    useQuery({
      queryKey: ['campaigns', 'list'],
      queryFn: async ({ signal }) => (await fetchCampaigns(signal)).campaigns,
      staleTime: 30_000,
    }),
  )
  const { data } = view
  return { ...view, data: useMemo(() => data && groupCampaigns(data, now), [data, now]), now }
}

/** How to ask anew for what can be claimed: who one is has changed, and so may how one stands to it. */
export function useAskCampaigns(): () => void {
  const client = useQueryClient()
  return () => void client.invalidateQueries({ queryKey: ['campaigns'] })
}
