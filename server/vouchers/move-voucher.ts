import type { Place } from '@/contract'
import { metresBetween } from '@/rules/nearest'
import { placeOf } from '@/rules/station-place'
import type { Caller } from '../account/authenticate'
import { readStock } from '../campaigns/queries'
import type { Context } from '../context'
import type { Queryable } from '../database/database'
import { Refusal } from '../http/refusal'
import {
  bindVoucher,
  changeStock,
  enterLedger,
  handsOut,
  holdVoucher,
  lockStocks,
  type Bucket,
  type HeldVoucher,
} from './change-queries'
import { notReady } from './ready'

/** Changes the station of the caller's voucher, or what he chose, while there is stock. The same again changes nothing. */
export async function moveVoucher(
  context: Context,
  caller: Caller,
  id: string,
  to: { stationId: string; variant?: string },
): Promise<void> {
  const { campaigns, clock, database } = context
  const campaignId = await database.transaction(async (tx) => {
    const voucher = await holdVoucher(tx, id, caller.workerId)
    if (!voucher) throw new Refusal('not-found')
    const refused = notReady(voucher, clock())
    if (refused) throw refused
    if (voucher.station_id === null) throw new Refusal('voucher-unbound')
    const bucket = { station_id: to.stationId, variant: to.variant ?? voucher.variant }
    if (voucher.station_id === bucket.station_id && voucher.variant === bucket.variant) return undefined
    await moveTo(context, tx, voucher, voucher.station_id, bucket, true)
    return voucher.campaign_id
  })
  if (campaignId !== undefined) campaigns.grew(campaignId)
}

/**
 * Moves a voucher to another stock that has something left, and enters it.
 * @param putBack whether what it held goes back to where it was; false where it was not there.
 */
export async function moveTo(
  { clock, newId, stations }: Context,
  tx: Queryable,
  voucher: HeldVoucher,
  from: string,
  to: Bucket,
  putBack: boolean,
): Promise<void> {
  const { campaign_id: campaignId, period, variant } = voucher
  if (!(await handsOut(tx, campaignId, to.station_id))) throw new Refusal('station-not-in-campaign')
  const here = { station_id: from, variant }
  const stocks = await lockStocks(tx, campaignId, period, [here, to])
  const target = stocks.find((it) => it.station_id === to.station_id && it.variant === to.variant)
  if (!target) throw new Refusal('variant-unknown')
  if (target.left_count === 0) {
    const where = await othersWithStock(tx, stations, clock(), voucher, to)
    throw where.length > 0 ? new Refusal('sold-out-here', { where }) : new Refusal('sold-out')
  }
  await changeStock(tx, campaignId, period, to, -1)
  if (putBack) await changeStock(tx, campaignId, period, here, 1)
  await bindVoucher(tx, voucher.id, to)
  await enterLedger(tx, newId, new Date(clock()), voucher, [
    { kind: 'claimed', stationId: from, quantity: -1 },
    { kind: 'claimed', stationId: to.station_id, quantity: 1 },
  ])
}

async function othersWithStock(
  tx: Queryable,
  stations: Context['stations'],
  now: number,
  { campaign_id, period, station_id }: HeldVoucher,
  to: Bucket,
): Promise<Place[]> {
  const { byId } = await stations.current()
  const target = byId.get(to.station_id)
  return (await readStock(tx, campaign_id, period))
    .flatMap((it): Place[] => {
      const station = byId.get(it.station_id)
      if (!station || !target || it.variant !== to.variant || !it.left_count || it.station_id === station_id)
        return []
      const { id: stationId, name } = station
      const { point } = placeOf(station, now)
      return [
        {
          stationId,
          name,
          point,
          left: it.left_count,
          distanceM: metresBetween(placeOf(target, now).point, point),
        },
      ]
    })
    .sort((a, b) => (a.distanceM ?? 0) - (b.distanceM ?? 0))
    .slice(0, 3)
}
