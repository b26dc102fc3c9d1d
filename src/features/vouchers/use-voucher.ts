import { onlineManager, useQuery } from '@tanstack/react-query'
import { useEffect, useRef, useSyncExternalStore } from 'react'
import type { Voucher, VoucherState } from '@/contract'
import { buzz } from '@/platform'
import { isSessionLost, Refusal, serverNow } from '@/platform/call'
import { type QueryView, viewOf } from '@/platform/query-view'
import { useMinute } from '@/platform/use-minute'
import { UNDO_MS } from '@/rules/desk'
import { fetchVoucher } from './api'
import { dropVoucher, keepVoucher, stateAt, useKeptVoucher } from './wallet'

const askEveryMs = 2_000
/** After a call that failed. */
const askAgainMs = 6_000

const useOnline = () =>
  useSyncExternalStore(
    (told) => onlineManager.subscribe(told),
    () => onlineManager.isOnline(),
  )

export interface VoucherView extends QueryView<Voucher> {
  state: VoucherState | undefined
  /** The server cannot be reached: what is shown is what the phone knows. */
  offline: boolean
  /** Whoever had this voucher must log in again before it shows a code that counts. */
  sessionLost: boolean
  /** The minute that states are of, epoch ms. */
  now: number
}

/**
 * One voucher, from the phone at once. While `shown` and usable, or collected within the minute, the server is asked every
 * two seconds whether it has been collected, or taken back; a buzz tells when it has.
 */
export function useVoucher(id: string, shown: boolean): VoucherView {
  const now = useMinute()
  const kept = useKeptVoucher(id)
  const online = useOnline()
  const state = kept && stateAt(kept, now)
  // The clerk can still take it back.
  const undoable =
    state === 'redeemed' && serverNow() < Date.parse(kept?.redeemedAt ?? '') + UNDO_MS + askEveryMs
  const query = useQuery({
    queryKey: ['vouchers', 'one', id],
    queryFn: async ({ signal }) => {
      try {
        const voucher = await fetchVoucher(id, signal)
        keepVoucher(voucher)
        return voucher
      } catch (fault) {
        if (fault instanceof Refusal && fault.code === 'not-found') dropVoucher(id)
        throw fault
      }
    },
    enabled: id !== '' && shown,
    staleTime: 0,
    retry: false,
    refetchInterval: ({ state: { error } }) =>
      !online || !(state === 'ready' || undoable) || isSessionLost(error)
        ? false
        : error
          ? askAgainMs
          : askEveryMs,
    meta: { keep: false },
  })

  // Of a pass each use counts.
  const left = state === 'ready' ? (kept?.uses?.left ?? 1) : state === 'redeemed' ? 0 : undefined
  const before = useRef(left)
  useEffect(() => {
    if (left !== undefined && before.current !== undefined && left < before.current) buzz('done')
    before.current = left
  }, [left])

  const view = viewOf(query)
  return {
    ...view,
    data: kept,
    state,
    offline: !online || (view.fault !== null && !(view.fault instanceof Refusal)),
    sessionLost: isSessionLost(query.error),
    now,
  }
}
