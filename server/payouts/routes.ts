import { api } from '@/contract'
import { barredFrom } from '@/rules/claim-states'
import type { Context } from '../context'
import { Refusal } from '../http/refusal'
import { Repeated, route, type App } from '../http/route'
import { importResults } from './import-results'
import { makeBatch } from './make-batch'
import { payoutFile } from './payout-file'
import { findPayout, readBatches, readPayouts, requeuePayout } from './queries'
import { showBatch, showPayout } from './show-payout'

/** What reviewers call to see the money out. */
export function payoutRoutes(app: App, context: Context): void {
  const { clock, database } = context
  route(app, context, api.listPayouts, async ({ query }) => ({
    payouts: (await readPayouts(database, query.state)).map((it) => showPayout(it, clock())),
    batches: (await readBatches(database)).map(showBatch),
  }))
  route(app, context, api.makePayoutBatch, async ({ caller, intent }) => {
    const batch = await makeBatch(context, caller, intent)
    return batch instanceof Repeated ? new Repeated({ batch: batch.reply }) : { batch }
  })
  route(app, context, api.getPayoutFile, ({ caller, params }) => payoutFile(context, caller, params.id))
  route(app, context, api.importPayoutResults, ({ body, params }) =>
    importResults(context, params.id, body.csv),
  )
  route(app, context, api.retryPayout, async ({ caller, params }) => {
    const row = await findPayout(database, params.id)
    if (!row) throw new Refusal('not-found')
    const people = { memberId: row.worker_id, filerId: row.filer_id, codeById: row.code_by }
    const barred = barredFrom(people, caller.workerId)
    if (barred) throw new Refusal(barred)
    if (!(await requeuePayout(database, row.id))) throw new Refusal('payout-not-failed')
    const queued = await findPayout(database, params.id)
    if (!queued) throw new Error(`Payout ${params.id} is missing`)
    return { payout: showPayout(queued, clock()) }
  })
}
