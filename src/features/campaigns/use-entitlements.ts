import { useQuery } from '@tanstack/react-query'
import type { ReplyOf, Voucher, api } from '@/contract'
import { type QueryView, useView } from '@/platform/query-view'
import { useMinute } from '@/platform/use-minute'
import { fetchEntitlements } from './api'

/** Without the vouchers' secrets, which need not lie on the phone twice. */
export type Entitlements = Omit<ReplyOf<typeof api.getEntitlements>, 'vouchers'> & {
  vouchers: Omit<Voucher, 'secret' | 'grant' | 'handle'>[]
}

export interface EntitlementsView extends QueryView<Entitlements> {
  now: number
}

/** All that is mine and not used yet. The server is not asked unless `ask`. */
export function useEntitlements(ask = true): EntitlementsView {
  const now = useMinute()
  const view = useView(
    useQuery({
      queryKey: ['campaigns', 'entitlements'],
      queryFn: async ({ signal }): Promise<Entitlements> => {
        const { vouchers, ...rest } = await fetchEntitlements(signal)
        return { ...rest, vouchers: vouchers.map(({ secret: _, grant: __, handle: ___, ...it }) => it) }
      },
      enabled: ask,
      // A draw may have given something meanwhile.
      staleTime: 0,
    }),
  )
  return { ...view, now }
}
