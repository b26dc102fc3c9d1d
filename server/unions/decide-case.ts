import type { api, ApplicationState, HandledInput, UnionCase } from '@/contract'
import type { Caller } from '../account/authenticate'
import type { Context } from '../context'
import { Refusal } from '../http/refusal'
import { findCase, recordDecision, type Decision } from './queries'
import { showCase } from './show'

type Said = HandledInput<typeof api.decideUnionCase>['body']

const from: Record<Said['decision'], readonly ApplicationState[]> = {
  accept: ['submitted'],
  admit: ['submitted', 'accepted'],
  refuse: ['submitted', 'accepted'],
}
const to: Record<Said['decision'], Decision['to']> = {
  accept: 'accepted',
  admit: 'member',
  refuse: 'refused',
}

/** Decides an application, once: whoever comes second is told so. Nobody decides his own. */
export async function decideCase(
  { clock, database }: Context,
  admin: Caller,
  id: string,
  said: Said,
): Promise<UnionCase> {
  const found = await findCase(database, id)
  if (!found) throw new Refusal('not-found')
  if (found.worker_id === admin.workerId) throw new Refusal('application-own')
  const note = said.decision === 'refuse' ? (said.note?.trim() ?? '') : ''
  if (said.decision === 'refuse' && said.reason === 'other' && note === '') {
    throw new Refusal('invalid-input', { field: 'note', detail: '请写明为什么没通过' })
  }
  const done = await recordDecision(database, {
    id,
    from: from[said.decision],
    to: to[said.decision],
    by: admin.workerId,
    at: new Date(clock()),
    reason: said.decision === 'refuse' ? said.reason : null,
    note: note || null,
  })
  const now = await findCase(database, id)
  if (!done || !now) throw new Refusal('application-decided')
  return showCase(now)
}
