import type { Refund } from '@/contract'
import type { Queryable } from '../database/database'

/** Orders as a payment service knows them: by their id without dashes. */
export const numberOf = (id: string): string => id.replaceAll('-', '')
export const idOfNumber = (number: string): string =>
  number.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')

const markPrepared = {
  name: 'aid.mark-prepared',
  text: `UPDATE aid_order SET prepared_at = coalesce(prepared_at, $2) WHERE id = $1 AND state = 'awaiting-payment'`,
}

/** Noted before the service is told, so that an answer that never comes leaves a trace. False where it is not open. */
export const setPrepared = async (database: Queryable, orderId: string, at: Date): Promise<boolean> =>
  (await database.query(markPrepared, [orderId, at])).count === 1

const keepPrepay = { name: 'aid.keep-prepay', text: `UPDATE aid_order SET prepay = $2 WHERE id = $1` }

export async function setPrepay(database: Queryable, orderId: string, prepay: string): Promise<void> {
  await database.query(keepPrepay, [orderId, prepay])
}

const payer = {
  name: 'aid.payer',
  text: `SELECT subject, sealed FROM login WHERE worker_id = $1 AND provider = 'wechat' AND sealed IS NOT NULL`,
}

/** The WeChat login of a worker, its openid sealed (see account/open-session.ts). */
export const findPayer = async (
  database: Queryable,
  workerId: string,
): Promise<{ subject: string; sealed: Uint8Array } | undefined> =>
  (await database.query<{ subject: string; sealed: Uint8Array }>(payer, [workerId])).rows[0]

const insertPayment = {
  name: 'aid.add-payment',
  text: `INSERT INTO aid_payment (id, order_id, provider, provider_number, amount_fen, paid_at)
    VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT ON CONSTRAINT payment_once DO NOTHING`,
}

export interface NewPayment {
  id: string
  orderId: string
  provider: 'sandbox' | 'wechat'
  providerNumber: string
  amountFen: number
  paidAt: Date
}

/** False where this payment was recorded before. */
export async function addPayment(tx: Queryable, it: NewPayment): Promise<boolean> {
  const what = [it.id, it.orderId, it.provider, it.providerNumber]
  return (await tx.query(insertPayment, [...what, it.amountFen, it.paidAt])).count === 1
}

const paymentsOf = { name: 'aid.payments-of-order', text: `SELECT id FROM aid_payment WHERE order_id = $1` }

export const paymentsOfOrder = async (tx: Queryable, orderId: string): Promise<string[]> =>
  (await tx.query<{ id: string }>(paymentsOf, [orderId])).rows.map((it) => it.id)

const insertRefund = {
  name: 'aid.add-refund',
  text: `INSERT INTO aid_refund (id, payment_id, reason, amount_fen, state, due_at, next_try_at)
    SELECT $1, id, $3, amount_fen, 'due', $4, $4 FROM aid_payment WHERE id = $2
    ON CONFLICT ON CONSTRAINT refund_once DO NOTHING`,
}

export type RefundReason = 'expired' | 'covered' | 'paid-twice' | 'cooling-off'

/** All of a payment, once however often it is asked for. */
export async function addRefund(
  tx: Queryable,
  id: string,
  paymentId: string,
  reason: RefundReason,
  at: Date,
): Promise<void> {
  await tx.query(insertRefund, [id, paymentId, reason, at])
}

export interface RefundRow {
  id: string
  order_id: string
  amount_fen: number
  state: Refund['state']
}

// Pushed away before it is tried, so that no other process tries it meanwhile: 1 minute, 2, 4 … to an hour.
const takeRefunds = {
  name: 'aid.take-refunds',
  text: `WITH taken AS (
      SELECT r.id FROM aid_refund r JOIN aid_payment m ON m.id = r.payment_id
      WHERE r.state = 'due' AND r.next_try_at <= $2 AND m.provider = $1 AND ($3::uuid IS NULL OR m.order_id = $3)
      ORDER BY r.next_try_at LIMIT 100 FOR UPDATE OF r SKIP LOCKED)
    UPDATE aid_refund r SET tries = tries + 1,
      next_try_at = $2::timestamptz + least(60 * power(2, least(tries, 10)), 3600) * interval '1 second'
    FROM taken, aid_payment m WHERE r.id = taken.id AND m.id = r.payment_id
    RETURNING r.id, m.order_id, r.amount_fen, r.state`,
}

/** Refunds of a provider that are due, or those of one order; nobody else gets them for a while. */
export const takeDueRefunds = async (
  database: Queryable,
  provider: string,
  now: Date,
  orderId?: string,
): Promise<RefundRow[]> =>
  (await database.query<RefundRow>(takeRefunds, [provider, now, orderId ?? null])).rows

const openRefunds = {
  name: 'aid.open-refunds',
  text: `SELECT r.id, m.order_id, r.amount_fen, r.state FROM aid_refund r JOIN aid_payment m ON m.id = r.payment_id
      JOIN aid_order o ON o.id = m.order_id
    WHERE r.state <> 'done' AND m.provider = $1 AND ($2::timestamptz IS NULL OR o.ordered_at >= $2)
      AND ($3::timestamptz IS NULL OR o.ordered_at < $3) ORDER BY r.id`,
}

