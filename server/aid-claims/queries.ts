import type { ClaimKind, ClaimState, ClaimTerms, CoverLine, PayoutState } from '@/contract'
import type { ClaimMove } from '@/rules/claim-states'
import type { Queryable } from '../database/database'

/** One line's share of what was approved. */
export interface PaidLine {
  kind: ClaimKind
  fen: number
}

export interface ClaimRow {
  id: string
  number: string
  policy_id: string
  worker_id: string
  filer_id: string
  code_by: string | null
  kind: ClaimKind
  happened_at: Date
  state: ClaimState
  submitted_at: Date
  late: boolean
  told: Uint8Array | null
  text_held: boolean
  due_at: Date | null
  due_certain: boolean
  refused_at: Date | null
  objected_at: Date | null
  approved_fen: string | null
  paid_at: Date | null
  held_by: string | null
  held_until: Date | null
  holder_name: string | null
  request_hash: Uint8Array
  // Of the policy and its plan.
  policy_number: string
  holder: string
  in_force_from: Date
  in_force_to: Date
  plan_id: string
  plan_title: string
  covers: CoverLine[]
  exclusions: string[]
  claim_terms: ClaimTerms
  demo: boolean
  payout: PayoutOfClaim | null
  photos: number
}

/** As JSON of the database. */
interface PayoutOfClaim {
  amount_fen: number
  state: PayoutState
  provider: 'bank' | 'wechat' | null
  bank: string | null
  masked: string | null
  done_at: string | null
  fault: string | null
}

export const selectClaim = `SELECT c.id, c.number, c.policy_id, c.worker_id, c.filer_id, c.code_by, c.kind, c.happened_at, c.state,
    c.submitted_at, c.late, c.told, c.text_held, c.due_at, c.due_certain, c.refused_at, c.objected_at, c.approved_fen,
    c.paid_at, c.held_by, c.held_until, h.display_name AS holder_name, c.request_hash, y.number AS policy_number,
    y.holder, y.in_force_from, y.in_force_to, y.plan_id, p.title AS plan_title, p.covers, p.exclusions, p.claim_terms,
    p.demo, (SELECT count(*)::int FROM photo WHERE photo.claim_id = c.id) AS photos,
    (SELECT jsonb_build_object('amount_fen', o.amount_fen, 'state', o.state, 'provider', o.provider,
        'bank', coalesce(o.bank, a.bank), 'masked', coalesce(o.masked, a.masked), 'done_at', o.done_at, 'fault', o.fault)
      FROM aid_payout o LEFT JOIN payout_account a ON a.worker_id = c.worker_id WHERE o.claim_id = c.id) AS payout
  FROM aid_claim c JOIN aid_policy y ON y.id = c.policy_id JOIN aid_plan p ON p.id = y.plan_id
    LEFT JOIN worker h ON h.id = c.held_by`

const byId = { name: 'claims.by-id', text: `${selectClaim} WHERE c.id = $1` }
/** Whosoever it is about. */
export const findClaim = async (database: Queryable, id: string): Promise<ClaimRow | undefined> =>
  (await database.query<ClaimRow>(byId, [id])).rows[0]

const locked = { name: 'claims.lock', text: `SELECT 1 FROM aid_claim WHERE id = $1 FOR UPDATE` }
/** The same, and nobody else changes it until the transaction ends. */
export async function lockClaim(tx: Queryable, id: string): Promise<ClaimRow | undefined> {
  await tx.query(locked, [id])
  return findClaim(tx, id)
}

const mine = {
  name: 'claims.mine',
  text: `${selectClaim} WHERE c.worker_id = $1 OR c.filer_id = $1 ORDER BY c.id DESC LIMIT 200`,
}
export const claimsOf = async (database: Queryable, workerId: string): Promise<ClaimRow[]> =>
  (await database.query<ClaimRow>(mine, [workerId])).rows

const byKey = {
  name: 'claims.by-key',
  text: `${selectClaim} WHERE c.filer_id = $1 AND c.idempotency_key = $2`,
}
export const findClaimByKey = async (
  database: Queryable,
  filerId: string,
  key: string,
): Promise<ClaimRow | undefined> => (await database.query<ClaimRow>(byKey, [filerId, key])).rows[0]

export interface ClaimedPolicy {
  id: string
  worker_id: string
  plan_id: string
  holder: string
  number: string
  in_force_from: Date
  in_force_to: Date
  cancelled_at: Date | null
  covers: CoverLine[]
  claim_terms: ClaimTerms
  title: string
  demo: boolean
}

const selectPolicy = `SELECT y.id, y.worker_id, y.plan_id, y.holder, y.number, y.in_force_from, y.in_force_to,
    y.cancelled_at, p.covers, p.claim_terms, p.title, p.demo
  FROM aid_policy y JOIN aid_plan p ON p.id = y.plan_id`
