import type { UnionApplication, UnionBasis } from '@/contract'
import type { Caller } from '../account/authenticate'
import { whileConsented } from '../account/consents'
import type { Context } from '../context'
import { DatabaseFault } from '../database/database'
import { Refusal } from '../http/refusal'
import { Repeated } from '../http/route'
import { addApplication, applicationsOf, liveApplicationOf, takesOf } from './queries'
import { showApplication } from './show'

/** Applies to a union. The same asked twice is one application; another while one is open is refused. */
export async function joinUnion(
  { clock, database, newId }: Context,
  caller: Caller,
  { unionId, basis }: { unionId: string; basis: UnionBasis },
): Promise<UnionApplication | Repeated<UnionApplication>> {
  if (!caller.verified) throw new Refusal('verification-required')
  const takes = await takesOf(database, unionId)
  if (!takes) throw new Refusal('union-unknown', { field: 'unionId' })
  if (!takes.includes(basis)) throw new Refusal('union-takes-others', { field: 'basis' })
  const id = newId()
  try {
    const it = { id, workerId: caller.workerId, unionId, basis, at: new Date(clock()) }
    const added = await whileConsented(database, caller.workerId, ['identity'], (tx) =>
      addApplication(tx, it),
    )
    if (!added) throw new Refusal('verification-required')
  } catch (error) {
    if (!(error instanceof DatabaseFault) || error.constraint !== 'union_application_live') throw error
    const held = await liveApplicationOf(database, caller.workerId)
    // It ended in between: whoever asks once more gets through.
    if (!held) throw new Refusal('outcome-unknown')
    if (held.state === 'member') throw new Refusal('already-union-member', { heldId: held.id })
    if (held.union.id !== unionId || held.basis !== basis) {
      throw new Refusal('application-open', { heldId: held.id })
    }
    return new Repeated(showApplication(held))
  }
  const made = (await applicationsOf(database, caller.workerId)).find((it) => it.id === id)
  if (!made) throw new Error(`Application ${id} is missing`)
  return showApplication(made)
}
