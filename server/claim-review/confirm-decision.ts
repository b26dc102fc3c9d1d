import type { api, HandledInput, ReviewCase } from '@/contract'
import { dueOf } from '@/rules/claim-states'
import type { Caller } from '../account/authenticate'
import {
  addPayout,
  decisionsOf,
  endDecision,
  findConfirmedByKey,
  sealSaid,
  unsealSaid,
} from '../aid-claims/decision-queries'
import { moveClaim, noteStep } from '../aid-claims/move-claim'
import { lockPolicySums, setApproved } from '../aid-claims/queries'
import type { Context } from '../context'
import { Refusal } from '../http/refusal'
import { repeat, Repeated, type Intent } from '../http/route'
import { benefitFor } from './propose-decision'
import { requireCase, requireFreeCase } from './require-case'
import { showCase } from './show-case'

/**
 * The second person's word. What is approved is worked out again, while no other claim under the policy can be: so its
 * sums are never used twice. The payout is queued in the same transaction, once for the claim.
 */
export async function confirmDecision(
  context: Context,
  caller: Caller,
  id: string,
  said: HandledInput<typeof api.confirmDecision>['body'],
  intent: Intent,
): Promise<ReviewCase | Repeated<ReviewCase>> {
  const { clock, database, newId, ports, random } = context
  const shown = async () => showCase(context, await requireCase(database, caller, id), caller)
  const earlier = await findConfirmedByKey(database, caller.workerId, intent.key)
  if (earlier?.second_hash) return repeat(intent, earlier.second_hash, shown)
  const note = said.note?.trim() || null
  if (said.outcome === 'send-back' && note === null) {
    throw new Refusal('reasons-required', { field: 'note', detail: '请写为什么退回' })
  }
  await database.transaction(async (tx) => {
    const row = await requireFreeCase(tx, context, caller, id)
    const [open] = await decisionsOf(tx, id)
    if (!open || open.outcome !== null || open.id !== said.decisionId) throw new Refusal('case-moved')
    if (open.proposed_by === caller.workerId) throw new Refusal('same-reviewer')
    const content = await unsealSaid(ports.keys, open)
    const ended = await endDecision(tx, {
      id: open.id,
      by: caller.workerId,
      at: new Date(clock()),
      outcome: said.outcome,
      said: await sealSaid(ports.keys, random, open.id, { ...content, secondNote: note }),
      key: intent.key,
      requestHash: intent.hash,
    })
    if (!ended) throw new Refusal('case-moved')
    const by = { workerId: caller.workerId, holds: false }
    if (said.outcome === 'send-back') {
      await moveClaim(tx, context, row, 'send-back', by)
      return
    }
    if (open.kind === 'refuse') {
      await moveClaim(tx, context, row, 'confirm-refusal', by)
      return
    }
    await lockPolicySums(tx, row.policy_id)
    const facts = content.facts
    const benefit = facts && (await benefitFor(tx, row, facts))
    const amountFen = Number(open.amount_fen)
    if (!benefit || benefit.totalFen !== amountFen) throw new Refusal('benefit-changed')
    const now = clock()
    const due = dueOf('approved', now, row.claim_terms)
    const dueAt = new Date(due?.at ?? now)
    await setApproved(tx, {
      id,
      fen: amountFen,
      lines: open.lines,
      dueAt,
      dueCertain: due?.certain ?? true,
    })
    await noteStep(tx, context, row, 'confirm-approval', 'approved', caller.workerId)
    await addPayout(tx, {
      id: newId(),
      claimId: id,
      decisionId: open.id,
      amountFen,
      firstBy: open.proposed_by,
      secondBy: caller.workerId,
      at: new Date(now),
      dueAt,
    })
  })
  return shown()
}
