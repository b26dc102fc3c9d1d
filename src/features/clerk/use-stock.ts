import { type InfiniteData, useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { Handover, ReplyOf, StationStock, StockEntry, api } from '@/contract'
import { buzz } from '@/platform'
import { Refusal } from '@/platform/call'
import { useIntentKey } from '@/platform/new-key'
import { enterStock, fetchHandovers, fetchStock, handOver, type StockChange, takeOver } from './api'

type Page = ReplyOf<typeof api.getStock>

export interface StockView {
  stock: StationStock[] | undefined
  entries: StockEntry[]
  fault: Error | null
  refreshing: boolean
  refresh: () => Promise<unknown>
  /** Asks for older entries; absent where there are none. */
  older?: { load: () => void; loading: boolean }
}

const entriesOf = ({ pages }: InfiniteData<Page>) => pages.flatMap((it) => it.entries)

/** What lies at a station, and what was entered there, newest first. */
export function useStock(stationId: string): StockView {
  const query = useInfiniteQuery({
    queryKey: ['stock', stationId],
    queryFn: ({ pageParam, signal }) => fetchStock(stationId, pageParam, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
    staleTime: 10_000,
  })
  const entries = useMemo(() => (query.data ? entriesOf(query.data) : []), [query.data])
  return {
    stock: query.data?.pages[0]?.stock,
    entries,
    fault: query.error,
    refreshing: query.isFetching && !query.isFetchingNextPage && query.data !== undefined,
    refresh: () => query.refetch({ cancelRefetch: false }),
    older: query.hasNextPage
      ? { load: () => void query.fetchNextPage(), loading: query.isFetchingNextPage }
      : undefined,
  }
}

const isFinal = (fault: unknown) => fault instanceof Refusal && fault.status >= 403 && fault.status < 500

export interface Entering {
  enter: (change: StockChange) => void
  entering: boolean
  fault: Error | null
  entered: StockEntry | undefined
  reset: () => void
}

/** Enters arrivals and losses, each once however often it is sent. */
export function useEnterStock(stationId: string, onEntered: () => void): Entering {
  const client = useQueryClient()
  const keys = useIntentKey()
  const { mutate, isPending, error, data, reset } = useMutation({
    mutationFn: async (change: StockChange) => {
      const intent = JSON.stringify(change)
      try {
        const { entry } = await enterStock(change, await keys.of(intent))
        keys.settle(intent)
        return entry
      } catch (fault) {
        if (isFinal(fault)) keys.settle(intent)
        throw fault
      }
    },
    onSuccess: () => {
      buzz('done')
      onEntered()
    },
    onError: () => buzz('refused'),
    onSettled: () => {
      void client.invalidateQueries({ queryKey: ['stock', stationId] })
      void client.invalidateQueries({ queryKey: ['campaigns'] })
    },
  })
  return { enter: mutate, entering: isPending, fault: error, entered: data, reset }
}

export interface HandoversView {
  handovers: Handover[] | undefined
  fault: Error | null
  refresh: () => Promise<unknown>
  older?: { load: () => void; loading: boolean }
  /** Hands over as counted, by campaign. */
  give: (counts: { campaignId: string; counted: number }[]) => void
  giving: boolean
  given: Handover | undefined
  take: (id: string) => void
  taking: boolean
  taken: Handover | undefined
  /** Why the last giving or taking came to nothing. */
  refused: Error | null
  reset: () => void
}

/** Who handed a station over to whom, and how one does so. */
export function useHandovers(stationId: string): HandoversView {
  const client = useQueryClient()
  const keys = useIntentKey()
  const query = useInfiniteQuery({
    queryKey: ['handovers', stationId],
    queryFn: ({ pageParam, signal }) => fetchHandovers(stationId, pageParam, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
    staleTime: 10_000,
  })
  const refresh = () => void client.invalidateQueries({ queryKey: ['handovers', stationId] })
  const giving = useMutation({
    mutationFn: async (counts: { campaignId: string; counted: number }[]) => {
      const intent = JSON.stringify(counts)
      try {
        const { handover } = await handOver({ stationId, counts }, await keys.of(intent))
        keys.settle(intent)
        return handover
      } catch (fault) {
        if (isFinal(fault)) keys.settle(intent)
        throw fault
      }
    },
    onSuccess: () => buzz('done'),
    onSettled: refresh,
  })
  const taking = useMutation({
    mutationFn: async (id: string) => (await takeOver(id)).handover,
    onSuccess: () => buzz('done'),
    onSettled: refresh,
  })
  const handovers = useMemo(() => query.data?.pages.flatMap((it) => it.handovers), [query.data])
  return {
    handovers,
    fault: query.error,
    refresh: () => query.refetch({ cancelRefetch: false }),
    older: query.hasNextPage
      ? { load: () => void query.fetchNextPage(), loading: query.isFetchingNextPage }
      : undefined,
    give: giving.mutate,
    giving: giving.isPending,
    given: giving.data,
    take: taking.mutate,
    taking: taking.isPending,
    taken: taking.data,
    refused: giving.error ?? taking.error,
    reset() {
      giving.reset()
      taking.reset()
    },
  }
}
