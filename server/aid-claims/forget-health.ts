import type { Context } from '../context'
import type { Queryable } from '../database/database'
import { endDecision, decisionsOf } from './decision-queries'
import { moveClaim } from './move-claim'
import { claimsOf, lockClaim } from './queries'

const photos = {
  name: 'claims.forget-photos',
  text: `DELETE FROM photo WHERE worker_id = $1 OR claim_id IN (SELECT id FROM aid_claim WHERE worker_id = $1)`,
}
const told = {
  name: 'claims.forget-told',
  text: `UPDATE aid_claim SET told = NULL, text_held = false WHERE worker_id = $1`,
}
const said = {
  name: 'claims.forget-said',
  text: `UPDATE aid_decision SET said = NULL WHERE claim_id IN (SELECT id FROM aid_claim WHERE worker_id = $1)`,
}

/**
 * Forgets what is kept of somebody's health, in whatever transaction: photos, and all that was written. Without it nothing
 * can be decided, so his claims that are not are withdrawn; what was decided keeps its amount.
 */
export async function forgetHealth(
  tx: Queryable,
  context: Pick<Context, 'clock' | 'newId'>,
  workerId: string,
): Promise<void> {
  for (const { id, worker_id: memberId } of await claimsOf(tx, workerId)) {
    if (memberId !== workerId) continue
    const row = await lockClaim(tx, id)
    if (!row || !(await moveClaim(tx, context, row, 'withdraw', { workerId, holds: false }))) continue
    const open = (await decisionsOf(tx, id)).find((it) => it.outcome === null)
    if (open) {
      const at = new Date(context.clock())
      await endDecision(tx, { id: open.id, by: null, at, outcome: 'dropped' })
    }
  }
  for (const statement of [photos, told, said]) await tx.query(statement, [workerId])
}
