import { api } from '@/contract'
import { requireStation, type Caller } from '../account/authenticate'
import type { Context } from '../context'
import { page } from '../http/page'
import { Refusal } from '../http/refusal'
import { route, type App } from '../http/route'
import { holdVoucher, openReportsAt, renewSecrets } from './change-queries'
import { moveVoucher } from './move-voucher'
import { findVoucher, vouchersOf } from './queries'
import { notReady } from './ready'
import { reportMissing } from './report-missing'
import { resolveMissing, showReport } from './resolve-missing'
import { returnVoucher } from './return-voucher'
import { showVoucher } from './show-voucher'

export function voucherRoutes(app: App, context: Context): void {
  const { clock, database } = context
  route(app, context, api.listVouchers, async ({ caller, query }) => {
    const { kind } = query
    const only = kind && { open: kind === 'open', at: new Date(clock()) }
    const { items, next } = await page((limit) =>
      vouchersOf(database, caller.workerId, query.after, limit, only),
    )
    return {
      vouchers: await Promise.all(items.map((it) => showVoucher(context, it, caller.sessionId))),
      next,
    }
  })

  const shown = async (caller: Caller, id: string) => {
    const row = await findVoucher(database, id, caller.workerId)
    if (!row) throw new Refusal('not-found')
    return { voucher: await showVoucher(context, row, caller.sessionId) }
  }
  route(app, context, api.getVoucher, ({ caller, params }) => shown(caller, params.id))
  route(app, context, api.returnVoucher, async ({ caller, params }) => {
    await returnVoucher(context, caller, params.id)
    return shown(caller, params.id)
  })
  route(app, context, api.reissueVoucher, async ({ caller, params }) => {
    await database.transaction(async (tx) => {
      const voucher = await holdVoucher(tx, params.id, caller.workerId)
      if (!voucher) throw new Refusal('not-found')
      const refused = notReady(voucher, clock())
      if (refused) throw refused
      await renewSecrets(tx, params.id)
    })
    return shown(caller, params.id)
  })
  route(app, context, api.moveVoucher, async ({ caller, params, body }) => {
    await moveVoucher(context, caller, params.id, body)
    return shown(caller, params.id)
  })
  route(app, context, api.reportMissing, async ({ caller, params, body }) => {
    await reportMissing(context, caller, params.id, body.stationId)
    return shown(caller, params.id)
  })
  route(app, context, api.listMissing, async ({ caller, query }) => {
    requireStation(caller, query.stationId)
    return { reports: (await openReportsAt(database, query.stationId)).map(showReport) }
  })
  route(app, context, api.resolveMissing, async ({ caller, params, body }) => ({
    report: await resolveMissing(context, caller, params.id, body),
  }))
}
