import type { Order } from '@/contract'
import { ageAt } from '@/rules/id-number'
import { sharePremium, termAfter } from '@/rules/premium'
import { MINUTE } from '@/rules/shanghai'
import type { Caller } from '../account/authenticate'
import { personKey, unsealIdentity } from '../account/identity'
import { readIdentity } from '../account/queries'
import type { Context } from '../context'
import type { Queryable } from '../database/database'
import { Refusal } from '../http/refusal'
import { Repeated, repeat, type Intent } from '../http/route'
import { expireOrder, isUnanswered } from './ask-payment'
import { issuePolicy } from './issue-policy'
import { overdueOrders } from './payment-queries'
import {
  addOrder,
  coverUntil,
  findAnyOrder,
  findOpenOrder,
  findOrder,
  findOrderByKey,
  findPlan,
  findQuote,
  lock,
  takeSubsidy,
  type PlanRow,
  type QuoteRow,
} from './queries'
import { showOrder } from './show'
import { coverKey, priceFor, requireJoinable } from './standing'

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
  if (quote.expires_at.getTime() <= now) throw new Refusal('quote-expired')
  if (!isAsQuoted(quote, plan, quote.subsidy_id)) throw new Refusal('quote-outdated')
  const person = await checkPerson(context, caller, plan, now)

  const ending = await overdueOrders(database, new Date(now), caller.workerId)
  const standing = await findOpenOrder(database, caller.workerId, plan.id)
  // What has become cheaper since is ordered anew.
  if (standing && standing.own_fen > quote.own_fen) ending.push(standing.id)
  for (const ended of new Set(ending)) {
    await expireOrder(context, ended).catch((error: unknown) => {
      if (!isUnanswered(context, error)) throw error
    })
  }
  const id = newId()
  const placed = await database.transaction(async (tx) => {
    await lock(tx, caller.workerId)
    const twin = await findOrderByKey(tx, caller.workerId, intent.key)
    if (twin) return twin
    // As it is by now: it may have been closed since it was read.
    const current = (await findPlan(tx, plan.id)) ?? plan
    const coveredUntil = await requireJoinable(tx, caller, current, now)
    const elsewhere = await coverUntil(tx, plan.id, coverKey(ports.keys, plan.id, person))
    const { from } = termAfter(now, plan.term_months, coveredUntil)
    if (elsewhere && elsewhere.getTime() > from) throw new Refusal('already-covered')
    const open = await findOpenOrder(tx, caller.workerId, plan.id)
    if (open && open.pay_by.getTime() > now && open.own_fen <= quote.own_fen) return open
    // It may have been paid at the last moment, and nobody can be asked now.
    if (open) throw new Refusal('payment-unavailable')
    await checkPrice(tx, caller, quote, current, now)
    await addOrder(tx, {
      id,
      quote,
      workerId: caller.workerId,
      orderedAt: new Date(now),
      payBy: new Date(now + PAY_WITHIN),
      key: intent.key,
      requestHash: intent.hash,
      provider: quote.own_fen === 0 ? 'none' : payments.provider,
    })
    const added = quote.own_fen === 0 ? await findAnyOrder(tx, id) : undefined
    if (added && (await issuePolicy(tx, context, added, now))) throw new Refusal('already-covered')
    return undefined
  })
  if (!placed) return shown(id)
  return placed.idempotency_key === intent.key
    ? repeat(intent, placed.request_hash, () => shown(placed.id))
    : new Repeated(await shown(placed.id))
}

/** Takes the subsidy out of its budget. Refuses where price or subsidy are not any more what was quoted. */
async function checkPrice(
  tx: Queryable,
  caller: Caller,
  quote: QuoteRow,
  plan: PlanRow,
  now: number,
): Promise<void> {
  const subsidy = await priceFor(tx, caller, plan, now)
  const same = (subsidy?.id ?? null) === quote.subsidy_id && isAsQuoted(quote, plan, quote.subsidy_id)
  if (!same || (subsidy && !(await takeSubsidy(tx, subsidy.id, quote.subsidy_fen)))) {
    throw new Refusal('quote-outdated')
  }
}

/** Whether plan and subsidy cost and give what they did. */
function isAsQuoted(quote: QuoteRow, plan: PlanRow, subsidyId: string | null): boolean {
  const offered = plan.subsidies.find((it) => it.id === subsidyId)?.amountFen ?? 0
  const premium = sharePremium(plan.price_fen, offered)
  return premium.priceFen === quote.price_fen && premium.ownFen === quote.own_fen
}

/** Resolves to by what the person is known. */
async function checkPerson(
  { database, ports }: Context,
  caller: Caller,
  plan: PlanRow,
  now: number,
): Promise<Uint8Array> {
  const sealed = caller.verified ? await readIdentity(database, caller.workerId) : undefined
  if (!sealed) throw new Refusal('verification-required')
  const { birthDate, idNumber } = await unsealIdentity(ports.keys, caller.workerId, sealed)
  const age = ageAt(birthDate, now)
  if (age < plan.min_age || age > plan.max_age) {
    throw new Refusal('age-out-of-range', {
      detail: `满 ${plan.min_age} 到 ${plan.max_age} 周岁可以参加，你 ${age} 岁`,
    })
  }
  return personKey(ports.keys, idNumber)
}
