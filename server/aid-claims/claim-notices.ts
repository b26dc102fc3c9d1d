import type { Queryable } from '../database/database'
import type { ClaimRow } from './queries'

const insert = {
  name: 'claims.add-notice',
  text: `INSERT INTO outbox (id, worker_id, kind, subject_id, facts, state, entered_at, due_at)
    SELECT $1, s.worker_id, 'claim', $2, $3, 'waiting', $4, $4 FROM subscription s
    WHERE s.worker_id = $5 AND s.kind = 'claim' AND s.left_count > 0 ON CONFLICT ON CONSTRAINT outbox_once DO NOTHING`,
}

/**
 * Enters a message of how a claim stands, in the transaction that moves it, for those of `to` who asked to be told. It names
 * the plan and the state, and nothing of what happened.
 */
export async function addNotice(
  tx: Queryable,
  newId: () => string,
  it: { claim: ClaimRow; state: string; at: Date; to: readonly string[] },
): Promise<void> {
  const { claim } = it
  const facts = JSON.stringify({
    title: claim.plan_title,
    state: it.state,
    at: it.at.toISOString(),
    claimId: claim.id,
  })
  // Each under a subject of its own, since each subject is told once.
  for (const workerId of new Set(it.to)) await tx.query(insert, [newId(), newId(), facts, it.at, workerId])
}

/** Whom a claim concerns: its member, and the relative who filed it. */
export const concerned = (claim: ClaimRow): readonly string[] => [claim.worker_id, claim.filer_id]
