import type { Worker } from '@/contract'
import { demoRegions, readIdNumber, realRegions } from '@/rules/id-number'
import { isName, maskName } from '@/rules/masking'
import { idFaultText } from '@/rules/wording'
import type { Context } from '../context'
import { DatabaseFault } from '../database/database'
import { Refusal } from '../http/refusal'
import { workerFrom, type Caller } from './authenticate'
import { personKey, sealIdentity } from './identity'
import { findWorker, latestConsentsOf, recordIdentity } from './queries'

/** Records who the caller is, once, after consent. One account a person. */
export async function verifyIdentity(
  context: Context,
  caller: Caller,
  typed: { name: string; idNumber: string },
): Promise<Worker> {
  const { clock, database, demo, ports, random } = context
  if (caller.verified) throw new Refusal('already-verified')
  const consents = await latestConsentsOf(database, caller.workerId)
  if (!consents.some((it) => it.purpose === 'identity' && it.given)) throw new Refusal('consent-required')
  const name = typed.name.trim()
  if (!isName(name)) throw new Refusal('name-invalid', { field: 'name' })
  const id = readIdNumber(typed.idNumber, demo ? demoRegions : realRegions, clock())
  if (!id.ok) throw new Refusal('id-number-invalid', { field: 'idNumber', detail: idFaultText(id.fault) })

  const identity = { name, idNumber: id.number, birthDate: id.birthDate }
  try {
    const recorded = await recordIdentity(database, {
      workerId: caller.workerId,
      displayName: maskName(name),
      personKey: personKey(ports.keys, id.number),
      identity: await sealIdentity(ports.keys, random, caller.workerId, identity),
      at: new Date(clock()),
    })
    if (!recorded) throw new Refusal('already-verified')
  } catch (error) {
    if (error instanceof DatabaseFault && error.kind === 'duplicate') throw new Refusal('identity-in-use')
    throw error
  }
  return meOf(context, caller)
}

/** The caller as he is now. */
export async function meOf({ database }: Context, caller: Caller): Promise<Worker> {
  const worker = await findWorker(database, caller.workerId)
  if (!worker) throw new Refusal('session-required')
  return workerFrom(worker)
}
