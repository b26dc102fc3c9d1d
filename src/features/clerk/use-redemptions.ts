import { type InfiniteData, useInfiniteQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { Redemption, ReplyOf, api } from '@/contract'
import { fetchRedemptions } from './api'

type Page = ReplyOf<typeof api.listRedemptions>

export interface RedemptionsView {
  data: Redemption[] | undefined
  fault: Error | null
  refreshing: boolean
  refresh: () => Promise<unknown>
  /** Asks for older ones; absent where there are none. */
  older?: { load: () => void; loading: boolean }
}

const list = ({ pages }: InfiniteData<Page>) => pages.flatMap((it) => it.redemptions)

/** What was redeemed at a station, newest first. */
export function useRedemptions(stationId: string | undefined): RedemptionsView {
  const query = useInfiniteQuery({
    queryKey: ['redemptions', stationId],
    queryFn: ({ pageParam, signal }) => fetchRedemptions(stationId ?? '', pageParam, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
    enabled: stationId !== undefined,
    staleTime: 10_000,
  })
  const data = useMemo(() => query.data && list(query.data), [query.data])
  return {
    data,
    fault: query.error,
    refreshing: query.isFetching && !query.isFetchingNextPage && data !== undefined,
    refresh: () => query.refetch({ cancelRefetch: false }),
    older: query.hasNextPage
      ? { load: () => void query.fetchNextPage(), loading: query.isFetchingNextPage }
      : undefined,
  }
}