/** Refunds that have not arrived, of orders placed in a stretch of time. */
export const readOpenRefunds = async (
  database: Queryable,
  provider: string,
  from: Date | null,
  to: Date | null,
): Promise<RefundRow[]> => (await database.query<RefundRow>(openRefunds, [provider, from, to])).rows

const refundOrder = {
  name: 'aid.order-of-refund',
  text: `SELECT r.id, m.order_id, r.amount_fen, r.state FROM aid_refund r JOIN aid_payment m ON m.id = r.payment_id
    WHERE r.id = $1`,
}

export const findRefund = async (database: Queryable, id: string): Promise<RefundRow | undefined> =>
  (await database.query<RefundRow>(refundOrder, [id])).rows[0]

const moveRefund = {
  name: 'aid.move-refund',
  text: `UPDATE aid_refund SET state = $2, provider_number = $3, done_at = CASE WHEN $2 = 'done' THEN $4::timestamptz END
    WHERE id = $1 AND state <> 'done' AND state <> $2`,
}

/** False where it was so before. What has arrived stays so. */
export const setRefund = async (
  tx: Queryable,
  id: string,
  state: Exclude<Refund['state'], 'due'>,
  providerNumber: string,
  at: Date,
): Promise<boolean> => (await tx.query(moveRefund, [id, state, providerNumber, at])).count === 1

const overdue = {
  name: 'aid.overdue-orders',
  text: `SELECT id FROM aid_order WHERE state = 'awaiting-payment' AND pay_by <= $1 AND ($2::uuid IS NULL OR worker_id = $2)
    ORDER BY pay_by LIMIT 200`,
}

/** Orders that nobody paid in time, of all or of one worker. */
export const overdueOrders = async (database: Queryable, now: Date, workerId?: string): Promise<string[]> =>
  (await database.query<{ id: string }>(overdue, [now, workerId ?? null])).rows.map((it) => it.id)

const openOrders = {
  name: 'aid.open-orders',
  text: `SELECT id FROM aid_order WHERE closed_at IS NULL AND provider = $1 AND prepared_at IS NOT NULL
      AND NOT EXISTS (SELECT FROM aid_payment m WHERE m.order_id = aid_order.id)
      AND ($2::timestamptz IS NULL OR ordered_at >= $2) AND ($3::timestamptz IS NULL OR ordered_at < $3)
    ORDER BY ordered_at`,
}

/** Orders placed in a stretch of time of which the provider may know more than we do. */
export const readOpenOrders = async (
  database: Queryable,
  provider: string,
  from: Date | null,
  to: Date | null,
): Promise<string[]> =>
  (await database.query<{ id: string }>(openOrders, [provider, from, to])).rows.map((it) => it.id)

const askTurn = {
  name: 'aid.ask-turn',
  text: `UPDATE aid_order SET asked_at = $2 WHERE id = $1 AND state = 'awaiting-payment' AND prepared_at IS NOT NULL
    AND (asked_at IS NULL OR asked_at <= $3)`,
}

/** Whether the provider may be asked about this order now, because nobody did since `before`. */
export const takeAsking = async (
  database: Queryable,
  orderId: string,
  now: Date,
  before: Date,
): Promise<boolean> => (await database.query(askTurn, [orderId, now, before])).count === 1

const takeTurnOf = {
  name: 'aid.take-turn',
  text: `INSERT INTO turn (name, until) VALUES ($1, $3)
    ON CONFLICT (name) DO UPDATE SET until = excluded.until WHERE turn.until <= $2`,
}

/** True for one of any number of processes, until `until` has passed. */
export const takeTurn = async (database: Queryable, name: string, now: Date, until: Date): Promise<boolean> =>
  (await database.query(takeTurnOf, [name, now, until])).count === 1

const unbalanced = {
  name: 'aid.unbalanced',
  text: `SELECT id, (entered - open)::int AS off_fen FROM (
      SELECT o.id, o.ordered_at,
        coalesce((SELECT sum(amount_fen) FROM ledger WHERE subject_id = o.id AND plan_id IS NOT NULL), 0) AS entered,
        coalesce((SELECT sum(r.amount_fen) FROM aid_refund r JOIN aid_payment m ON m.id = r.payment_id
          WHERE m.order_id = o.id AND r.state <> 'done'), 0) AS open
      FROM aid_order o WHERE o.ordered_at >= $1
        AND ($2::timestamptz IS NULL OR o.ordered_at < $2)) sums
    WHERE entered <> open ORDER BY id`,
}

/** Orders whose ledger rows do not add up to the refunds that are open, and by how much (fen). */
export const unbalancedOrders = async (
  database: Queryable,
  from: Date,
  to: Date | null,
): Promise<{ id: string; off_fen: number }[]> =>
  (await database.query<{ id: string; off_fen: number }>(unbalanced, [from, to])).rows
