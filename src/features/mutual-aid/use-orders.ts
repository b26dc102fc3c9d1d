import { useQuery } from '@tanstack/react-query'
import type { Order } from '@/contract'
import { type QueryView, viewOf } from '@/platform/query-view'
import { fetchOrders } from './api'

export const ordersKey = ['aid', 'orders'] as const

/** The caller's orders that are open, or whose money goes back. The server is asked only where somebody is logged in. */
export const useOrders = (signedIn: boolean): QueryView<Order[]> =>
  viewOf(
    useQuery({
      queryKey: ordersKey,
      queryFn: ({ signal }) => fetchOrders(signal),
      enabled: signedIn,
      // Whoever comes back to it wants to know what has become of it.
      staleTime: 5_000,
    }),
  )
