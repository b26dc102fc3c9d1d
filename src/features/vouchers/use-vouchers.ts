import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import type { Voucher } from '@/contract'
import { type QueryView, viewOf } from '@/platform/query-view'
import { useMinute } from '@/platform/use-minute'
import { fetchVouchers } from './api'
import { syncWallet } from './sync-wallet'
import { present, stateAt, useWallet } from './wallet'

export interface Groups {
  /** Those that can be used, the first to expire first. */
  ready: Voucher[]
  /** Collected, newest first. */
  used: Voucher[]
  /** Expired, returned or revoked, newest first. */
  over: Voucher[]
}

/** Sorts vouchers by what can be done with them at `now` (epoch ms). */
function groupVouchers(vouchers: readonly Voucher[], now: number): Groups {
  const ready: Voucher[] = []
  const used: Voucher[] = []
  const over: Voucher[] = []
  for (const it of vouchers) {
    const state = stateAt(it, now)
    const group = state === 'ready' ? ready : state === 'redeemed' ? used : over
    group.push(it)
  }
  ready.sort((a, b) => Date.parse(a.expiresAt) - Date.parse(b.expiresAt))
  used.sort((a, b) => Date.parse(b.redeemedAt ?? b.claimedAt) - Date.parse(a.redeemedAt ?? a.claimedAt))
  return { ready, used, over }
}

export interface VouchersView extends QueryView<Groups> {
  now: number
  /** Asks for what lies further back than the phone keeps; absent where nothing does. */
  older?: { load: () => void; loading: boolean }
}

const listKey = ['vouchers', 'list'] as const

/** All vouchers the caller has and had. What the phone keeps is there at once; the server is not asked unless `ask`. */
export function useVouchers(ask = true): VouchersView {
  const now = useMinute()
  const kept = useWallet((it) => it.vouchers)
  const sync = useQuery({
    queryKey: listKey,
    queryFn: async ({ signal }) => ({ next: await syncWallet(signal) }),
    // The wallet keeps what this brings; the secrets need not lie on the phone twice.
    meta: { keep: false },
    enabled: ask,
    staleTime: 15_000,
  })
  const { query: past, ...older } = useOlder(sync.data?.next ?? null)
  const view = viewOf(sync)
  const data = useMemo(() => {
    const known = present(kept)
    if (known.length === 0 && !sync.data) return undefined
    const seen = new Set(known.map((it) => it.id))
    const further = past.data?.pages.flatMap((page) => page.vouchers).filter((it) => !seen.has(it.id)) ?? []
    return groupVouchers([...known, ...further], now)
  }, [kept, sync.data, past.data, now])
  return { ...view, data, now, older: older.load && { load: older.load, loading: past.isFetching } }
}

/** Pages further back than the refresh read, kept for as long as the app runs. */
function useOlder(from: string | null) {
  const client = useQueryClient()
  const [asked, setAsked] = useState(false)
  const query = useInfiniteQuery({
    queryKey: ['vouchers', 'older', from],
    queryFn: ({ pageParam, signal }) => fetchVouchers(pageParam, signal),
    initialPageParam: from ?? '',
    getNextPageParam: (page) => page.next ?? undefined,
    enabled: asked && from !== null,
    staleTime: Infinity,
    meta: { keep: false },
  })
  const more = from !== null && (!query.data || query.hasNextPage)
  const load = () => {
    if (!asked) setAsked(true)
    else if (query.data) void query.fetchNextPage()
    else void client.refetchQueries({ queryKey: ['vouchers', 'older', from] })
  }
  return { query, load: more ? load : undefined }
}

export interface WalletSummary {
  /** How many can be used now. */
  ready: number
  /** The one of them that expires first. */
  next: { title: string; expiresAt: number } | undefined
  /** How many were collected, as far as the phone knows. */
  used: number
}

/** The wallet in a line, for the page of one's own things. Asks nobody. */
export function useWalletSummary(): WalletSummary {
  const now = useMinute()
  const kept = useWallet((it) => it.vouchers)
  return useMemo(() => {
    const { ready, used } = groupVouchers(present(kept), now)
    const first = ready[0]
    return {
      ready: ready.length,
      next: first && { title: first.title, expiresAt: Date.parse(first.expiresAt) },
      used: used.length,
    }
  }, [kept, now])
}
