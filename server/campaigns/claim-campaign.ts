import type { Campaign, Place, Voucher } from '@/contract'
import { claimRefusal } from '@/rules/eligibility'
import { metresBetween } from '@/rules/nearest'
import { placeOf } from '@/rules/station-place'
import type { Caller } from '../account/authenticate'
import type { Context } from '../context'
import { DatabaseFault } from '../database/database'
import { Refusal } from '../http/refusal'
import { repeat, type Intent, type Repeated } from '../http/route'
import { findVoucher } from '../vouchers/queries'
import { showVoucher } from '../vouchers/show-voucher'
import { earlierClaims, findCampaign, grantClaim, readStock, type StockRow } from './queries'

/** `daily` campaigns will count by the day; these two are once in a campaign. */
const PERIOD = ''
/** Ten random digits meet a live handle about once in 10,000 while a million vouchers are live. */
const HANDLE_TRIES = 5
const ALTERNATIVES = 3

/**
 * Claims one for the caller. Who already holds one is told so, whether or not anything is left. The same key gets the
 * same answer.
 */
export async function claimCampaign(
  context: Context,
  caller: Caller,
  campaignId: string,
  stationId: string | undefined,
  intent: Intent,
): Promise<Voucher | Repeated<Voucher>> {
  const { clock, database, newId, random } = context
  const settled = await earlierAnswer(context, caller, campaignId, intent)
  if (settled) return settled

  const campaign = (await findCampaign(database, undefined, campaignId))?.campaign
  if (!campaign) throw new Refusal('not-found')
  const now = clock()
  const refused = claimRefusal(campaign, caller, now)
  if (refused) throw new Refusal(refused.code, refused)
  const stock = await readStock(database, campaignId)
  if (stationId === undefined && campaign.distribution === 'stock') throw new Refusal('station-required')
  if (stationId !== undefined && !stock.some((it) => it.station_id === stationId)) {
    throw new Refusal('station-not-in-campaign')
  }

  for (let attempt = 1; ; attempt++) {
    const voucherId = newId()
    try {
      const granted = await grantClaim(database, campaign.distribution, {
        campaignId,
        stationId: stationId ?? null,
        workerId: caller.workerId,
        voucherId,
        handle: randomHandle(random(8)),
        claimedAt: new Date(now),
        expiresAt: new Date(campaign.redeemBy),
        period: PERIOD,
        key: intent.key,
        requestHash: intent.hash,
        ledgerId: newId(),
        pseudonym: caller.pseudonym,
      })
      if (granted) return await voucherOf(context, caller, voucherId)
      // The same person may have taken the last one on another phone in between.
      const meanwhile = await earlierAnswer(context, caller, campaignId, intent)
      if (meanwhile) return meanwhile
      throw await soldOut(context, campaign, stationId, await readStock(database, campaignId))
    } catch (error) {
      if (!(error instanceof DatabaseFault) || error.kind !== 'duplicate') throw error
      if (error.constraint === 'voucher_live_handle' && attempt < HANDLE_TRIES) continue
      const meanwhile = await earlierAnswer(context, caller, campaignId, intent)
      if (meanwhile) return meanwhile
      throw error
    }
  }
}

/** The answer where this key was used before, or where the caller already holds one. */
async function earlierAnswer(
  context: Context,
  caller: Caller,
  campaignId: string,
  intent: Intent,
): Promise<Repeated<Voucher> | undefined> {
  const claims = await earlierClaims(context.database, caller.workerId, campaignId, PERIOD, intent.key)
  const same = claims.find((it) => it.idempotency_key === intent.key)
  if (same) return repeat(intent, same.request_hash, () => voucherOf(context, caller, same.voucher_id))
  const held = claims.find((it) => it.campaign_id === campaignId)
  if (held) throw new Refusal('already-claimed', { heldId: held.voucher_id })
  return undefined
}

async function voucherOf(context: Context, caller: Caller, id: string): Promise<Voucher> {
  const row = await findVoucher(context.database, id, caller.workerId)
  if (!row) throw new Error(`Voucher ${id} of a claim is missing`)
  return showVoucher(context, row, caller.sessionId)
}

/** Sold out here, with the nearest stations that still have some; or sold out everywhere. */
async function soldOut(
  { clock, stations }: Context,
  campaign: Campaign,
  stationId: string | undefined,
  stock: readonly StockRow[],
): Promise<Refusal> {
  const { byId } = await stations.current()
  const now = clock()
  const here = stationId === undefined ? undefined : byId.get(stationId)
  const from = here && placeOf(here, now)
  const others: Place[] = stock.flatMap(({ station_id, left_count }) => {
    const station = byId.get(station_id)
    if (!station || !from || !left_count) return []
    const { id, name } = station
    const { point } = placeOf(station, now)
    return [{ stationId: id, name, point, left: left_count, distanceM: metresBetween(from.point, point) }]
  })
  if (others.length === 0) return new Refusal('sold-out', { detail: `${campaign.title}都领完了` })
  others.sort((a, b) => (a.distanceM ?? 0) - (b.distanceM ?? 0))
  return new Refusal('sold-out-here', { where: others.slice(0, ALTERNATIVES) })
}

/** Ten digits from 64 random bits; the bias of the remainder is below one in a hundred million. */
function randomHandle(bytes: Uint8Array): string {
  const view = new DataView(bytes.buffer, bytes.byteOffset, 8)
  const number = (view.getBigUint64(0) % 10_000_000_000n).toString()
  return number.padStart(10, '0')
}
