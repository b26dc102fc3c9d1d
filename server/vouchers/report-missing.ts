import type { Caller } from '../account/authenticate'
import type { Context } from '../context'
import { Refusal } from '../http/refusal'
import { addReport, handsOut, holdVoucher } from './change-queries'
import { notReady } from './ready'

/** Notes that what a voucher promises is not there. While a report is open, another adds nothing. */
export async function reportMissing(
  { clock, database, newId }: Context,
  caller: Caller,
  id: string,
  stationId: string | undefined,
): Promise<void> {
  await database.transaction(async (tx) => {
    const voucher = await holdVoucher(tx, id, caller.workerId)
    if (!voucher) throw new Refusal('not-found')
    const refused = notReady(voucher, clock())
    if (refused) throw refused
    const where = voucher.station_id ?? stationId
    if (where === undefined) throw new Refusal('station-required')
    if (!(await handsOut(tx, voucher.campaign_id, where))) throw new Refusal('station-not-in-campaign')
    await addReport(tx, { id: newId(), voucherId: id, stationId: where, at: new Date(clock()) })
  })
}
