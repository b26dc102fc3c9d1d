import type { Queryable } from '../database/database'
import type { TransferState, Transfers } from '../ports'
import { findPayout, type PayoutRow } from './queries'

/** One bill of WeChat's for a payout. */
export interface TransferRow {
  id: string
  payout_id: string
  claim_number: string
  worker_id: string
  provider: Transfers['provider']
  amount_fen: string
  sealed: Uint8Array | null
  told_at: Date
  handle: string | null
  outcome: 'done' | 'lapsed' | 'failed' | null
  /** Whether the member still wants his money in WeChat. */
  wanted: boolean
}

const select = `SELECT t.id, t.payout_id, c.number AS claim_number, c.worker_id, t.provider, t.amount_fen, t.sealed, t.told_at,
    t.handle, t.outcome, EXISTS (SELECT FROM payout_account a WHERE a.worker_id = c.worker_id AND a.kind = 'wechat') AS wanted
  FROM payout_transfer t JOIN aid_payout o ON o.id = t.payout_id JOIN aid_claim c ON c.id = o.claim_id`

const byId = { name: 'transfers.by-id', text: `${select} WHERE t.id = $1` }
export const findTransfer = async (database: Queryable, id: string): Promise<TransferRow | undefined> =>
  (await database.query<TransferRow>(byId, [id])).rows[0]

const ofPayout = {
  name: 'transfers.of-payout',
  text: `${select} WHERE t.payout_id = $1 AND t.outcome IS NULL`,
}
/** The bill of a payout of which WeChat has not said how it ended. */
export const openTransferOf = async (
  database: Queryable,
  payoutId: string,
): Promise<TransferRow | undefined> => (await database.query<TransferRow>(ofPayout, [payoutId])).rows[0]

const open = {
  name: 'transfers.open',
  text: `${select} WHERE t.outcome IS NULL AND t.provider = $1 AND ($2::timestamptz IS NULL OR t.made_at >= $2)
    AND ($3::timestamptz IS NULL OR t.made_at < $3) ORDER BY t.id`,
}
/** All such bills that were made in a stretch of time. */
export const openTransfers = async (
  database: Queryable,
  provider: string,
  from: Date | null,
  to: Date | null,
): Promise<TransferRow[]> => (await database.query<TransferRow>(open, [provider, from, to])).rows

const unwanted = {
  name: 'transfers.unwanted',
  text: `SELECT * FROM (${select} WHERE t.outcome IS NULL AND t.provider = $1
      AND ($2::uuid IS NULL OR c.worker_id = $2)) it WHERE NOT wanted ORDER BY id`,
}
/** Those of all members or of one that are to be called back, since he has named another account or none. */
export const unwantedTransfers = async (
  database: Queryable,
  provider: string,
  workerId?: string,
): Promise<TransferRow[]> => (await database.query<TransferRow>(unwanted, [provider, workerId ?? null])).rows

const lock = { name: 'transfers.lock', text: `SELECT id FROM aid_payout WHERE id = $1 FOR UPDATE` }
const lockOfClaim = {
  name: 'transfers.lock-of-claim',
  text: `SELECT id FROM aid_payout WHERE claim_id = $1 FOR UPDATE`,
}
/** The payout of a claim, or by its id; nobody else changes it until the transaction ends. */
export async function lockPayout(
  tx: Queryable,
  by: { id: string } | { claimId: string },
): Promise<PayoutRow | undefined> {
  const { rows } = await ('id' in by
    ? tx.query<{ id: string }>(lock, [by.id])
    : tx.query<{ id: string }>(lockOfClaim, [by.claimId]))
  return rows[0] && findPayout(tx, rows[0].id)
}

