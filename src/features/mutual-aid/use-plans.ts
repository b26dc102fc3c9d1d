import { useQuery } from '@tanstack/react-query'
import type { Plan } from '@/contract'
import { type QueryView, viewOf } from '@/platform/query-view'
import { fetchPlans } from './api'

export const plansKey = ['aid', 'plans'] as const

/** What can be joined, and what it pays. Anyone may read it. */
export const usePlans = (): QueryView<Plan[]> =>
  viewOf(
    useQuery({
      queryKey: plansKey,
      queryFn: ({ signal }) => fetchPlans(signal),
      staleTime: 5 * 60_000,
    }),
  )
