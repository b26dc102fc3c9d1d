import { dateText, dayOf } from '@/rules/shanghai'
import type { Database, Queryable } from '../database/database'
import type { Clock } from '../ports'
import { drawsToFreeze } from './draw-queries'
import { frozenDraw } from './freeze-draw'

export interface SettleOptions {
  readonly database: Database
  readonly clock: Clock
  readonly newId: () => string
}

/** How often a running API settles by itself. */
export const SETTLE_EVERY_MS = 60_000
const BATCH = 500

const expire = {
  name: 'settle.expire',
  text: `WITH due AS (
      SELECT id FROM voucher WHERE state = 'ready' AND expires_at <= $1 ORDER BY expires_at LIMIT ${BATCH}
      FOR UPDATE SKIP LOCKED)
    UPDATE voucher SET state = 'expired' FROM due WHERE voucher.id = due.id
    RETURNING voucher.id, campaign_id, station_id, variant, period, worker_id, uses = uses_left AS unused`,
}

interface Expired {
  id: string
  campaign_id: string
  station_id: string | null
  variant: string
  period: string
  worker_id: string
  unused: boolean
}

const giveBack = {
  name: 'settle.give-back',
  text: `WITH back AS (SELECT * FROM jsonb_to_recordset($1) AS it (id uuid, campaign_id uuid, station_id uuid, variant text,
      period text, worker_id uuid, ledger_id uuid)),
    stocks AS (SELECT campaign_id, station_id, variant, period, count(*)::int AS count FROM back
      WHERE station_id IS NOT NULL GROUP BY 1, 2, 3, 4),
    held AS MATERIALIZED (SELECT s.campaign_id, s.station_id, s.variant, s.period FROM campaign_stock s
      JOIN stocks USING (campaign_id, station_id, variant, period) ORDER BY 1, 2, 3, 4 FOR UPDATE OF s),
    grown AS (UPDATE campaign_stock s SET left_count = s.left_count + n.count
      FROM stocks n JOIN held USING (campaign_id, station_id, variant, period)
      WHERE s.campaign_id = n.campaign_id AND s.station_id = n.station_id AND s.variant = n.variant
        AND s.period = n.period)
    INSERT INTO ledger (id, at, kind, campaign_id, station_id, quantity, pseudonym, subject_id)
    SELECT ledger_id, $2, 'returned', campaign_id, station_id, 1, w.pseudonym, back.id
    FROM back JOIN worker w ON w.id = back.worker_id`,
}

// What nobody took of a day's quota was never there for another day.
const closeDays = {
  name: 'settle.close-days',
  text: `WITH over AS (
      DELETE FROM campaign_stock s WHERE period <> '' AND period < $1 AND NOT EXISTS (SELECT FROM voucher v
        WHERE v.state = 'ready' AND v.campaign_id = s.campaign_id AND v.period = s.period AND v.expires_at <= $2)
      RETURNING campaign_id, station_id, left_count)
    SELECT campaign_id, station_id, left_count FROM over WHERE left_count > 0`,
}
const closeDaysLedger = {
  name: 'settle.close-days-ledger',
  text: `INSERT INTO ledger (id, at, kind, campaign_id, station_id, quantity)
    SELECT ledger_id, $2, 'received', campaign_id, station_id, -left_count
    FROM jsonb_to_recordset($1) AS it (ledger_id uuid, campaign_id uuid, station_id uuid, left_count integer)`,
}

/**
 * Does what time has made due: vouchers that nobody used go back to the quota they came from, days that are over are
 * closed in the ledger, and draws are frozen. Any number of processes may do it at once. Returns how many vouchers expired.
 */
export async function settleCampaigns({ clock, database, newId }: SettleOptions): Promise<number> {
  const now = clock()
  let expired = 0
  for (let count = BATCH; count === BATCH; expired += count) {
    count = await database.transaction(async (tx) => {
      const { rows } = await tx.query<Expired>(expire, [new Date(now)])
      // A pass that was used is nobody's to give back.
      const back = rows.filter((it) => it.unused).map((it) => ({ ...it, ledger_id: newId() }))
      if (back.length > 0) await tx.query(giveBack, [JSON.stringify(back), new Date(now)])
      return rows.length
    })
  }
  await database.transaction((tx) => closeDaysBefore(tx, now, newId))
  for (const campaignId of await drawsToFreeze(database, new Date(now))) {
    await frozenDraw(database, campaignId, now)
  }
  return expired
}

async function closeDaysBefore(tx: Queryable, now: number, newId: () => string): Promise<void> {
  const values = [dateText(dayOf(now)), new Date(now)]
  const { rows } = await tx.query<{ campaign_id: string; station_id: string; left_count: number }>(
    closeDays,
    values,
  )
  if (rows.length === 0) return
  const entries = rows.map((it) => ({ ...it, ledger_id: newId() }))
  await tx.query(closeDaysLedger, [JSON.stringify(entries), new Date(now)])
}
