import { type UseMutationResult, useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { DrawEntry, Voucher } from '@/contract'
import { buzz } from '@/platform'
import { Refusal } from '@/platform/call'
import { useIntentKey } from '@/platform/new-key'
import { type Claim, type Claimed, claimCampaign } from './api'

export type Settled =
  | { state: 'granted'; voucher: Voucher }
  /** In a draw: takes part. */
  | { state: 'entered'; entry: DrawEntry }
  /** `busy` while another choice is on its way. */
  | { state: 'refused'; claim: Claim; refusal: Refusal; busy: boolean }

export type ClaimState =
  | Settled
  | { state: 'idle' }
  | { state: 'claiming'; claim: Claim }
  /** No word whether it was granted, or certainly not but worth another try: claiming again cannot double it. */
  | { state: 'unsure'; claim: Claim; fault: Error }

export interface ClaimControl {
  claim: ClaimState
  send: (claim: Claim) => void
  /** Back to idle, for another choice. */
  reset: () => void
}

export const isSettled = (it: ClaimState): it is Settled =>
  it.state === 'granted' || it.state === 'entered' || it.state === 'refused'

/** Refusals that end an intent. Those of another kind (too many, server down, session gone) leave it open. */
const isFinal = (fault: Error): fault is Refusal =>
  fault instanceof Refusal && fault.status >= 403 && fault.status < 500 && fault.code !== 'too-many'

/**
 * Claims with one Idempotency-Key per intent (campaign, station and kind), which is kept until the server has granted or
 * refused it. `onGranted` gets the voucher before the state says so.
 */
export function useClaim(onGranted: (voucher: Voucher) => void): ClaimControl {
  const client = useQueryClient()
  const keys = useIntentKey()
  const [refused, setRefused] = useState<{ claim: Claim; refusal: Refusal }>()
  // The mutation's own reset is heard of before or after what a page sets along with it; a state is not.
  const [isIdle, setIdle] = useState(true)
  const mutation = useMutation({
    mutationFn: async (claim: Claim) => {
      const intent = `${claim.campaignId} ${claim.stationId ?? ''} ${claim.variant ?? ''}`
      try {
        const claimed = await claimCampaign(claim, await keys.of(intent))
        keys.settle(intent)
        return claimed
      } catch (fault) {
        if (fault instanceof Error && isFinal(fault)) keys.settle(intent)
        throw fault
      }
    },
    onSuccess: ({ voucher }) => {
      if (voucher) onGranted(voucher)
      buzz('done')
    },
    onError: (fault, claim) => {
      setRefused(isFinal(fault) ? { claim, refusal: fault } : undefined)
      if (isFinal(fault)) buzz('refused')
    },
    // What is left has changed either way.
    onSettled: () => void client.invalidateQueries({ queryKey: ['campaigns'] }),
  })
  const send = (claim: Claim) => {
    setIdle(false)
    mutation.mutate(claim)
  }
  const reset = () => {
    setRefused(undefined)
    setIdle(true)
  }
  return { claim: isIdle ? { state: 'idle' } : stateOf(mutation, refused), send, reset }
}

function stateOf(
  { status, variables, data, error }: UseMutationResult<Claimed, Error, Claim>,
  refused: { claim: Claim; refusal: Refusal } | undefined,
): ClaimState {
  if (status === 'idle') return { state: 'idle' }
  if (status === 'success') {
    if (data.voucher) return { state: 'granted', voucher: data.voucher }
    if (data.entry) return { state: 'entered', entry: data.entry }
    return { state: 'idle' }
  }
  if (refused) return { state: 'refused', ...refused, busy: status === 'pending' }
  return status === 'pending'
    ? { state: 'claiming', claim: variables }
    : { state: 'unsure', claim: variables, fault: error }
}
