import type { SlowRule } from '@/contract'
import { DAY } from '@/rules/shanghai'
import type { Caller } from '../account/authenticate'
import { RETURNS_A_DAY, SWEEP, SWEEP_SECONDS } from '../campaigns/claim-queries'
import type { Context } from '../context'
import { Refusal } from '../http/refusal'
import { claimedBefore, isCleared, latestReturns, noteSlowed } from './queries'

/** An account is new for a day. */
const NEW_MS = DAY

/**
 * Why a claim has to wait before it is tried; undefined where it need not. Nobody is shut out: it passes by itself, and at
 * once for whoever stands at a station or gives his name and ID number, and where an operator has let the person through.
 */
export async function slowDown(
  context: Context,
  caller: Caller,
  campaignId: string,
  address: string | undefined,
): Promise<Refusal | undefined> {
  const { limiter } = context.ports
  const isNew = !caller.verified && context.clock() - caller.registeredAt < NEW_MS
  if (!limiter || !isNew || address === undefined) return undefined
  const wait = await limiter.take('newcomers', 'address', address)
  return wait > 0 ? slowed(context, caller, campaignId, 'newcomers', context.clock() + wait) : undefined
}

/** The same where the database saw a rule broken, by what the person did in any process. */
export async function slowedBy(
  rule: SlowRule,
  context: Context,
  caller: Caller,
  campaignId: string,
): Promise<Refusal | undefined> {
  const { clock, database } = context
  const since =
    rule === 'returns'
      ? (await latestReturns(database, caller.workerId, RETURNS_A_DAY)).at(-1)
      : await claimedBefore(database, caller.workerId, SWEEP)
  const lasts = rule === 'returns' ? DAY : SWEEP_SECONDS * 1000
  return slowed(context, caller, campaignId, rule, (since?.getTime() ?? clock()) + lasts)
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
