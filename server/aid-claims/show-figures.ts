import type { ClaimFigures } from '@/contract'
import { DAY, dateText, dayOf } from '@/rules/shanghai'
import type { FiguresRow } from './queries'

/** Of fewer paid claims the median would tell of one person. */
const FEWEST = 5

export const showFigures = (row: FiguresRow): ClaimFigures => ({
  planId: row.plan_id,
  title: row.title,
  claims: row.claims,
  paid: row.paid,
  refused: row.refused,
  open: row.claims - row.paid - row.refused,
  paidFen: Number(row.paid_fen),
  medianDays:
    row.median_s === null || row.paid < FEWEST ? null : Math.round((row.median_s * 10_000) / DAY) / 10,
  since: row.since && dateText(dayOf(row.since.getTime())),
  demo: row.demo,
})
