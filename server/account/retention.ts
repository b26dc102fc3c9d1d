import { v4 } from 'uuid'
import { DAY, MINUTE } from '@/rules/shanghai'
import type { Database, Queryable, Statement } from '../database/database'
import type { Clock, Random } from '../ports'
import { UNSENT_MS } from '../uploads/queries'
import { forgetWithdrawn } from './queries'

/** How many rows of each kind went, or would go. */
export type Swept = Readonly<Record<string, number>>

export interface RetentionOptions {
  readonly database: Database
  readonly clock: Clock
  readonly random: Random
  readonly newId: () => string
}

/** At most so many accounts in one run, since all of it is one transaction. */
const ACCOUNTS = 500

/** What is kept no longer than this after its end. */
const ends: readonly { what: string; text: string; keptMs: number }[] = [
  {
    what: 'sessions',
    keptMs: 30 * DAY,
    text: `DELETE FROM session WHERE expires_at < $1 OR revoked_at < $1`,
  },
  { what: 'covers', keptMs: 0, text: `DELETE FROM aid_cover WHERE until < $1` },
  { what: 'phone codes', keptMs: 60 * MINUTE, text: `DELETE FROM phone_code WHERE expires_at < $1` },
  {
    what: 'quotes',
    keptMs: 30 * DAY,
    text: `DELETE FROM aid_quote q WHERE expires_at < $1
      AND NOT EXISTS (SELECT FROM aid_order o WHERE o.quote_id = q.id)`,
  },
  {
    what: 'union applications',
    keptMs: 180 * DAY,
    text: `DELETE FROM union_application WHERE ended_at < $1`,
  },
  { what: 'recoveries', keptMs: 0, text: `DELETE FROM recovery WHERE expires_at < $1` },
  {
    what: 'report windows',
    keptMs: DAY,
    text: `DELETE FROM station_report_window WHERE opened_at <= $1`,
  },
  { what: 'door messages', keptMs: 10 * MINUTE, text: `DELETE FROM door_message WHERE at < $1` },
  { what: 'messages', keptMs: 30 * DAY, text: `DELETE FROM outbox WHERE ended_at < $1` },
  { what: 'slowed claims', keptMs: 30 * DAY, text: `DELETE FROM slowed WHERE last_at < $1` },
  {
    what: 'unsent photos',
    keptMs: UNSENT_MS,
    text: `DELETE FROM photo WHERE claim_id IS NULL AND uploaded_at < $1`,
  },
  {
    what: 'photos of ended claims',
    keptMs: 180 * DAY,
    text: `DELETE FROM photo p USING aid_claim c WHERE c.id = p.claim_id AND c.ended_at < $1`,
  },
  {
    what: 'words of ended claims',
    keptMs: 3 * 365 * DAY,
    text: `UPDATE aid_claim SET told = NULL WHERE ended_at < $1 AND told IS NOT NULL`,
  },
  {
    what: 'family codes',
    keptMs: 30 * DAY,
    text: `DELETE FROM family_code WHERE expires_at < $1 OR withdrawn_at < $1`,
  },
  { what: 'invitations', keptMs: 30 * DAY, text: `DELETE FROM invitation WHERE expires_at < $1` },
]

const due = {
  name: 'retention.due',
  text: `SELECT id FROM worker WHERE deletes_at <= $1 ORDER BY deletes_at LIMIT ${ACCOUNTS} FOR UPDATE SKIP LOCKED`,
}