const policyById = { name: 'claims.policy', text: `${selectPolicy} WHERE y.id = $1` }
const policyByNumber = { name: 'claims.policy-by-number', text: `${selectPolicy} WHERE y.number = $1` }

/** Whosoever it covers. */
export const findClaimedPolicy = async (tx: Queryable, id: string): Promise<ClaimedPolicy | undefined> =>
  (await tx.query<ClaimedPolicy>(policyById, [id])).rows[0]

export const findPolicyByNumber = async (tx: Queryable, number: string): Promise<ClaimedPolicy | undefined> =>
  (await tx.query<ClaimedPolicy>(policyByNumber, [number])).rows[0]

const insert = {
  name: 'claims.add',
  text: `INSERT INTO aid_claim (id, number, policy_id, worker_id, filer_id, code_by, kind, pays, event_day, happened_at,
      state, submitted_at, late, told, text_held, due_at, due_certain, idempotency_key, request_hash)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 'submitted', $11, $12, $13, $14, $15, $16, $17, $18)`,
}

export interface NewClaim {
  id: string
  number: string
  policyId: string
  workerId: string
  filerId: string
  codeBy: string | null
  kind: ClaimKind
  pays: 'treatment' | 'harm' | 'illness'
  /** `YYYY-MM-DD` in Shanghai. */
  eventDay: string
  happenedAt: Date
  submittedAt: Date
  late: boolean
  told: Uint8Array
  textHeld: boolean
  dueAt: Date | null
  dueCertain: boolean
  key: string
  requestHash: Uint8Array
}

/** Throws DatabaseFault `duplicate` on `aid_claim_event` or `aid_claim_key`. */
export async function addClaim(tx: Queryable, it: NewClaim): Promise<void> {
  await tx.query(insert, [
    ...[it.id, it.number, it.policyId, it.workerId, it.filerId, it.codeBy, it.kind, it.pays, it.eventDay],
    ...[it.happenedAt, it.submittedAt, it.late, it.told, it.textHeld, it.dueAt, it.dueCertain],
    ...[it.key, it.requestHash],
  ])
}

const ofEvent = {
  name: 'claims.of-event',
  text: `SELECT id, submitted_at FROM aid_claim WHERE policy_id = $1 AND event_day = $2 AND pays = $3
    AND state <> 'withdrawn'`,
}
export const findEarlierOfEvent = async (
  database: Queryable,
  policyId: string,
  eventDay: string,
  pays: string,
): Promise<{ id: string; submitted_at: Date } | undefined> =>
  (await database.query<{ id: string; submitted_at: Date }>(ofEvent, [policyId, eventDay, pays])).rows[0]

const setTold = {
  name: 'claims.set-told',
  text: `UPDATE aid_claim SET told = $2, text_held = $3 WHERE id = $1`,
}
export async function writeTold(
  tx: Queryable,
  id: string,
  told: Uint8Array,
  textHeld: boolean,
): Promise<void> {
  await tx.query(setTold, [id, told, textHeld])
}

// Whoever held it keeps it where it goes on with him; what is decided or handed on is free.
const move = {
  name: 'claims.move',
  text: `UPDATE aid_claim SET state = $2, due_at = $3, due_certain = $4, overdue_told_at = NULL,
      ended_at = CASE WHEN $2 IN ('paid', 'refused', 'withdrawn') THEN $5::timestamptz END,
      paid_at = CASE WHEN $2 = 'paid' THEN $5::timestamptz END,
      refused_at = CASE WHEN $2 = 'refused' THEN $5::timestamptz ELSE refused_at END,
      held_by = $6, held_until = $7 WHERE id = $1`,
}
export interface Moved {
  id: string
  state: ClaimState
  dueAt: Date | null
  dueCertain: boolean
  at: Date
  heldBy: string | null
  heldUntil: Date | null
}
export async function setState(tx: Queryable, it: Moved): Promise<void> {
  await tx.query(move, [it.id, it.state, it.dueAt, it.dueCertain, it.at, it.heldBy, it.heldUntil])
}

const approve = {
  name: 'claims.approve',
  text: `UPDATE aid_claim SET approved_fen = $2, approved_lines = $3, state = 'approved', due_at = $4, due_certain = $5,
    overdue_told_at = NULL, held_by = NULL, held_until = NULL WHERE id = $1`,
}
export async function setApproved(
  tx: Queryable,
  it: { id: string; fen: number; lines: readonly PaidLine[]; dueAt: Date | null; dueCertain: boolean },
): Promise<void> {
  await tx.query(approve, [it.id, it.fen, JSON.stringify(it.lines), it.dueAt, it.dueCertain])
}

const objected = {
  name: 'claims.objected',
  text: `UPDATE aid_claim SET objected_at = $2, refused_at = NULL WHERE id = $1`,
}
export async function setObjected(tx: Queryable, id: string, at: Date): Promise<void> {
  await tx.query(objected, [id, at])
}

