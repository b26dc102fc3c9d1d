import { bytesToHex } from '@noble/hashes/utils.js'
import type { ConsentWord, Occupation, Point, Purpose, Role } from '@/contract'
import type { Queryable } from '../database/database'

/** What is asked of whoever calls, with every call: no more than that. */
interface KnownRow {
  id: string
  pseudonym: string
  display_name: string
  occupation: Occupation | null
  roles: Role[]
  verified: boolean
  union_since: Date | null
  union_region: string | null
  created_at: Date
  /** Null for whoever is no clerk. */
  stations: { id: string; name: string; point: Point }[] | null
}

export interface CallerRow extends KnownRow {
  session_id: string
  seen_at: Date
  revoked_at: Date | null
  /** Why, where it was not its own device that ended it. */
  ended_by: 'elsewhere' | 'recovery' | null
}

export interface WorkerRow extends KnownRow {
  masked_phone: string | null
  deletes_at: Date | null
  occupation_confirmed: boolean
  occupation_declared_at: Date | null
  union_name: string | null
}

const knownColumns = `worker.id, worker.pseudonym, worker.display_name, worker.occupation, worker.roles,
  worker.verified_at IS NOT NULL AS verified, worker.created_at, membership.since AS union_since,
  membership.region_code AS union_region,
  CASE WHEN 'clerk' = ANY(worker.roles) THEN (
    SELECT jsonb_agg(jsonb_build_object('id', s.id, 'name', s.name,
      'point', jsonb_build_object('lat', s.lat, 'lng', s.lng)) ORDER BY s.name)
    FROM clerk_station cs JOIN station s ON s.id = cs.station_id WHERE cs.worker_id = worker.id) END AS stations`

const workerColumns = `${knownColumns}, worker.masked_phone, worker.deletes_at,
  worker.occupation_confirmed_at IS NOT NULL AS occupation_confirmed, worker.occupation_declared_at,
  membership.name AS union_name`

const withUnion = `LEFT JOIN LATERAL (SELECT u.name, u.region_code, a.member_at AS since FROM union_application a
    JOIN trade_union u ON u.id = a.union_id WHERE a.worker_id = worker.id AND a.state = 'member') membership ON true`

const bySession = {
  name: 'account.by-session',
  text: `SELECT asked.n::integer AS n, session.id AS session_id, session.seen_at, session.revoked_at,
      session.ended_by, ${knownColumns}
    FROM unnest($1::text[]) WITH ORDINALITY AS asked (token_hash, n)
      JOIN session ON session.token_hash = decode(asked.token_hash, 'hex')
      JOIN worker ON worker.id = session.worker_id ${withUnion}
    WHERE session.expires_at > $2 OR session.revoked_at IS NOT NULL`,
}

/** Whoever the sessions of these tokens belong to, in their order; also of those that were ended before their time. */
export async function findCallers(
  database: Queryable,
  tokenHashes: readonly Uint8Array[],
  now: Date,
): Promise<(CallerRow | undefined)[]> {
  const { rows } = await database.query<CallerRow & { n: number }>(bySession, [
    tokenHashes.map(bytesToHex),
    now,
  ])
  const found = new Array<CallerRow | undefined>(tokenHashes.length)
  for (const row of rows) found[row.n - 1] = row
  return found
}

const byId = {
  name: 'account.by-id',
  text: `SELECT ${workerColumns} FROM worker ${withUnion} WHERE worker.id = $1`,
}

export async function findWorker(database: Queryable, id: string): Promise<WorkerRow | undefined> {
  return (await database.query<WorkerRow>(byId, [id])).rows[0]
}

const byLogin = {
  name: 'account.by-login',
  text: `SELECT worker_id FROM login WHERE provider = $1 AND subject = $2`,
}

export async function findLogin(
  database: Queryable,
  provider: string,
  subject: string,
): Promise<string | undefined> {
  return (await database.query<{ worker_id: string }>(byLogin, [provider, subject])).rows[0]?.worker_id
}

const insertSession = {
  name: 'account.open-session',
  text: `INSERT INTO session (id, worker_id, token_hash, device, opened_at, seen_at, expires_at)
    VALUES ($1, $2, $3, $4, $5, $5, $6)`,
}

export async function addSession(
  database: Queryable,
  it: {
    id: string
    workerId: string
    tokenHash: Uint8Array
    device: string
    openedAt: Date
    expiresAt: Date
  },
): Promise<void> {
  const values = [it.id, it.workerId, it.tokenHash, it.device, it.openedAt, it.expiresAt]
  await database.query(insertSession, values)
}

