import { type InfiniteData, useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import type { ClaimLook, ReplyOf, api } from '@/contract'
import { type QueryView, useView } from '@/platform/query-view'
import { fetchLooks, fetchOverdue } from './api'

export interface OversightControl {
  overdue: QueryView<ReplyOf<typeof api.listOverdueClaims>['overdue']>
  looks: {
    data: ClaimLook[] | undefined
    fault: Error | null
    refreshing: boolean
    refresh: () => Promise<unknown>
    /** Asks for more; absent where there are none. */
    more?: { load: () => void; loading: boolean }
  }
  /** Looks of one claim alone, by its number; empty for all. */
  claim: string
  setClaim: (number: string) => void
}

/** What is late, and who looked at what, for an admin. */
export function useOversight(): OversightControl {
  const [claim, setClaim] = useState('')
  const overdue = useQuery({
    queryKey: ['admin', 'overdue-claims'],
    queryFn: async ({ signal }) => (await fetchOverdue(signal)).overdue,
    staleTime: 0,
    meta: { keep: false },
  })
  const looks = useInfiniteQuery({
    queryKey: ['admin', 'claim-looks', claim],
    queryFn: ({ pageParam, signal }) => fetchLooks(claim || undefined, pageParam, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
    staleTime: 0,
    meta: { keep: false },
  })
  const data = useMemo(() => looks.data && looksOf(looks.data), [looks.data])
  return {
    overdue: useView(overdue),
    looks: {
      data,
      fault: looks.error,
      refreshing: looks.isFetching && !looks.isFetchingNextPage && data !== undefined,
      refresh: () => looks.refetch({ cancelRefetch: false }),
      more: looks.hasNextPage
        ? { load: () => void looks.fetchNextPage(), loading: looks.isFetchingNextPage }
        : undefined,
    },
    claim,
    setClaim,
  }
}

const looksOf = ({ pages }: InfiniteData<ReplyOf<typeof api.listClaimLooks>>) =>
  pages.flatMap((it) => it.looks)
