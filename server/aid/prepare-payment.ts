import type { Payment } from '@/contract'
import type { Caller } from '../account/authenticate'
import { unseal } from '../account/seal'
import type { Context } from '../context'
import { Refusal } from '../http/refusal'
import { ServiceFault } from '../ports'
import { askPayment } from './ask-payment'
import { findPayer, numberOf, setPrepared, setPrepay } from './payment-queries'
import { findOrder } from './queries'

/** Tells the payment service of an order of the caller, and gives what the phone hands to the payment window. */
export async function preparePayment(context: Context, caller: Caller, orderId: string): Promise<Payment> {
  const { clock, database, ports } = context
  const { payments } = ports
  const order = await findOrder(database, orderId, caller.workerId)
  if (!order) throw new Refusal('not-found')
  if (order.state === 'paid') throw new Refusal('order-paid')
  const now = clock()
  if (order.state !== 'awaiting-payment' || order.pay_by.getTime() <= now) throw new Refusal('order-expired')
  // The operator may have changed the service meanwhile.
  if (!payments || payments.provider !== order.provider) throw new Refusal('purchase-off')
  const payer = payments.provider === 'wechat' ? await findPayer(database, caller.workerId) : undefined
  if (payments.provider === 'wechat' && !payer) throw new Refusal('pay-in-wechat')
  const openid =
    payer && new TextDecoder().decode(await unseal(ports.keys, `login:${payer.subject}`, payer.sealed))

  if (!(await setPrepared(database, order.id, new Date(now)))) throw new Refusal('order-expired')
  try {
    const { handle, payment } = await payments.prepare(
      {
        number: numberOf(order.id),
        title: order.title,
        amountFen: order.own_fen,
        payBy: order.pay_by.getTime(),
        openid,
      },
      order.prepay ?? undefined,
    )
    if (order.prepay === null) await setPrepay(database, order.id, handle)
    return payment
  } catch (error) {
    if (!(error instanceof ServiceFault)) throw error
    ports.log.warn('The payment service takes no order', { order: order.id, cause: error })
    // Perhaps it was paid, and only its notice is missing.
    const found = await askPayment(context, order.id).catch(() => undefined)
    throw new Refusal(found?.what === 'paid-there' ? 'order-paid' : 'payment-unavailable')
  }
}
