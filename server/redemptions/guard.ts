import type { AlarmKind } from '@/contract'
import { SERVES } from '@/rules/desk'
import { dateText, dayOf } from '@/rules/shanghai'
import type { Caller } from '../account/authenticate'
import type { Context } from '../context'
import { noteAlarm } from '../fairness/queries'
import { Refusal } from '../http/refusal'
import type { Subject } from '../limits/paces'
import { redeemedBefore } from './queries'

type Guessed = [Subject, string][]

const countedOf = (clerk: Caller, stationId: string, handle: string): Guessed => [
  ['person', clerk.workerId],
  ['station', stationId],
  ['voucher', handle],
]

/**
 * Refuses typed digits where this clerk, this station or this voucher has had too many wrong ones; right or not, since
 * whoever tries all would otherwise find the right one all the same. Resolves to what counts a wrong one.
 */
export async function guardDigits(
  context: Context,
  clerk: Caller,
  stationId: string,
  handle: string,
): Promise<() => Promise<void>> {
  const { clock, ports } = context
  const { limiter } = ports
  if (!limiter) return async () => {}
  const counted = countedOf(clerk, stationId, handle)
  const waits = await Promise.all(counted.map(([subject, id]) => limiter.waiting('guess', subject, id)))
  const wait = Math.max(0, ...waits)
  if (wait > 0) {
    await alarm(context, 'guessing', stationId)
    throw new Refusal('digits-guessed', { retryAt: new Date(clock() + wait).toISOString() })
  }
  return async () => {
    await Promise.all(counted.map(async ([subject, id]) => limiter.take('guess', subject, id)))
  }
}

/**
 * Flags a station that redeems faster than anybody can serve, and refuses until it is no longer so. Scans made without
 * signal are flagged only: what they are of was handed out.
 */
export async function guardSpeed(
  context: Context,
  stationId: string,
  at: number,
  offline: boolean,
): Promise<void> {
  if (!context.ports.limiter) return
  const window = { from: new Date(at - SERVES.ms), to: new Date(at), skip: SERVES.count - 1 }
  const oldest = await redeemedBefore(context.database, stationId, window)
  if (!oldest) return
  await alarm(context, 'too-fast', stationId)
  if (!offline) {
    throw new Refusal('station-fast', { retryAt: new Date(oldest.getTime() + SERVES.ms).toISOString() })
  }
}

async function alarm(context: Context, kind: AlarmKind, stationId: string): Promise<void> {
  const { clock, database, newId, ports } = context
  const now = clock()
  ports.metrics?.alarmed(kind)
  ports.log.warn('Something is odd at a station’s desk', { kind, stationId })
  await noteAlarm(database, { id: newId(), kind, stationId, day: dateText(dayOf(now)), at: new Date(now) })
}
