import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { Occupation } from '@/contract'
import { declareOccupation } from './api'
import { workerHeard } from './session'

export interface OccupationControl {
  declare: (occupation: Occupation) => void
  busy: boolean
  /** What was just written down. */
  declared: Occupation | undefined
  fault: Error | null
}

/** Says what the caller works as. */
export function useOccupation(): OccupationControl {
  const client = useQueryClient()
  const { mutate, isPending, isSuccess, variables, error } = useMutation({
    mutationFn: async (occupation: Occupation) => (await declareOccupation(occupation)).worker,
    onSuccess: (heard) => {
      workerHeard(heard)
      // What one may claim goes by it.
      void client.invalidateQueries()
    },
  })
  return { declare: mutate, busy: isPending, declared: isSuccess ? variables : undefined, fault: error }
}
