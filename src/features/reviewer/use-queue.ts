import { type InfiniteData, useInfiniteQuery } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import type { CallInput, CaseQueue, CaseSummary, ReplyOf, api } from '@/contract'
import { fetchCases } from './api'

type Page = ReplyOf<typeof api.listCases>

/** Which of a queue. */
type Only = NonNullable<CallInput<typeof api.listCases>['query']>['only']

const queuesKey = ['review', 'queue'] as const

export interface QueueControl {
  queue: CaseQueue
  setQueue: (queue: CaseQueue) => void
  only: Only
  setOnly: (only: Only) => void
  data: CaseSummary[] | undefined
  /** Of every queue, as told last. */
  counts: Page['counts'] | undefined
  fault: Error | null
  refreshing: boolean
  refresh: () => Promise<unknown>
  /** Asks for more; absent where there are none. */
  more?: { load: () => void; loading: boolean }
}

/** The cases of one queue, for a reviewer, who wants to know how it is just now. */
export function useQueue(): QueueControl {
  const [queue, setQueue] = useState<CaseQueue>('review')
  const [only, setOnly] = useState<Only>()
  const query = useInfiniteQuery({
    queryKey: [...queuesKey, queue, only ?? 'all'],
    queryFn: ({ pageParam, signal }) => fetchCases({ queue, only, after: pageParam }, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
    staleTime: 0,
    // Other people's.
    meta: { keep: false },
  })
  const data = useMemo(() => query.data && casesOf(query.data), [query.data])
  const told = query.data?.pages.at(-1)?.counts
  const [counts, setCounts] = useState(told)
  // Those of the queue before stay while another is on its way.
  if (told && told !== counts) setCounts(told)
  return {
    queue,
    setQueue: (next) => {
      setQueue(next)
      // What is asked for is of one queue alone.
      setOnly(undefined)
    },
    only,
    setOnly,
    data,
    counts,
    fault: query.error,
    refreshing: query.isFetching && !query.isFetchingNextPage && data !== undefined,
    refresh: () => query.refetch({ cancelRefetch: false }),
    more: query.hasNextPage
      ? { load: () => void query.fetchNextPage(), loading: query.isFetchingNextPage }
      : undefined,
  }
}

const casesOf = ({ pages }: InfiniteData<Page>) => pages.flatMap((it) => it.cases)
