import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { Point } from '@/contract'
import { isOffline, useView } from '@/platform/query-view'
import { useMinute } from '@/platform/use-minute'
import { findAmong } from '@/rules/find-stations'
import { coarse } from '@/rules/nearest'
import { fetchNearest } from './api'
import type { Travel } from './driving'
import { usePack } from './use-pack'

/** Stops that are looked at for the motorways they lie on. */
const looked = 100

const wanted = { needs: ['parking'] } as const

/** The motorways around a place, each way once, the nearest first; without signal those of the city's pack. */
export function useRoads(from: Point): readonly Travel[] {
  const view = useView(
    useQuery({
      queryKey: ['stations', 'roads', coarse(from)],
      queryFn: ({ signal }) => fetchNearest({ from, limit: looked, ...wanted }, signal),
      meta: { keep: false },
    }),
  )
  const pack = usePack(from, !view.data && isOffline(view.fault))
  const now = useMinute()
  const stops = useMemo(
    () => view.data?.stations ?? (pack && findAmong(pack.stations, from, looked, wanted, now)) ?? [],
    [view.data, pack, from, now],
  )
  return useMemo(() => {
    const ways = new Map<string, Travel>()
    for (const { station } of stops) {
      if (!station.carriageway) continue
      const { road, towards, headingDeg } = station.carriageway
      const key = `${road} ${towards}`
      if (!ways.has(key)) ways.set(key, { road, towards, heading: headingDeg })
    }
    return [...ways.values()]
  }, [stops])
}
