import type { FamilyCode, RefusalCode } from '@/contract'
import { DAY } from '@/rules/shanghai'
import { maskName } from '@/rules/masking'
import type { Caller } from '../account/authenticate'
import { lookupKey } from '../account/seal'
import { newSpokenCode, readSpokenCode } from '../account/spoken-code'
import { unsealIdentity } from '../account/identity'
import { readIdentity } from '../account/queries'
import type { Context } from '../context'
import type { Queryable } from '../database/database'
import { Refusal } from '../http/refusal'
import { addFamilyCode, findFamilyCode, setFamilyCodeUsed, type FamilyCodeRow } from './family-code-queries'
import { addLook } from './looks'
import { findClaimedPolicy, findPolicyByNumber, lockPolicySums, type ClaimedPolicy } from './queries'

/** Codes by which one relative files one claim. Kept as hashes; whoever made one told it on. */

const GOOD_MS = 180 * DAY
const MOST = 3

export const showFamilyCode = (row: FamilyCodeRow): FamilyCode => ({
  id: row.id,
  policyId: row.policy_id,
  by: row.by_union ? 'union' : 'member',
  madeAt: row.made_at.toISOString(),
  expiresAt: row.expires_at.toISOString(),
  usedAt: row.used_at?.toISOString() ?? null,
})

async function makeCode(
  { clock, database, newId, ports, random }: Context,
  policyId: string,
  caller: Caller,
  byUnion: boolean,
): Promise<{ code: string; row: FamilyCodeRow }> {
  const { code, shown } = newSpokenCode(random)
  const now = clock()
  const row = {
    id: newId(),
    policy_id: policyId,
    made_by: caller.workerId,
    by_union: byUnion,
    made_at: new Date(now),
    expires_at: new Date(now + GOOD_MS),
    used_at: null,
  }
  const added = await database.transaction(async (tx) => {
    await lockPolicySums(tx, policyId)
    return addFamilyCode(tx, {
      id: row.id,
      policyId,
      codeHash: lookupKey(ports.keys, 'family', code),
      madeBy: caller.workerId,
      byUnion,
      at: row.made_at,
      expiresAt: row.expires_at,
      most: MOST,
    })
  })
  if (!added) throw new Refusal('family-codes-full')
  return { code: shown, row }
}

/** The member makes one. It leaves the server here and never again. */
export async function makeFamilyCode(
  context: Context,
  caller: Caller,
  policyId: string,
): Promise<{ code: string; familyCode: FamilyCode }> {
  await requireOwnPolicy(context.database, caller, policyId)
  const { code, row } = await makeCode(context, policyId, caller, false)
  return { code, familyCode: showFamilyCode(row) }
}

export async function requireOwnPolicy(
  database: Queryable,
  caller: Caller,
  policyId: string,
): Promise<ClaimedPolicy> {
  const policy = await findClaimedPolicy(database, policyId)
  if (!policy || policy.worker_id !== caller.workerId) throw new Refusal('not-found')
  return policy
}

/** A reviewer gives one to a relative who can say whom it is about: the policy's number and the member's full name. */
export async function giveFamilyCode(
  context: Context,
  caller: Caller,
  asked: { policyNumber: string; name: string; reason: string },
): Promise<{ code: string; holder: string; expiresAt: string }> {
  const { database, ports } = context
  const reason = asked.reason.trim()
  if (reason === '') {
    throw new Refusal('reason-required', { field: 'reason', detail: '请写给谁、为什么给' })
  }
  const policy = await findPolicyByNumber(database, asked.policyNumber.trim().toUpperCase())
  const sealed = policy && (await readIdentity(database, policy.worker_id))
  const identity = policy && sealed && (await unsealIdentity(ports.keys, policy.worker_id, sealed))
  if (!policy || !identity || identity.name !== asked.name.trim()) throw new Refusal('policy-unknown')
  if (policy.worker_id === caller.workerId) throw new Refusal('own-case')
  await addLook(context, caller, { what: 'family-code', claimId: null, reason })
  const { code, row } = await makeCode(context, policy.id, caller, true)
  return { code, holder: maskName(identity.name), expiresAt: row.expires_at.toISOString() }
}

/** Whom a code is about. Refuses one that is not, or no longer, good, and the member's own use of it. */
export async function policyOfCode(
  { clock, database, ports }: Pick<Context, 'clock' | 'database' | 'ports'>,
  caller: Caller,
  typed: string,
): Promise<{ code: FamilyCodeRow; policy: ClaimedPolicy }> {
  const code = await findFamilyCode(database, lookupKey(ports.keys, 'family', readSpokenCode(typed)))
  const refuse = (why: RefusalCode) => new Refusal(why, { field: 'code' })
  if (!code || code.expires_at.getTime() <= clock()) throw refuse('family-code-refused')
  if (code.used_at) throw refuse('family-code-used')
  const policy = await findClaimedPolicy(database, code.policy_id)
  if (!policy) throw refuse('family-code-refused')
  if (policy.worker_id === caller.workerId) throw refuse('family-code-own')
  return { code, policy }
}

/** A code for just this policy, by which somebody else than the member files. */
export async function requireFamilyCode(
  context: Context,
  typed: string,
  policy: ClaimedPolicy,
): Promise<FamilyCodeRow> {
  const field = 'familyCode'
  const hash = lookupKey(context.ports.keys, 'family', readSpokenCode(typed))
  const code = await findFamilyCode(context.database, hash)
  if (!code || code.policy_id !== policy.id || code.expires_at.getTime() <= context.clock()) {
    throw new Refusal('family-code-refused', { field })
  }
  if (code.used_at) throw new Refusal('family-code-used', { field })
  return code
}

/** Uses a code up, in the transaction that files. */
export async function useFamilyCode(tx: Queryable, id: string, workerId: string, at: Date): Promise<void> {
  if (!(await setFamilyCodeUsed(tx, id, workerId, at))) {
    throw new Refusal('family-code-used', { field: 'familyCode' })
  }
}
