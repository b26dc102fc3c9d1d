import type { Figures, LossReason, StockEntry } from '@/contract'
import { periodOf } from '@/rules/eligibility'
import { requireStation, type Caller } from '../account/authenticate'
import type { Context } from '../context'
import { DatabaseFault } from '../database/database'
import { Refusal } from '../http/refusal'
import { repeat, type Intent, type Repeated } from '../http/route'
import { stationFigures } from '../ledger/figures'
import { addEntry, changeLeft, findEntry, lockShelf, type EntryRow } from './queries'

interface Entered {
  entry: StockEntry
  figures: Figures
}

/** What lies at a station of a campaign. */
export const onShelf = ({ lost, received, redeemed }: Figures): number =>
  Math.max(0, received - redeemed - lost)

/**
 * Enters what arrived at one of the clerk's stations, or was lost there, in the ledger and in what can be claimed. What is
 * lost must have lain there; of what is claimed already nothing is taken away.
 */
export async function enterStock(
  context: Context,
  clerk: Caller,
  asked: {
    kind: 'received' | 'lost'
    stationId: string
    campaignId: string
    variant?: string
    count: number
    reason?: LossReason
  },
  intent: Intent,
): Promise<Entered | Repeated<Entered>> {
  const { campaigns, clock, database, newId } = context
  const { campaignId, count, kind, stationId } = asked
  requireStation(clerk, stationId)
  const earlier = await findEntry(database, clerk.workerId, intent.key)
  if (earlier) return repeat(intent, earlier.request_hash, () => shown(context, earlier))
  const facts = await campaigns.facts(campaignId)
  if (!facts?.stationIds.has(stationId)) throw new Refusal('station-not-in-campaign')
  const { campaign } = facts
  if (campaign.variants && asked.variant === undefined)
    throw new Refusal('variant-required', { field: 'variant' })
  if (asked.variant !== undefined && !campaign.variants?.options.includes(asked.variant))
    throw new Refusal('variant-unknown', { field: 'variant' })
  const at = new Date(clock())
  const variant = asked.variant ?? ''
  const period = periodOf(campaign, at.getTime())
  if (campaign.distribution === 'daily') await campaigns.openDay(campaignId, period)
  await database
    .transaction(async (tx) => {
      await lockShelf(tx, campaignId, stationId)
      const there = onShelf(await stationFigures(tx, campaignId, stationId))
      if (kind === 'lost' && count > there) {
        throw new Refusal('stock-short', { detail: `这里只有 ${there} 份，再点一遍`, field: 'count' })
      }
      if (campaign.distribution === 'stock' || campaign.distribution === 'daily') {
        await changeLeft(tx, { campaignId, stationId, variant, period, by: kind === 'lost' ? -count : count })
      }
      await addEntry(tx, {
        id: newId(),
        ledgerId: newId(),
        stationId,
        campaignId,
        variant,
        kind,
        count,
        reason: asked.reason ?? null,
        clerkId: clerk.workerId,
        at,
        key: intent.key,
        requestHash: intent.hash,
      })
    })
    .catch((error: unknown) => {
      // Sent twice at once.
      if (!(error instanceof DatabaseFault && error.kind === 'duplicate')) throw error
    })
  campaigns.grew(campaignId)
  const row = await findEntry(database, clerk.workerId, intent.key)
  if (!row) throw new Error('A stock entry was written and is not there')
  return row.at.getTime() === at.getTime()
    ? shown(context, row)
    : repeat(intent, row.request_hash, () => shown(context, row))
}

const shown = async ({ database }: Context, row: EntryRow): Promise<Entered> => ({
  entry: showEntry(row),
  figures: await stationFigures(database, row.campaign_id, row.station_id),
})

export const showEntry = (row: EntryRow): StockEntry => ({
  id: row.id,
  kind: row.kind,
  campaignId: row.campaign_id,
  title: row.title,
  ...(row.variant !== '' && { variant: row.variant }),
  count: row.quantity,
  ...(row.reason && { reason: row.reason }),
  at: row.at.toISOString(),
  clerk: row.clerk_name === null ? null : { maskedName: row.clerk_name },
})
