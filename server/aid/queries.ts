import type { ClaimTerms, CoverLine, Occupation, OrderProvider, Refund } from '@/contract'
import type { SubsidyOffer } from '@/rules/premium'
import type { Queryable } from '../database/database'

export interface SubsidyRow extends SubsidyOffer {
  readonly title: string
}

export interface PlanRow {
  id: string
  title: string
  operator: string
  price_fen: number
  term_months: number
  min_age: number
  max_age: number
  occupations: Occupation[]
  opens_at: Date | null
  closes_at: Date | null
  cooling_days: number
  renew_days: number
  subsidies: SubsidyRow[]
  covers: CoverLine[]
  exclusions: string[]
  papers: string[]
  claim_terms: ClaimTerms
  open: boolean
  demo: boolean
}

const selectPlan = `SELECT id, title, operator, price_fen, term_months, min_age, max_age, covers, exclusions, papers, claim_terms, open,
  demo, occupations, opens_at, closes_at, cooling_days, renew_days,
  coalesce((SELECT jsonb_agg(jsonb_build_object('id', s.id, 'title', s.title, 'amountFen', s.amount_fen,
      'leftFen', s.left_fen, 'regions', s.regions, 'occupations', s.occupations, 'roster', s.roster,
      'opensAt', s.opens_at, 'closesAt', s.closes_at) ORDER BY s.amount_fen DESC, s.id)
    FROM aid_subsidy s WHERE s.plan_id = aid_plan.id), '[]') AS subsidies
  FROM aid_plan`
const plans = { name: 'aid.plans', text: `${selectPlan} ORDER BY title, id` }
const plan = { name: 'aid.plan', text: `${selectPlan} WHERE id = $1` }

export const readPlans = async (database: Queryable): Promise<PlanRow[]> =>
  (await database.query<PlanRow>(plans)).rows

export const findPlan = async (database: Queryable, id: string): Promise<PlanRow | undefined> =>
  (await database.query<PlanRow>(plan, [id])).rows[0]

export interface QuoteRow {
  id: string
  plan_id: string
  price_fen: number
  subsidy_fen: number
  own_fen: number
  subsidy_id: string | null
  expires_at: Date
}

const naming = {
  name: 'aid.rosters-naming',
  text: `SELECT r.channel FROM roster r JOIN worker w ON w.person_key = r.person_key WHERE w.id = $1`,
}

/** Channels whose rosters name somebody who has said who he is. */
export const rostersNaming = async (database: Queryable, workerId: string): Promise<string[]> =>
  (await database.query<{ channel: string }>(naming, [workerId])).rows.map((it) => it.channel)

const takeFromBudget = {
  name: 'aid.take-subsidy',
  text: `UPDATE aid_subsidy SET left_fen = left_fen - $2 WHERE id = $1 AND (left_fen IS NULL OR left_fen >= $2)`,
}

/** Takes a subsidy out of its budget. False where the budget does not hold it any more. */
export const takeSubsidy = async (tx: Queryable, subsidyId: string, fen: number): Promise<boolean> =>
  (await tx.query(takeFromBudget, [subsidyId, fen])).count === 1

const returnToBudget = {
  name: 'aid.give-back-subsidy',
  text: `UPDATE aid_subsidy s SET left_fen = s.left_fen + o.subsidy_fen FROM aid_order o
    WHERE o.id = $1 AND s.id = o.subsidy_id AND s.left_fen IS NOT NULL`,
}

/** Puts an order's subsidy back, once: when the order ends, or its policy is cancelled. */
export async function giveBackSubsidy(tx: Queryable, orderId: string): Promise<void> {
  await tx.query(returnToBudget, [orderId])
}

