import { api } from '@/contract'
import { toBase64url } from '@/rules/encoding'
import { requireStation } from '../account/authenticate'
import type { Context } from '../context'
import { page } from '../http/page'
import { route, type App } from '../http/route'
import { redemptionsAt } from './queries'
import { redeemBatch } from './redeem-batch'
import { previewRedemption, redeemVoucher } from './redeem-voucher'
import { showRedemption } from './show-redemption'
import { undoRedemption } from './undo-redemption'

export function redemptionRoutes(app: App, context: Context): void {
  route(app, context, api.previewRedemption, ({ caller, body }) => previewRedemption(context, caller, body))
  route(app, context, api.redeemVoucher, ({ caller, body, intent }) =>
    redeemVoucher(context, caller, body, intent),
  )
  route(app, context, api.redeemBatch, async ({ caller, body }) => ({
    outcomes: await redeemBatch(context, caller, body),
  }))
  route(app, context, api.undoRedemption, ({ caller, params }) => undoRedemption(context, caller, params.id))
  route(app, context, api.grantKeys, async () => ({
    keys: [...context.ports.signer.publicKeys].map(([id, key]) => ({ id, publicKey: toBase64url(key) })),
  }))
  route(app, context, api.listRedemptions, async ({ caller, query }) => {
    requireStation(caller, query.stationId)
    const { items, next } = await page((limit) =>
      redemptionsAt(context.database, query.stationId, query.after, limit),
    )
    return { redemptions: items.map(showRedemption), next }
  })
}
