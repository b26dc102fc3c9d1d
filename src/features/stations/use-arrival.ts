import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import type { OpenState, ReplyOf, Station, api } from '@/contract'
import { Refusal } from '@/platform/call'
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
  /** Epoch ms until which one may go in. */
  | { step: 'open'; until: number }
  | { step: 'failed'; why: string }

/** The smart door of a station. */
export function useDoor(stationId: string): { door: DoorState; open: () => void } {
  const [door, setDoor] = useState<DoorState>({ step: 'shut' })
  const open = async () => {
    setDoor({ step: 'opening' })
    try {
      const { until } = await openDoor(stationId)
      setDoor({ step: 'open', until: Date.parse(until) })
    } catch (fault) {
      setDoor({
        step: 'failed',
        why: fault instanceof Refusal ? fault.detail : '没信号，门没开。有信号后再点一次',
      })
    }
  }
  return { door, open: () => void open() }
}
