import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { Consent, Purpose } from '@/contract'
import { type QueryView, viewOf } from '@/platform/query-view'
import { fetchConsents, putConsent } from './api'
import { useSession } from './session'

export const consentsKey = ['me', 'consents'] as const

/** The latest word on each purpose; absent where none was ever said. */
export type Consents = Partial<Record<Purpose, Consent>>

/** What the caller has agreed to and withdrawn. */
export function useConsents(): QueryView<Consents> {
  const { state } = useSession()
  const query = useQuery({
    queryKey: consentsKey,
    queryFn: async ({ signal }): Promise<Consents> => {
      const { consents } = await fetchConsents(signal)
      return Object.fromEntries(consents.map((it) => [it.purpose, it]))
    },
    enabled: state === 'member',
  })
  return viewOf(query)
}

interface ConsentWord {
  purpose: Purpose
  given: boolean
}

export interface ConsentControl {
  say: (word: ConsentWord) => void
  /** What is being recorded. */
  saying: ConsentWord | undefined
  /** What just was. */
  said: ConsentWord | undefined
  /** Why the last word was not recorded. */
  fault: Error | null
}

/** Gives or withdraws a consent. */
export function useConsentWord(): ConsentControl {
  const client = useQueryClient()
  const { mutate, isPending, isSuccess, variables, error } = useMutation({
    mutationFn: async ({ purpose, given }: ConsentWord) => (await putConsent(purpose, given)).consent,
    onSuccess: (said) => {
      client.setQueryData<Consents>(consentsKey, (known) => ({ ...known, [said.purpose]: said }))
      // What was kept by a consent goes with it.
      void client.invalidateQueries({ queryKey: ['me'], exact: true })
    },
  })
  return {
    say: mutate,
    saying: isPending ? variables : undefined,
    said: isSuccess ? variables : undefined,
    fault: error,
  }
}
