import { bytesToHex } from '@noble/hashes/utils.js'
import { occupationName } from '@/rules/eligibility'
import { bestSubsidy, isWithin, renewableFrom, type Joining } from '@/rules/premium'
import type { Caller } from '../account/authenticate'
import { lookupKey } from '../account/seal'
import type { Queryable } from '../database/database'
import { Refusal } from '../http/refusal'
import type { Keys } from '../ports'
import { findCover, rostersNaming, type PlanRow, type SubsidyRow } from './queries'

/** Whether one can join a plan at `now` (epoch ms) at all. */
export const isOpen = (plan: PlanRow, now: number): boolean =>
  plan.open && isWithin(plan.opens_at?.toISOString() ?? null, plan.closes_at?.toISOString() ?? null, now)

/** Somebody without a session: what everybody gets. */
export const anybody: Joining = { regionCode: null, occupation: null, rosters: [] }

/** What of the caller decides on his subsidy; rosters are asked only where a subsidy goes by one. */
export async function joiningOf(
  database: Queryable,
  caller: Caller,
  plans: readonly PlanRow[],
): Promise<Joining> {
  const asked = plans.some((plan) => plan.subsidies.some((it) => it.roster !== null))
  const { occupation, regionCode, workerId } = caller
  return { occupation, regionCode, rosters: asked ? await rostersNaming(database, workerId) : [] }
}

/** The subsidy the caller would get now. */
export const priceFor = async (
  database: Queryable,
  caller: Caller,
  plan: PlanRow,
  now: number,
): Promise<SubsidyRow | undefined> =>
  bestSubsidy(plan.subsidies, plan.price_fen, await joiningOf(database, caller, [plan]), now)

/**
 * Refuses whoever cannot join now: the plan is closed, for other occupations, or covers him already and cannot be renewed
 * yet. Resolves to until when he is covered (epoch ms), where he renews.
 */
export async function requireJoinable(
  database: Queryable,
  caller: Caller,
  plan: PlanRow,
  now: number,
): Promise<number | undefined> {
  if (!isOpen(plan, now)) {
    const opens = plan.open && plan.opens_at && plan.opens_at.getTime() > now ? plan.opens_at : undefined
    throw new Refusal('plan-closed', opens ? { retryAt: opens.toISOString() } : {})
  }
  const { occupation } = caller
  if (plan.occupations.length > 0 && (occupation === null || !plan.occupations.includes(occupation))) {
    const meant = plan.occupations.map(occupationName).join('、')
    const yours = occupation ? `你登记的是${occupationName(occupation)}` : '你还没登记工种'
    throw new Refusal('plan-occupation', { detail: `这项互助是给${meant}的，${yours}` })
  }
  const cover = await findCover(database, caller.workerId, plan.id, new Date(now))
  if (!cover) return undefined
  const until = cover.in_force_to.getTime()
  const opens = renewableFrom(until, plan.renew_days)
  if (now < opens) {
    throw new Refusal('already-covered', { heldId: cover.id, retryAt: new Date(opens).toISOString() })
  }
  return until
}

/** By which a plan knows whom it covers, whatever becomes of his account; of no use for another plan, or for anything else. */
export const coverKey = (keys: Keys, planId: string, personKey: Uint8Array): Uint8Array =>
  lookupKey(keys, 'cover', `${planId}:${bytesToHex(Uint8Array.from(personKey))}`)
