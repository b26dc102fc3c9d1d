import { type InfiniteData, useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import type { Alarm, Slowed } from '@/contract'
import { fetchAlarms, fetchSlowed, letThrough } from './api'

const slowedKey = ['admin', 'slowed'] as const
const alarmsKey = ['admin', 'alarms'] as const

interface Page<T> {
  items: T[]
  next: string | null
}

/** A list that comes in pages. */
export interface Paged<T> {
  data: T[] | undefined
  fault: Error | null
  refreshing: boolean
  refresh: () => Promise<unknown>
  /** Asks for more; absent where there are none. */
  more?: { load: () => void; loading: boolean }
}

export interface FairnessControl {
  slowed: Paged<Slowed>
  alarms: Paged<Alarm>
  /** The entry that is looked at. */
  looked: Slowed | undefined
  look: (it: Slowed | undefined) => void
  /** Lets whoever is looked at through. */
  clear: () => void
  clearing: boolean
  /** Who was let through last. */
  cleared: Slowed | undefined
  refused: Error | null
}

/** Who was slowed and why, and what was odd at desks, for an admin, who wants to know how it is just now. */
export function useFairness(): FairnessControl {
  const client = useQueryClient()
  const [lookedId, look] = useState<string>()
  const slowed = usePaged(slowedKey, async (after, signal) => {
    const page = await fetchSlowed(after, signal)
    return { items: page.slowed, next: page.next }
  })
  const alarms = usePaged(alarmsKey, async (after, signal) => {
    const page = await fetchAlarms(after, signal)
    return { items: page.alarms, next: page.next }
  })
  const { mutate, isPending, isSuccess, variables, error, reset } = useMutation({
    mutationFn: ({ id }: Slowed) => letThrough(id),
    onSuccess: () => look(undefined),
    onSettled: () => void client.invalidateQueries({ queryKey: slowedKey }),
  })
  const looked = slowed.data?.find(({ id }) => id === lookedId)
  return {
    slowed,
    alarms,
    looked,
    look: (it) => {
      reset()
      look(it?.id)
    },
    clear: () => {
      if (looked && !isPending) mutate(looked)
    },
    clearing: isPending,
    cleared: isSuccess ? variables : undefined,
    refused: error,
  }
}

function usePaged<T>(
  queryKey: readonly string[],
  fetch: (after: string | undefined, signal: AbortSignal) => Promise<Page<T>>,
): Paged<T> {
  const query = useInfiniteQuery({
    queryKey,
    queryFn: ({ pageParam, signal }) => fetch(pageParam, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page: Page<T>) => page.next ?? undefined,
    staleTime: 0,
    // Other people's.
    meta: { keep: false },
  })
  const data = useMemo(() => query.data && itemsOf(query.data), [query.data])
  return {
    data,
    fault: query.error,
    refreshing: query.isFetching && !query.isFetchingNextPage && data !== undefined,
    refresh: () => query.refetch({ cancelRefetch: false }),
    more: query.hasNextPage
      ? { load: () => void query.fetchNextPage(), loading: query.isFetchingNextPage }
      : undefined,
  }
}

const itemsOf = <T>({ pages }: InfiniteData<Page<T>>) => pages.flatMap((it) => it.items)
