import type { ClaimLook, ClaimState } from '@/contract'
import type { Caller } from '../account/authenticate'
import type { Context } from '../context'
import type { Queryable } from '../database/database'

/** Whether reviewers may see a claim's papers: while there is something to decide. */
export const reviewable = (state: ClaimState): boolean =>
  state === 'submitted' || state === 'reviewing' || state === 'papers' || state === 'proposed'

const insert = {
  name: 'claims.add-look',
  text: `INSERT INTO claim_look (id, at, by_id, claim_id, subject_id, what, reason) VALUES ($1, $2, $3, $4, $5, $6, $7)`,
}

/** Logs that somebody looks, before he does. */
export async function addLook(
  { clock, database, newId }: Pick<Context, 'clock' | 'database' | 'newId'>,
  caller: Caller,
  it: { what: ClaimLook['what']; claimId: string | null; subjectId?: string; reason?: string },
  tx: Queryable = database,
): Promise<void> {
  const about = [it.claimId, it.subjectId ?? null, it.what, it.reason ?? null]
  await tx.query(insert, [newId(), new Date(clock()), caller.workerId, ...about])
}

const latest = {
  name: 'claims.looks-at',
  text: `SELECT FROM claim_look WHERE by_id = $1 AND claim_id = $2 AND what = 'case' AND at > $3 LIMIT 1`,
}

/** For how long a look at a case, once logged, goes on. */
const LOOK_MS = 30 * 60_000

/** Whether a look of his at this case has been logged just before. */
export const looksAt = async (
  { clock, database }: Pick<Context, 'clock' | 'database'>,
  caller: Caller,
  claimId: string,
): Promise<boolean> =>
  (await database.query(latest, [caller.workerId, claimId, new Date(clock() - LOOK_MS)])).count > 0

const ofClaim = {
  name: 'claims.looks-of',
  text: `SELECT at, what FROM claim_look WHERE claim_id = $1 AND what IN ('case', 'photo', 'identity')
    ORDER BY id DESC LIMIT 50`,
}
interface LookOfClaim {
  at: Date
  what: 'case' | 'photo' | 'identity'
}
export const looksOf = async (database: Queryable, claimId: string): Promise<LookOfClaim[]> =>
  (await database.query<LookOfClaim>(ofClaim, [claimId])).rows

export interface LookRow {
  id: string
  at: Date
  by_name: string | null
  what: ClaimLook['what']
  claim_number: string | null
  reason: string | null
}

const all = {
  name: 'claims.looks',
  text: `SELECT l.id, l.at, w.display_name AS by_name, l.what, c.number AS claim_number, coalesce(l.reason, b.number) AS reason
    FROM claim_look l LEFT JOIN aid_claim c ON c.id = l.claim_id LEFT JOIN payout_batch b ON b.id = l.subject_id
      LEFT JOIN worker w ON w.id = l.by_id
    WHERE ($1::text IS NULL OR c.number = $1) AND ($2::uuid IS NULL OR l.id < $2) ORDER BY l.id DESC LIMIT $3`,
}
/** Newest first, those before `after`. */
export const looksBefore = async (
  database: Queryable,
  claim: string | undefined,
  after: string | undefined,
  limit: number,
): Promise<LookRow[]> => (await database.query<LookRow>(all, [claim ?? null, after ?? null, limit])).rows
