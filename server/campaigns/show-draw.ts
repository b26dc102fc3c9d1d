import type { Draw, DrawEntry } from '@/contract'
import type { Queryable } from '../database/database'
import { frozenEntries, rootText, type DrawRow, type EntryRow } from './draw-queries'

export function showEntry(row: EntryRow, now: number): DrawEntry {
  const over = row.redeem_by.getTime() <= now
  const won = row.voucher_id !== null
  const state = won ? 'won' : over ? 'missed' : row.place === null ? 'entered' : 'waiting'
  return {
    entryId: row.entry_id,
    campaignId: row.campaign_id,
    title: row.title,
    enteredAt: row.claimed_at.toISOString(),
    state,
    ...(state === 'waiting' && { place: row.waiting }),
    drawsAt: row.draws_at.toISOString(),
    ...(row.voucher_id !== null && { voucherId: row.voucher_id }),
  }
}

function stateOf(row: DrawRow, now: number): Draw['state'] {
  if (row.drawn_at) return 'drawn'
  if (row.frozen_at) return 'frozen'
  return row.closes_at.getTime() <= now ? 'closed' : 'open'
}

/** A draw as everybody is shown it. Who takes part is told once nobody can be added; entries say nothing about people. */
export async function showDraw(
  database: Queryable,
  row: DrawRow,
  now: number,
  withEntries: boolean,
): Promise<Draw> {
  const root = rootText(row)
  const { campaign_id: campaignId } = row
  return {
    campaignId,
    title: row.title,
    prizes: row.draw_prizes,
    source: row.draw_source,
    drawsAt: row.draws_at.toISOString(),
    closesAt: row.closes_at.toISOString(),
    state: stateOf(row, now),
    entryCount: row.entry_count,
    ...(row.frozen_at && { frozenAt: row.frozen_at.toISOString() }),
    ...(root !== undefined && { root }),
    ...(row.randomness !== null && { randomness: row.randomness }),
    ...(row.frozen_at && !row.drawn_at && { typed: row.typed }),
    ...(row.drawn_at && row.winners && { drawnAt: row.drawn_at.toISOString(), winners: row.winners }),
    ...(root !== undefined && withEntries && { entries: await frozenEntries(database, campaignId) }),
  }
}
