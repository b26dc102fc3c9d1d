import type { CoverLine, OrderProvider, Refund } from '@/contract'
import type { Queryable } from '../database/database'

export interface PlanRow {
  id: string
  title: string
  operator: string
  price_fen: number
  subsidy_fen: number
  term_months: number
  min_age: number
  max_age: number
  covers: CoverLine[]
  exclusions: string[]
  papers: string[]
  open: boolean
  demo: boolean
}

const selectPlan = `SELECT id, title, operator, price_fen, subsidy_fen, term_months, min_age, max_age, covers, exclusions,
  papers, open, demo FROM aid_plan`
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
  expires_at: Date
}

const insertQuote = {
  name: 'aid.add-quote',
  text: `INSERT INTO aid_quote (id, plan_id, worker_id, price_fen, subsidy_fen, own_fen, quoted_at, expires_at)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
}

export async function addQuote(
  database: Queryable,
  workerId: string,
  quotedAt: Date,
  it: QuoteRow,
): Promise<void> {
  const amounts = [it.price_fen, it.subsidy_fen, it.own_fen]
  await database.query(insertQuote, [it.id, it.plan_id, workerId, ...amounts, quotedAt, it.expires_at])
}

const quote = {
  name: 'aid.quote',
  text: `SELECT id, plan_id, price_fen, subsidy_fen, own_fen, expires_at FROM aid_quote WHERE id = $1 AND worker_id = $2`,
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
  state: 'awaiting-payment' | 'paid' | 'expired'
  pay_by: Date
  provider: OrderProvider
  /** When the payment service was first told of it. */
  prepared_at: Date | null
  /** The service's handle of it, see Payments.prepare. */
  prepay: string | null
  policy_id: string | null
  refund: { amount_fen: number; state: Refund['state']; done_at: string | null } | null
  idempotency_key: string
  request_hash: Uint8Array
}

const selectOrder = `SELECT o.id, o.plan_id, o.worker_id, p.title, o.price_fen, o.subsidy_fen, o.own_fen, o.state, o.pay_by,
    o.provider, o.prepared_at, o.prepay, policy.id AS policy_id, o.idempotency_key, o.request_hash,
    (SELECT jsonb_build_object('amount_fen', r.amount_fen, 'state', r.state, 'done_at', r.done_at)
      FROM aid_refund r JOIN aid_payment m ON m.id = r.payment_id WHERE m.order_id = o.id
      ORDER BY r.id DESC LIMIT 1) AS refund
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

const insertOrder = {
  name: 'aid.add-order',
  text: `INSERT INTO aid_order (id, quote_id, plan_id, worker_id, price_fen, subsidy_fen, own_fen, state, ordered_at,
      pay_by, idempotency_key, request_hash, provider)
    VALUES ($1, $2, $3, $4, $5, $6, $7, 'awaiting-payment', $8, $9, $10, $11, $12)`,
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

const markPaid = {
  name: 'aid.mark-paid',
  text: `UPDATE aid_order SET state = 'paid' WHERE id = $1 AND state = 'awaiting-payment'`,
}

/** False where the order was paid or had expired before. */
export const setPaid = async (tx: Queryable, orderId: string): Promise<boolean> =>
  (await tx.query(markPaid, [orderId])).count === 1

export interface PolicyRow {
  id: string
  plan_id: string
  title: string
  operator: string
  covers: CoverLine[]
  number: string
  holder: string
  in_force_from: Date
  in_force_to: Date
  price_fen: number
  subsidy_fen: number
  own_fen: number
  demo: boolean
}

const policies = {
  name: 'aid.policies',
  text: `SELECT y.id, y.plan_id, p.title, p.operator, p.covers, y.number, y.holder, y.in_force_from, y.in_force_to,
      o.price_fen, o.subsidy_fen, o.own_fen, p.demo
    FROM aid_policy y JOIN aid_order o ON o.id = y.order_id JOIN aid_plan p ON p.id = y.plan_id
    WHERE y.worker_id = $1 ORDER BY y.id DESC`,
}

export const policiesOf = async (database: Queryable, workerId: string): Promise<PolicyRow[]> =>
  (await database.query<PolicyRow>(policies, [workerId])).rows

const coveredUntil = {
  name: 'aid.covered-until',
  text: `SELECT id FROM aid_policy WHERE worker_id = $1 AND plan_id = $2 AND in_force_to > $3
    ORDER BY in_force_to DESC LIMIT 1`,
}

/** The policy of this plan that is, or will be, in force at `from`. */
export const findCover = async (
  database: Queryable,
  workerId: string,
  planId: string,
  from: Date,
): Promise<string | undefined> =>
  (await database.query<{ id: string }>(coveredUntil, [workerId, planId, from])).rows[0]?.id

const insertPolicy = {
  name: 'aid.issue-policy',
  text: `INSERT INTO aid_policy (id, order_id, plan_id, worker_id, number, holder, in_force_from, in_force_to, issued_at)
    SELECT $1, o.id, o.plan_id, o.worker_id, $3, w.display_name, $4, $5, $6
    FROM aid_order o JOIN worker w ON w.id = o.worker_id WHERE o.id = $2`,
}

export interface NewPolicy {
  id: string
  orderId: string
  number: string
  from: Date
  to: Date
  issuedAt: Date
}

export async function addPolicy(tx: Queryable, it: NewPolicy): Promise<void> {
  await tx.query(insertPolicy, [it.id, it.orderId, it.number, it.from, it.to, it.issuedAt])
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
  readonly kind: 'payment' | 'subsidy' | 'policy' | 'refund'
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
