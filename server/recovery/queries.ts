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

interface Move {
  asking: string
  owned: string
  at: Date
}

/**
 * A login of the old account goes where the new one has one of its kind. The account of the new phone is left empty, and
 * forgotten at the next sweep; only a demo's persona keeps his, since he keeps his login.
 */
const moves: readonly { text: string; values: (it: Move) => unknown[] }[] = [
  {
    text: `DELETE FROM recovery WHERE asking_id = $1 OR owned_id = $2`,
    values: ({ asking, owned }) => [asking, owned],
  },
  {
    text: `UPDATE session SET revoked_at = $2, ended_by = 'recovery' WHERE worker_id = $1 AND revoked_at IS NULL`,
    values: ({ owned, at }) => [owned, at],
  },
  {
    text: `UPDATE session SET worker_id = $2 WHERE worker_id = $1 AND revoked_at IS NULL`,
    values: ({ asking, owned }) => [asking, owned],
  },
  {
    text: `DELETE FROM login old USING login new WHERE old.worker_id = $2 AND new.worker_id = $1
      AND new.provider = old.provider AND new.provider <> 'demo'`,
    values: ({ asking, owned }) => [asking, owned],
  },
  {
    text: `UPDATE login SET worker_id = $2 WHERE worker_id = $1 AND provider <> 'demo'`,
    values: ({ asking, owned }) => [asking, owned],
  },
  {
    text: `UPDATE worker SET masked_phone = coalesce((SELECT masked_phone FROM worker WHERE id = $1), masked_phone)
      WHERE id = $2`,
    values: ({ asking, owned }) => [asking, owned],
  },
  {
    text: `UPDATE worker SET deletes_at = $2, masked_phone = NULL WHERE id = $1
      AND NOT EXISTS (SELECT FROM login WHERE worker_id = $1)`,
    values: ({ asking, at }) => [asking, at],
  },
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
  const move = { asking: it.asking_id, owned: it.owned_id, at: entry.at }
  for (const [index, { text, values }] of moves.entries()) {
    await tx.query({ name: `recovery.move-${index}`, text }, values(move))
  }
  await tx.query(enter, [entry.id, entry.at, entry.stationId, it.pseudonym, it.id])
}
