import { keepPreviousData, useQuery, useQueryClient, type QueryClient } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { Need, Point, ReplyOf, Station, api } from '@/contract'
import { hasAll } from '@/rules/find-stations'
import { coarse, metresBetween } from '@/rules/nearest'
import { isOpen } from '@/rules/opening-hours'
import { type QueryView, serverTimeOf, useView } from '@/platform/query-view'
import { useMinute } from '@/platform/use-minute'
import { fetchNearest } from './api'
import { stationsNow, type StationNow } from './stations-now'

type Reply = ReplyOf<typeof api.nearestStations>

/** How many stations around a place the phone holds. */
const held = 50
/** Stations kept from another place help up to here. */
const stillNearM = 30_000
const staleMs = 60_000
const nearestKey = ['stations', 'nearest'] as const

/** Those with all that is asked for, open ones first. */
export interface Nearby extends QueryView<StationNow[]> {
  /** The minute the open states are of, epoch ms. */
  now: number
}

/** The stations around `from` that have all of `needs`, as they are this minute. */
export function useNearby(from: Point, needs: readonly Need[]): Nearby {
  const client = useQueryClient()
  const now = useMinute()
  const at = coarse(from)

  const around = useQuery({
    queryKey: [...nearestKey, at],
    queryFn: ({ signal }) => fetchNearest({ from, limit: held }, signal),
    staleTime: staleMs,
  })
  const kept = useMemo(
    () => (around.data ? undefined : keptNearby(client, { lat: at.lat, lng: at.lng })),
    [around.data, client, at.lat, at.lng],
  )
  const base = around.data ?? kept?.data

  const suitable = useMemo(
    () =>
      base &&
      stationsNow(
        base.stations.map((it) => it.station).filter((it) => hasAll(it, needs)),
        from,
        now,
      ),
    [base, from, needs, now],
  )
  // The nearest fifty may all be shut, or lack what is asked for: only then the server has to look further.
  const further = useQuery({
    queryKey: [...nearestKey, at, { needs: [...needs].sort(), open: true }],
    queryFn: ({ signal }) => fetchNearest({ from, limit: 5, needs, open: true }, signal),
    staleTime: staleMs,
    enabled: around.data?.stations.length === held && suitable?.some((it) => isOpen(it.openState)) === false,
    placeholderData: keepPreviousData,
  })
  const stations = useMemo(() => {
    if (!suitable || !further.data) return suitable
    const known = new Set(suitable.map(({ station }) => station.id))
    const more = further.data.stations
      .map((it) => it.station)
      .filter((it) => !known.has(it.id) && hasAll(it, needs))
    return stationsNow([...suitable.map((it) => it.station), ...more], from, now)
  }, [suitable, further.data, from, needs, now])

  const view = useView(around)
  return {
    ...view,
    data: stations,
    updatedAt: around.data ? view.updatedAt : serverTimeOf(kept?.updatedAt ?? 0),
    now,
  }
}

/** The newest list kept from another place, as far as it is of use here. */
function keptNearby(client: QueryClient, here: Point): { data: Reply; updatedAt: number } | undefined {
  let newest: { data: Reply; updatedAt: number } | undefined
  for (const { state } of client.getQueryCache().findAll({ queryKey: nearestKey })) {
    const data = state.data as Reply | undefined
    if (!data || (newest && newest.updatedAt >= state.dataUpdatedAt)) continue
    const stations = data.stations.filter((it) => metresBetween(here, it.station.point) <= stillNearM)
    if (stations.length > 0) newest = { data: { stations }, updatedAt: state.dataUpdatedAt }
  }
  return newest
}

/** A station that some list holds, and of when. */
export function keptStation(
  client: QueryClient,
  id: string,
): { station: Station; updatedAt: number } | undefined {
  let newest: { station: Station; updatedAt: number } | undefined
  for (const { state } of client.getQueryCache().findAll({ queryKey: nearestKey })) {
    const found = (state.data as Reply | undefined)?.stations.find((it) => it.station.id === id)
    if (found && (!newest || state.dataUpdatedAt > newest.updatedAt)) {
      newest = { station: found.station, updatedAt: state.dataUpdatedAt }
    }
  }
  return newest
}
