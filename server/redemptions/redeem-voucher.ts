import type { Figures, Redemption } from '@/contract'
import { type ParsedCode, parseCode } from '@/rules/parse-code'
import { checkCode, STEP_SECONDS, STEP_TOLERANCE } from '@/rules/voucher-code'
import { requireStation, type Caller } from '../account/authenticate'
import type { Context } from '../context'
import { DatabaseFault } from '../database/database'
import { Refusal } from '../http/refusal'
import { repeat, type Intent, type Repeated } from '../http/route'
import { stationFigures } from '../ledger/figures'
import { voucherSecret } from '../vouchers/show-voucher'
import {
  findByHandle,
  findByKey,
  isInCampaign,
  redeemOnlyOnce,
  type PresentedVoucher,
  type RedemptionRow,
} from './queries'

export interface Redeemed {
  redemption: Redemption
  figures: Figures
}

/** A pass is not used twice by what its screen showed once. */
const CODE_LIVES_MS = (2 * STEP_TOLERANCE + 1) * STEP_SECONDS * 1000

/** Beyond this many devices of one owner a code is not searched for. */
const MAX_DEVICES = 20

/**
 * Redeems the voucher behind a scanned or typed code at one of the clerk's stations. Of any number of scans exactly one
 * gets through; the others are told when and where. The same key gets the same answer.
 */
export async function redeemVoucher(
  context: Context,
  clerk: Caller,
  asked: { code: string; stationId: string; deviceTime: string },
  intent: Intent,
): Promise<Redeemed | Repeated<Redeemed>> {
  const { clock, database, newId } = context
  requireStation(clerk, asked.stationId)
  const earlier = await findByKey(database, clerk.workerId, intent.key)
  if (earlier) return repeat(intent, earlier.request_hash, () => redeemed(context, earlier))

  const code = parseCode(asked.code)
  if (!code) throw new Refusal('code-malformed')
  const voucher = await findByHandle(database, code.handle)
  if (!voucher) throw new Refusal('code-unknown')
  const now = clock()
  checkCodeOf(context, code, voucher, now)
  // A voucher that is done with is told about as such at any station.
  if (!stateRefusal(voucher, now)) await checkPlace(context, voucher, asked.stationId)

  const redemption = {
    id: newId(),
    voucherId: voucher.id,
    stationId: asked.stationId,
    clerkId: clerk.workerId,
    by: code.by,
    redeemedAt: new Date(now),
    deviceTime: new Date(asked.deviceTime),
    notSince: new Date(now - CODE_LIVES_MS),
    key: intent.key,
    requestHash: intent.hash,
    pseudonym: voucher.pseudonym,
  }
  const won = await redeemOnlyOnce(database, newId, redemption).catch((error: unknown) => {
    if (error instanceof DatabaseFault && error.kind === 'duplicate') return false
    throw error
  })
  const row = await findByKey(database, clerk.workerId, intent.key)
  if (row)
    return won ? redeemed(context, row) : repeat(intent, row.request_hash, () => redeemed(context, row))
  const after = await findByHandle(database, code.handle)
  throw stateRefusal(after ?? voucher, now) ?? new Refusal('code-unknown')
}

/**
 * Refuses a code that no device of the owner drew, and one of another time. Of a voucher that is no longer ready a genuine
 * code of any time will do: the one who shows it is to learn why, not to be sent for a new code.
 */
function checkCodeOf({ ports }: Context, code: ParsedCode, voucher: PresentedVoucher, now: number): void {
  const results = voucher.devices
    .slice(0, MAX_DEVICES)
    .map((device) => checkCode(code, voucherSecret(ports.keys, voucher.id, device), now))
  if (results.includes('good')) return
  if (results.includes('stale')) {
    if (stateRefusal(voucher, now)) return
    throw new Refusal('code-stale')
  }
  // Typed digits older than the search look just like mistyped ones.
  throw new Refusal(code.by === 'digits' ? 'code-stale' : 'code-unknown')
}

function stateRefusal(voucher: PresentedVoucher, now: number): Refusal | undefined {
  const { state, redeemed_at: at, redeemed_where: where } = voucher
  if (state === 'redeemed' && at && where) {
    return new Refusal('voucher-redeemed', {
      at: at.toISOString(),
      where: [{ stationId: where.id, name: where.name, point: where.point }],
    })
  }
  if (state === 'returned' || state === 'revoked') return new Refusal('voucher-withdrawn')
  if (state === 'expired' || voucher.expires_at.getTime() <= now) {
    return new Refusal('voucher-expired', { at: voucher.expires_at.toISOString() })
  }
  if (at && at.getTime() > now - CODE_LIVES_MS) {
    return new Refusal('voucher-just-used', {
      at: at.toISOString(),
      retryAt: new Date(at.getTime() + CODE_LIVES_MS).toISOString(),
    })
  }
  return undefined
}

async function checkPlace(
  { database }: Context,
  voucher: PresentedVoucher,
  stationId: string,
): Promise<void> {
  const { station, campaign_id } = voucher
  if (station && station.id !== stationId) {
    throw new Refusal('voucher-elsewhere', {
      detail: `这张券要到${station.name}用`,
      where: [{ stationId: station.id, name: station.name, point: station.point }],
    })
  }
  if (!station && !(await isInCampaign(database, campaign_id, stationId)))
    throw new Refusal('voucher-elsewhere')
}

async function redeemed({ database }: Context, row: RedemptionRow): Promise<Redeemed> {
  return {
    redemption: showRedemption(row),
    figures: await stationFigures(database, row.campaign_id, row.station_id),
  }
}

export const showRedemption = (row: RedemptionRow): Redemption => ({
  id: row.id,
  voucherId: row.voucher_id,
  campaignId: row.campaign_id,
  title: row.title,
  items: row.items,
  worker: { maskedName: row.display_name, occupation: row.occupation },
  station: { id: row.station_id, name: row.station_name },
  redeemedAt: row.redeemed_at.toISOString(),
  ...(row.variant !== '' && { variant: row.variant }),
  ...(row.uses_left !== null && { usesLeft: row.uses_left }),
  by: row.means,
})
