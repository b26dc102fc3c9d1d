import type { CallInput, Handover, api } from '@/contract'
import { requireStation, type Caller } from '../account/authenticate'
import type { Context } from '../context'
import { DatabaseFault } from '../database/database'
import { Refusal } from '../http/refusal'
import { repeat, type Intent, type Repeated } from '../http/route'
import { figuresAt } from '../ledger/figures'
import { onShelf } from './enter-stock'
import { addHandover, findHandover, takeHandover, type HandoverRow } from './queries'

/** Hands one of the clerk's stations over as he counted it; what the ledger has there is noted beside it. */
export async function handOver(
  { campaigns, clock, database, newId }: Context,
  clerk: Caller,
  { counts, stationId }: CallInput<typeof api.handOver>['body'],
  intent: Intent,
): Promise<{ handover: Handover } | Repeated<{ handover: Handover }>> {
  requireStation(clerk, stationId)
  const shown = (row: HandoverRow) => ({ handover: showHandover(row, clerk) })
  const earlier = await findHandover(database, clerk.workerId, intent.key)
  if (earlier) return repeat(intent, earlier.request_hash, async () => shown(earlier))
  for (const { campaignId } of counts) {
    if (!(await campaigns.facts(campaignId))?.stationIds.has(stationId))
      throw new Refusal('station-not-in-campaign')
  }
  const figures = await figuresAt(
    database,
    stationId,
    counts.map((it) => it.campaignId),
  )
  const id = newId()
  await addHandover(database, {
    id,
    stationId,
    clerkId: clerk.workerId,
    at: new Date(clock()),
    counts: counts.map((it) => ({ ...it, expected: onShelf(figures(it.campaignId)) })),
    key: intent.key,
    requestHash: intent.hash,
  }).catch((error: unknown) => {
    // Sent twice at once.
    if (!(error instanceof DatabaseFault && error.kind === 'duplicate')) throw error
  })
  const row = await findHandover(database, clerk.workerId, intent.key)
  if (!row) throw new Error('A hand-over was written and is not there')
  return row.id === id ? shown(row) : repeat(intent, row.request_hash, async () => shown(row))
}

/** Takes a station over from the clerk who counted it. Again, it changes nothing. */
export async function takeOver({ clock, database }: Context, clerk: Caller, id: string): Promise<Handover> {
  const stationIds = clerk.stations.map((it) => it.id)
  const row = await takeHandover(database, { id, clerkId: clerk.workerId, at: new Date(clock()), stationIds })
  if (!row) throw new Refusal('not-found')
  if (row.from_id === clerk.workerId) throw new Refusal('handover-own')
  if (row.to_id !== clerk.workerId) throw new Refusal('handover-taken')
  return showHandover(row, clerk)
}

export const showHandover = (row: HandoverRow, clerk: Caller): Handover => ({
  id: row.id,
  station: { id: row.station_id, name: row.station_name },
  at: row.at.toISOString(),
  from: row.from_name === null ? null : { maskedName: row.from_name },
  ...(row.taken_at && { takenAt: row.taken_at.toISOString() }),
  ...(row.to_name !== null && { to: { maskedName: row.to_name } }),
  counts: row.counts,
  own: row.from_id === clerk.workerId,
})
