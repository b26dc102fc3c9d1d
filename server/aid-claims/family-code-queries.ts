import type { Queryable } from '../database/database'

export interface FamilyCodeRow {
  id: string
  policy_id: string
  made_by: string | null
  by_union: boolean
  made_at: Date
  expires_at: Date
  used_at: Date | null
}

const columns = 'id, policy_id, made_by, by_union, made_at, expires_at, used_at'

const insert = {
  name: 'claims.add-family-code',
  text: `INSERT INTO family_code (id, policy_id, code_hash, made_by, by_union, made_at, expires_at)
    SELECT $1, $2, $3, $4, $5, $6, $7 WHERE (SELECT count(*) FROM family_code WHERE policy_id = $2 AND by_union = $5
      AND used_at IS NULL AND withdrawn_at IS NULL AND expires_at > $6) < $8`,
}
/** False where there are so many good ones already. The policy must be locked. */
export const addFamilyCode = async (
  tx: Queryable,
  it: {
    id: string
    policyId: string
    codeHash: Uint8Array
    madeBy: string
    byUnion: boolean
    at: Date
    expiresAt: Date
    most: number
  },
): Promise<boolean> => {
  const who = [it.madeBy, it.byUnion, it.at, it.expiresAt, it.most]
  return (await tx.query(insert, [it.id, it.policyId, it.codeHash, ...who])).count === 1
}

const ofPolicy = {
  name: 'claims.family-codes-of',
  text: `SELECT ${columns} FROM family_code WHERE policy_id = $1 AND withdrawn_at IS NULL ORDER BY id DESC LIMIT 50`,
}
export const familyCodesOf = async (database: Queryable, policyId: string): Promise<FamilyCodeRow[]> =>
  (await database.query<FamilyCodeRow>(ofPolicy, [policyId])).rows

const byHash = {
  name: 'claims.family-code',
  text: `SELECT ${columns} FROM family_code WHERE code_hash = $1 AND withdrawn_at IS NULL`,
}
/** One that was not withdrawn. */
export const findFamilyCode = async (
  database: Queryable,
  codeHash: Uint8Array,
): Promise<FamilyCodeRow | undefined> => (await database.query<FamilyCodeRow>(byHash, [codeHash])).rows[0]

const use = {
  name: 'claims.use-family-code',
  text: `UPDATE family_code SET used_at = $3, used_by = $2 WHERE id = $1 AND used_at IS NULL AND withdrawn_at IS NULL
    AND expires_at > $3`,
}
/** False where it is of no use any more. */
export const setFamilyCodeUsed = async (
  tx: Queryable,
  id: string,
  workerId: string,
  at: Date,
): Promise<boolean> => (await tx.query(use, [id, workerId, at])).count === 1

const withdraw = {
  name: 'claims.withdraw-family-code',
  text: `UPDATE family_code SET withdrawn_at = $3 WHERE id = $1 AND used_at IS NULL AND withdrawn_at IS NULL
    AND policy_id IN (SELECT id FROM aid_policy WHERE worker_id = $2)`,
}
/** False where there is no such unused code to a policy of this worker. */
export const setFamilyCodeWithdrawn = async (
  database: Queryable,
  id: string,
  workerId: string,
  at: Date,
): Promise<boolean> => (await database.query(withdraw, [id, workerId, at])).count === 1

const usedOf = {
  name: 'claims.used-family-code-of',
  text: `SELECT 1 FROM family_code WHERE id = $1 AND used_at IS NOT NULL
    AND policy_id IN (SELECT id FROM aid_policy WHERE worker_id = $2)`,
}
export const isUsedCodeOf = async (database: Queryable, id: string, workerId: string): Promise<boolean> =>
  (await database.query(usedOf, [id, workerId])).count === 1
