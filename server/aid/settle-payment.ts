import type { AidContext } from './context'
import { Refusal } from '../http/refusal'
import type { Paid } from '../ports'
import { issuePolicy } from './issue-policy'
import { addPayment, addRefund, idOfNumber, type NewPayment } from './payment-queries'
import { addEntries, findAnyOrder, lock } from './queries'

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
    const reason = await issuePolicy(tx, context, order, paid.paidAt)
    if (reason === undefined) return 'issued'
    ports.log.warn('Money came in that buys no cover', { order: order.id, reason })
    await addRefund(tx, newId(), paymentId, reason, now)
    return 'to-refund'
  })
}
