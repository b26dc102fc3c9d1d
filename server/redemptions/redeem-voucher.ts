import { sha256 } from '@noble/hashes/sha2.js'
import type { Figures, Redemption, ReplyOf, api } from '@/contract'
import { utf8 } from '@/rules/encoding'
import type { ParsedCode } from '@/rules/parse-code'
import { CODE_LIVES_MS } from '@/rules/voucher-code'
import { requireStation, type Caller } from '../account/authenticate'
import type { Context } from '../context'
import { DatabaseFault } from '../database/database'
import { Refusal } from '../http/refusal'
import { repeat, type Intent, type Repeated } from '../http/route'
import { stationFigures } from '../ledger/figures'
import { checkCodeOf, checkPlace, notYet, readCode, stateRefusal } from './check-scan'
import { guardDigits, guardSpeed } from './guard'
import { findByHandle, findByKey, redeemOnlyOnce, type PresentedVoucher, type RedemptionRow } from './queries'
import { showRedemption } from './show-redemption'

export interface Redeemed {
  redemption: Redemption
  figures: Figures
}

interface Presented {
  code: string
  stationId: string
  deviceTime: string
}

/** What is asked under a key, by whichever of the two ways: a scan that got no answer may come again as a queued one. */
export const hashOfScan = ({ code, stationId }: Pick<Presented, 'code' | 'stationId'>): Uint8Array =>
  sha256(utf8(`${stationId}\n${code}`))

/**
 * Redeems the voucher behind a scanned or typed code at one of the clerk's stations. Of any number of scans exactly one
 * gets through; the others are told when and where. The same key gets the same answer.
 */
export async function redeemVoucher(
  context: Context,
  clerk: Caller,
  asked: Presented,
  { key }: Intent,
): Promise<Redeemed | Repeated<Redeemed>> {
  requireStation(clerk, asked.stationId)
  const intent = { key, hash: hashOfScan(asked) }
  const earlier = await findByKey(context.database, clerk.workerId, intent.key)
  if (earlier) return repeat(intent, earlier.request_hash, () => showRedeemed(context, earlier))
  const { row, won } = await redeemScan(context, clerk, asked, context.clock(), intent)
  return won ? showRedeemed(context, row) : repeat(intent, row.request_hash, () => showRedeemed(context, row))
}

/**
 * Redeems by a code for the moment it was scanned at (epoch ms). Resolves to the redemption, which another call under the
 * same key may have made meanwhile (`won` false).
 */
export async function redeemScan(
  context: Context,
  clerk: Caller,
  asked: Presented & { offline?: boolean },
  at: number,
  intent: Intent,
): Promise<{ row: RedemptionRow; won: boolean }> {
  const { clock, database, newId } = context
  const { code, voucher } = await readScan(context, clerk, asked, at)
  const redemption = {
    id: newId(),
    voucherId: voucher.id,
    stationId: asked.stationId,
    clerkId: clerk.workerId,
    by: code.by,
    redeemedAt: new Date(at),
    enteredAt: new Date(clock()),
    note: asked.offline ? ('offline' as const) : null,
    deviceTime: new Date(asked.deviceTime),
    notSince: new Date(at - CODE_LIVES_MS),
    key: intent.key,
    requestHash: intent.hash,
    pseudonym: voucher.pseudonym,
  }
  const late = voucher.state === 'expired'
  const won = await redeemOnlyOnce(database, newId, redemption, late).catch((error: unknown) => {
    if (error instanceof DatabaseFault && error.kind === 'duplicate') return false
    throw error
  })
  const row = await findByKey(database, clerk.workerId, intent.key)
  if (row) return { row, won }
  const after = (await findByHandle(database, code.handle)) ?? voucher
  // Where it expired this very moment, the next try finds it so.
  throw stateRefusal(after, at) ?? new Refusal(after.state === 'expired' ? 'unavailable' : 'code-unknown')
}

/** Reads a code and refuses what would not redeem at this moment (epoch ms). */
async function readScan(
  context: Context,
  clerk: Caller,
  asked: Presented & { offline?: boolean },
  at: number,
): Promise<{ code: ParsedCode; voucher: PresentedVoucher }> {
  const code = readCode(asked.code)
  const wrong =
    code.by === 'digits' ? await guardDigits(context, clerk, asked.stationId, code.handle) : async () => {}
  const voucher = await findByHandle(context.database, code.handle)
  try {
    if (!voucher) throw new Refusal('code-unknown')
    checkCodeOf(context, code, voucher, at)
  } catch (error) {
    await wrong()
    throw error
  }
  // A voucher that is done with is told about as such at any station.
  if (!stateRefusal(voucher, at)) await checkPlace(context, voucher, asked.stationId)
  const early = notYet(voucher, at)
  if (early) throw early
  await guardSpeed(context, asked.stationId, at, asked.offline === true)
  return { code, voucher }
}

/** Whose voucher a code is of, and what for, before it is redeemed. Refuses what redeeming would refuse. */
export async function previewRedemption(
  context: Context,
  clerk: Caller,
  asked: Presented,
): Promise<ReplyOf<typeof api.previewRedemption>> {
  requireStation(clerk, asked.stationId)
  const at = context.clock()
  const { voucher } = await readScan(context, clerk, asked, at)
  const over = stateRefusal(voucher, at)
  if (over) throw over
  return {
    title: voucher.title,
    items: voucher.items,
    worker: { maskedName: voucher.display_name, occupation: voucher.occupation },
    ...(voucher.variant !== '' && { variant: voucher.variant }),
    ...(voucher.uses > 1 && { usesLeft: voucher.uses_left }),
    expiresAt: voucher.expires_at.toISOString(),
  }
}

export async function showRedeemed({ database }: Context, row: RedemptionRow): Promise<Redeemed> {
  return {
    redemption: showRedemption(row),
    figures: await stationFigures(database, row.campaign_id, row.station_id),
  }
}
