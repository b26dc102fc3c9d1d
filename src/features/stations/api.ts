import { api, type Need, type Point, type ReplyOf } from '@/contract'
import { call } from '@/platform/call'
import { coarse } from '@/rules/nearest'

export interface NearestWanted {
  from: Point
  limit: number
  /** All of these must be there. */
  needs?: readonly Need[]
  /** Only those open at this moment. */
  open?: boolean
}

/** The stations around a point. The server is told where it is to about 500 m, and its order holds for that point. */
export function fetchNearest(
  { from, limit, needs = [], open = false }: NearestWanted,
  signal?: AbortSignal,
): Promise<ReplyOf<typeof api.nearestStations>> {
  const query = { ...coarse(from), limit, open, need: needs.length > 0 ? [...needs] : undefined }
  return call(api.nearestStations, { query }, { signal })
}

/** One station; throws a Refusal `not-found` where there is none. */
export const fetchStation = (id: string, signal?: AbortSignal): Promise<ReplyOf<typeof api.getStation>> =>
  call(api.getStation, { params: { id } }, { signal })
