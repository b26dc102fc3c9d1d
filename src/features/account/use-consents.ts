import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { Consent, Purpose } from '@/contract'
import { Refusal } from '@/platform/call'
import { type QueryView, viewOf } from '@/platform/query-view'
import { fetchConsents, putConsent } from './api'
import { useSession, workerHeard } from './session'

export const consentsKey = ['me', 'consents'] as const

/** How one stands to each purpose. */
export type Consents = Partial<Record<Purpose, Consent>>

export const byPurpose = ({ consents }: { consents: readonly Consent[] }): Consents =>
  Object.fromEntries(consents.map((it) => [it.purpose, it]))

/** What the caller has agreed to and withdrawn. */
export function useConsents(): QueryView<Consents> {
  const { state } = useSession()
  const query = useQuery({
    queryKey: consentsKey,
    queryFn: async ({ signal }) => byPurpose(await fetchConsents(signal)),
    enabled: state === 'member',
  })
  return viewOf(query)
}

interface ConsentWord {
  /** As it was shown. */
  consent: Consent
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

/** Gives or withdraws a consent. `onSaid` is told once it holds. */
export function useConsentWord(onSaid?: (word: ConsentWord) => void): ConsentControl {
  const client = useQueryClient()
  const { mutate, isPending, isSuccess, variables, error } = useMutation({
    mutationFn: ({ consent, given }: ConsentWord) => putConsent(consent, given),
    onSuccess: ({ consent, worker }, word) => {
      client.setQueryData<Consents>(consentsKey, (known) => ({ ...known, [consent.purpose]: consent }))
      // What was kept by a consent goes with it.
      workerHeard(worker)
      onSaid?.(word)
    },
    onError: (fault) => {
      // There is a newer text, which has to be shown before anybody can agree to it.
      if (fault instanceof Refusal) void client.invalidateQueries({ queryKey: consentsKey })
    },
  })
  return {
    say: mutate,
    saying: isPending ? variables : undefined,
    said: isSuccess ? variables : undefined,
    fault: error,
  }
}

/** One consent, and how to give it under the text that is shown. */
export function useConsentNow(purpose: Purpose): {
  consent: Consent | undefined
  give: (consent: Consent) => Promise<void>
} {
  const client = useQueryClient()
  const { data } = useConsents()
  return {
    consent: data?.[purpose],
    async give(shown) {
      const { consent, worker } = await putConsent(shown, true)
      client.setQueryData<Consents>(consentsKey, (known) => ({ ...known, [consent.purpose]: consent }))
      workerHeard(worker)
    },
  }
}
