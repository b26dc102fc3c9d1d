import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { FacilityKind, OpenState, Point, Station } from '@/contract'
import { isOffline, useView } from '@/platform/query-view'
import { useMinute } from '@/platform/use-minute'
import { hasAll } from '@/rules/find-stations'
import { coarse } from '@/rules/nearest'
import { openState } from '@/rules/opening-hours'
import { placeOf } from '@/rules/station-place'
import { stateText } from '@/rules/wording'
import { fetchClusters, fetchNearest } from './api'
import { type MapBox, cellOf, centreOf, wholeTiles } from './map-box'
import type { Pin } from './map-view.shared'
import { usePack, usePackedCount } from './use-pack'

/** What the map shows at one spot: a station, or so many gathered that part at `expansionZoom`. */
export type MapItem =
  | { kind: 'station'; id: string; name: string; point: Point; openState: OpenState }
  | { kind: 'cluster'; point: Point; count: number; expansionZoom: number }

export interface MapItems {
  items: readonly MapItem[]
  /** Whether it is known what stands there, nothing included. */
  known: boolean
  /** Why there is nothing new: no answer, and nothing on the phone to go by. */
  fault: Error | null
  /** When what is shown was so, epoch ms; undefined where it is of this minute. */
  packedAt: number | undefined
  refresh: () => void
}

/** Edge in px of the squares whose stations are gathered, and the zoom beyond which none are. */
const cellPx = 60
const lastGathered = 16
/** Stations with what is asked for around the middle of the map. */
const nearHeld = 50
const none: readonly MapItem[] = []

/**
 * What a map of `box` shows of stations that have all of `needs`. The server gathers them, but by no needs: those are
 * looked for in the city's pack on this phone, and where it has none among the nearest the server knows. Without signal
 * the pack serves both. `from`: where to look before the map has told its box.
 */
export function useMapItems(box: MapBox | undefined, needs: readonly FacilityKind[], from: Point): MapItems {
  const now = useMinute()
  const tiles = useMemo(() => box && wholeTiles(box), [box])
  const middle = useMemo(() => (tiles ? centreOf(tiles) : from), [tiles, from])
  const asked = needs.length > 0
  const gathered = useView(
    useQuery({
      queryKey: ['stations', 'clusters', tiles],
      queryFn: ({ signal }) => fetchClusters(tiles as MapBox, signal),
      enabled: tiles !== undefined && !asked,
      staleTime: 60_000,
      placeholderData: keepPreviousData,
      meta: { keep: false },
    }),
  )
  const packed = usePackedCount(middle) > 0
  const near = useView(
    useQuery({
      queryKey: ['stations', 'on map', coarse(middle), [...needs].sort()],
      queryFn: ({ signal }) => fetchNearest({ from: middle, limit: nearHeld, needs }, signal),
      enabled: tiles !== undefined && asked && !packed,
      staleTime: 60_000,
      placeholderData: keepPreviousData,
      meta: { keep: false },
    }),
  )
  const view = asked ? near : gathered
  const offline = isOffline(view.fault)
  const pack = usePack(middle, offline || asked)
  const own = useMemo(() => {
    const stations = pack?.stations ?? (asked ? near.data?.stations.map(({ station }) => station) : undefined)
    return stations && tiles && gather(stations, needs, tiles, now)
  }, [pack, near.data, asked, needs, tiles, now])
  const items = offline || asked ? own : (gathered.data?.items ?? own)
  return {
    items: items ?? none,
    known: items !== undefined,
    fault: own ? null : view.fault,
    packedAt: offline && pack ? pack.checkedAt : undefined,
    refresh: () => void view.refresh(),
  }
}

function gather(
  stations: readonly Station[],
  needs: readonly FacilityKind[],
  box: MapBox,
  now: number,
): MapItem[] {
  const cells: Record<string, { station: Station; point: Point }[]> = {}
  for (const station of stations) {
    const { point } = placeOf(station, now)
    const { lat, lng } = point
    if (lat < box.south || lat > box.north || lng < box.west || lng > box.east || !hasAll(station, needs))
      continue
    const cell = box.zoom > lastGathered ? station.id : cellOf(point, box.zoom, cellPx)
    ;(cells[cell] ??= []).push({ station, point })
  }
  return Object.values(cells).flatMap((all): MapItem[] => {
    const [first] = all
    if (!first) return []
    if (all.length > 1) {
      const middle = (of: (it: Point) => number) =>
        all.reduce((sum, it) => sum + of(it.point), 0) / all.length
      const point = { lat: middle(({ lat }) => lat), lng: middle(({ lng }) => lng) }
      return [{ kind: 'cluster', point, count: all.length, expansionZoom: Math.min(17, box.zoom + 2) }]
    }
    const { station, point } = first
    return [
      {
        kind: 'station',
        id: station.id,
        name: station.name,
        point,
        openState: openState(station.hours, now),
      },
    ]
  })
}

const kinds = { open: 'open', 'closing-soon': 'soon', closed: 'shut', unknown: 'unknown' } as const

/** The items as pins, the one of `chosen` marked. `now`: epoch ms. */
export function pinsOf(items: readonly MapItem[], chosen: string | undefined, now: number): Pin[] {
  return items.map((it): Pin => {
    if (it.kind === 'station') {
      const label = `${it.name}，${stateText(it.openState, now)}`
      return {
        key: it.id,
        kind: kinds[it.openState.state],
        point: it.point,
        label,
        on: it.id === chosen || undefined,
      }
    }
    const { point, count } = it
    const key = `${count}@${point.lat.toFixed(5)},${point.lng.toFixed(5)}`
    return { key, kind: 'many', point, count, label: `这里有 ${count} 个驿站，放大看` }
  })
}
