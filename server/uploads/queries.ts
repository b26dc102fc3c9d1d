import type { ClaimState, Photo, PhotoPurpose } from '@/contract'
import { DAY } from '@/rules/shanghai'
import type { Queryable } from '../database/database'

/** An upload that goes into no claim is deleted after so long: a draft may wait for a signal, but not for ever. */
export const UNSENT_MS = 30 * DAY

export interface PhotoRow {
  id: string
  worker_id: string
  claim_id: string | null
  purpose: PhotoPurpose
  width: number
  height: number
  bytes: number
  file: string
  file_key: Uint8Array
  uploaded_at: Date
  request_hash: Uint8Array
}

export const showPhoto = (row: PhotoRow): Photo => ({
  id: row.id,
  purpose: row.purpose,
  width: row.width,
  height: row.height,
  bytes: row.bytes,
  uploadedAt: row.uploaded_at.toISOString(),
  expiresAt: row.claim_id === null ? new Date(row.uploaded_at.getTime() + UNSENT_MS).toISOString() : null,
})

const columns = `p.id, p.worker_id, p.claim_id, p.purpose, p.width, p.height, p.bytes, p.file, p.file_key, p.uploaded_at,
  p.request_hash`

const byKey = {
  name: 'uploads.by-key',
  text: `SELECT ${columns} FROM photo p WHERE worker_id = $1 AND idempotency_key = $2`,
}
export const findPhotoByKey = async (
  database: Queryable,
  workerId: string,
  key: string,
): Promise<PhotoRow | undefined> => (await database.query<PhotoRow>(byKey, [workerId, key])).rows[0]

const unsent = {
  name: 'uploads.unsent',
  text: `SELECT count(*)::int AS count FROM photo WHERE worker_id = $1 AND claim_id IS NULL`,
}
export const countUnsent = async (database: Queryable, workerId: string): Promise<number> =>
  (await database.query<{ count: number }>(unsent, [workerId])).rows[0]?.count ?? 0

const expect = {
  name: 'uploads.expect-file',
  text: `INSERT INTO file_removal (file, due_at) VALUES ($1, $2)`,
}
/** Notes a file before it is written, to be removed at `dueAt` unless its photo has come into being. */
export async function expectFile(database: Queryable, file: string, dueAt: Date): Promise<void> {
  await database.query(expect, [file, dueAt])
}

const insert = {
  name: 'uploads.add',
  text: `WITH kept AS (DELETE FROM file_removal WHERE file = $7)
    INSERT INTO photo (id, worker_id, purpose, width, height, bytes, file, file_key, uploaded_at, idempotency_key,
      request_hash) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
}
/** Throws DatabaseFault `duplicate` where that key has made one meanwhile. */
export async function addPhoto(
  tx: Queryable,
  it: Omit<PhotoRow, 'claim_id'> & { idempotency_key: string },
): Promise<void> {
  const size = [it.width, it.height, it.bytes]
  const key = [it.idempotency_key, it.request_hash]
  await tx.query(insert, [
    it.id,
    it.worker_id,
    it.purpose,
    ...size,
    it.file,
    it.file_key,
    it.uploaded_at,
    ...key,
  ])
}

export interface SeenPhoto extends PhotoRow {
  member_id: string | null
  filer_id: string | null
  code_by: string | null
  state: ClaimState | null
}

const byId = {
  name: 'uploads.by-id',
  text: `SELECT ${columns}, c.worker_id AS member_id, c.filer_id, c.code_by, c.state
    FROM photo p LEFT JOIN aid_claim c ON c.id = p.claim_id WHERE p.id = $1`,
}
/** Whosoever it is. */
export const findPhoto = async (database: Queryable, id: string): Promise<SeenPhoto | undefined> =>
  (await database.query<SeenPhoto>(byId, [id])).rows[0]

const deleteUnsent = {
  name: 'uploads.delete-unsent',
  text: `DELETE FROM photo WHERE id = $1 AND worker_id = $2 AND claim_id IS NULL`,
}
/** False where he has no such photo that belongs to no claim. */
export const deleteUnsentPhoto = async (
  database: Queryable,
  id: string,
  workerId: string,
): Promise<boolean> => (await database.query(deleteUnsent, [id, workerId])).count === 1

const attach = {
  name: 'uploads.attach',
  text: `UPDATE photo SET claim_id = $1 WHERE id = ANY($2::uuid[]) AND worker_id = $3
    AND (claim_id IS NULL OR claim_id = $1)`,
}
/** Puts a worker's uploads into a claim; how many there were of them, those that were in it already among them. */
export const attachPhotos = async (
  tx: Queryable,
  claimId: string,
  ids: readonly string[],
  workerId: string,
): Promise<number> => (await tx.query(attach, [claimId, ids, workerId])).count

const ofClaim = {
  name: 'uploads.of-claim',
  text: `SELECT ${columns} FROM photo p WHERE claim_id = $1 ORDER BY id`,
}
export const photosOf = async (database: Queryable, claimId: string): Promise<PhotoRow[]> =>
  (await database.query<PhotoRow>(ofClaim, [claimId])).rows

const deleteOfClaim = { name: 'uploads.delete-of-claim', text: `DELETE FROM photo WHERE claim_id = $1` }

export async function deletePhotosOf(tx: Queryable, claimId: string): Promise<void> {
  await tx.query(deleteOfClaim, [claimId])
}

const allOf = {
  name: 'uploads.all-of',
  text: `SELECT ${columns} FROM photo p WHERE worker_id = $1
    OR claim_id IN (SELECT id FROM aid_claim WHERE worker_id = $1) ORDER BY id`,
}
/** All that a worker uploaded, or that is about him. */
export const photosAbout = async (database: Queryable, workerId: string): Promise<PhotoRow[]> =>
  (await database.query<PhotoRow>(allOf, [workerId])).rows

const dueRemovals = {
  name: 'uploads.due-removals',
  text: `SELECT file FROM file_removal WHERE due_at <= $1 ORDER BY due_at LIMIT 200`,
}
const removed = { name: 'uploads.removed', text: `DELETE FROM file_removal WHERE file = $1` }

export const filesToRemove = async (database: Queryable, now: Date): Promise<string[]> =>
  (await database.query<{ file: string }>(dueRemovals, [now])).rows.map((it) => it.file)

export async function noteRemoved(database: Queryable, file: string): Promise<void> {
  await database.query(removed, [file])
}
