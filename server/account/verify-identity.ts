import type { Worker } from '@/contract'
import { isName, maskName } from '@/rules/masking'
import type { Context } from '../context'
import { DatabaseFault } from '../database/database'
import { Refusal } from '../http/refusal'
import { agreedOccupation, nameKey } from '../roster/compare'
import { confirmOccupation, rosterOf } from '../roster/queries'
import { workerFrom, type Caller } from './authenticate'
import { whileConsented } from './consents'
import { personKey, sealIdentity } from './identity'
import { findWorker, recordIdentity } from './queries'
import { readId } from './read-id'

/** Records who the caller is, once, after consent. One account a person. */
export async function verifyIdentity(
  context: Context,
  caller: Caller,
  typed: { name: string; idNumber: string },
): Promise<Worker> {
  const { clock, database, ports, random } = context
  if (caller.verified) throw new Refusal('already-verified')
  const name = typed.name.trim()
  if (!isName(name)) throw new Refusal('name-invalid', { field: 'name' })
  const id = readId(context, typed.idNumber)

  const identity = { name, idNumber: id.number, birthDate: id.birthDate }
  try {
    const sealed = await sealIdentity(ports.keys, random, caller.workerId, identity)
    const recorded = await whileConsented(database, caller.workerId, ['identity'], (tx) =>
      recordIdentity(tx, {
        workerId: caller.workerId,
        displayName: maskName(name),
        personKey: personKey(ports.keys, id.number),
        identity: sealed,
        at: new Date(clock()),
      }),
    )
    if (!recorded) throw new Refusal('already-verified')
    await compareWithRosters(context, caller.workerId, id.number, name)
  } catch (error) {
    if (error instanceof DatabaseFault && error.kind === 'duplicate') throw new Refusal('identity-in-use')
    throw error
  }
  return meOf(context, caller)
}

/** Takes over what he works as where every roster that knows him says the same. */
async function compareWithRosters(
  { clock, database, ports }: Context,
  workerId: string,
  idNumber: string,
  name: string,
): Promise<void> {
  const said = await rosterOf(database, personKey(ports.keys, idNumber))
  const agreed = agreedOccupation(said, nameKey(ports.keys, idNumber, name))
  if (agreed) await confirmOccupation(database, workerId, agreed, new Date(clock()))
}

/** The caller as he is now. */
export async function meOf({ database }: Context, caller: Caller): Promise<Worker> {
  const worker = await findWorker(database, caller.workerId)
  if (!worker) throw new Refusal('session-required')
  return workerFrom(worker)
}
