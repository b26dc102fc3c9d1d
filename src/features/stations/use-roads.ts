import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { Point } from '@/contract'
import { coarse } from '@/rules/nearest'
import { fetchNearest } from './api'
import type { Travel } from './driving'

/** Stops that are looked at for the motorways they lie on. */
const looked = 100

/** The motorways around a place, each way once, the nearest first. */
export function useRoads(from: Point): readonly Travel[] {
  const { data } = useQuery({
    queryKey: ['stations', 'roads', coarse(from)],
    queryFn: ({ signal }) => fetchNearest({ from, limit: looked, needs: ['parking'] }, signal),
    meta: { keep: false },
  })
  return useMemo(() => {
    const ways = new Map<string, Travel>()
    for (const { station } of data?.stations ?? []) {
      if (!station.carriageway) continue
      const { road, towards, headingDeg } = station.carriageway
      const key = `${road} ${towards}`
      if (!ways.has(key)) ways.set(key, { road, towards, heading: headingDeg })
    }
    return [...ways.values()]
  }, [data])
}
