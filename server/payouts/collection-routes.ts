import { api } from '@/contract'
import { numberOf } from '../aid/payment-queries'
import { takeSigned } from '../aid/take-notice'
import { requireMine } from '../aid-claims/add-papers'
import { showClaim } from '../aid-claims/show-claim'
import type { Context } from '../context'
import { Refusal } from '../http/refusal'
import { route, type App } from '../http/route'
import { collectPayout } from './collect-payout'
import { settleTransfer } from './settle-transfer'
import { lockPayout, openTransferOf } from './transfer-queries'

/** What members call to take their money in WeChat, and WeChat to say that they did. */
export function collectionRoutes(app: App, context: Context): void {
  const { database, ports } = context
  const { transfers } = ports
  route(app, context, api.collectPayout, async ({ caller, params }) => ({
    collection: await collectPayout(context, caller, params.id),
  }))
  route(app, context, api.wechatTransferNotices, async ({ raw }) => {
    await takeSigned(context, transfers, await raw.notice(), (it) => settleTransfer(context, it))
    return undefined
  })
  if (transfers?.provider !== 'sandbox') return
  route(app, context, api.takeSandboxPayout, async ({ body, caller }) => {
    const claim = await requireMine(database, caller, body.claimId)
    const bill = await database.transaction(async (tx) => {
      const payout = await lockPayout(tx, { claimId: claim.id })
      return payout && openTransferOf(tx, payout.id)
    })
    if (!bill || claim.worker_id !== caller.workerId) throw new Refusal('payout-not-waiting')
    await settleTransfer(context, { number: numberOf(bill.id), state: 'done' })
    return { claim: await showClaim(context, await requireMine(database, caller, claim.id), caller) }
  })
}
