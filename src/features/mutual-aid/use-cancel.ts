import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { Policy } from '@/contract'
import { buzz, toTop } from '@/platform'
import { cancelPolicy } from './api'
import { policiesKey } from './use-policies'

export interface CancelControl {
  /** Whether it is being asked if one is sure. */
  asking: boolean
  ask: () => void
  leave: () => void
  /** Takes joining back; may be sent again. */
  send: () => void
  sending: boolean
  fault: Error | undefined
}

/** Taking joining back, asked once more before it is done. */
export function useCancel(policyId: string): CancelControl {
  const client = useQueryClient()
  const [asking, setAsking] = useState(false)
  const { error, isPending, mutate, reset } = useMutation({
    mutationFn: () => cancelPolicy(policyId),
    onSuccess: (policy) => {
      client.setQueryData<Policy[]>(policiesKey, (known) =>
        known?.map((it) => (it.id === policy.id ? policy : it)),
      )
      setAsking(false)
      buzz('done')
      // Where it says so.
      toTop()
    },
    onError: () => buzz('refused'),
    // It may be joined again, and the subsidy is back in its budget.
    onSettled: () => void client.invalidateQueries({ queryKey: ['aid'] }),
  })
  const turn = (on: boolean) => () => {
    reset()
    setAsking(on)
  }
  return {
    asking,
    ask: turn(true),
    leave: turn(false),
    send: () => mutate(),
    sending: isPending,
    fault: error ?? undefined,
  }
}
