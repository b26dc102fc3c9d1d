import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useMemo, useState } from 'react'
import type { OpenState, ReplyOf, Station, api } from '@/contract'
import { Refusal, serverNow } from '@/platform/call'
import { type QueryView, useView } from '@/platform/query-view'
import { useMinute } from '@/platform/use-minute'
import { openState } from '@/rules/opening-hours'
import { checkIn, openDoor } from './api'
import { keptStation } from './use-nearby'
import { usePackedStation } from './use-pack'
import { stationKey } from './use-station'

export interface ArrivalView extends QueryView<ReplyOf<typeof api.checkIn>> {
  /** What the phone knows of the station while the server says nothing. */
  known: Station | undefined
  openState: OpenState
  now: number
}

/** Checks in once where the page is opened; asked again only by hand, or for somebody who has logged in meanwhile. */
export function useArrival(id: string): ArrivalView {
  const client = useQueryClient()
  const now = useMinute()
  const view = useView(
    useQuery({
      queryKey: ['arrival', id],
      queryFn: async ({ signal }) => {
        const told = await checkIn(id, signal)
        client.setQueryData(stationKey(id), { station: told.station, live: told.live })
        return told
      },
      enabled: id !== '',
      staleTime: Number.POSITIVE_INFINITY,
      gcTime: 0,
      refetchOnReconnect: false,
      meta: { keep: false },
    }),
  )
  const kept = useMemo(() => keptStation(client, id)?.told.station, [client, id])
  const packed = usePackedStation(id, !view.data && !kept && view.fault !== null)
  const known = view.data?.station ?? kept ?? packed?.station
  return {
    ...view,
    known,
    openState: useMemo(() => (known ? openState(known.hours, now) : { state: 'unknown' }), [known, now]),
    now,
  }
}

export type DoorState =
  | { step: 'shut' | 'opening' }
  /** For so many seconds from now on. */
  | { step: 'open'; seconds: number }
  | { step: 'failed'; why: string }

/** The smart door of a station; shut again by the time that it locks. */
export function useDoor(stationId: string): { door: DoorState; open: () => void } {
  const [door, setDoor] = useState<DoorState>({ step: 'shut' })
  useEffect(() => {
    if (door.step !== 'open') return undefined
    const timer = setTimeout(() => setDoor({ step: 'shut' }), door.seconds * 1_000)
    return () => clearTimeout(timer)
  }, [door])
  const open = async () => {
    setDoor({ step: 'opening' })
    try {
      const { until } = await openDoor(stationId)
      setDoor({ step: 'open', seconds: Math.max(1, Math.round((Date.parse(until) - serverNow()) / 1_000)) })
    } catch (fault) {
      setDoor({
        step: 'failed',
        why: fault instanceof Refusal ? fault.detail : '没信号，门没开。有信号后再点一次',
      })
    }
  }
  return { door, open: () => void open() }
}
