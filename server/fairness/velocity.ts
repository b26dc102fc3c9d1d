import type { SlowRule } from '@/contract'
import { DAY } from '@/rules/shanghai'
import type { Caller } from '../account/authenticate'
import { RETURNS_A_DAY } from '../campaigns/claim-queries'
import type { Context } from '../context'
import { Refusal } from '../http/refusal'
import { isCleared, latestReturns, noteSlowed } from './queries'

/** An account is new for a day. */
const NEW_MS = DAY

/**
 * Why a claim has to wait; undefined where it need not. Nobody is shut out: it passes by itself, and at once for whoever
 * stands at a station, and where an operator has let the person through. For the verified there is no rule by address.
 */
export async function slowDown(
  context: Context,
  caller: Caller,
  campaignId: string,
  address: string | undefined,
): Promise<Refusal | undefined> {
  const { limiter } = context.ports
  if (!limiter) return undefined
  const isNew = !caller.verified && context.clock() - caller.registeredAt < NEW_MS
  const crowd = isNew && address !== undefined ? await limiter.take('newcomers', 'address', address) : 0
  if (crowd > 0) return slowed(context, caller, campaignId, 'newcomers', context.clock() + crowd)
  const haste = await limiter.take('sweep', 'person', caller.workerId)
  if (haste > 0) return slowed(context, caller, campaignId, 'sweep', context.clock() + haste)
  return undefined
}

/** The same for somebody who gave back too often within a day. */
export async function slowedByReturns(
  context: Context,
  caller: Caller,
  campaignId: string,
): Promise<Refusal | undefined> {
  const returns = await latestReturns(context.database, caller.workerId, RETURNS_A_DAY)
  const until = (returns.at(-1)?.getTime() ?? context.clock()) + DAY
  return slowed(context, caller, campaignId, 'returns', until)
}

async function slowed(
  { clock, database, newId }: Context,
  caller: Caller,
  campaignId: string,
  rule: SlowRule,
  until: number,
): Promise<Refusal | undefined> {
  if (await isCleared(database, caller.workerId)) return undefined
  const it = { id: newId(), campaignId, workerId: caller.workerId, rule }
  await noteSlowed(database, { ...it, at: new Date(clock()), until: new Date(until) })
  return new Refusal('slowed', { retryAt: new Date(until).toISOString() })
}
