import { MINUTE } from '@/rules/shanghai'
import { isName } from '@/rules/masking'
import type { Caller } from '../account/authenticate'
import { newSpokenCode } from '../account/spoken-code'
import { personKey, unsealIdentity } from '../account/identity'
import { readId } from '../account/read-id'
import { lookupKey } from '../account/seal'
import type { Context } from '../context'
import { Refusal } from '../http/refusal'
import { findPerson, putRecovery } from './queries'

const GOOD_FOR = 30 * MINUTE

/**
 * Asks for the account that was verified as the one who asks. Refused alike where there is none and where the name is
 * another, so that nothing is told of anybody.
 */
export async function askRecovery(
  context: Context,
  caller: Caller,
  typed: { name: string; idNumber: string },
): Promise<{ code: string; expiresAt: string }> {
  const { clock, database, newId, ports, random } = context
  if (caller.verified) throw new Refusal('already-verified')
  const name = typed.name.trim()
  if (!isName(name)) throw new Refusal('name-invalid', { field: 'name' })
  const now = clock()
  const id = readId(context, typed.idNumber)
  const owned = await findPerson(database, personKey(ports.keys, id.number))
  const known = owned && (await unsealIdentity(ports.keys, owned.id, owned.identity))
  if (!owned || known?.name !== name) throw new Refusal('recovery-refused')
  const { code, shown } = newSpokenCode(random)
  const expiresAt = new Date(now + GOOD_FOR)
  await putRecovery(database, {
    id: newId(),
    codeHash: lookupKey(ports.keys, 'recovery', code),
    askingId: caller.workerId,
    ownedId: owned.id,
    askedAt: new Date(now),
    expiresAt,
  })
  return { code: shown, expiresAt: expiresAt.toISOString() }
}
