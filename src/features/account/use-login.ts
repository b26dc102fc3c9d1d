import { useMutation, useQuery } from '@tanstack/react-query'
import type { Persona } from '@/contract'
import { type QueryView, viewOf } from '@/platform/query-view'
import { fetchHealth, openSession } from './api'
import { sessionOpened } from './session'

export interface LoginControl {
  /** Whether this server lets one try it as a persona. */
  view: QueryView<{ demo: boolean }>
  login: (persona: Persona) => void
  /** Who is being logged in. */
  pending: Persona | undefined
  fault: Error | null
}

/** Logging in, as far as the server offers it. */
export function useLogin(onDone: () => void): LoginControl {
  const health = useQuery({
    queryKey: ['health'],
    queryFn: ({ signal }) => fetchHealth(signal),
    meta: { keep: false },
  })
  const { mutate, isPending, variables, error } = useMutation({
    mutationFn: (persona: Persona) => openSession('demo', persona),
    onSuccess: (opened) => {
      sessionOpened({ ...opened, demo: true })
      onDone()
    },
  })
  return { view: viewOf(health), login: mutate, pending: isPending ? variables : undefined, fault: error }
}
