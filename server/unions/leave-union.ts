import type { UnionApplication } from '@/contract'
import type { Caller } from '../account/authenticate'
import type { Context } from '../context'
import { Refusal } from '../http/refusal'
import { applicationsOf, endApplication } from './queries'
import { showApplication } from './show'

/** Withdraws an application, or leaves the union. */
export async function leaveUnion(
  { clock, database }: Context,
  caller: Caller,
  id: string,
): Promise<UnionApplication> {
  const ended = await endApplication(database, id, caller.workerId, new Date(clock()))
  const row = (await applicationsOf(database, caller.workerId)).find((it) => it.id === id)
  if (!row) throw new Refusal('not-found')
  if (!ended) throw new Refusal('application-decided')
  return showApplication(row)
}
