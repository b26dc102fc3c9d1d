import type { Consent, Occupation, Point, Purpose, Role } from '@/contract'
import type { Queryable } from '../database/database'

export interface CallerRow {
  session_id: string
  id: string
  pseudonym: string
  display_name: string
  occupation: Occupation | null
  roles: Role[]
  verified: boolean
  stations: { id: string; name: string; point: Point }[]
}

const workerColumns = `worker.id, worker.pseudonym, worker.display_name, worker.occupation, worker.roles,
  worker.verified_at IS NOT NULL AS verified,
  coalesce((SELECT jsonb_agg(jsonb_build_object('id', s.id, 'name', s.name,
      'point', jsonb_build_object('lat', s.lat, 'lng', s.lng)) ORDER BY s.name)
    FROM clerk_station cs JOIN station s ON s.id = cs.station_id WHERE cs.worker_id = worker.id), '[]') AS stations`

const bySession = {
  name: 'account.by-session',
  text: `SELECT session.id AS session_id, ${workerColumns} FROM session JOIN worker ON worker.id = session.worker_id
    WHERE session.token_hash = $1 AND session.revoked_at IS NULL AND session.expires_at > $2`,
}

export async function findCaller(
  database: Queryable,
  tokenHash: Uint8Array,
  now: Date,
): Promise<CallerRow | undefined> {
  return (await database.query<CallerRow>(bySession, [tokenHash, now])).rows[0]
}

const byId = { name: 'account.by-id', text: `SELECT ${workerColumns} FROM worker WHERE worker.id = $1` }

export async function findWorker(
  database: Queryable,
  id: string,
): Promise<Omit<CallerRow, 'session_id'> | undefined> {
  return (await database.query<CallerRow>(byId, [id])).rows[0]
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
  text: `INSERT INTO session (id, worker_id, token_hash, opened_at, expires_at) VALUES ($1, $2, $3, $4, $5)`,
}

export async function addSession(
  database: Queryable,
  it: { id: string; workerId: string; tokenHash: Uint8Array; openedAt: Date; expiresAt: Date },
): Promise<void> {
  await database.query(insertSession, [it.id, it.workerId, it.tokenHash, it.openedAt, it.expiresAt])
}

const revokeSession = {
  name: 'account.revoke-session',
  text: `UPDATE session SET revoked_at = $2 WHERE id = $1 AND revoked_at IS NULL`,
}

export async function revoke(database: Queryable, sessionId: string, at: Date): Promise<void> {
  await database.query(revokeSession, [sessionId, at])
}

const insertConsent = {
  name: 'account.add-consent',
  text: `INSERT INTO consent (id, worker_id, purpose, version, text_hash, given, at) VALUES ($1, $2, $3, $4, $5, $6, $7)`,
}

export async function addConsent(
  database: Queryable,
  id: string,
  workerId: string,
  it: Omit<Consent, 'at'>,
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

export async function latestConsentsOf(database: Queryable, workerId: string): Promise<Consent[]> {
  const { rows } = await database.query<ConsentRow>(latestConsents, [workerId])
  return rows.map(({ text_hash: textHash, at, ...rest }) => ({ ...rest, textHash, at: at.toISOString() }))
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

const identityOf = { name: 'account.identity', text: `SELECT identity FROM worker WHERE id = $1` }

export async function readIdentity(database: Queryable, workerId: string): Promise<Uint8Array | undefined> {
  const { rows } = await database.query<{ identity: Uint8Array | null }>(identityOf, [workerId])
  return rows[0]?.identity ?? undefined
}
