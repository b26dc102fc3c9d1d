import type { AidContext } from './context'
import { Refusal } from '../http/refusal'
import { ServiceFault, type PaymentState } from '../ports'
import { numberOf } from './payment-queries'
import { findAnyOrder, giveBackSubsidy, lock, setClosed, setExpired, type OrderRow } from './queries'
import { settlePayment } from './settle-payment'

/** Where the payment service and we did not say the same of an order. */
export interface Difference {
  readonly orderId: string
  readonly what:
    /** Paid there, and we had not heard: cover is issued now, or the money goes back. */
    | 'paid-there'
    /** Closed there, open here: expired now. */
    | 'closed-there'
    /** Paid there by another amount than it costs. For a person to look at. */
    | 'amount-differs'
    /** A refund arrived, and we had not heard. */
    | 'refunded-there'
    /** The service gave a refund up. For a person to look at. */
    | 'refund-failed'
    /** It does not answer; asked again later. */
    | 'unanswered'
    /** What the ledger says of it does not add up. For a person to look at. */
    | 'ledger-off'
}

/**
 * Asks the payment service how an order stands that is not final, and settles what it says. Undefined where it says what we say.
 * Throws ServiceFault where it does not answer.
 */
export async function askPayment(context: AidContext, orderId: string): Promise<Difference | undefined> {
  const order = await findAnyOrder(context.database, orderId)
  const payments = order && paymentsOf(context, order)
  if (!order || !payments) return undefined
  const isOpen = order.state === 'awaiting-payment'
  // One that ended here in another way, as with an account, must not be paid there any more.
  const state = await (isOpen ? payments.findPayment(numberOf(order.id)) : payments.close(numberOf(order.id)))
  if (isOpen && state.state === 'absent') return undefined
  const difference = await settleState(context, order, state)
  if (!isOpen || state.state !== 'closed' || order.pay_by.getTime() <= context.clock()) return difference
  context.ports.log.warn('An order was closed before its time', { order: order.id })
  return { orderId: order.id, what: 'closed-there' }
}

/**
 * Ends an order that nobody paid in time, or that a better one replaces, once the payment service lets nobody pay it any
 * more. Where it was paid after all, it is settled. Throws ServiceFault where the service does not answer: the order then stays open.
 */
export async function expireOrder(context: AidContext, orderId: string): Promise<Difference | undefined> {
  const order = await findAnyOrder(context.database, orderId)
  if (!order || order.state !== 'awaiting-payment') return undefined
  const payments = paymentsOf(context, order)
  // A service that was never told of it, or is not ours any more, will send no money.
  const state: PaymentState = payments ? await payments.close(numberOf(order.id)) : { state: 'absent' }
  return settleState(context, order, state)
}

const paymentsOf = ({ ports: { payments } }: AidContext, order: OrderRow) =>
  payments?.provider === order.provider && order.prepared_at ? payments : undefined

async function settleState(
  context: AidContext,
  order: OrderRow,
  state: PaymentState,
): Promise<Difference | undefined> {
  if (state.state === 'paid') {
    if (order.provider === 'none') throw new Error(`Order ${order.id} costs nothing and was paid`)
    try {
      const came = await settlePayment(context, order.provider, state.paid)
      return came === 'known' ? undefined : { orderId: order.id, what: 'paid-there' }
    } catch (error) {
      if (!(error instanceof Refusal) || error.code !== 'payment-differs') throw error
      return { orderId: order.id, what: 'amount-differs' }
    }
  }
  if (state.state === 'open') return undefined
  // What the service has not heard of yet it may still hear, until the order's time is over.
  await expire(context, order, state.state === 'closed' || order.pay_by.getTime() <= context.clock())
  return undefined
}

/** Its subsidy goes back to the budget. */
const expire = ({ clock, database }: AidContext, order: OrderRow, final: boolean): Promise<void> =>
  database.transaction(async (tx) => {
    await lock(tx, order.worker_id)
    if (await setExpired(tx, order.id)) await giveBackSubsidy(tx, order.id)
    if (final) await setClosed(tx, order.id, new Date(clock()))
  })

/** Whether a fault is the service's: it will be asked again. */
export function isUnanswered({ ports }: AidContext, error: unknown): boolean {
  if (!(error instanceof ServiceFault)) return false
  if (error.kind === 'misconfigured')
    ports.log.error('The payment service refuses this server', { cause: error })
  else ports.log.warn('The payment service does not answer', { cause: error })
  return true
}
