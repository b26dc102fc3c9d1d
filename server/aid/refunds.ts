import type { AidContext } from './context'
import { Refusal } from '../http/refusal'
import type { RefundState } from '../ports'
import { isUnanswered, type Difference } from './ask-payment'
import {
  findRefund,
  idOfNumber,
  numberOf,
  setRefund,
  takeDueRefunds,
  type RefundRow,
} from './payment-queries'
import { addEntries } from './queries'

/** Sends the refunds that are due, of all or of one order. One that is not answered is tried again later. */
export async function sendRefunds(context: AidContext, orderId?: string): Promise<void> {
  const { clock, database, ports } = context
  const { payments } = ports
  if (!payments) return
  for (const row of await takeDueRefunds(database, payments.provider, new Date(clock()), orderId)) {
    try {
      const state = await payments.refund({
        number: numberOf(row.id),
        orderNumber: numberOf(row.order_id),
        amountFen: row.amount_fen,
      })
      await settleRefund(context, state)
    } catch (error) {
      if (!isUnanswered(context, error)) throw error
    }
  }
}

/**
 * Notes how a refund stands, whether asked or told, any number of times and in any order; once it has arrived it is
 * entered in the ledger. True where that was news. Refuses as settlePayment does.
 */
export async function settleRefund(
  { clock, database, newId, ports }: AidContext,
  said: RefundState,
): Promise<boolean> {
  const id = idOfNumber(said.number)
  const row = await findRefund(database, id)
  if (!row) {
    ports.log.error('A refund went out that nobody asked for', { refund: id })
    throw new Refusal('not-found')
  }
  if (said.amountFen !== row.amount_fen) {
    ports.log.error('A refund of another amount went out', { refund: id })
    throw new Refusal('payment-differs')
  }
  const at = new Date(clock())
  const news = await database.transaction(async (tx) => {
    if (!(await setRefund(tx, id, said.state, said.providerNumber, at))) return false
    if (said.state === 'done') {
      await addEntries(tx, newId, row.order_id, at, [{ kind: 'refund', amountFen: -row.amount_fen }])
    }
    return true
  })
  if (news && said.state === 'failed') {
    ports.log.error('The payment service gave a refund up', { refund: id, order: row.order_id })
  }
  return news
}

/** Asks how a refund stands that has not arrived. */
export async function askRefund(context: AidContext, row: RefundRow): Promise<Difference | undefined> {
  const { payments } = context.ports
  const said = await payments?.findRefund(numberOf(row.id))
  if (!said) return undefined
  const news = await settleRefund(context, said)
  if (said.state === 'failed') return { orderId: row.order_id, what: 'refund-failed' }
  return news && said.state === 'done' ? { orderId: row.order_id, what: 'refunded-there' } : undefined
}
