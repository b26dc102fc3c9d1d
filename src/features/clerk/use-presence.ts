import { useQuery } from '@tanstack/react-query'
import { serverNow } from '@/platform/call'
import { type QueryView, useView } from '@/platform/query-view'
import { STEP_SECONDS } from '@/rules/voucher-code'
import { fetchPresence } from './api'

export interface PresenceNow {
  code: string
  digits: string
  /** When its half minute began and when it was asked for, epoch ms by the server's clock. */
  startedAt: number
  askedAt: number
}

/** A little after the next code has taken its place. */
const slackMs = 150
/** After a call that failed. */
const againMs = 3_000

/** The code of this half minute that shows who stands at the station; asked anew for each while `shown`. */
export function usePresence(stationId: string, shown: boolean): QueryView<PresenceNow> {
  return useView(
    useQuery({
      queryKey: ['presence', stationId],
      queryFn: async ({ signal }) => {
        const { code, digits, until } = await fetchPresence(stationId, signal)
        return { code, digits, startedAt: Date.parse(until) - STEP_SECONDS * 1000, askedAt: serverNow() }
      },
      enabled: shown,
      staleTime: 0,
      gcTime: 0,
      retry: false,
      refetchInterval: ({ state: { data, error } }) =>
        error || !data
          ? againMs
          : Math.max(slackMs, data.startedAt + STEP_SECONDS * 1000 - serverNow() + slackMs),
      // Worth nothing half a minute later.
      meta: { keep: false },
    }),
  )
}
