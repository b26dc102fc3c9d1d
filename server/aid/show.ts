import type { Certificate, Order, Plan, Policy, Refund } from '@/contract'
import { bestSubsidy, renewableFrom, sharePremium, termState, type Joining } from '@/rules/premium'
import type { OrderRow, PlanRow, PolicyRow } from './queries'
import { isOpen } from './standing'

/** Rows as the API shows them. */

/** A plan as it would cost `person`. */
export function showPlan(row: PlanRow, person: Joining, purchase: boolean, now: number): Plan {
  const subsidy = bestSubsidy(row.subsidies, row.price_fen, person, now)
  return {
    id: row.id,
    title: row.title,
    operator: row.operator,
    ...sharePremium(row.price_fen, subsidy?.amountFen ?? 0),
    subsidyTitle: subsidy?.title ?? null,
    subsidies: row.subsidies.map(({ title, amountFen, leftFen, regions, occupations, roster }) => ({
      title,
      amountFen: Math.min(amountFen, row.price_fen),
      leftFen,
      regions: [...regions],
      occupations: [...occupations],
      listed: roster !== null,
    })),
    termMonths: row.term_months,
    minAge: row.min_age,
    maxAge: row.max_age,
    occupations: row.occupations,
    opensAt: row.opens_at?.toISOString() ?? null,
    closesAt: row.closes_at?.toISOString() ?? null,
    coolingDays: row.cooling_days,
    renewDays: row.renew_days,
    covers: row.covers,
    exclusions: row.exclusions,
    papers: row.papers,
    claimTerms: row.claim_terms,
    open: isOpen(row, now) && purchase,
    demo: row.demo,
  }
}

const showRefund = (row: OrderRow['refund']): Refund | null =>
  row && {
    amountFen: row.amount_fen,
    state: row.state,
    doneAt: row.done_at && new Date(row.done_at).toISOString(),
  }

export function showOrder(row: OrderRow, now: number): Order {
  const lapsed = row.state === 'awaiting-payment' && row.pay_by.getTime() <= now
  return {
    id: row.id,
    planId: row.plan_id,
    title: row.title,
    ownFen: row.own_fen,
    state: lapsed ? 'expired' : row.state,
    payBy: row.pay_by.toISOString(),
    provider: row.provider,
    policyId: row.policy_id,
    refund: showRefund(row.refund),
  }
}

export function showPolicy(row: PolicyRow, now: number): Policy {
  const [from, to] = [row.in_force_from.getTime(), row.in_force_to.getTime()]
  return {
    id: row.id,
    planId: row.plan_id,
    title: row.title,
    operator: row.operator,
    number: row.number,
    holder: row.holder,
    sumFen: Math.max(0, ...row.covers.map((it) => it.sumFen)),
    state: row.cancelled_at ? 'cancelled' : termState(from, to, now),
    inForceFrom: row.in_force_from.toISOString(),
    inForceTo: row.in_force_to.toISOString(),
    priceFen: row.price_fen,
    subsidyFen: row.subsidy_fen,
    ownFen: row.own_fen,
    certificate: row.certificate,
    cancelBy: row.cancelled_at ? null : (row.cancel_by?.toISOString() ?? null),
    cancelledAt: row.cancelled_at?.toISOString() ?? null,
    renewFrom: new Date(renewableFrom(to, row.renew_days)).toISOString(),
    refund: showRefund(row.refund),
    demo: row.demo,
  }
}

/** What anybody may see of a policy who was shown its certificate. */
export function showCertificate(row: PolicyRow, now: number): Certificate {
  const { demo, holder, inForceFrom, inForceTo, number, operator, state, sumFen, title } = showPolicy(
    row,
    now,
  )
  return { demo, holder, inForceFrom, inForceTo, number, operator, state, sumFen, title }
}
