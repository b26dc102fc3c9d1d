import type { Payout, PayoutBatch } from '@/contract'
import type { BatchRow, PayoutRow } from './queries'

export const showPayout = (row: PayoutRow, now: number): Payout => ({
  id: row.id,
  claimId: row.claim_id,
  claimNumber: row.claim_number,
  holder: row.holder,
  amountFen: Number(row.amount_fen),
  state: row.state,
  by: row.provider,
  account: row.provider === null ? null : [row.bank, row.masked].filter((it) => it).join(' ') || '微信',
  approvedAt: row.approved_at.toISOString(),
  dueAt: row.due_at.toISOString(),
  // What is his to take is out of the union's hands.
  overdue: row.state !== 'done' && row.state !== 'collect' && row.due_at.getTime() <= now,
  paidAt: row.done_at?.toISOString() ?? null,
  fault: row.fault,
  batchId: row.batch_id,
  demo: row.demo,
})

export const showBatch = (row: BatchRow): PayoutBatch => ({
  id: row.id,
  number: row.number,
  madeAt: row.made_at.toISOString(),
  by: row.by_name,
  count: row.count,
  totalFen: Number(row.total_fen),
  open: row.open,
  done: row.done,
  failed: row.failed,
})
