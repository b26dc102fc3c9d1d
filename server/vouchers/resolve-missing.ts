import type { CallInput, MissingReport, api } from '@/contract'
import type { Caller } from '../account/authenticate'
import type { Context } from '../context'
import { Refusal } from '../http/refusal'
import {
  bindVoucher,
  changeStock,
  closeReport,
  endVoucher,
  enterLedger,
  findReport,
  handsOut,
  holdVoucher,
  lockStocks,
  releaseClaim,
  type ReportRow,
} from './change-queries'
import { moveTo } from './move-voucher'
import { notReady } from './ready'

/**
 * Resolves a report at one of the clerk's stations. `found`: it is there after all. `elsewhere`: it is lost here and given
 * at another station that has one. `gone`: it is lost, and its holder may claim again where there is something. What was
 * lost is entered at this station; where its holder has meanwhile moved by himself, it comes out of what is left.
 */
export async function resolveMissing(
  context: Context,
  clerk: Caller,
  id: string,
  asked: CallInput<typeof api.resolveMissing>['body'],
): Promise<MissingReport> {
  const { campaigns, clock, database, newId } = context
  const at = new Date(clock())
  const report = await database.transaction(async (tx): Promise<ReportRow> => {
    const stationIds = clerk.stations.map((it) => it.id)
    const found = await findReport(tx, id, stationIds)
    if (!found) throw new Refusal('not-found')
    if (found.resolved_at) throw new Refusal('missing-resolved', { at: found.resolved_at.toISOString() })
    const { outcome } = asked
    if (outcome !== 'found') {
      const voucher = await holdVoucher(tx, found.voucher_id, undefined)
      if (!voucher) throw new Refusal('not-found')
      const here = { station_id: found.station_id, variant: voucher.variant }
      const stays = voucher.station_id === null || voucher.station_id === found.station_id
      const live = !notReady(voucher, clock())
      if (outcome === 'elsewhere') {
        const refused = notReady(voucher, clock())
        if (refused) throw refused
        if (!(await handsOut(tx, voucher.campaign_id, asked.stationId)))
          throw new Refusal('station-not-in-campaign')
        const there = { ...here, station_id: asked.stationId }
        if (voucher.station_id !== null) {
          if (stays) await moveTo(context, tx, voucher, found.station_id, there, false)
        } else {
          await bindVoucher(tx, voucher.id, there)
          await enterLedger(tx, newId, at, voucher, [
            { kind: 'claimed', stationId: null, quantity: -1 },
            { kind: 'claimed', stationId: asked.stationId, quantity: 1 },
          ])
        }
      } else if (stays && live) {
        await endVoucher(tx, voucher.id, 'revoked')
        await releaseClaim(tx, voucher.id, at)
        await enterLedger(tx, newId, at, voucher, [
          { kind: 'returned', stationId: voucher.station_id, quantity: 1 },
        ])
      }
      if (!stays) {
        const [stock] = await lockStocks(tx, voucher.campaign_id, voucher.period, [here])
        if (stock && stock.left_count > 0)
          await changeStock(tx, voucher.campaign_id, voucher.period, here, -1)
      }
      await enterLedger(tx, newId, at, voucher, [{ kind: 'lost', stationId: found.station_id, quantity: 1 }])
    }
    await closeReport(tx, { id, at, by: clerk.workerId, outcome })
    return { ...found, resolved_at: at, outcome }
  })
  campaigns.grew(report.campaign_id)
  return showReport(report)
}

export const showReport = (row: ReportRow): MissingReport => ({
  id: row.id,
  voucherId: row.voucher_id,
  campaignId: row.campaign_id,
  title: row.title,
  ...(row.variant !== '' && { variant: row.variant }),
  worker: { maskedName: row.display_name },
  station: { id: row.station_id, name: row.station_name },
  reportedAt: row.reported_at.toISOString(),
  ...(row.resolved_at && { resolvedAt: row.resolved_at.toISOString() }),
  ...(row.outcome && { outcome: row.outcome }),
})
