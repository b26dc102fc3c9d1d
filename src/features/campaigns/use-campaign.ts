import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { Campaign, CampaignStation, Figures, Point, Standing, ReplyOf, api } from '@/contract'
import { type QueryView, useView } from '@/platform/query-view'
import { useMinute } from '@/platform/use-minute'
import { metresBetween } from '@/rules/nearest'
import { isOpen, openState } from '@/rules/opening-hours'
import { placeOf } from '@/rules/station-place'
import { fetchCampaign, fetchLedger, fetchLedgerHead } from './api'

/** A station of a campaign as it is this minute, with the distance from the exact point. */
export type Pickup = CampaignStation & { distanceM: number }

export interface CampaignNow {
  campaign: Campaign
  standing: Standing
  /** Nearest first, with those that have none left in their place; of a daily one those open now come before. */
  pickups: Pickup[]
}

export interface CampaignView extends QueryView<CampaignNow> {
  now: number
}

/** One campaign and where it can be collected, as seen from `from`. */
export function useCampaign(id: string, from: Point): CampaignView {
  const now = useMinute()
  const view = useView(
    useQuery({
      queryKey: ['campaigns', 'one', id],
      queryFn: ({ signal }) => fetchCampaign(id, signal),
      enabled: id !== '',
      staleTime: 15_000,
    }),
  )
  const { data } = view
  const seen = useMemo(() => {
    if (!data) return undefined
    const pickups = data.stations
      .map((it) => ({
        ...it,
        distanceM: metresBetween(from, placeOf(it.station, now).point),
        openState: openState(it.station.hours, now),
      }))
      .sort((a, b) => a.distanceM - b.distanceM)
    // Whoever is hungry does not wait: a stable sort keeps the nearest first on either side.
    if (data.campaign.distribution === 'daily') pickups.sort((a, b) => later(a) - later(b))
    return { campaign: data.campaign, standing: data.standing, pickups }
  }, [data, from, now])
  return { ...view, data: seen, now }
}

const later = (it: Pickup) => Number(!isOpen(it.openState))

/** The first station of the list that has any left. */
export const nearestPickup = (pickups: readonly Pickup[]): Pickup | undefined =>
  pickups.find((it) => it.left !== 0)

/** The same stations with what they have of one kind. */
export const ofVariant = (pickups: readonly Pickup[], name: string): Pickup[] =>
  pickups.map((it) =>
    it.left === null ? it : { ...it, left: it.variants?.find((kind) => kind.name === name)?.left ?? 0 },
  )

/** The open ledger: figures in all, and for each station by its id. */
export function useCampaignLedger(id: string): CampaignLedger | undefined {
  const { data } = useLedger(id)
  return useMemo(
    () => data && { total: data.total, at: new Map(data.stations.map((it) => [it.stationId, it.figures])) },
    [data],
  )
}

export interface CampaignLedger {
  total: Figures
  /** By station. */
  at: Map<string, Figures>
}

/** The same as it came, station by station. */
export function useLedger(id: string): QueryView<ReplyOf<typeof api.campaignLedger>> {
  return useView(
    useQuery({
      queryKey: ['campaigns', 'ledger', id],
      queryFn: ({ signal }) => fetchLedger(id, signal),
      enabled: id !== '',
      staleTime: 15_000,
    }),
  )
}

/** Where the sealed ledger ends. */
export function useLedgerHead(): ReplyOf<typeof api.ledgerHead>['head'] | undefined {
  const { data } = useQuery({
    queryKey: ['campaigns', 'ledger-head'],
    queryFn: ({ signal }) => fetchLedgerHead(signal),
    staleTime: 15_000,
  })
  return data?.head
}
