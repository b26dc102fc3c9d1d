import { DAY, dayOfDate, MINUTE, startOf } from '@/rules/shanghai'
import type { AidContext } from './context'
import { askPayment, expireOrder, isUnanswered, type Difference } from './ask-payment'
import { overdueOrders, readOpenOrders, readOpenRefunds, takeTurn, unbalancedOrders } from './payment-queries'
import { askRefund, sendRefunds } from './refunds'

/** How often a running API looks whether its turn has come. */
export const AID_EVERY_MS = MINUTE
const RECONCILE_EVERY_MS = 10 * MINUTE
/** So far back the ledger is added up where no day is asked for. */
const LEDGER_BACK_MS = 2 * DAY

/**
 * Asks the payment service about every order and refund that is not final, settles what it says, and lists where that
 * was not what we had. Ends by adding up the ledger.
 * @param date `YYYY-MM-DD`: orders placed on that day in Shanghai only; undefined for all.
 */
export async function reconcile(context: AidContext, date?: string): Promise<Difference[]> {
  const { clock, database, ports } = context
  const { payments } = ports
  const day = date === undefined ? undefined : startOf(dayOfDate(date))
  const from = day === undefined ? null : new Date(day)
  const to = day === undefined ? null : new Date(day + DAY)
  const found: Difference[] = []
  const note = async (orderId: string, ask: () => Promise<Difference | undefined>): Promise<void> => {
    try {
      const difference = await ask()
      if (difference) found.push(difference)
    } catch (error) {
      if (!isUnanswered(context, error)) throw error
      found.push({ orderId, what: 'unanswered' })
    }
  }
  if (payments) {
    for (const id of await readOpenOrders(database, payments.provider, from, to)) {
      await note(id, () => askPayment(context, id))
    }
    await sendRefunds(context)
    for (const row of await readOpenRefunds(database, payments.provider, from, to)) {
      await note(row.order_id, () => askRefund(context, row))
    }
  }
  const since = from ?? new Date(clock() - LEDGER_BACK_MS)
  for (const { id, off_fen: fen } of await unbalancedOrders(database, since, to)) {
    ports.log.error('The ledger of an order does not add up', { order: id, fen })
    found.push({ orderId: id, what: 'ledger-off' })
  }
  return found
}

/** Ends orders that nobody paid in time, and sends refunds that are due. */
export async function settleOverdue(context: AidContext): Promise<void> {
  for (const id of await overdueOrders(context.database, new Date(context.clock()))) {
    await expireOrder(context, id).catch((error: unknown) => {
      if (!isUnanswered(context, error)) throw error
    })
  }
  await sendRefunds(context)
}

/** What a running API does every minute; of any number of processes each thing is done by one. */
export async function keepAccounts(context: AidContext): Promise<void> {
  const { clock, database, ports } = context
  const now = clock()
  const turn = (name: string, ms: number) => takeTurn(database, name, new Date(now), new Date(now + ms))
  // A little less than a round, so that it is not missed by a moment.
  if (await turn('aid-overdue', AID_EVERY_MS - 5_000)) await settleOverdue(context)
  if (!(await turn('aid-reconcile', RECONCILE_EVERY_MS - 5_000))) return
  const found = await reconcile(context)
  if (found.length > 0) ports.log.warn('The payment service and we did not say the same', { found })
}