const prolong = {
  name: 'account.prolong-session',
  text: `UPDATE session SET seen_at = $2, expires_at = $3 WHERE id = $1 AND revoked_at IS NULL`,
}

export async function prolongSession(
  database: Queryable,
  sessionId: string,
  seenAt: Date,
  expiresAt: Date,
): Promise<void> {
  await database.query(prolong, [sessionId, seenAt, expiresAt])
}

const declare = {
  name: 'account.declare-occupation',
  text: `UPDATE worker SET occupation = $2, occupation_declared_at = $3 WHERE id = $1 AND occupation IS DISTINCT FROM $2
      AND occupation_confirmed_at IS NULL AND (occupation_declared_at IS NULL OR occupation_declared_at <= $4)`,
}

/** False where it is so already, a roster has told, or it was declared after `notSince`. */
export const setOccupation = async (
  database: Queryable,
  it: { workerId: string; occupation: Occupation; at: Date; notSince: Date },
): Promise<boolean> =>
  (await database.query(declare, [it.workerId, it.occupation, it.at, it.notSince])).count === 1

const liveSessions = {
  name: 'account.live-sessions',
  text: `SELECT id, device, opened_at, seen_at FROM session
    WHERE worker_id = $1 AND revoked_at IS NULL AND expires_at > $2 ORDER BY id DESC`,
}

export interface SessionRow {
  id: string
  device: string
  opened_at: Date
  seen_at: Date
}

export const sessionsOf = async (database: Queryable, workerId: string, now: Date): Promise<SessionRow[]> =>
  (await database.query<SessionRow>(liveSessions, [workerId, now])).rows

const revokeSession = {
  name: 'account.revoke-session',
  text: `UPDATE session SET revoked_at = $3, ended_by = $4
    WHERE id = $1 AND worker_id = $2 AND revoked_at IS NULL AND expires_at > $3`,
}

/** False where this worker has no such live session. */
export const revoke = async (
  database: Queryable,
  sessionId: string,
  workerId: string,
  at: Date,
  endedBy: 'elsewhere' | null,
): Promise<boolean> => (await database.query(revokeSession, [sessionId, workerId, at, endedBy])).count === 1

const insertWorker = {
  name: 'account.add-worker',
  text: `WITH made AS (
      INSERT INTO worker (id, pseudonym, display_name, masked_phone, roles, created_at)
      VALUES ($1, $2, $3, $4, '{worker}', $5) RETURNING id)
    INSERT INTO login (provider, subject, sealed, worker_id) SELECT $6, $7, $8, id FROM made`,
}

export interface NewWorker {
  id: string
  pseudonym: string
  displayName: string
  maskedPhone: string | null
  at: Date
  login: { provider: 'wechat' | 'phone'; subject: string; sealed: Uint8Array }
}

/** Throws DatabaseFault `duplicate` where that login has come into being meanwhile. */
export async function addWorker(database: Queryable, it: NewWorker): Promise<void> {
  const { provider, subject, sealed } = it.login
  const worker = [it.id, it.pseudonym, it.displayName, it.maskedPhone, it.at]
  await database.query(insertWorker, [...worker, provider, subject, sealed])
}

// A new number takes the place of the old one.
const setPhone = {
  name: 'account.set-phone',
  text: `WITH new AS (INSERT INTO login (provider, subject, sealed, worker_id) VALUES ('phone', $2, $3, $1)
      ON CONFLICT (provider, subject) DO UPDATE SET sealed = excluded.sealed
        WHERE login.worker_id = excluded.worker_id RETURNING worker_id),
    old AS (DELETE FROM login USING new
      WHERE login.worker_id = new.worker_id AND login.provider = 'phone' AND login.subject <> $2)
    UPDATE worker SET masked_phone = $4 FROM new WHERE worker.id = new.worker_id`,
}

/** False where the number is somebody else's login. */
export const bindPhoneTo = async (
  database: Queryable,
  it: { workerId: string; subject: string; sealed: Uint8Array; maskedPhone: string },
): Promise<boolean> =>
  (await database.query(setPhone, [it.workerId, it.subject, it.sealed, it.maskedPhone])).count === 1

const putCode = {
  name: 'account.put-phone-code',
  text: `INSERT INTO phone_code (phone_key, code_hash, sent_at, expires_at, tries) VALUES ($1, $2, $3, $4, 0)
    ON CONFLICT (phone_key) DO UPDATE SET code_hash = excluded.code_hash, sent_at = excluded.sent_at,
      expires_at = excluded.expires_at, tries = 0, used_at = NULL
      WHERE phone_code.sent_at <= $5 OR phone_code.used_at IS NOT NULL`,
}