// Before the link between pseudonym and person is cut: what was reserved goes back to where it came from.
const reserved = {
  name: 'retention.reserved',
  text: `SELECT v.id, v.campaign_id, v.station_id, v.variant, v.period, w.pseudonym FROM voucher v JOIN worker w ON w.id = v.worker_id
    WHERE v.worker_id = ANY($1) AND v.state = 'ready' FOR UPDATE OF v`,
}
const putBack = {
  name: 'retention.put-back',
  text: `WITH back AS (SELECT * FROM jsonb_to_recordset($1) AS it (id uuid, campaign_id uuid, station_id uuid,
      variant text, period text, pseudonym uuid, ledger_id uuid)),
    stock AS (UPDATE campaign_stock s SET left_count = left_count + n.count
      FROM (SELECT campaign_id, station_id, variant, period, count(*)::int AS count FROM back GROUP BY 1, 2, 3, 4) n
      WHERE s.campaign_id = n.campaign_id AND s.station_id = n.station_id AND s.variant = n.variant
        AND s.period = n.period)
    INSERT INTO ledger (id, at, kind, campaign_id, station_id, quantity, pseudonym, subject_id)
    SELECT ledger_id, $2, 'returned', campaign_id, station_id, 1, pseudonym, id FROM back`,
}

/** In this order, since each stands on those after it. */
const personal: readonly string[] = [
  `DELETE FROM redemption USING voucher v WHERE redemption.voucher_id = v.id AND v.worker_id = ANY($1)`,
  `DELETE FROM missing_report USING voucher v WHERE missing_report.voucher_id = v.id AND v.worker_id = ANY($1)`,
  `DELETE FROM claim WHERE worker_id = ANY($1)`,
  `DELETE FROM slowed WHERE worker_id = ANY($1)`,
  `DELETE FROM outbox WHERE worker_id = ANY($1)`,
  `DELETE FROM subscription WHERE worker_id = ANY($1)`,
  `DELETE FROM voucher WHERE worker_id = ANY($1)`,
  `DELETE FROM login WHERE worker_id = ANY($1)`,
  `DELETE FROM session WHERE worker_id = ANY($1)`,
  `DELETE FROM consent WHERE worker_id = ANY($1)`,
  `DELETE FROM union_application WHERE worker_id = ANY($1)`,
  `DELETE FROM clerk_station WHERE worker_id = ANY($1)`,
  `WITH ended AS (UPDATE aid_order SET state = 'expired' WHERE worker_id = ANY($1) AND state = 'awaiting-payment'
      RETURNING subsidy_id, subsidy_fen),
    back AS (SELECT subsidy_id, sum(subsidy_fen) AS fen FROM ended GROUP BY 1)
    UPDATE aid_subsidy s SET left_fen = s.left_fen + back.fen FROM back
    WHERE s.id = back.subsidy_id AND s.left_fen IS NOT NULL`,
  `DELETE FROM photo WHERE worker_id = ANY($1)
    OR claim_id IN (SELECT id FROM aid_claim WHERE worker_id = ANY($1))`,
  `UPDATE aid_decision SET said = NULL, second_at = coalesce(second_at, now()), outcome = coalesce(outcome, 'dropped')
    WHERE claim_id IN (SELECT id FROM aid_claim WHERE worker_id = ANY($1))`,
  // What has gone to the bank comes to its end, and what is open in WeChat is called back; the rest cannot go anywhere any more.
  `DELETE FROM aid_payout WHERE state NOT IN ('sent', 'done') AND NOT EXISTS
      (SELECT FROM payout_item WHERE payout_id = aid_payout.id)
    AND NOT EXISTS (SELECT FROM payout_transfer WHERE payout_id = aid_payout.id)
    AND claim_id IN (SELECT id FROM aid_claim WHERE worker_id = ANY($1))`,
  `UPDATE aid_claim c SET state = 'withdrawn', ended_at = now(), approved_fen = NULL, approved_lines = NULL
    WHERE worker_id = ANY($1) AND ended_at IS NULL AND NOT EXISTS (SELECT FROM aid_payout WHERE claim_id = c.id)`,
  `UPDATE aid_claim SET told = NULL, text_held = false WHERE worker_id = ANY($1)`,
  `UPDATE payout_transfer SET sealed = NULL, handle = NULL WHERE payout_id IN (SELECT o.id FROM aid_payout o
      JOIN aid_claim c ON c.id = o.claim_id WHERE c.worker_id = ANY($1))`,
  `UPDATE aid_payout SET sealed = NULL, bank = NULL, masked = NULL
    WHERE claim_id IN (SELECT id FROM aid_claim WHERE worker_id = ANY($1))`,
  `DELETE FROM payout_account WHERE worker_id = ANY($1)`,
  `DELETE FROM family_code WHERE policy_id IN (SELECT id FROM aid_policy WHERE worker_id = ANY($1))
    OR (made_by = ANY($1) AND used_at IS NULL)`,
  `DELETE FROM aid_quote q WHERE worker_id = ANY($1) AND NOT EXISTS (SELECT FROM aid_order o WHERE o.quote_id = q.id)`,
  `UPDATE aid_policy SET holder = '已注销' WHERE worker_id = ANY($1)`,
  // Whoever never ordered, redeemed or invited leaves nothing at all.
  `DELETE FROM worker w WHERE id = ANY($1)
    AND NOT EXISTS (SELECT FROM aid_order WHERE worker_id = w.id)
    AND NOT EXISTS (SELECT FROM aid_policy WHERE worker_id = w.id)
    AND NOT EXISTS (SELECT FROM redemption WHERE clerk_id = w.id)
    AND NOT EXISTS (SELECT FROM invitation WHERE invited_by = w.id)
    AND NOT EXISTS (SELECT FROM aid_claim WHERE filer_id = w.id)
    AND NOT EXISTS (SELECT FROM aid_decision WHERE proposed_by = w.id OR second_by = w.id)
    AND NOT EXISTS (SELECT FROM payout_batch WHERE made_by = w.id)`,
]

