import type { Role } from '@/contract'
import type { Queryable } from '../database/database'

export interface InvitationRow {
  id: string
  role: 'clerk' | 'reviewer'
  station_ids: string[]
  expires_at: Date
}

const insert = {
  name: 'staff.invite',
  text: `INSERT INTO invitation (id, code_hash, role, station_ids, invited_by, invited_at, expires_at)
    VALUES ($1, $2, $3, $4, $5, $6, $7)`,
}

export async function addInvitation(
  database: Queryable,
  it: InvitationRow & { codeHash: Uint8Array; invitedBy: string; invitedAt: Date },
): Promise<void> {
  const values = [it.id, it.codeHash, it.role, it.station_ids, it.invitedBy, it.invitedAt, it.expires_at]
  await database.query(insert, values)
}

const open = {
  name: 'staff.open-invitations',
  text: `SELECT id, role, station_ids, expires_at FROM invitation WHERE used_at IS NULL AND expires_at > $1 ORDER BY id DESC`,
}

export const openInvitations = async (database: Queryable, now: Date): Promise<InvitationRow[]> =>
  (await database.query<InvitationRow>(open, [now])).rows

const withdraw = {
  name: 'staff.withdraw-invitation',
  text: `DELETE FROM invitation WHERE id = $1 AND used_at IS NULL`,
}

/** False where there is none, or it was used. */
export const dropInvitation = async (database: Queryable, id: string): Promise<boolean> =>
  (await database.query(withdraw, [id])).count === 1

const byCode = {
  name: 'staff.invitation-by-code',
  text: `SELECT id, role, station_ids, expires_at, used_at FROM invitation WHERE code_hash = $1`,
}

/** Also one that was used or has run out. */
export const findInvitation = async (
  database: Queryable,
  codeHash: Uint8Array,
): Promise<(InvitationRow & { used_at: Date | null }) | undefined> =>
  (await database.query<InvitationRow & { used_at: Date | null }>(byCode, [codeHash])).rows[0]

// One statement: the code is used up by whoever becomes what it says, or nothing happens.
const accept = {
  name: 'staff.accept-invitation',
  text: `WITH used AS (
      UPDATE invitation SET used_by = $2, used_at = $3
      WHERE code_hash = $1 AND used_at IS NULL AND expires_at > $3 RETURNING role, station_ids),
    stations AS (
      INSERT INTO clerk_station (worker_id, station_id) SELECT $2, unnest(station_ids) FROM used ON CONFLICT DO NOTHING)
    UPDATE worker SET roles = array_append(array_remove(worker.roles, used.role), used.role)
    FROM used WHERE worker.id = $2`,
}

/** False where the code is wrong, used, withdrawn or has run out. */
export const useInvitation = async (
  database: Queryable,
  codeHash: Uint8Array,
  workerId: string,
  now: Date,
): Promise<boolean> => (await database.query(accept, [codeHash, workerId, now])).count === 1

const staff = {
  name: 'staff.all',
  text: `SELECT id, display_name, roles, coalesce((SELECT array_agg(station_id::text) FROM clerk_station
      WHERE worker_id = worker.id), '{}') AS station_ids
    FROM worker WHERE roles && '{clerk,reviewer}' AND roles <> '{worker}' ORDER BY display_name, id`,
}

export interface StaffRow {
  id: string
  display_name: string
  roles: Role[]
  station_ids: string[]
}

export const allStaff = async (database: Queryable): Promise<StaffRow[]> =>
  (await database.query<StaffRow>(staff)).rows

const remove = {
  name: 'staff.remove',
  text: `WITH gone AS (
      UPDATE worker SET roles = array_remove(array_remove(roles, 'clerk'), 'reviewer')
      WHERE id = $1 AND roles && '{clerk,reviewer}' RETURNING id),
    stations AS (DELETE FROM clerk_station USING gone WHERE clerk_station.worker_id = gone.id)
    SELECT 1 FROM gone`,
}

/** False where he is neither clerk nor reviewer. */
export const takeRoles = async (database: Queryable, workerId: string): Promise<boolean> =>
  (await database.query(remove, [workerId])).count === 1

const search = {
  name: 'staff.search-stations',
  text: `SELECT id, name, address FROM station
    WHERE NOT EXISTS (SELECT FROM unnest($1::text[]) AS word WHERE strpos(name, word) = 0 AND strpos(address, word) = 0)
    ORDER BY nullif(strpos(name, ($1::text[])[1]), 0) NULLS LAST, char_length(name), id LIMIT $2`,
}

export interface StationFound {
  id: string
  name: string
  address: string
}

/** Stations whose name or address has each of the words; those whose name has the first word earliest come first. */
export const searchStations = async (
  database: Queryable,
  words: readonly string[],
  most: number,
): Promise<StationFound[]> => (await database.query<StationFound>(search, [[...words], most])).rows
