import { rootOf, sortEntries } from '@/rules/draw'
import type { Database } from '../database/database'
import { enteredIn, findDraw, lockDraw, writeRoot, type DrawRow } from './draw-queries'

/**
 * A draw, its entries frozen under their root where its time is over; undefined where there is none. Once frozen no entry
 * can be added: writing one needs the row that is locked here, unfrozen (see claim-queries.ts).
 */
export async function frozenDraw(
  database: Database,
  campaignId: string,
  now: number,
): Promise<DrawRow | undefined> {
  const row = await findDraw(database, campaignId)
  if (!row || row.frozen_at || row.closes_at.getTime() > now) return row
  return database.transaction(async (tx) => {
    const held = await lockDraw(tx, campaignId)
    if (!held || held.frozen_at) return held
    const entries = sortEntries(await enteredIn(tx, campaignId))
    await writeRoot(tx, { campaignId, at: new Date(now), entries, root: rootOf(entries) })
    return findDraw(tx, campaignId)
  })
}
