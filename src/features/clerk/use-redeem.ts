import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useRef } from 'react'
import type { ReplyOf, api } from '@/contract'
import { buzz, now } from '@/platform'
import { Refusal } from '@/platform/call'
import { newKey } from '@/platform/new-key'
import { parseCode } from '@/rules/parse-code'
import { type Attempt, redeem } from './api'

export type Redeemed = ReplyOf<typeof api.redeemVoucher>

interface Presented {
  /** The QR's text, or 16 digits. */
  code: string
  stationId: string
}

type RedeemState =
  | { state: 'idle' }
  | { state: 'sending'; presented: Presented }
  | { state: 'redeemed'; redeemed: Redeemed }
  | { state: 'refused'; presented: Presented; refusal: Refusal }
  /** No word whether it was redeemed: sending the same again tells, and cannot do it twice. */
  | { state: 'unsure'; presented: Presented; fault: Error }

export interface RedeemControl {
  redeem: RedeemState
  send: (presented: Presented) => void
  /** Ready for the next. */
  reset: () => void
}

/** Refusals that end an intent. Those of another kind (too many, server down, session gone) leave it open. */
const isFinal = (fault: unknown): fault is Refusal =>
  fault instanceof Refusal && fault.status >= 403 && fault.status < 500 && fault.code !== 'too-many'

/** What names the voucher in a code, however it was read. */
const handleOf = (code: string) => parseCode(code)?.handle ?? code

/**
 * Redeems vouchers, each under an Idempotency-Key that is kept until the server has said yes or no. While it has not, the
 * next code of the same voucher first asks what became of the last: else a clerk whose network dropped would be told
 * that somebody had collected it.
 */
export function useRedeem(): RedeemControl {
  const client = useQueryClient()
  const open = useRef(new Map<string, Attempt>())
  const mutation = useMutation({
    mutationFn: async ({ code, stationId }: Presented) => {
      const intent = `${stationId} ${handleOf(code)}`
      const settle = async (attempt: Attempt) => {
        open.current.set(intent, attempt)
        try {
          const redeemed = await redeem(attempt)
          open.current.delete(intent)
          return redeemed
        } catch (fault) {
          if (isFinal(fault)) open.current.delete(intent)
          throw fault
        }
      }
      const earlier = open.current.get(intent)
      if (earlier) {
        try {
          return await settle(earlier)
        } catch (fault) {
          // It never got through, and its code has grown old: the new one may be good.
          if (!isFinal(fault) || earlier.code === code) throw fault
        }
      }
      const deviceTime = new Date(now()).toISOString()
      return settle({ code, stationId, deviceTime, key: await newKey() })
    },
    onSuccess: () => buzz('done'),
    onError: () => buzz('refused'),
    onSettled: (_, __, { stationId }) =>
      void client.invalidateQueries({ queryKey: ['redemptions', stationId] }),
  })
  const { status, variables, data, error } = mutation
  return {
    redeem:
      status === 'idle'
        ? { state: 'idle' }
        : status === 'pending'
          ? { state: 'sending', presented: variables }
          : status === 'success'
            ? { state: 'redeemed', redeemed: data }
            : isFinal(error)
              ? { state: 'refused', presented: variables, refusal: error }
              : { state: 'unsure', presented: variables, fault: error },
    send: mutation.mutate,
    reset: mutation.reset,
  }
}
