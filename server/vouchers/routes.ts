import { api } from '@/contract'
import type { Context } from '../context'
import { page } from '../http/page'
import { Refusal } from '../http/refusal'
import { route, type App } from '../http/route'
import { findVoucher, vouchersOf } from './queries'
import { showVoucher } from './show-voucher'

export function voucherRoutes(app: App, context: Context): void {
  const { database } = context
  route(app, context, api.listVouchers, async ({ caller, query }) => {
    const { items, next } = await page((limit) => vouchersOf(database, caller.workerId, query.after, limit))
    return { vouchers: items.map((it) => showVoucher(context, it, caller.sessionId)), next }
  })
  route(app, context, api.getVoucher, async ({ caller, params }) => {
    const row = await findVoucher(database, params.id, caller.workerId)
    if (!row) throw new Refusal('not-found')
    return { voucher: showVoucher(context, row, caller.sessionId) }
  })
}
