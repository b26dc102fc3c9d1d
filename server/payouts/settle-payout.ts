import type { Context } from '../context'
import type { Queryable } from '../database/database'
import { moveClaim } from '../aid-claims/move-claim'
import { lockClaim } from '../aid-claims/queries'
import { tellReturned } from './give-back-payout'
import { enterPayout, settlePayoutRow, type PayoutRow } from './queries'

/**
 * Notes what became of a payout that is on its way, once: what arrived is entered in the ledger and makes the claim paid;
 * what came back is in the queue again. False where that was known.
 */
export async function settlePayout(
  tx: Queryable,
  context: Pick<Context, 'clock' | 'newId'>,
  row: PayoutRow,
  said: { state: 'done' | 'failed'; fault: string | null },
): Promise<boolean> {
  const at = new Date(context.clock())
  if (!(await settlePayoutRow(tx, { id: row.id, batchId: row.batch_id, at, ...said }))) return false
  if (said.state === 'failed') {
    await tellReturned(tx, context, row.claim_id, '没打成')
    return true
  }
  const claim = await lockClaim(tx, row.claim_id)
  if (!claim || !(await moveClaim(tx, context, claim, 'pay', null))) {
    throw new Error(`Claim ${row.claim_id} was paid and is not approved`)
  }
  await enterPayout(tx, context.newId(), at, row.id)
  return true
}
