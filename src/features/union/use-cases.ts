import { type InfiniteData, useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import type { ReplyOf, UnionCase, api } from '@/contract'
import { Refusal } from '@/platform/call'
import { type Decision, decide, fetchCases } from './api'

type Page = ReplyOf<typeof api.listUnionCases>
export type CaseState = 'open' | 'decided'

const keyOf = (state: CaseState) => ['admin', 'union-cases', state] as const
const list = ({ pages }: InfiniteData<Page>) => pages.flatMap((it) => it.cases)

export interface CasesControl {
  state: CaseState
  setState: (state: CaseState) => void
  data: UnionCase[] | undefined
  fault: Error | null
  refreshing: boolean
  refresh: () => Promise<unknown>
  /** Asks for more; absent where there are none. */
  more?: { load: () => void; loading: boolean }
  /** The one that is looked at. */
  looked: UnionCase | undefined
  look: (it: UnionCase | undefined) => void
  decide: (decision: Decision) => void
  deciding: boolean
  /** Why the last decision was not recorded. */
  refused: Error | null
}

/** Applications to unions, for an admin who decides them. */
export function useCases(): CasesControl {
  const client = useQueryClient()
  const [state, setState] = useState<CaseState>('open')
  const [looked, setLooked] = useState<UnionCase>()
  const query = useInfiniteQuery({
    queryKey: keyOf(state),
    queryFn: ({ pageParam, signal }) => fetchCases(state, pageParam, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
    staleTime: 0,
    // Other people's.
    meta: { keep: false },
  })
  const data = useMemo(() => query.data && list(query.data), [query.data])
  const deciding = useMutation({
    mutationFn: async (decision: Decision) => looked && (await decide(looked.application.id, decision)).case,
    onSuccess: (decided) => setLooked(decided),
    onSettled: () => void client.invalidateQueries({ queryKey: ['admin', 'union-cases'] }),
  })
  return {
    state,
    setState,
    data,
    fault: query.error,
    refreshing: query.isFetching && !query.isFetchingNextPage && data !== undefined,
    refresh: () => query.refetch({ cancelRefetch: false }),
    more: query.hasNextPage
      ? { load: () => void query.fetchNextPage(), loading: query.isFetchingNextPage }
      : undefined,
    looked,
    look: (it) => {
      deciding.reset()
      setLooked(it)
      // New ones may have come while that one was looked at.
      if (!it) void query.refetch({ cancelRefetch: false })
    },
    decide: (decision) => {
      if (!deciding.isPending) deciding.mutate(decision)
    },
    deciding: deciding.isPending,
    refused: deciding.error,
  }
}

/** Whether it was the note of a refusal that was missing. */
export const isAboutNote = (fault: Error | null): fault is Refusal =>
  fault instanceof Refusal && fault.code === 'invalid-input' && fault.field === 'note'