const hold = {
  name: 'claims.hold',
  text: `UPDATE aid_claim SET held_by = $2, held_until = $3 WHERE id = $1`,
}
export async function setHolder(
  tx: Queryable,
  id: string,
  heldBy: string | null,
  until: Date | null,
): Promise<void> {
  await tx.query(hold, [id, heldBy, until])
}

const insertStep = {
  name: 'claims.add-step',
  text: `INSERT INTO aid_claim_step (id, claim_id, move, state, at, by_id) VALUES ($1, $2, $3, $4, $5, $6)`,
}
export async function addStep(
  tx: Queryable,
  it: {
    id: string
    claimId: string
    move: ClaimMove | 'file'
    state: ClaimState
    at: Date
    by: string | null
  },
): Promise<void> {
  await tx.query(insertStep, [it.id, it.claimId, it.move, it.state, it.at, it.by])
}

const steps = {
  name: 'claims.steps',
  text: `SELECT state, at, move FROM aid_claim_step WHERE claim_id = $1 ORDER BY id`,
}
export const stepsOf = async (
  database: Queryable,
  claimId: string,
): Promise<{ state: ClaimState; at: Date; move: ClaimMove | 'file' }[]> =>
  (await database.query<{ state: ClaimState; at: Date; move: ClaimMove | 'file' }>(steps, [claimId])).rows

const used = {
  name: 'claims.used',
  text: `SELECT line ->> 'kind' AS kind, sum((line ->> 'fen')::bigint)::bigint AS fen
    FROM aid_claim c, jsonb_array_elements(c.approved_lines) AS line
    WHERE c.policy_id = $1 AND c.id <> $2 AND c.state IN ('approved', 'paid') GROUP BY 1`,
}
/** What other claims under a policy have taken of its sums, fen by line. */
export async function usedUnder(
  database: Queryable,
  policyId: string,
  exceptClaimId: string,
): Promise<Partial<Record<ClaimKind, number>>> {
  const { rows } = await database.query<{ kind: ClaimKind; fen: string }>(used, [policyId, exceptClaimId])
  return Object.fromEntries(rows.map((it) => [it.kind, Number(it.fen)]))
}

const lockPolicy = {
  name: 'claims.lock-policy',
  text: `SELECT 1 FROM aid_policy WHERE id = $1 FOR NO KEY UPDATE`,
}
/** Of the claims under a policy one is approved at a time, so that its sums are not used twice. */
export async function lockPolicySums(tx: Queryable, policyId: string): Promise<void> {
  await tx.query(lockPolicy, [policyId])
}

const overdueWaits = {
  name: 'claims.overdue-waits',
  text: `SELECT id FROM aid_claim WHERE state = 'papers' AND due_at <= $1 ORDER BY due_at LIMIT 100`,
}
/** Claims that have waited for papers for as long as was told. */
export const waitsOver = async (database: Queryable, now: Date): Promise<{ id: string }[]> =>
  (await database.query<{ id: string }>(overdueWaits, [now])).rows

const held = {
  name: 'claims.held-texts',
  text: `SELECT c.id, c.told, c.filer_id FROM aid_claim c WHERE c.text_held AND c.told IS NOT NULL ORDER BY c.id LIMIT 50`,
}
/** Claims whose texts WeChat has not cleared. */
export const heldTexts = async (
  database: Queryable,
): Promise<{ id: string; told: Uint8Array; filer_id: string }[]> =>
  (await database.query<{ id: string; told: Uint8Array; filer_id: string }>(held)).rows

const figures = {
  name: 'claims.figures',
  text: `SELECT p.id AS plan_id, p.title, p.demo, count(c.id) FILTER (WHERE c.state <> 'withdrawn')::int AS claims,
      count(c.id) FILTER (WHERE c.state = 'paid')::int AS paid,
      count(c.id) FILTER (WHERE c.state = 'refused')::int AS refused,
      coalesce(sum(c.approved_fen) FILTER (WHERE c.state = 'paid'), 0)::bigint AS paid_fen,
      percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM c.paid_at - c.submitted_at))
        FILTER (WHERE c.state = 'paid') AS median_s,
      min(c.submitted_at) AS since
    FROM aid_plan p LEFT JOIN aid_policy y ON y.plan_id = p.id LEFT JOIN aid_claim c ON c.policy_id = y.id
    GROUP BY p.id ORDER BY p.title, p.id`,
}
export interface FiguresRow {
  plan_id: string
  title: string
  demo: boolean
  claims: number
  paid: number
  refused: number
  paid_fen: string
  median_s: number | null
  since: Date | null
}
export const readFigures = async (database: Queryable): Promise<FiguresRow[]> =>
  (await database.query<FiguresRow>(figures)).rows
