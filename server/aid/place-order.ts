import type { Order } from '@/contract'
import { ageAt } from '@/rules/id-number'
import { sharePremium, termAfter } from '@/rules/premium'
import { MINUTE } from '@/rules/shanghai'
import type { Caller } from '../account/authenticate'
import { unsealIdentity } from '../account/identity'
import { readIdentity } from '../account/queries'
import type { Context } from '../context'
import { Refusal } from '../http/refusal'
import { Repeated, repeat, type Intent } from '../http/route'
import { expireOrder, isUnanswered } from './ask-payment'
import { overdueOrders } from './payment-queries'
import {
  addOrder,
  findCover,
  findOpenOrder,
  findOrder,
  findOrderByKey,
  findPlan,
  findQuote,
  lock,
  type PlanRow,
  type QuoteRow,
} from './queries'
import { showOrder } from './show'

const PAY_WITHIN = 30 * MINUTE

/** Orders what was quoted. One order of a plan is open at a time: a second asking gives the first one back. */
export async function placeOrder(
  context: Context,
  caller: Caller,
  quoteId: string,
  intent: Intent,
): Promise<Order | Repeated<Order>> {
  const { clock, database, newId, ports } = context
  const now = clock()
  const shown = async (id: string) => {
    const row = await findOrder(database, id, caller.workerId)
    if (!row) throw new Error(`Order ${id} is missing`)
    return showOrder(row, now)
  }
  const earlier = await findOrderByKey(database, caller.workerId, intent.key)
  if (earlier) return repeat(intent, earlier.request_hash, () => shown(earlier.id))

  const quote = await findQuote(database, quoteId, caller.workerId)
  const plan = quote && (await findPlan(database, quote.plan_id))
  if (!quote || !plan) throw new Refusal('not-found')
  const { payments } = ports
  if (!payments) throw new Refusal('purchase-off')
  checkQuote(quote, plan, now)
  await checkPerson(context, caller, plan, now)

  for (const overdue of await overdueOrders(database, new Date(now), caller.workerId)) {
    await expireOrder(context, overdue).catch((error: unknown) => {
      if (!isUnanswered(context, error)) throw error
    })
  }
  const id = newId()
  const placed = await database.transaction(async (tx) => {
    await lock(tx, caller.workerId)
    const twin = await findOrderByKey(tx, caller.workerId, intent.key)
    if (twin) return twin
    const covered = await findCover(
      tx,
      caller.workerId,
      plan.id,
      new Date(termAfter(now, plan.term_months).from),
    )
    if (covered) throw new Refusal('already-covered', { heldId: covered })
    const open = await findOpenOrder(tx, caller.workerId, plan.id)
    if (open && open.pay_by.getTime() > now) return open
    // It may have been paid at the last moment, and nobody can be asked now.
    if (open) throw new Refusal('payment-unavailable')
    await addOrder(tx, {
      id,
      quote,
      workerId: caller.workerId,
      orderedAt: new Date(now),
      payBy: new Date(now + PAY_WITHIN),
      key: intent.key,
      requestHash: intent.hash,
      provider: payments.provider,
    })
    return undefined
  })
  if (!placed) return shown(id)
  return placed.idempotency_key === intent.key
    ? repeat(intent, placed.request_hash, () => shown(placed.id))
    : new Repeated(await shown(placed.id))
}

function checkQuote(quote: QuoteRow, plan: PlanRow, now: number): void {
  if (!plan.open) throw new Refusal('plan-closed')
  if (quote.expires_at.getTime() <= now) throw new Refusal('quote-expired')
  const premium = sharePremium(plan.price_fen, plan.subsidy_fen)
  if (premium.priceFen !== quote.price_fen || premium.ownFen !== quote.own_fen)
    throw new Refusal('quote-outdated')
}

async function checkPerson(
  { database, ports }: Context,
  caller: Caller,
  plan: PlanRow,
  now: number,
): Promise<void> {
  const sealed = caller.verified ? await readIdentity(database, caller.workerId) : undefined
  if (!sealed) throw new Refusal('verification-required')
  const { birthDate } = await unsealIdentity(ports.keys, caller.workerId, sealed)
  const age = ageAt(birthDate, now)
  if (age < plan.min_age || age > plan.max_age) {
    throw new Refusal('age-out-of-range', {
      detail: `满 ${plan.min_age} 到 ${plan.max_age} 周岁可以参加，你 ${age} 岁`,
    })
  }
}
