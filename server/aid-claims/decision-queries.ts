import type { Benefit, ClaimFacts } from '@/contract'
import { utf8 } from '@/rules/encoding'
import { seal, unseal } from '../account/seal'
import type { Queryable } from '../database/database'
import { readyState } from '../payouts/queries'
import type { Keys, Random } from '../ports'
import type { PaidLine } from './queries'

/** What was decided and why; on disk only sealed. */
export interface Said {
  facts: ClaimFacts | null
  benefit: Benefit | null
  clause: string | null
  reasons: string | null
  note: string | null
  secondNote: string | null
}

export interface DecisionRow {
  id: string
  claim_id: string
  kind: 'approve' | 'refuse'
  said: Uint8Array | null
  amount_fen: string
  lines: PaidLine[]
  proposed_by: string
  proposed_by_name: string
  proposed_at: Date
  second_by: string | null
  second_by_name: string | null
  second_at: Date | null
  outcome: 'confirm' | 'send-back' | 'dropped' | null
  idempotency_key: string
  request_hash: Uint8Array
  second_key: string | null
  second_hash: Uint8Array | null
}

const owner = (decisionId: string) => `decision:${decisionId}`

export const sealSaid = (keys: Keys, random: Random, id: string, said: Said): Promise<Uint8Array> =>
  seal(keys, random, owner(id), utf8(JSON.stringify(said)))

const forgotten: Said = {
  facts: null,
  benefit: null,
  clause: null,
  reasons: null,
  note: null,
  secondNote: null,
}

/** Nothing, once it was forgotten. */
export const unsealSaid = async (keys: Keys, row: DecisionRow): Promise<Said> =>
  row.said === null
    ? forgotten
    : (JSON.parse(new TextDecoder().decode(await unseal(keys, owner(row.id), row.said))) as Said)

const select = `SELECT d.id, d.claim_id, d.kind, d.said, d.amount_fen, d.lines, d.proposed_by, a.display_name AS proposed_by_name,
    d.proposed_at, d.second_by, b.display_name AS second_by_name, d.second_at, d.outcome, d.idempotency_key,
    d.request_hash, d.second_key, d.second_hash
  FROM aid_decision d JOIN worker a ON a.id = d.proposed_by LEFT JOIN worker b ON b.id = d.second_by`

const ofClaim = { name: 'claims.decisions', text: `${select} WHERE d.claim_id = $1 ORDER BY d.id DESC` }
/** Newest first. */
export const decisionsOf = async (database: Queryable, claimId: string): Promise<DecisionRow[]> =>
  (await database.query<DecisionRow>(ofClaim, [claimId])).rows

const byKey = {
  name: 'claims.decision-by-key',
  text: `${select} WHERE d.proposed_by = $1 AND d.idempotency_key = $2`,
}
export const findDecisionByKey = async (
  database: Queryable,
  reviewerId: string,
  key: string,
): Promise<DecisionRow | undefined> => (await database.query<DecisionRow>(byKey, [reviewerId, key])).rows[0]

const bySecondKey = {
  name: 'claims.decision-by-second-key',
  text: `${select} WHERE d.second_by = $1 AND d.second_key = $2`,
}
export const findConfirmedByKey = async (
  database: Queryable,
  reviewerId: string,
  key: string,
): Promise<DecisionRow | undefined> =>
  (await database.query<DecisionRow>(bySecondKey, [reviewerId, key])).rows[0]

const insert = {
  name: 'claims.add-decision',
  text: `INSERT INTO aid_decision (id, claim_id, kind, said, amount_fen, lines, proposed_by, proposed_at, idempotency_key,
      request_hash) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
}
export async function addDecision(
  tx: Queryable,
  it: {
    id: string
    claimId: string
    kind: 'approve' | 'refuse'
    said: Uint8Array
    amountFen: number
    lines: readonly PaidLine[]
    by: string
    at: Date
    key: string
    requestHash: Uint8Array
  },
): Promise<void> {
  const what = [it.id, it.claimId, it.kind, it.said, it.amountFen, JSON.stringify(it.lines)]
  await tx.query(insert, [...what, it.by, it.at, it.key, it.requestHash])
}

const end = {
  name: 'claims.end-decision',
  text: `UPDATE aid_decision SET second_by = $2, second_at = $3, outcome = $4, said = coalesce($5, said), second_key = $6,
    second_hash = $7 WHERE id = $1 AND outcome IS NULL`,
}
/** False where it was ended before. */
export const endDecision = async (
  tx: Queryable,
  it: {
    id: string
    by: string | null
    at: Date
    outcome: 'confirm' | 'send-back' | 'dropped'
    said?: Uint8Array
    key?: string
    requestHash?: Uint8Array
  },
): Promise<boolean> =>
  (
    await tx.query(end, [
      ...[it.id, it.by, it.at, it.outcome],
      ...[it.said ?? null, it.key ?? null, it.requestHash ?? null],
    ])
  ).count === 1

const insertPayout = {
  name: 'claims.add-payout',
  text: `INSERT INTO aid_payout (id, claim_id, decision_id, amount_fen, first_by, second_by, state, provider, approved_at,
      due_at, next_try_at)
    SELECT $1, $2, $3, $4, $5, $6, ${readyState('a.kind')}, a.kind, $7, $8, $7
    FROM aid_claim c LEFT JOIN payout_account a ON a.worker_id = c.worker_id WHERE c.id = $2`,
}
/** Queues the money that two people approved. Throws DatabaseFault `duplicate` on `payout_once`. */
export async function addPayout(
  tx: Queryable,
  it: {
    id: string
    claimId: string
    decisionId: string
    amountFen: number
    firstBy: string
    secondBy: string
    at: Date
    dueAt: Date
  },
): Promise<void> {
  const people = [it.firstBy, it.secondBy]
  await tx.query(insertPayout, [it.id, it.claimId, it.decisionId, it.amountFen, ...people, it.at, it.dueAt])
}