const cut = {
  name: 'retention.cut',
  text: `UPDATE worker SET pseudonym = it.pseudonym, display_name = '已注销', masked_phone = NULL, occupation = NULL, occupation_declared_at = NULL, occupation_confirmed_at = NULL,
      roles = '{}', person_key = NULL, identity = NULL, verified_at = NULL, deletes_at = NULL, deleted_at = $2
    FROM jsonb_to_recordset($1) AS it (id uuid, pseudonym uuid) WHERE worker.id = it.id`,
}

/**
 * Forgets what is due: accounts whose seven days are over, and rows that serve nothing any more. Sums of the ledger stay;
 * what a leaver had reserved is entered as returned. All of it or nothing; several processes may run it at once.
 * @param dryRun does the same and takes it back, so that the figures are exact.
 */
export async function sweep(options: RetentionOptions, dryRun: boolean): Promise<Swept> {
  let swept: Swept = {}
  try {
    await options.database.transaction(async (tx) => {
      swept = await sweepIn(tx, options)
      if (dryRun) throw new TakenBack()
    })
  } catch (error) {
    if (!(error instanceof TakenBack)) throw error
  }
  return swept
}

class TakenBack extends Error {}

async function sweepIn(
  tx: Queryable,
  { clock, newId, random }: RetentionOptions,
): Promise<Record<string, number>> {
  const now = clock()
  const swept: Record<string, number> = {}
  const leaving = (await tx.query<{ id: string }>(due, [new Date(now)])).rows.map((it) => it.id)
  swept.accounts = leaving.length
  if (leaving.length > 0) {
    const { rows } = await tx.query<{ id: string }>(reserved, [leaving])
    swept['vouchers given back'] = rows.length
    const back = rows.map((it) => ({ ...it, ledger_id: newId() }))
    await tx.query(putBack, [JSON.stringify(back), new Date(now)])
    for (const [index, text] of personal.entries()) {
      await tx.query({ name: `retention.personal-${index}`, text }, [leaving])
    }
    const anew = leaving.map((id) => ({ id, pseudonym: v4({ random: random(16) }) }))
    await tx.query(cut, [JSON.stringify(anew), new Date(now)])
  }
  swept['identities withdrawn'] = await forgetWithdrawn(tx, new Date(now))
  for (const { what, text, keptMs } of ends) {
    const statement: Statement = { name: `retention.${what.replaceAll(' ', '-')}`, text }
    swept[what] = (await tx.query(statement, [new Date(now - keptMs)])).count
  }
  return swept
}

/** How often a running API sweeps by itself. */
export const SWEEP_EVERY_MS = 60 * MINUTE