const insertQuote = {
  name: 'aid.add-quote',
  text: `INSERT INTO aid_quote (id, plan_id, worker_id, price_fen, subsidy_fen, own_fen, quoted_at, expires_at,
      subsidy_id)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
}

export async function addQuote(
  database: Queryable,
  workerId: string,
  quotedAt: Date,
  it: QuoteRow,
): Promise<void> {
  const amounts = [it.price_fen, it.subsidy_fen, it.own_fen]
  const times = [quotedAt, it.expires_at]
  await database.query(insertQuote, [it.id, it.plan_id, workerId, ...amounts, ...times, it.subsidy_id])
}

const quote = {
  name: 'aid.quote',
  text: `SELECT id, plan_id, price_fen, subsidy_fen, own_fen, subsidy_id, expires_at FROM aid_quote WHERE id = $1 AND worker_id = $2`,
}

export const findQuote = async (
  database: Queryable,
  id: string,
  workerId: string,
): Promise<QuoteRow | undefined> => (await database.query<QuoteRow>(quote, [id, workerId])).rows[0]

export interface OrderRow {
  id: string
  plan_id: string
  worker_id: string
  title: string
  price_fen: number
  subsidy_fen: number
  own_fen: number
  state: 'awaiting-payment' | 'paid' | 'expired' | 'cancelled'
  pay_by: Date
  provider: OrderProvider
  /** When the payment service was first told of it. */
  prepared_at: Date | null
  /** The service's handle of it, see Payments.prepare. */
  prepay: string | null
  /** When the service said that nobody can pay it any more. */
  closed_at: Date | null
  policy_id: string | null
  refund: { amount_fen: number; state: Refund['state']; done_at: string | null } | null
  idempotency_key: string
  request_hash: Uint8Array
}

const refundOf = (
  orderId: string,
) => `(SELECT jsonb_build_object('amount_fen', r.amount_fen, 'state', r.state,
      'done_at', r.done_at) FROM aid_refund r JOIN aid_payment m ON m.id = r.payment_id
      WHERE m.order_id = ${orderId} ORDER BY r.id DESC LIMIT 1) AS refund`

const selectOrder = `SELECT o.id, o.plan_id, o.worker_id, p.title, o.price_fen, o.subsidy_fen, o.own_fen, o.state, o.pay_by,
    o.provider, o.prepared_at, o.prepay, o.closed_at, policy.id AS policy_id, o.idempotency_key, o.request_hash,
    ${refundOf('o.id')}
  FROM aid_order o JOIN aid_plan p ON p.id = o.plan_id LEFT JOIN aid_policy policy ON policy.order_id = o.id`

const anyOrder = { name: 'aid.any-order', text: `${selectOrder} WHERE o.id = $1` }
const order = { name: 'aid.order', text: `${selectOrder} WHERE o.id = $1 AND o.worker_id = $2` }
const orderByKey = {
  name: 'aid.order-by-key',
  text: `${selectOrder} WHERE o.worker_id = $1 AND o.idempotency_key = $2`,
}
const openOrder = {
  name: 'aid.open-order',
  text: `${selectOrder} WHERE o.worker_id = $1 AND o.plan_id = $2 AND o.state = 'awaiting-payment'`,
}

export const findOrder = async (
  database: Queryable,
  id: string,
  workerId: string,
): Promise<OrderRow | undefined> => (await database.query<OrderRow>(order, [id, workerId])).rows[0]

/** Whosoever it is. */
export const findAnyOrder = async (database: Queryable, id: string): Promise<OrderRow | undefined> =>
  (await database.query<OrderRow>(anyOrder, [id])).rows[0]

export const findOrderByKey = async (
  database: Queryable,
  workerId: string,
  key: string,
): Promise<OrderRow | undefined> => (await database.query<OrderRow>(orderByKey, [workerId, key])).rows[0]

export const findOpenOrder = async (
  database: Queryable,
  workerId: string,
  planId: string,
): Promise<OrderRow | undefined> => (await database.query<OrderRow>(openOrder, [workerId, planId])).rows[0]

const orders = { name: 'aid.orders', text: `${selectOrder} WHERE o.worker_id = $1 ORDER BY o.id DESC` }

export const ordersOf = async (database: Queryable, workerId: string): Promise<OrderRow[]> =>
  (await database.query<OrderRow>(orders, [workerId])).rows

const unsettled = {
  name: 'aid.unsettled-orders',
  text: `${selectOrder} WHERE o.worker_id = $1 AND policy.id IS NULL AND (o.state = 'awaiting-payment'
      OR EXISTS (SELECT FROM aid_refund r JOIN aid_payment m ON m.id = r.payment_id
        WHERE m.order_id = o.id AND (r.done_at IS NULL OR r.done_at > $2)))
    ORDER BY o.id DESC`,
}

/** Orders without a policy that are open, or whose money goes back or went back since. */
export const unsettledOrders = async (
  database: Queryable,
  workerId: string,
  since: Date,
): Promise<OrderRow[]> => (await database.query<OrderRow>(unsettled, [workerId, since])).rows

const insertOrder = {
  name: 'aid.add-order',
  text: `INSERT INTO aid_order (id, quote_id, plan_id, worker_id, price_fen, subsidy_fen, own_fen, state, ordered_at,
      pay_by, idempotency_key, request_hash, provider, subsidy_id)
    VALUES ($1, $2, $3, $4, $5, $6, $7, 'awaiting-payment', $8, $9, $10, $11, $12, $13)`,
}

export interface NewOrder {
  id: string
  quote: QuoteRow
  workerId: string
  orderedAt: Date
  payBy: Date
  key: string
  requestHash: Uint8Array
  provider: OrderProvider
}

/** Throws DatabaseFault `duplicate` on `order_key` or `order_one_open`. */
export async function addOrder(database: Queryable, it: NewOrder): Promise<void> {
  const { quote } = it
  const amounts = [quote.price_fen, quote.subsidy_fen, quote.own_fen]
  const times = [it.orderedAt, it.payBy]
  await database.query(insertOrder, [
    it.id,
    quote.id,
    quote.plan_id,
    it.workerId,
    ...amounts,
    ...times,
    it.key,
    it.requestHash,
    it.provider,
    quote.subsidy_id,
  ])
}

const lockWorker = { name: 'aid.lock-worker', text: `SELECT 1 FROM worker WHERE id = $1 FOR UPDATE` }

/** Lets only one order or settlement of a worker run at a time, until the transaction ends. */
export async function lock(tx: Queryable, workerId: string): Promise<void> {
  await tx.query(lockWorker, [workerId])
}

const expire = {
  name: 'aid.expire-order',
  text: `UPDATE aid_order SET state = 'expired' WHERE id = $1 AND state = 'awaiting-payment'`,
}

/** False where it was not open any more. */
export const setExpired = async (tx: Queryable, orderId: string): Promise<boolean> =>
  (await tx.query(expire, [orderId])).count === 1

const close = {
  name: 'aid.close-order',
  text: `UPDATE aid_order SET closed_at = coalesce(closed_at, $2) WHERE id = $1`,
}

/** Nobody can pay it at the payment service any more. */
export async function setClosed(tx: Queryable, orderId: string, at: Date): Promise<void> {
  await tx.query(close, [orderId, at])
}

const markPaid = {
  name: 'aid.mark-paid',
  text: `UPDATE aid_order SET state = 'paid' WHERE id = $1 AND state = 'awaiting-payment'`,
}

/** False where the order was paid or had expired before. */
export const setPaid = async (tx: Queryable, orderId: string): Promise<boolean> =>
  (await tx.query(markPaid, [orderId])).count === 1

export interface PolicyRow {
  id: string
  order_id: string
  plan_id: string
  title: string
  operator: string
  covers: CoverLine[]
  number: string
  holder: string
  in_force_from: Date
  in_force_to: Date
  certificate: string
  cancel_by: Date | null
  cancelled_at: Date | null
  renew_days: number
  refund: OrderRow['refund']
  price_fen: number
  subsidy_fen: number
  own_fen: number
  demo: boolean
}

const selectPolicy = `SELECT y.id, y.order_id, y.plan_id, p.title, p.operator, p.covers, y.number, y.holder, y.in_force_from,
    y.in_force_to, y.certificate, y.cancel_by, y.cancelled_at, p.renew_days, ${refundOf('o.id')},
    o.price_fen, o.subsidy_fen, o.own_fen, p.demo
  FROM aid_policy y JOIN aid_order o ON o.id = y.order_id JOIN aid_plan p ON p.id = y.plan_id`
const policies = {
  name: 'aid.policies',
  text: `${selectPolicy} WHERE y.worker_id = $1 ORDER BY y.id DESC`,
}
const policy = { name: 'aid.policy', text: `${selectPolicy} WHERE y.id = $1 AND y.worker_id = $2` }
const certified = { name: 'aid.certified', text: `${selectPolicy} WHERE y.certificate = $1` }

export const policiesOf = async (database: Queryable, workerId: string): Promise<PolicyRow[]> =>
  (await database.query<PolicyRow>(policies, [workerId])).rows

export const findPolicy = async (
  database: Queryable,
  id: string,
  workerId: string,
): Promise<PolicyRow | undefined> => (await database.query<PolicyRow>(policy, [id, workerId])).rows[0]

/** Whosoever it is. */
export const findCertified = async (database: Queryable, code: string): Promise<PolicyRow | undefined> =>
  (await database.query<PolicyRow>(certified, [code])).rows[0]

const coveredUntil = {
  name: 'aid.covered-until',
  text: `SELECT id, in_force_to FROM aid_policy WHERE worker_id = $1 AND plan_id = $2 AND in_force_to > $3
      AND cancelled_at IS NULL ORDER BY in_force_to DESC LIMIT 1`,
}

/** The policy of this plan that covers a worker, or will, at `now` or later: the last of them. */
export const findCover = async (
  database: Queryable,
  workerId: string,
  planId: string,
  now: Date,
): Promise<{ id: string; in_force_to: Date } | undefined> =>
  (await database.query<{ id: string; in_force_to: Date }>(coveredUntil, [workerId, planId, now])).rows[0]

const personKeyOf = { name: 'aid.person-key', text: `SELECT person_key FROM worker WHERE id = $1` }

/** Undefined where nobody knows who he is. */
export const findPersonKey = async (tx: Queryable, workerId: string): Promise<Uint8Array | undefined> =>
  (await tx.query<{ person_key: Uint8Array | null }>(personKeyOf, [workerId])).rows[0]?.person_key ??
  undefined

const insertCover = {
  name: 'aid.take-cover',
  text: `INSERT INTO aid_cover (plan_id, holder_key, until) VALUES ($1, $2, $4)
    ON CONFLICT (plan_id, holder_key) DO UPDATE SET until = excluded.until WHERE aid_cover.until <= $3`,
}

/** Covers a person from `from` to `to`; false where the plan covers him already, by whatever account. */
export const takeCover = async (
  tx: Queryable,
  planId: string,
  key: Uint8Array,
  from: Date,
  to: Date,
): Promise<boolean> => (await tx.query(insertCover, [planId, key, from, to])).count === 1

const undoCover = {
  name: 'aid.leave-cover',
  text: `UPDATE aid_cover SET until = $3 WHERE plan_id = $1 AND holder_key = $2 AND until = $4`,
}

/** As if the term from `from` to `to` had never been taken. */
export async function leaveCover(
  tx: Queryable,
  planId: string,
  key: Uint8Array,
  from: Date,
  to: Date,
): Promise<void> {
  await tx.query(undoCover, [planId, key, from, to])
}

const coveredBy = {
  name: 'aid.covered-by',
  text: `SELECT until FROM aid_cover WHERE plan_id = $1 AND holder_key = $2`,
}

/** Until when a plan covers a person, by whatever account. */
export const coverUntil = async (tx: Queryable, planId: string, key: Uint8Array): Promise<Date | undefined> =>
  (await tx.query<{ until: Date }>(coveredBy, [planId, key])).rows[0]?.until

const lockPolicy = { name: 'aid.lock-policy', text: `SELECT 1 FROM aid_policy WHERE id = $1 FOR UPDATE` }
const claimed = {
  name: 'aid.policy-claimed',
  text: `SELECT 1 FROM aid_claim WHERE policy_id = $1 AND state NOT IN ('withdrawn', 'refused') LIMIT 1`,
}

/** Whether there is a claim on a policy that is open or was granted; none can be filed until the transaction ends. */
export async function isClaimed(tx: Queryable, policyId: string): Promise<boolean> {
  await tx.query(lockPolicy, [policyId])
  return (await tx.query(claimed, [policyId])).count > 0
}

const keep = {
  name: 'aid.keep-policy',
  text: `SELECT 1 FROM aid_policy WHERE id = $1 AND cancelled_at IS NULL FOR SHARE`,
}

/** Lets nobody take joining back until the transaction ends. False where that was done before. */
export const keepPolicy = async (tx: Queryable, policyId: string): Promise<boolean> =>
  (await tx.query(keep, [policyId])).count === 1

const cancel = {
  name: 'aid.cancel-policy',
  text: `WITH cancelled AS (UPDATE aid_policy SET cancelled_at = $2 WHERE id = $1 RETURNING order_id)
    UPDATE aid_order o SET state = 'cancelled' FROM cancelled WHERE o.id = cancelled.order_id`,
}

export async function setCancelled(tx: Queryable, policyId: string, at: Date): Promise<void> {
  await tx.query(cancel, [policyId, at])
}

const insertPolicy = {
  name: 'aid.issue-policy',
  text: `INSERT INTO aid_policy (id, order_id, plan_id, worker_id, number, holder, in_force_from, in_force_to, issued_at,
      certificate, cancel_by)
    SELECT $1, o.id, o.plan_id, o.worker_id, $3, w.display_name, $4, $5, $6, $7, $8
    FROM aid_order o JOIN worker w ON w.id = o.worker_id WHERE o.id = $2`,
}

export interface NewPolicy {
  id: string
  orderId: string
  number: string
  from: Date
  to: Date
  issuedAt: Date
  certificate: string
  cancelBy: Date | null
}

export async function addPolicy(tx: Queryable, it: NewPolicy): Promise<void> {
  const times = [it.from, it.to, it.issuedAt]
  await tx.query(insertPolicy, [it.id, it.orderId, it.number, ...times, it.certificate, it.cancelBy])
}

const insertEntries = {
  name: 'aid.add-ledger-entries',
  text: `INSERT INTO ledger (id, at, kind, plan_id, quantity, amount_fen, pseudonym, subject_id)
    SELECT it.id, $2, it.kind, o.plan_id, it.quantity, it.amount_fen, w.pseudonym, o.id
    FROM aid_order o JOIN worker w ON w.id = o.worker_id,
      jsonb_to_recordset($3) AS it (id uuid, kind text, quantity integer, amount_fen bigint)
    WHERE o.id = $1`,
}

/** What happened to an order's money and cover. Amounts in fen: what comes in is positive, what goes out negative. */
export interface LedgerEntry {
  readonly kind: 'payment' | 'subsidy' | 'policy' | 'refund' | 'cancelled'
  readonly amountFen: number
  /** Policies. Default 0. */
  readonly quantity?: number
}

export async function addEntries(
  tx: Queryable,
  newId: () => string,
  orderId: string,
  at: Date,
  entries: readonly LedgerEntry[],
): Promise<void> {
  const rows = entries.map(({ kind, amountFen, quantity = 0 }) => ({
    id: newId(),
    kind,
    quantity,
    amount_fen: amountFen,
  }))
  await tx.query(insertEntries, [orderId, at, JSON.stringify(rows)])
}
