import { termAfter } from '@/rules/premium'
import { dateText, dayOf } from '@/rules/shanghai'
import type { AidContext } from './context'
import type { Queryable } from '../database/database'
import { Refusal } from '../http/refusal'
import type { Paid } from '../ports'
import { addPayment, addRefund, idOfNumber, type NewPayment, type RefundReason } from './payment-queries'
import {
  addEntries,
  addPolicy,
  findAnyOrder,
  findCover,
  findPlan,
  lock,
  setExpired,
  setPaid,
  type OrderRow,
} from './queries'

/**
 * Records that an order was paid, and issues its policy. Payment services send the same notice many times and in any
 * order, and after an order has ended: whatever comes, there is one policy for an order, never two of a plan at once for a
 * worker, and money that buys none goes back. Cover begins by the day of payment, however late it is heard of.
 * Refuses with `not-found` where there is no such order, and with `payment-differs` where it costs something else.
 */
export async function settlePayment(
  context: AidContext,
  provider: NewPayment['provider'],
  paid: Paid,
): Promise<'known' | 'issued' | 'to-refund'> {
  const { clock, database, newId, ports } = context
  const found = await findAnyOrder(database, idOfNumber(paid.number))
  if (!found || found.provider !== provider) {
    ports.log.error('Money came in for an order that is not there', { order: idOfNumber(paid.number) })
    throw new Refusal('not-found')
  }
  if (paid.amountFen !== found.own_fen) {
    ports.log.error('An order was paid by another amount', {
      order: found.id,
      fen: paid.amountFen,
      due: found.own_fen,
    })
    throw new Refusal('payment-differs')
  }
  return database.transaction(async (tx) => {
    await lock(tx, found.worker_id)
    const order = (await findAnyOrder(tx, found.id)) ?? found
    const paymentId = newId()
    const payment = { id: paymentId, orderId: order.id, provider, providerNumber: paid.providerNumber }
    const at = new Date(paid.paidAt)
    if (!(await addPayment(tx, { ...payment, amountFen: paid.amountFen, paidAt: at }))) return 'known'
    const now = new Date(clock())
    await addEntries(tx, newId, order.id, now, [{ kind: 'payment', amountFen: paid.amountFen }])
    const reason = await issue(tx, context, order, paid.paidAt)
    if (reason === undefined) return 'issued'
    ports.log.warn('Money came in that buys no cover', { order: order.id, reason })
    await addRefund(tx, newId(), paymentId, reason, now)
    return 'to-refund'
  })
}

/** Turns an open order into cover; otherwise says why there is none to be had. */
async function issue(
  tx: Queryable,
  { clock, newId, random }: AidContext,
  order: OrderRow,
  paidAt: number,
): Promise<RefundReason | undefined> {
  if (order.state === 'paid') return 'paid-twice'
  if (order.state === 'expired') return 'expired'
  const plan = await findPlan(tx, order.plan_id)
  if (!plan) throw new Error(`Plan ${order.plan_id} is missing`)
  const term = termAfter(paidAt, plan.term_months)
  if (await findCover(tx, order.worker_id, plan.id, new Date(term.from))) {
    await setExpired(tx, order.id)
    return 'covered'
  }
  if (!(await setPaid(tx, order.id))) throw new Error(`Order ${order.id} changed under its lock`)
  const now = clock()
  await addPolicy(tx, {
    id: newId(),
    orderId: order.id,
    number: policyNumber(now, random(8)),
    from: new Date(term.from),
    to: new Date(term.to),
    issuedAt: new Date(now),
  })
  await addEntries(tx, newId, order.id, new Date(now), [
    { kind: 'subsidy', amountFen: order.subsidy_fen },
    { kind: 'policy', amountFen: -order.price_fen, quantity: 1 },
  ])
  return undefined
}

/** `NX20261123-` and ten random digits: tells the day, and nothing about how many there are. */
function policyNumber(now: number, bytes: Uint8Array): string {
  const digits = [...bytes].map((it) => String(it % 100).padStart(2, '0')).join('')
  return `NX${dateText(dayOf(now)).replaceAll('-', '')}-${digits.slice(0, 10)}`
}
