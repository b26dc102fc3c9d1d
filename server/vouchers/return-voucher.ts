import type { Caller } from '../account/authenticate'
import { moveUp } from '../campaigns/award'
import type { Context } from '../context'
import { Refusal } from '../http/refusal'
import { changeStock, endVoucher, enterLedger, holdVoucher, releaseClaim } from './change-queries'
import { notReady } from './ready'

/**
 * Gives the caller's voucher back: to its stock, for whoever asks next, or to whoever is first on the waiting list of its
 * draw. He may claim again while there is something left. Returned already, nothing changes.
 */
export async function returnVoucher(context: Context, caller: Caller, id: string): Promise<void> {
  const { campaigns, clock, database, newId } = context
  const campaignId = await database.transaction(async (tx) => {
    const voucher = await holdVoucher(tx, id, caller.workerId)
    if (!voucher) throw new Refusal('not-found')
    if (voucher.state === 'returned') return undefined
    const now = clock()
    const refused = notReady(voucher, now)
    if (refused) throw refused
    if (voucher.uses_left < voucher.uses) throw new Refusal('voucher-begun')
    const { campaign_id, distribution, period, station_id, variant } = voucher
    // The stock first, as claims do it: whoever holds a claim and waits for a stock would wait for one who does the reverse.
    if (station_id !== null) await changeStock(tx, campaign_id, period, { station_id, variant }, 1)
    await endVoucher(tx, id, 'returned')
    await releaseClaim(tx, id, new Date(now))
    await enterLedger(tx, newId, new Date(now), voucher, [
      { kind: 'returned', stationId: station_id, quantity: 1 },
    ])
    if (distribution === 'draw') await moveUp(context, tx, campaign_id, voucher.redeem_by, 1)
    return campaign_id
  })
  if (campaignId !== undefined) campaigns.grew(campaignId)
}
