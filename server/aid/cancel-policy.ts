import type { Policy } from '@/contract'
import type { Caller } from '../account/authenticate'
import type { Context } from '../context'
import { Refusal } from '../http/refusal'
import { addRefund, paymentsOfOrder } from './payment-queries'
import {
  addEntries,
  findPersonKey,
  findPolicy,
  giveBackSubsidy,
  isClaimed,
  leaveCover,
  lock,
  setCancelled,
} from './queries'
import { sendRefunds } from './refunds'
import { showPolicy } from './show'
import { coverKey } from './standing'
import { within } from './within'

const SEND_MS = 2_000

/**
 * Takes joining back within the days a plan gives for that: the cover never was, what was paid goes back, and the subsidy
 * returns to its budget. Asked twice, it is one cancellation.
 */
export async function cancelPolicy(context: Context, caller: Caller, policyId: string): Promise<Policy> {
  const { clock, database, newId, ports } = context
  const now = clock()
  const at = new Date(now)
  const orderId = await database.transaction(async (tx) => {
    await lock(tx, caller.workerId)
    const policy = await findPolicy(tx, policyId, caller.workerId)
    if (!policy) throw new Refusal('not-found')
    if (policy.cancelled_at) return policy.order_id
    if (!policy.cancel_by || policy.cancel_by.getTime() <= now) throw new Refusal('cooling-over')
    // What somebody claims by it, or was paid, cannot be a cover that never was.
    if (await isClaimed(tx, policy.id)) throw new Refusal('policy-claimed')
    await setCancelled(tx, policy.id, at)
    await giveBackSubsidy(tx, policy.order_id)
    const person = await findPersonKey(tx, caller.workerId)
    if (person) {
      const key = coverKey(ports.keys, policy.plan_id, person)
      await leaveCover(tx, policy.plan_id, key, policy.in_force_from, policy.in_force_to)
    }
    await addEntries(tx, newId, policy.order_id, at, [
      { kind: 'cancelled', amountFen: policy.price_fen, quantity: -1 },
      { kind: 'subsidy', amountFen: -policy.subsidy_fen },
    ])
    for (const paymentId of await paymentsOfOrder(tx, policy.order_id)) {
      await addRefund(tx, newId(), paymentId, 'cooling-off', at)
    }
    return policy.order_id
  })
  // Whoever waits for it sees it on its way at least; what is not answered is tried again.
  await within(SEND_MS, sendRefunds(context, orderId))
  const policy = await findPolicy(database, policyId, caller.workerId)
  if (!policy) throw new Error(`Policy ${policyId} is missing`)
  return showPolicy(policy, clock())
}
