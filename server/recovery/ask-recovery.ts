import { demoRegions, readIdNumber, realRegions } from '@/rules/id-number'
import { MINUTE } from '@/rules/shanghai'
import { idFaultText } from '@/rules/wording'
import { isName } from '@/rules/masking'
import type { Caller } from '../account/authenticate'
import { newSpokenCode } from '../account/spoken-code'
import { personKey, unsealIdentity } from '../account/identity'
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
  { clock, database, demo, newId, ports, random }: Context,
  caller: Caller,
  typed: { name: string; idNumber: string },
): Promise<{ code: string; expiresAt: string }> {
  if (caller.verified) throw new Refusal('already-verified')
  const name = typed.name.trim()
  if (!isName(name)) throw new Refusal('name-invalid', { field: 'name' })
  const now = clock()
  const id = readIdNumber(typed.idNumber, demo ? demoRegions : realRegions, now)
  if (!id.ok) throw new Refusal('id-number-invalid', { field: 'idNumber', detail: idFaultText(id.fault) })
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
