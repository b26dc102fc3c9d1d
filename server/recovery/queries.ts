import type { Queryable } from '../database/database'

const byPerson = {
  name: 'recovery.by-person',
  text: `SELECT id, identity FROM worker WHERE person_key = $1`,
}

/** Who was verified as this person. */
export const findPerson = async (
  database: Queryable,
  personKey: Uint8Array,
): Promise<{ id: string; identity: Uint8Array } | undefined> =>
  (await database.query<{ id: string; identity: Uint8Array }>(byPerson, [personKey])).rows[0]

const put = {
  name: 'recovery.put',
  text: `INSERT INTO recovery (id, code_hash, asking_id, owned_id, asked_at, expires_at) VALUES ($1, $2, $3, $4, $5, $6)
    ON CONFLICT (asking_id) DO UPDATE SET id = excluded.id, code_hash = excluded.code_hash,
      owned_id = excluded.owned_id, asked_at = excluded.asked_at, expires_at = excluded.expires_at`,
}

export interface NewRecovery {
  id: string
  codeHash: Uint8Array
  askingId: string
  ownedId: string
  askedAt: Date
  expiresAt: Date
}

/** In the place of what this account asked for before. */
export async function putRecovery(database: Queryable, it: NewRecovery): Promise<void> {
  await database.query(put, [it.id, it.codeHash, it.askingId, it.ownedId, it.askedAt, it.expiresAt])
}

export interface RecoveryRow {
  id: string
  asking_id: string
  owned_id: string
  pseudonym: string
  /** Null where its owner took the consent back meanwhile. */
  identity: Uint8Array | null
}

const select = `SELECT r.id, r.asking_id, r.owned_id, w.pseudonym, w.identity FROM recovery r
  JOIN worker w ON w.id = r.owned_id WHERE r.code_hash = $1 AND r.expires_at > $2`
const open = { name: 'recovery.open', text: select }
const lock = { name: 'recovery.lock', text: `${select} FOR UPDATE` }

export const findRecovery = async (
  database: Queryable,
  codeHash: Uint8Array,
  now: Date,
  how: 'read' | 'lock',
): Promise<RecoveryRow | undefined> =>
  (await database.query<RecoveryRow>(how === 'lock' ? lock : open, [codeHash, now])).rows[0]

/**
 * $1 the account on the new phone, $2 the one that is his, $3 now. A login of the old account goes where the new one has
 * one of its kind; the account of the new phone is left empty, and forgotten at the next sweep.
 */
const moves = [
  `DELETE FROM recovery WHERE asking_id = $1 OR owned_id = $2`,
  `UPDATE session SET revoked_at = $3 WHERE worker_id = $2 AND revoked_at IS NULL`,
  `UPDATE session SET worker_id = $2 WHERE worker_id = $1 AND revoked_at IS NULL`,
  `DELETE FROM login old USING login new WHERE old.worker_id = $2 AND new.worker_id = $1
    AND new.provider = old.provider AND new.provider <> 'demo'`,
  `UPDATE login SET worker_id = $2 WHERE worker_id = $1 AND provider <> 'demo'`,
  `UPDATE worker SET masked_phone = coalesce((SELECT masked_phone FROM worker WHERE id = $1), masked_phone)
    WHERE id = $2`,
  `UPDATE worker SET deletes_at = $3, masked_phone = NULL WHERE id = $1`,
]

const enter = {
  name: 'recovery.enter',
  text: `INSERT INTO ledger (id, at, kind, station_id, pseudonym, subject_id) VALUES ($1, $2, 'recovered', $3, $4, $5)`,
}

/** Gives the account over, within the caller's transaction, and enters it in the ledger. */
export async function moveAccount(
  tx: Queryable,
  it: RecoveryRow,
  entry: { id: string; at: Date; stationId: string },
): Promise<void> {
  for (const [index, text] of moves.entries()) {
    // PostgreSQL wants every parameter used, or told its type.
    const used = [it.asking_id, it.owned_id, entry.at].slice(0, 1 + lastParameter(text))
    await tx.query({ name: `recovery.move-${index}`, text }, used)
  }
  await tx.query(enter, [entry.id, entry.at, entry.stationId, it.pseudonym, it.id])
}

const lastParameter = (text: string): number => (text.includes('$3') ? 2 : 1)
