import type { PayoutState } from '@/contract'
import type { Queryable } from '../database/database'

export interface PayoutRow {
  id: string
  claim_id: string
  claim_number: string
  worker_id: string
  filer_id: string
  code_by: string | null
  holder: string
  amount_fen: string
  state: PayoutState
  provider: 'bank' | 'wechat' | null
  attempt: string | null
  batch_id: string | null
  sealed: Uint8Array | null
  bank: string | null
  masked: string | null
  approved_at: Date
  due_at: Date
  done_at: Date | null
  fault: string | null
  demo: boolean
}

/** In SQL: how a payout waits that is to go to an account of this kind; null: to none yet. */
export const readyState = (kind: string): string =>
  `CASE WHEN ${kind} IS NULL THEN 'account-needed' WHEN ${kind} = 'wechat' THEN 'collect' ELSE 'due' END`

const select = `SELECT o.id, o.claim_id, c.number AS claim_number, c.worker_id, c.filer_id, c.code_by, y.holder, o.amount_fen,
    o.state, o.provider, o.attempt, o.batch_id, o.sealed, coalesce(o.bank, a.bank) AS bank,
    coalesce(o.masked, a.masked) AS masked, o.approved_at, o.due_at, o.done_at, o.fault, p.demo
  FROM aid_payout o JOIN aid_claim c ON c.id = o.claim_id JOIN aid_policy y ON y.id = c.policy_id
    JOIN aid_plan p ON p.id = y.plan_id LEFT JOIN payout_account a ON a.worker_id = c.worker_id`

const open = {
  name: 'payouts.open',
  text: `${select} WHERE o.state <> 'done' ORDER BY o.due_at, o.id LIMIT 200`,
}
const done = {
  name: 'payouts.done',
  text: `${select} WHERE o.state = 'done' ORDER BY o.done_at DESC, o.id DESC LIMIT 200`,
}
export const readPayouts = async (database: Queryable, which: 'open' | 'done'): Promise<PayoutRow[]> =>
  (await database.query<PayoutRow>(which === 'open' ? open : done)).rows

const byId = { name: 'payouts.by-id', text: `${select} WHERE o.id = $1` }
export const findPayout = async (database: Queryable, id: string): Promise<PayoutRow | undefined> =>
  (await database.query<PayoutRow>(byId, [id])).rows[0]

const ofBatch = { name: 'payouts.of-batch', text: `${select} WHERE o.batch_id = $1 ORDER BY o.id` }
export const payoutsOfBatch = async (database: Queryable, batchId: string): Promise<PayoutRow[]> =>
  (await database.query<PayoutRow>(ofBatch, [batchId])).rows

const lockBatch = {
  name: 'payouts.lock-batch',
  text: `SELECT 1 FROM aid_payout WHERE batch_id = $1 ORDER BY id FOR UPDATE`,
}
/** The same, and nobody else changes them until the transaction ends. */
export async function lockPayoutsOfBatch(tx: Queryable, batchId: string): Promise<PayoutRow[]> {
  await tx.query(lockBatch, [batchId])
  return payoutsOfBatch(tx, batchId)
}

export interface BatchRow {
  id: string
  number: string
  made_at: Date
  by_name: string
  request_hash: Uint8Array
  count: number
  total_fen: string
  open: number
  done: number
  failed: number
}

// What came back and went out again in another file, or elsewhere, failed in this one: its step tells.
const selectBatch = `SELECT b.id, b.number, b.made_at, w.display_name AS by_name, b.request_hash, count(i.payout_id)::int AS count,
    coalesce(sum(i.amount_fen), 0)::bigint AS total_fen,
    count(i.payout_id) FILTER (WHERE i.outcome IS NULL)::int AS open,
    count(i.payout_id) FILTER (WHERE i.outcome = 'done')::int AS done,
    count(i.payout_id) FILTER (WHERE i.outcome = 'failed')::int AS failed
  FROM payout_batch b JOIN worker w ON w.id = b.made_by LEFT JOIN payout_item i ON i.batch_id = b.id`
const batch = { name: 'payouts.batch', text: `${selectBatch} WHERE b.id = $1 GROUP BY b.id, w.display_name` }
const batchByKey = {
  name: 'payouts.batch-by-key',
  text: `${selectBatch} WHERE b.made_by = $1 AND b.idempotency_key = $2 GROUP BY b.id, w.display_name`,
}
const batches = {
  name: 'payouts.batches',
  text: `${selectBatch} GROUP BY b.id, w.display_name ORDER BY b.id DESC LIMIT 20`,
}
export const findBatch = async (database: Queryable, id: string): Promise<BatchRow | undefined> =>
  (await database.query<BatchRow>(batch, [id])).rows[0]