const add = {
  name: 'transfers.add',
  text: `WITH sent AS (UPDATE aid_payout SET state = 'sent', attempt = $2, tries = tries + 1, fault = NULL
      WHERE id = $1 AND state = 'collect' AND attempt IS NULL RETURNING id, amount_fen)
    INSERT INTO payout_transfer (id, payout_id, provider, amount_fen, sealed, made_at, told_at)
    SELECT $2, id, $3, amount_fen, $4, $5, $5 FROM sent`,
}
/** Notes the bill that WeChat is about to be told of. Throws where the payout has one, or is not to be taken in WeChat. */
export async function addTransfer(
  tx: Queryable,
  it: { id: string; payoutId: string; provider: string; sealed: Uint8Array | null; at: Date },
): Promise<void> {
  const { count } = await tx.query(add, [it.payoutId, it.id, it.provider, it.sealed, it.at])
  if (count !== 1) throw new Error(`Payout ${it.payoutId} cannot be offered`)
}

const tellAgain = {
  name: 'transfers.tell-again',
  text: `UPDATE payout_transfer SET told_at = $2 WHERE id = $1`,
}
/** Notes that WeChat is about to be told of a bill once more. */
export async function setTold(tx: Queryable, id: string, at: Date): Promise<void> {
  await tx.query(tellAgain, [id, at])
}

const move = {
  name: 'transfers.move',
  text: `WITH moved AS (UPDATE payout_transfer SET handle = coalesce($3, handle) WHERE id = $1 AND outcome IS NULL
      RETURNING payout_id)
    UPDATE aid_payout o SET state = $2 FROM moved WHERE o.id = moved.payout_id AND o.attempt = $1`,
}
/** That he can take it, or that WeChat has to say yet how it ended. */
export async function moveTransfer(
  tx: Queryable,
  id: string,
  state: 'collect' | 'sent',
  handle: string | undefined,
): Promise<void> {
  await tx.query(move, [id, state, handle ?? null])
}

const end = {
  name: 'transfers.end',
  text: `UPDATE payout_transfer SET outcome = $2, ended_at = $3, fault = $4, handle = NULL, sealed = NULL
    WHERE id = $1 AND outcome IS NULL`,
}
export async function endTransfer(
  tx: Queryable,
  it: {
    id: string
    outcome: Extract<TransferState['state'], 'done' | 'lapsed' | 'failed'>
    at: Date
    fault: string | null
  },
): Promise<void> {
  await tx.query(end, [it.id, it.outcome, it.at, it.fault])
}

const giveBack = {
  name: 'transfers.give-back',
  text: `UPDATE aid_payout o SET attempt = NULL, fault = $2, provider = a.kind,
      state = CASE WHEN a.kind IS NULL THEN 'account-needed' WHEN a.kind = 'bank' THEN 'due' WHEN $3 THEN 'failed'
        ELSE 'collect' END
    FROM aid_claim c LEFT JOIN payout_account a ON a.worker_id = c.worker_id WHERE o.id = $1 AND c.id = o.claim_id
    RETURNING o.state`,
}
/**
 * Puts a payout of which no bill is open in the queue again, for whichever account he has now, and gives how it stands then.
 * `stops`: not to the same WeChat before a person has seen to it.
 */
export const queueAgain = async (
  tx: Queryable,
  id: string,
  fault: string,
  stops: boolean,
): Promise<PayoutRow['state'] | undefined> =>
  (await tx.query<Pick<PayoutRow, 'state'>>(giveBack, [id, fault, stops])).rows[0]?.state

const askTurn = {
  name: 'transfers.ask-turn',
  text: `UPDATE payout_transfer t SET asked_at = $2 FROM aid_payout o WHERE o.claim_id = $1 AND t.payout_id = o.id
    AND t.outcome IS NULL AND t.provider = 'wechat' AND (t.asked_at IS NULL OR t.asked_at <= $3) RETURNING t.id`,
}
/** The open bill of a claim, if WeChat may be asked about it now, because nobody did since `before`. */
export const takeAskingOf = async (
  database: Queryable,
  claimId: string,
  now: Date,
  before: Date,
): Promise<string | undefined> =>
  (await database.query<{ id: string }>(askTurn, [claimId, now, before])).rows[0]?.id
