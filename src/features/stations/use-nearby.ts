import { keepPreviousData, useQuery, useQueryClient, type QueryClient } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { Point } from '@/contract'
import { findAmong } from '@/rules/find-stations'
import { coarse, metresBetween } from '@/rules/nearest'
import { isOpen } from '@/rules/opening-hours'
import { placeOf } from '@/rules/station-place'
import { type QueryView, isOffline, serverTimeOf, useView } from '@/platform/query-view'
import { useMinute } from '@/platform/use-minute'
import { type NearestFound, fetchNearest } from './api'
import { type StationNow, type Told, type Wanted, stationsNow, suits } from './stations-now'
import { type Pack, oldPackMs, useKeptPack, usePack } from './use-pack'

/** How many stations around a place the phone holds. */
const held = 50
/** Of those open further away. */
const further = 5
/** Stations kept from another place help up to here. */
const stillNearM = 30_000
const staleMs = 60_000
/** Pause between tries while there is no answer. */
const againMs = 20_000
const nearestKey = ['stations', 'nearest'] as const

/** Those with all that is asked for, open ones first. */
export interface Nearby extends QueryView<StationNow[]> {
  /** The minute the open states are of, epoch ms. */
  now: number
  /** They come out of a pack that is too old to be trusted. */
  old: boolean
}

/** The stations around `from` that suit what is `wanted`, as they are this minute. */
export function useNearby(from: Point, wanted: Wanted): Nearby {
  const client = useQueryClient()
  const now = useMinute()
  const at = coarse(from)
  const { needs, driving } = wanted

  const around = useQuery({
    queryKey: [...nearestKey, at],
    queryFn: ({ signal }) => fetchNearest({ from, limit: held }, signal),
    staleTime: staleMs,
    // Of a network that only came to nothing the phone tells no return.
    refetchInterval: ({ state: { data, error } }) => (data && isOffline(error) ? againMs : false),
  })
  const view = useView(around)
  const pack = usePack(from, !around.data || isOffline(view.fault))
  const kept = useMemo(
    () => (around.data || pack ? undefined : keptNearby(client, { lat: at.lat, lng: at.lng })),
    [around.data, pack, client, at.lat, at.lng],
  )
  useKeptPack(around.data?.stations[0]?.station.regionCode, around.dataUpdatedAt)

  // The pack has all of the city, the list what is around: without signal the one that serves more needs goes first.
  const base = useMemo(
    () => (pack ? inPack(pack, from, wanted, now) : (around.data ?? kept?.data)?.stations),
    [pack, around.data, kept, from, wanted, now],
  )
  const suitable = useMemo(
    () =>
      base &&
      stationsNow(
        base.filter((it) => suits(it.station, wanted)),
        from,
        now,
        driving,
      ),
    [base, from, wanted, now, driving],
  )
  // The nearest fifty may all be shut, or lack what is asked for: only then the server has to look further. What a truck
  // may stop at is far apart in any case.
  const none = suitable?.some((it) => isOpen(it.openState)) === false
  const more = useQuery({
    queryKey: [...nearestKey, at, { needs: [...needs].sort(), open: !driving, driving }],
    queryFn: ({ signal }) =>
      fetchNearest({ from, limit: driving ? held : further, needs, open: !driving, driving }, signal),
    staleTime: staleMs,
    enabled: around.data?.stations.length === held && (none || driving !== undefined),
    placeholderData: keepPreviousData,
  })
  const stations = useMemo(() => {
    if (!suitable || !more.data) return suitable
    const known = new Set(suitable.map(({ station }) => station.id))
    const added = more.data.stations.filter(({ station }) => !known.has(station.id) && suits(station, wanted))
    return added.length > 0 ? stationsNow([...suitable, ...added], from, now, driving) : suitable
  }, [suitable, more.data, from, wanted, now, driving])

  const updatedAt = pack ? pack.checkedAt : around.data ? view.updatedAt : serverTimeOf(kept?.updatedAt ?? 0)
  return {
    ...view,
    data: stations,
    updatedAt,
    now,
    old: pack !== undefined && now - pack.checkedAt > oldPackMs,
  }
}

/** The nearest of the city that suit, and the nearest of them that are open. */
function inPack({ stations }: Pack, from: Point, { needs, driving }: Wanted, now: number): Told[] {
  const wanted = { needs, vehicle: driving?.vehicle }
  const fits = findAmong(stations, from, driving ? stations.length : held, wanted, now)
  if (fits.length < held || fits.some((it) => isOpen(it.openState))) return fits
  return [...fits, ...findAmong(stations, from, further, { ...wanted, open: true }, now)]
}

/** The newest list kept from another place, as far as it is of use here. */
function keptNearby(client: QueryClient, here: Point): { data: NearestFound; updatedAt: number } | undefined {
  let newest: { data: NearestFound; updatedAt: number } | undefined
  for (const { state } of client.getQueryCache().findAll({ queryKey: nearestKey })) {
    const data = state.data as NearestFound | undefined
    if (!data || (newest && newest.updatedAt >= state.dataUpdatedAt)) continue
    const stations = data.stations.filter(
      (it) => metresBetween(here, placeOf(it.station, state.dataUpdatedAt).point) <= stillNearM,
    )
    if (stations.length > 0) newest = { data: { stations }, updatedAt: state.dataUpdatedAt }
  }
  return newest
}

/** A station that some list holds, and of when. */
export function keptStation(client: QueryClient, id: string): { told: Told; updatedAt: number } | undefined {
  let newest: { told: Told; updatedAt: number } | undefined
  for (const { state } of client.getQueryCache().findAll({ queryKey: nearestKey })) {
    const found = (state.data as NearestFound | undefined)?.stations.find((it) => it.station.id === id)
    if (found && (!newest || state.dataUpdatedAt > newest.updatedAt)) {
      newest = { told: { station: found.station, live: found.live }, updatedAt: state.dataUpdatedAt }
    }
  }
  return newest
}