export const findBatchByKey = async (
  database: Queryable,
  workerId: string,
  key: string,
): Promise<BatchRow | undefined> => (await database.query<BatchRow>(batchByKey, [workerId, key])).rows[0]
export const readBatches = async (database: Queryable): Promise<BatchRow[]> =>
  (await database.query<BatchRow>(batches)).rows

const insertBatch = {
  name: 'payouts.add-batch',
  text: `INSERT INTO payout_batch (id, number, made_by, made_at, idempotency_key, request_hash)
    VALUES ($1, $2, $3, $4, $5, $6)`,
}

// Of two who make a file at once each payout is in one: whoever locks it first sends it.
const fill = {
  name: 'payouts.fill-batch',
  text: `WITH due AS (SELECT o.id FROM aid_payout o JOIN aid_claim c ON c.id = o.claim_id
      WHERE o.state = 'due' AND o.provider = 'bank' AND c.worker_id <> $2 AND c.filer_id <> $2
        AND c.code_by IS DISTINCT FROM $2 ORDER BY o.due_at, o.id LIMIT 300 FOR UPDATE OF o SKIP LOCKED),
    sent AS (UPDATE aid_payout o SET state = 'sent', batch_id = $1, attempt = o.id, tries = o.tries + 1, sealed = a.sealed,
        bank = a.bank, masked = a.masked, fault = NULL
      FROM due, aid_claim c, payout_account a
      WHERE due.id = o.id AND c.id = o.claim_id AND a.worker_id = c.worker_id AND a.kind = 'bank'
      RETURNING o.id, o.amount_fen)
    INSERT INTO payout_item (batch_id, payout_id, amount_fen) SELECT $1, id, amount_fen FROM sent`,
}

/** A batch of all bank payouts that are due, but for those this worker has to do with; how many. */
export async function addBatch(
  tx: Queryable,
  it: { id: string; number: string; by: string; at: Date; key: string; requestHash: Uint8Array },
): Promise<number> {
  await tx.query(insertBatch, [it.id, it.number, it.by, it.at, it.key, it.requestHash])
  return (await tx.query(fill, [it.id, it.by])).count
}

const settle = {
  name: 'payouts.settle',
  text: `UPDATE aid_payout SET state = $2, done_at = CASE WHEN $2 = 'done' THEN $3::timestamptz END, fault = $4,
      sealed = NULL WHERE id = $1 AND state IN ('sent', 'collect')`,
}
const settleItem = {
  name: 'payouts.settle-item',
  text: `UPDATE payout_item SET outcome = $3 WHERE batch_id = $1 AND payout_id = $2 AND outcome IS NULL`,
}
/** Notes what became of one that is on its way; false where it is not (any more). */
export async function settlePayoutRow(
  tx: Queryable,
  it: { id: string; batchId: string | null; state: 'done' | 'failed'; at: Date; fault: string | null },
): Promise<boolean> {
  if ((await tx.query(settle, [it.id, it.state, it.at, it.fault])).count === 0) return false
  if (it.batchId !== null) await tx.query(settleItem, [it.batchId, it.id, it.state])
  return true
}

const again = {
  name: 'payouts.again',
  text: `UPDATE aid_payout o SET state = ${readyState('a.kind')},
      provider = a.kind, attempt = NULL, batch_id = NULL, bank = NULL, masked = NULL, fault = NULL
    FROM aid_claim c LEFT JOIN payout_account a ON a.worker_id = c.worker_id
    WHERE o.id = $1 AND o.state = 'failed' AND c.id = o.claim_id`,
}
/** False where it did not come back. */
export const requeuePayout = async (tx: Queryable, id: string): Promise<boolean> =>
  (await tx.query(again, [id])).count === 1

const enter = {
  name: 'payouts.add-ledger-entry',
  text: `INSERT INTO ledger (id, at, kind, plan_id, quantity, amount_fen, pseudonym, subject_id)
    SELECT $1, $2, 'payout', y.plan_id, 0, -o.amount_fen, w.pseudonym, c.id
    FROM aid_payout o JOIN aid_claim c ON c.id = o.claim_id JOIN aid_policy y ON y.id = c.policy_id
      JOIN worker w ON w.id = c.worker_id WHERE o.id = $3`,
}
/** Enters a payout that arrived in the ledger. */
export async function enterPayout(tx: Queryable, entryId: string, at: Date, payoutId: string): Promise<void> {
  await tx.query(enter, [entryId, at, payoutId])
}
