import { useQuery } from '@tanstack/react-query'
import type { Policy } from '@/contract'
import { isSessionLost } from '@/platform/call'
import { type QueryView, viewOf } from '@/platform/query-view'
import { useMinute } from '@/platform/use-minute'
import { fetchPolicies } from './api'
import { currentPolicy, policyLine } from './policy-words'

export const policiesKey = ['aid', 'policies'] as const

export interface PoliciesView extends QueryView<Policy[]> {
  /** Nobody is logged in (any more): what is shown is what the phone still knows, and the server will say no more. */
  stranger: boolean
}

/** The caller's policies, newest first. The server is asked only where somebody is logged in. */
export function usePolicies(signedIn: boolean): PoliciesView {
  const view = viewOf(
    useQuery({
      queryKey: policiesKey,
      queryFn: ({ signal }) => fetchPolicies(signal),
      enabled: signedIn,
      staleTime: 30_000,
    }),
  )
  const lost = isSessionLost(view.fault)
  if (signedIn && !lost) return { ...view, stranger: false }
  return {
    ...view,
    data: view.data ?? [],
    fault: null,
    stranger: true,
    revisit: signedIn ? view.revisit : nothing,
  }
}

const nothing = () => undefined

export interface PolicySummary {
  policyId: string
  /** 保障中 · 到 2027.11.23 */
  text: string
  /** Epoch ms. */
  endsAt: number
}

/** The caller's cover in a line, for the page of one's own things; undefined where there is none, or none is known of. */
export function usePolicySummary(signedIn: boolean): PolicySummary | undefined {
  const now = useMinute()
  const { data } = usePolicies(signedIn)
  const policy = data && currentPolicy(data, now)
  return (
    policy && {
      policyId: policy.id,
      text: policyLine(policy, now),
      endsAt: Date.parse(policy.inForceTo),
    }
  )
}
