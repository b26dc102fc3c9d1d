import type { NoticeKind } from '@/contract'
import type { Queryable } from '../database/database'

/** What a message may say. */
export interface NoticeFacts {
  title: string
  /** Of a voucher; null where it is bound to none. */
  station?: string | null
  /** Of a claim, in its member's words. */
  state?: string
  /** RFC 3339: until when, or when. */
  at: string
  /** What the message leads to. */
  voucherId?: string
  claimId?: string
}

const MOST = 10

const add = {
  name: 'notices.subscribe',
  text: `INSERT INTO subscription AS s (worker_id, kind, left_count) SELECT $1, kind, 1 FROM unnest($2::text[]) AS kind
    ON CONFLICT (worker_id, kind) DO UPDATE SET left_count = least(s.left_count + 1, ${MOST})`,
}
export async function addSubscriptions(
  database: Queryable,
  workerId: string,
  kinds: readonly NoticeKind[],
): Promise<void> {
  await database.query(add, [workerId, [...new Set(kinds)].sort()])
}

const lefts = {
  name: 'notices.subscriptions',
  text: `SELECT kind, left_count FROM subscription WHERE worker_id = $1`,
}
export const subscriptionsOf = async (
  database: Queryable,
  workerId: string,
): Promise<{ kind: NoticeKind; left_count: number }[]> =>
  (await database.query<{ kind: NoticeKind; left_count: number }>(lefts, [workerId])).rows

/** Kinds that are looked for; a claim enters its own where it moves. */
export type FoundKind = Exclude<NoticeKind, 'claim'>

// Only for whoever has asked for one, so that there is little to look at. Each is entered once, whatever is found again.
const entered = (kind: FoundKind, subject: string, at: string, from: string) => ({
  name: `notices.enter-${kind}`,
  text: `INSERT INTO outbox (id, worker_id, kind, subject_id, facts, state, entered_at, due_at)
    SELECT (ARRAY(SELECT unnest($3::uuid[])))[row_number() OVER ()], worker_id, '${kind}', subject, jsonb_build_object(
      'title', title, 'station', station, 'at', to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
      'voucherId', voucher_id), 'waiting', $1, $1
    FROM (SELECT s.worker_id, ${subject} AS subject, c.title, coalesce(r.name, b.name) AS station, ${at} AS at, v.id AS voucher_id
      FROM subscription s JOIN voucher v ON v.worker_id = s.worker_id JOIN campaign c ON c.id = v.campaign_id
        LEFT JOIN station b ON b.id = v.station_id LEFT JOIN station r ON r.id = v.redeemed_station_id ${from}
        AND s.kind = '${kind}' AND s.left_count > 0
        AND NOT EXISTS (SELECT FROM outbox o WHERE o.kind = '${kind}' AND o.subject_id = ${subject})
      LIMIT $4) due
    WHERE $2::timestamptz IS NOT NULL
    ON CONFLICT ON CONSTRAINT outbox_once DO NOTHING`,
})

/** $1 is now, $2 the farthest that is looked at, $3 as many ids as $4 at most. */
const enter = {
  // Won in a draw, or moved up to.
  ready: entered(
    'ready',
    'v.id',
    'v.expires_at',
    `JOIN claim ON claim.voucher_id = v.id AND claim.entry_id IS NOT NULL
      WHERE v.state = 'ready' AND v.expires_at > $1 AND v.claimed_at > $2`,
  ),
  expiring: entered(
    'expiring',
    'v.id',
    'v.expires_at',
    `WHERE v.state = 'ready' AND v.expires_at > $1 AND v.expires_at <= $2`,
  ),
  // Once it can no longer be undone.
  redeemed: entered(
    'redeemed',
    'm.id',
    'm.redeemed_at',
    `JOIN redemption m ON m.voucher_id = v.id
      WHERE m.undone_at IS NULL AND m.redeemed_at > $2 AND m.redeemed_at <= $1::timestamptz - interval '1 minute'`,
  ),
}

