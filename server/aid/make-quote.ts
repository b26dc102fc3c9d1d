import type { Quote } from '@/contract'
import { sharePremium, termAfter } from '@/rules/premium'
import { MINUTE } from '@/rules/shanghai'
import type { Caller } from '../account/authenticate'
import type { Context } from '../context'
import { Refusal } from '../http/refusal'
import { addQuote, findPlan } from './queries'
import { priceFor, requireJoinable } from './standing'

const QUOTE_GOOD_FOR = 30 * MINUTE

/** Prices a plan for the caller, and says from when he would be covered if he paid now. */
export async function makeQuote(
  { clock, database, newId, ports }: Context,
  caller: Caller,
  planId: string,
): Promise<Quote> {
  const plan = await findPlan(database, planId)
  if (!plan) throw new Refusal('not-found')
  if (!ports.payments) throw new Refusal('purchase-off')
  const now = clock()
  const coveredUntil = await requireJoinable(database, caller, plan, now)
  const subsidy = await priceFor(database, caller, plan, now)
  const premium = sharePremium(plan.price_fen, subsidy?.amountFen ?? 0)
  const term = termAfter(now, plan.term_months, coveredUntil)
  const id = newId()
  const expiresAt = new Date(now + QUOTE_GOOD_FOR)
  await addQuote(database, caller.workerId, new Date(now), {
    id,
    plan_id: planId,
    price_fen: premium.priceFen,
    subsidy_fen: premium.subsidyFen,
    own_fen: premium.ownFen,
    subsidy_id: subsidy?.id ?? null,
    expires_at: expiresAt,
  })
  return {
    id,
    planId,
    ...premium,
    subsidyTitle: subsidy?.title ?? null,
    inForceFrom: new Date(term.from).toISOString(),
    inForceTo: new Date(term.to).toISOString(),
    expiresAt: expiresAt.toISOString(),
  }
}
