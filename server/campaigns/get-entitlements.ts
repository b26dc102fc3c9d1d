import type { ReplyOf, Statement, api } from '@/contract'
import { addMonths, DAY, dateText, dayOf, dayOfDate, formatInstant, startOf } from '@/rules/shanghai'
import type { Caller } from '../account/authenticate'
import type { Context } from '../context'
import type { Queryable } from '../database/database'
import { readyVouchersOf } from '../vouchers/queries'
import { showVoucher } from '../vouchers/show-voucher'
import { openEntriesOf } from './draw-queries'
import { runningCampaigns } from './queries'
import { showEntry } from './show-draw'
import { standingOf } from './standing'

const SOON_MS = 3 * DAY

/** All the caller may have and has not used, what of it ends within three days, and what he had this year. */
export async function getEntitlements(
  context: Context,
  caller: Caller,
): Promise<ReplyOf<typeof api.getEntitlements>> {
  const { clock, database } = context
  const now = clock()
  const { workerId } = caller
  const [found, entries, vouchers, statement] = await Promise.all([
    runningCampaigns(database, workerId, new Date(now), dateText(dayOf(now))),
    openEntriesOf(database, workerId, new Date(now)),
    readyVouchersOf(database, workerId, new Date(now)),
    readStatement(database, workerId, now),
  ])
  const open = found
    .map((it) => ({ campaign: it.campaign, standing: standingOf(it, caller, now) }))
    .filter((it) => it.standing.state === 'claimable')
  const soon = (ends: number) => ends <= now + SOON_MS
  return {
    open,
    entries: entries.map((it) => showEntry(it, now)),
    vouchers: await Promise.all(vouchers.map((it) => showVoucher(context, it, caller.sessionId))),
    endingSoon:
      open.filter((it) => soon(Date.parse(it.campaign.closesAt))).length +
      vouchers.filter((it) => soon(it.expires_at.getTime())).length,
    statement,
  }
}

const sums = {
  name: 'campaigns.statement',
  text: `WITH used AS (
      SELECT c.items, coalesce(c.full_fen - c.own_fen, 0) AS saved_fen FROM redemption r
        JOIN voucher v ON v.id = r.voucher_id JOIN campaign c ON c.id = v.campaign_id
      WHERE v.worker_id = $1 AND r.redeemed_at >= $2 AND r.redeemed_at < $3 AND r.undone_at IS NULL)
    SELECT (SELECT count(*)::int FROM voucher WHERE worker_id = $1 AND claimed_at >= $2 AND claimed_at < $3
        AND state NOT IN ('returned', 'revoked')) AS claimed,
      (SELECT count(*)::int FROM used) AS redeemed,
      (SELECT coalesce(sum(saved_fen), 0)::int FROM used) AS saved_fen,
      (SELECT coalesce(jsonb_agg(jsonb_build_object('name', name, 'quantity', quantity)
          ORDER BY quantity DESC, name), '[]')
        FROM (SELECT item ->> 'name' AS name, sum((item ->> 'quantity')::int)::int AS quantity
          FROM used, jsonb_array_elements(used.items) item GROUP BY 1) had) AS items,
      (SELECT coalesce(sum(o.subsidy_fen), 0)::int FROM aid_policy p JOIN aid_order o ON o.id = p.order_id
        WHERE p.worker_id = $1 AND p.issued_at >= $2 AND p.issued_at < $3
          AND p.cancelled_at IS NULL) AS subsidy_fen`,
}

async function readStatement(database: Queryable, workerId: string, now: number): Promise<Statement> {
  const year = Number(formatInstant(now, 'YYYY'))
  const first = dayOfDate(`${year}-01-01`)
  const { rows } = await database.query<{
    claimed: number
    redeemed: number
    saved_fen: number
    items: Statement['items']
    subsidy_fen: number
  }>(sums, [workerId, new Date(startOf(first)), new Date(startOf(addMonths(first, 12)))])
  const [row] = rows
  if (!row) throw new Error('The sums of a year are missing')
  const { claimed, items, redeemed, saved_fen: savedFen, subsidy_fen: subsidyFen } = row
  return { year, claimed, redeemed, items, savedFen, subsidyFen }
}