/** Enters what is due of a kind and not entered yet, as many as there are ids. */
export async function enterNotices(
  database: Queryable,
  kind: FoundKind,
  now: Date,
  until: Date,
  ids: readonly string[],
): Promise<number> {
  return (await database.query(enter[kind], [now, until, ids, ids.length])).count
}

const lease = {
  name: 'notices.lease',
  text: `UPDATE outbox SET due_at = $2, tries = tries + 1 FROM (
      SELECT id FROM outbox WHERE state = 'waiting' AND due_at <= $1 ORDER BY due_at LIMIT $3 FOR UPDATE SKIP LOCKED) due
    WHERE outbox.id = due.id RETURNING outbox.id, outbox.worker_id, outbox.kind, outbox.facts, outbox.tries,
      (SELECT l.subject FROM login l WHERE l.worker_id = outbox.worker_id AND l.provider = 'wechat'
        AND l.sealed IS NOT NULL LIMIT 1) AS subject,
      (SELECT l.sealed FROM login l WHERE l.worker_id = outbox.worker_id AND l.provider = 'wechat'
        AND l.sealed IS NOT NULL LIMIT 1) AS sealed`,
}

export interface Leased {
  id: string
  worker_id: string
  kind: NoticeKind
  facts: NoticeFacts
  tries: number
  /** The login it goes to; null where he has none at WeChat. */
  subject: string | null
  sealed: Uint8Array | null
}

/** Takes messages that are due. Until `until` nobody else takes them: whoever has them by then is thought to be gone. */
export const leaseNotices = async (
  database: Queryable,
  now: Date,
  until: Date,
  count: number,
): Promise<Leased[]> => (await database.query<Leased>(lease, [now, until, count])).rows

const end = {
  name: 'notices.end',
  text: `WITH ended AS (UPDATE outbox SET state = $2, ended_at = $3, fault = $4 WHERE id = $1 AND state = 'waiting'
      RETURNING worker_id, kind)
    UPDATE subscription s SET left_count = CASE WHEN $5 THEN 0 ELSE greatest(s.left_count - 1, 0) END
    FROM ended WHERE s.worker_id = ended.worker_id AND s.kind = ended.kind AND ($5 OR $2 = 'sent')`,
}

/** @param unsubscribed that WeChat lets us send him no more of this kind. */
export async function endNotice(
  database: Queryable,
  it: {
    id: string
    state: 'sent' | 'dropped' | 'dead'
    at: Date
    fault: string | null
    unsubscribed?: boolean
  },
): Promise<void> {
  await database.query(end, [it.id, it.state, it.at, it.fault, it.unsubscribed ?? false])
}

const putOff = {
  name: 'notices.put-off',
  text: `UPDATE outbox SET due_at = $2, fault = $3 WHERE id = $1 AND state = 'waiting'`,
}
export async function deferNotice(
  database: Queryable,
  id: string,
  until: Date,
  fault: string,
): Promise<void> {
  await database.query(putOff, [id, until, fault])
}

export interface DeadRow {
  id: string
  kind: NoticeKind
  entered_at: Date
  ended_at: Date
  tries: number
  fault: string | null
}

const dead = {
  name: 'notices.dead',
  text: `SELECT id, kind, entered_at, ended_at, tries, fault FROM outbox
    WHERE state = 'dead' AND ($1::uuid IS NULL OR id < $1) ORDER BY id DESC LIMIT $2`,
}

/** Newest first, those before `after`. */
export const deadBefore = async (
  database: Queryable,
  after: string | undefined,
  limit: number,
): Promise<DeadRow[]> => (await database.query<DeadRow>(dead, [after ?? null, limit])).rows

const again = {
  name: 'notices.again',
  text: `UPDATE outbox SET state = 'waiting', ended_at = NULL, tries = 0, due_at = $2 WHERE id = $1 AND state = 'dead'`,
}

/** False where there is no such dead one. */
export const reviveNotice = async (database: Queryable, id: string, at: Date): Promise<boolean> =>
  (await database.query(again, [id, at])).count === 1
