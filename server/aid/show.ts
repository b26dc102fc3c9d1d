import type { Order, Plan, Policy } from '@/contract'
import { sharePremium, termState } from '@/rules/premium'
import type { OrderRow, PlanRow, PolicyRow } from './queries'

/** Rows as the API shows them. */

export function showPlan(row: PlanRow, purchase: boolean): Plan {
  return {
    id: row.id,
    title: row.title,
    operator: row.operator,
    ...sharePremium(row.price_fen, row.subsidy_fen),
    termMonths: row.term_months,
    minAge: row.min_age,
    maxAge: row.max_age,
    covers: row.covers,
    exclusions: row.exclusions,
    papers: row.papers,
    open: row.open && purchase,
    demo: row.demo,
  }
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
    refund: row.refund && {
      amountFen: row.refund.amount_fen,
      state: row.refund.state,
      doneAt: row.refund.done_at && new Date(row.refund.done_at).toISOString(),
    },
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
    state: termState(from, to, now),
    inForceFrom: row.in_force_from.toISOString(),
    inForceTo: row.in_force_to.toISOString(),
    priceFen: row.price_fen,
    subsidyFen: row.subsidy_fen,
    ownFen: row.own_fen,
    demo: row.demo,
  }
}
