import type { Caller } from '../account/authenticate'
import { unsealIdentity } from '../account/identity'
import { findWorker, readIdentity } from '../account/queries'
import { addLook } from '../aid-claims/looks'
import type { Context } from '../context'
import { Refusal } from '../http/refusal'
import { requireFreeCase } from './require-case'

/** Who a case is about, in full, for a reason that is logged before anything is told. */
export async function revealIdentity(
  context: Context,
  caller: Caller,
  id: string,
  why: string,
): Promise<{ name: string; idNumber: string; maskedPhone: string | null }> {
  const { database, ports } = context
  const reason = why.trim()
  if (reason === '') throw new Refusal('reason-required', { field: 'reason' })
  return database.transaction(async (tx) => {
    const row = await requireFreeCase(tx, context, caller, id)
    const sealed = await readIdentity(tx, row.worker_id)
    if (!sealed) {
      const member = await findWorker(tx, row.worker_id)
      throw new Refusal(member ? 'identity-untold' : 'identity-gone')
    }
    await addLook(context, caller, { what: 'identity', claimId: id, reason }, tx)
    const { idNumber, name } = await unsealIdentity(ports.keys, row.worker_id, sealed)
    return { name, idNumber, maskedPhone: (await findWorker(tx, row.worker_id))?.masked_phone ?? null }
  })
}
