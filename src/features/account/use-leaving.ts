import { useMutation, useQueryClient } from '@tanstack/react-query'
import { askDeletion, keepAccount } from './leaving-api'
import { workerHeard } from './session'
import { useMe } from './use-me'

export interface LeavingControl {
  leave: () => void
  leaving: boolean
  keep: () => void
  keeping: boolean
  /** It has just been taken back. */
  kept: boolean
  /** How many policies end with the account, where the server has just told. */
  endsPolicies: number | undefined
  /** Why the last try did not go through. */
  fault: Error | null
}

/** Leaving for good, and thinking better of it while there is time. */
export function useLeaving(): LeavingControl {
  const client = useQueryClient()
  const { data: worker } = useMe()
  const fresh = () => void client.invalidateQueries({ queryKey: ['me'], exact: true })
  const leaving = useMutation({
    mutationFn: askDeletion,
    onSuccess: ({ deletesAt }) => {
      if (worker) workerHeard({ ...worker, deletesAt })
      fresh()
    },
  })
  const keeping = useMutation({
    mutationFn: keepAccount,
    onSuccess: (heard) => {
      workerHeard(heard.worker)
      fresh()
    },
  })
  return {
    leave() {
      keeping.reset()
      leaving.mutate()
    },
    leaving: leaving.isPending,
    keep() {
      leaving.reset()
      keeping.mutate()
    },
    keeping: keeping.isPending,
    kept: keeping.isSuccess,
    endsPolicies: leaving.data?.endsPolicies,
    fault: leaving.error ?? keeping.error,
  }
}
