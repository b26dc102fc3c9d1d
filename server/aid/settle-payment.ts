import { termAfter } from '@/rules/premium'
import { dateText, dayOf } from '@/rules/shanghai'
import type { Context } from '../context'
import { Refusal } from '../http/refusal'
import {
  addPayment,
  addPolicy,
  findCover,
  findOrder,
  findPlan,
  lock,
  setPaid,
  type NewPayment,
} from './queries'

/**
 * Records that an order was paid, and issues its policy. Payment services send the same notice many times and in any
 * order: whatever comes, there is one policy for an order, and never two of a plan at once for a worker.
 * Refuses with `order-expired` where there is nothing to pay for any more; such money must be given back.
 */
export async function settlePayment(
  { clock, database, newId, random }: Context,
  workerId: string,
  notice: Omit<NewPayment, 'id' | 'paidAt'>,
): Promise<void> {
  const now = clock()
  await database.transaction(async (tx) => {
    await lock(tx, workerId)
    const order = await findOrder(tx, notice.orderId, workerId)
    const plan = order && (await findPlan(tx, order.plan_id))
    if (!order || !plan) throw new Refusal('not-found')
    if (notice.amountFen !== order.own_fen)
      throw new Error(`Order ${order.id} was paid ${notice.amountFen} fen`)
    if (order.state === 'paid') return
    if (order.state === 'expired' || order.pay_by.getTime() <= now) throw new Refusal('order-expired')
    const term = termAfter(now, plan.term_months)
    if (await findCover(tx, workerId, plan.id, new Date(term.from))) throw new Refusal('order-expired')
    const isNew = await addPayment(tx, { ...notice, id: newId(), paidAt: new Date(now) })
    if (!isNew || !(await setPaid(tx, order.id)))
      throw new Error(`Payment ${notice.providerNumber} belongs elsewhere`)
    await addPolicy(tx, newId, {
      id: newId(),
      orderId: order.id,
      number: policyNumber(now, random(8)),
      from: new Date(term.from),
      to: new Date(term.to),
      issuedAt: new Date(now),
    })
  })
}

/** `NX20261123-` and ten random digits: tells the day, and nothing about how many there are. */
function policyNumber(now: number, bytes: Uint8Array): string {
  const digits = [...bytes].map((it) => String(it % 100).padStart(2, '0')).join('')
  return `NX${dateText(dayOf(now)).replaceAll('-', '')}-${digits.slice(0, 10)}`
}
