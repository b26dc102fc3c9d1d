import { api } from '@/contract'
import { requireStation } from '../account/authenticate'
import type { Context } from '../context'
import { page } from '../http/page'
import { route, type App } from '../http/route'
import { redemptionsAt } from './queries'
import { redeemVoucher, showRedemption } from './redeem-voucher'

export function redemptionRoutes(app: App, context: Context): void {
  route(app, context, api.redeemVoucher, ({ caller, body, intent }) =>
    redeemVoucher(context, caller, body, intent),
  )
  route(app, context, api.listRedemptions, async ({ caller, query }) => {
    requireStation(caller, query.stationId)
    const { items, next } = await page((limit) =>
      redemptionsAt(context.database, query.stationId, query.after, limit),
    )
    return { redemptions: items.map(showRedemption), next }
  })
}