/** False where one was sent after `notSince`. */
export const putPhoneCode = async (
  database: Queryable,
  it: { phoneKey: Uint8Array; codeHash: Uint8Array; sentAt: Date; expiresAt: Date; notSince: Date },
): Promise<boolean> =>
  (await database.query(putCode, [it.phoneKey, it.codeHash, it.sentAt, it.expiresAt, it.notSince])).count ===
  1

const codeSentAt = {
  name: 'account.phone-code-sent-at',
  text: `SELECT sent_at FROM phone_code WHERE phone_key = $1`,
}

export const phoneCodeSentAt = async (database: Queryable, phoneKey: Uint8Array): Promise<Date | undefined> =>
  (await database.query<{ sent_at: Date }>(codeSentAt, [phoneKey])).rows[0]?.sent_at

const tryCode = {
  name: 'account.try-phone-code',
  text: `UPDATE phone_code SET tries = tries + 1 WHERE phone_key = $1 AND tries < $2 RETURNING code_hash = $3 AS right,
    expires_at <= $4 AS expired`,
}
const useCode = {
  name: 'account.use-phone-code',
  text: `UPDATE phone_code SET used_at = $3 WHERE phone_key = $1 AND code_hash = $2 AND used_at IS NULL`,
}

/** Uses a code up, once. Each try counts before it is known; past the last one even the right code is wrong. */
export async function usePhoneCode(
  database: Queryable,
  it: { phoneKey: Uint8Array; codeHash: Uint8Array; now: Date; tries: number },
): Promise<'ok' | 'wrong' | 'expired' | 'used'> {
  const tried = [it.phoneKey, it.tries, it.codeHash, it.now]
  const [code] = (await database.query<{ right: boolean; expired: boolean }>(tryCode, tried)).rows
  if (!code?.right) return 'wrong'
  if (code.expired) return 'expired'
  return (await database.query(useCode, [it.phoneKey, it.codeHash, it.now])).count === 1 ? 'ok' : 'used'
}

const insertConsent = {
  name: 'account.add-consent',
  text: `INSERT INTO consent (id, worker_id, purpose, version, text_hash, given, at) VALUES ($1, $2, $3, $4, $5, $6, $7)`,
}

export async function addConsent(
  database: Queryable,
  id: string,
  workerId: string,
  it: Omit<ConsentWord, 'at'>,
  at: Date,
): Promise<void> {
  await database.query(insertConsent, [id, workerId, it.purpose, it.version, it.textHash, it.given, at])
}

const latestConsents = {
  name: 'account.latest-consents',
  text: `SELECT DISTINCT ON (purpose) purpose, version, text_hash, given, at FROM consent
    WHERE worker_id = $1 ORDER BY purpose, id DESC`,
}

interface ConsentRow {
  purpose: Purpose
  version: string
  text_hash: string
  given: boolean
  at: Date
}

export async function latestConsentsOf(database: Queryable, workerId: string): Promise<ConsentWord[]> {
  const { rows } = await database.query<ConsentRow>(latestConsents, [workerId])
  return rows.map(({ text_hash: textHash, at, ...rest }) => ({ ...rest, textHash, at: at.toISOString() }))
}

const lock = { name: 'account.lock', text: `SELECT 1 FROM worker WHERE id = $1 FOR UPDATE` }

/** Until the transaction ends nobody else writes this worker's row, or locks it. */
export async function lockWorker(tx: Queryable, workerId: string): Promise<void> {
  await tx.query(lock, [workerId])
}

const setIdentity = {
  name: 'account.set-identity',
  text: `UPDATE worker SET display_name = $2, person_key = $3, identity = $4, verified_at = $5
    WHERE id = $1 AND verified_at IS NULL`,
}

/** False where the worker was verified before; throws DatabaseFault `duplicate` where someone else is that person. */
export async function recordIdentity(
  database: Queryable,
  it: { workerId: string; displayName: string; personKey: Uint8Array; identity: Uint8Array; at: Date },
): Promise<boolean> {
  const values = [it.workerId, it.displayName, it.personKey, it.identity, it.at]
  return (await database.query(setIdentity, values)).count === 1
}

