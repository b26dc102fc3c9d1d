import type { Occupation, Worker } from '@/contract'
import { DAY } from '@/rules/shanghai'
import type { Context } from '../context'
import { Refusal } from '../http/refusal'
import type { Caller } from './authenticate'
import { findWorker, setOccupation } from './queries'
import { meOf } from './verify-identity'

/** Between two changes, so that nobody is one thing for one gift and another for the next. */
const CHANGE_AFTER = 30 * DAY

/** Notes what the caller says he works as, where no roster has told. */
export async function declareOccupation(
  context: Context,
  caller: Caller,
  occupation: Occupation,
): Promise<Worker> {
  const { clock, database } = context
  const now = clock()
  const done = await setOccupation(database, {
    workerId: caller.workerId,
    occupation,
    at: new Date(now),
    notSince: new Date(now - CHANGE_AFTER),
  })
  if (done) return meOf(context, caller)
  const worker = await findWorker(database, caller.workerId)
  if (worker?.occupation === occupation) return meOf(context, caller)
  if (worker?.occupation_confirmed) throw new Refusal('occupation-confirmed')
  const since = worker?.occupation_declared_at?.getTime() ?? now
  throw new Refusal('occupation-recent', { retryAt: new Date(since + CHANGE_AFTER).toISOString() })
}