// A policy in force still has to be paid by: until it ends the identity stays sealed, and is read for nothing else.
const forget = `UPDATE worker SET person_key = NULL, identity = NULL, verified_at = NULL,
    display_name = coalesce(masked_phone, '未实名'),
    occupation_confirmed_at = NULL
  WHERE verified_at IS NOT NULL
    AND NOT EXISTS (SELECT FROM aid_policy WHERE worker_id = worker.id AND in_force_to > $1 AND cancelled_at IS NULL)
    AND NOT EXISTS (SELECT FROM aid_order WHERE worker_id = worker.id AND state = 'awaiting-payment' AND pay_by > $1)`

const forgetOne = { name: 'account.forget-identity', text: `${forget} AND id = $2` }

/** Deletes who somebody is, unless cover of his depends on it. */
export async function forgetIdentity(database: Queryable, workerId: string, now: Date): Promise<void> {
  await database.query(forgetOne, [now, workerId])
}

const keptUntil = {
  name: 'account.identity-kept-until',
  text: `SELECT greatest((SELECT max(in_force_to) FROM aid_policy WHERE worker_id = $1 AND in_force_to > $2 AND cancelled_at IS NULL),
      (SELECT max(pay_by) FROM aid_order WHERE worker_id = $1 AND state = 'awaiting-payment' AND pay_by > $2)) AS until
    FROM worker WHERE id = $1 AND verified_at IS NOT NULL`,
}

/** Until when an identity stays though its consent was taken back; undefined where there is none, or nothing keeps it. */
export const identityKeptUntil = async (
  database: Queryable,
  workerId: string,
  now: Date,
): Promise<Date | undefined> =>
  (await database.query<{ until: Date | null }>(keptUntil, [workerId, now])).rows[0]?.until ?? undefined

const forgetAll = {
  name: 'account.forget-withdrawn',
  text: `${forget} AND (SELECT NOT given FROM consent
    WHERE worker_id = worker.id AND purpose = 'identity' ORDER BY id DESC LIMIT 1)`,
}

/** The same for all who took their consent back, once nothing depends on it any more. Returns how many. */
export const forgetWithdrawn = async (database: Queryable, now: Date): Promise<number> =>
  (await database.query(forgetAll, [now])).count

const identityOf = { name: 'account.identity', text: `SELECT identity FROM worker WHERE id = $1` }

export async function readIdentity(database: Queryable, workerId: string): Promise<Uint8Array | undefined> {
  const { rows } = await database.query<{ identity: Uint8Array | null }>(identityOf, [workerId])
  return rows[0]?.identity ?? undefined
}

const allConsents = {
  name: 'account.consents',
  text: `SELECT purpose, version, text_hash, given, at FROM consent WHERE worker_id = $1 ORDER BY id`,
}

export async function consentsOf(database: Queryable, workerId: string): Promise<ConsentWord[]> {
  const { rows } = await database.query<ConsentRow>(allConsents, [workerId])
  return rows.map(({ text_hash: textHash, at, ...rest }) => ({ ...rest, textHash, at: at.toISOString() }))
}

const account = {
  name: 'account.account',
  text: `SELECT created_at, verified_at, identity,
      ARRAY(SELECT provider FROM login WHERE worker_id = worker.id ORDER BY provider) AS logins
    FROM worker WHERE id = $1`,
}

export interface AccountRow {
  created_at: Date
  verified_at: Date | null
  identity: Uint8Array | null
  logins: string[]
}

export const findAccount = async (database: Queryable, workerId: string): Promise<AccountRow | undefined> =>
  (await database.query<AccountRow>(account, [workerId])).rows[0]

// Asked twice, the first day stays.
const leave = {
  name: 'account.leave',
  text: `UPDATE worker SET deletes_at = coalesce(deletes_at, $2) WHERE id = $1 RETURNING deletes_at,
    (SELECT count(*)::int FROM aid_policy WHERE worker_id = $1 AND in_force_to > $3 AND cancelled_at IS NULL) AS policies`,
}

export async function planDeletion(
  database: Queryable,
  workerId: string,
  at: Date,
  now: Date,
): Promise<{ deletesAt: Date; policies: number }> {
  const { rows } = await database.query<{ deletes_at: Date; policies: number }>(leave, [workerId, at, now])
  const [row] = rows
  if (!row) throw new Error(`Worker ${workerId} is missing`)
  return { deletesAt: row.deletes_at, policies: row.policies }
}

const stay = { name: 'account.stay', text: `UPDATE worker SET deletes_at = NULL WHERE id = $1` }

export async function dropDeletion(database: Queryable, workerId: string): Promise<void> {
  await database.query(stay, [workerId])
}
