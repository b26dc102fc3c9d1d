import type { AlarmKind, SlowRule } from '@/contract'
import type { Queryable } from '../database/database'

// Once for each person, campaign and rule, however often he tries.
const note = {
  name: 'fairness.note',
  text: `INSERT INTO slowed (id, campaign_id, worker_id, rule, first_at, last_at, times, until)
    VALUES ($1, $2, $3, $4, $5, $5, 1, $6)
    ON CONFLICT ON CONSTRAINT slowed_once DO UPDATE SET last_at = excluded.last_at, times = slowed.times + 1,
      until = excluded.until`,
}

export async function noteSlowed(
  database: Queryable,
  it: { id: string; campaignId: string; workerId: string; rule: SlowRule; at: Date; until: Date },
): Promise<void> {
  await database.query(note, [it.id, it.campaignId, it.workerId, it.rule, it.at, it.until])
}

const cleared = {
  name: 'fairness.cleared',
  text: `SELECT FROM slowed WHERE worker_id = $1 AND cleared_at IS NOT NULL LIMIT 1`,
}

export const isCleared = async (database: Queryable, workerId: string): Promise<boolean> =>
  (await database.query(cleared, [workerId])).count > 0

const returns = {
  name: 'fairness.returns',
  text: `SELECT released_at FROM claim WHERE worker_id = $1 AND released_at IS NOT NULL
    ORDER BY released_at DESC LIMIT $2`,
}

/** When this worker last gave something back, newest first. */
export const latestReturns = async (database: Queryable, workerId: string, limit: number): Promise<Date[]> =>
  (await database.query<{ released_at: Date }>(returns, [workerId, limit])).rows.map((it) => it.released_at)

const nth = {
  name: 'fairness.nth-latest-claim',
  text: `SELECT claimed_at FROM voucher WHERE worker_id = $1 ORDER BY id DESC OFFSET $2 LIMIT 1`,
}

/** When he claimed what is the n-th of his, counted from the latest. */
export const claimedBefore = async (
  database: Queryable,
  workerId: string,
  n: number,
): Promise<Date | undefined> =>
  (await database.query<{ claimed_at: Date }>(nth, [workerId, n - 1])).rows[0]?.claimed_at

export interface SlowedRow {
  id: string
  rule: SlowRule
  campaign_id: string
  title: string
  worker_id: string
  display_name: string
  verified: boolean
  first_at: Date
  last_at: Date
  times: number
  until: Date
  cleared_at: Date | null
  claimed_at: Date | null
}

const list = {
  name: 'fairness.list',
  text: `SELECT s.id, s.rule, s.campaign_id, c.title, s.worker_id, w.display_name, w.verified_at IS NOT NULL AS verified,
      s.first_at, s.last_at, s.times, s.until, s.cleared_at,
      (SELECT min(claimed_at) FROM claim
        WHERE worker_id = s.worker_id AND campaign_id = s.campaign_id AND claimed_at > s.first_at) AS claimed_at
    FROM slowed s JOIN campaign c ON c.id = s.campaign_id JOIN worker w ON w.id = s.worker_id
    WHERE $1::uuid IS NULL OR s.id < $1 ORDER BY s.id DESC LIMIT $2`,
}

/** Newest first, those before `after`. */
export const slowedBefore = async (
  database: Queryable,
  after: string | undefined,
  limit: number,
): Promise<SlowedRow[]> => (await database.query<SlowedRow>(list, [after ?? null, limit])).rows

const clear = {
  name: 'fairness.clear',
  text: `UPDATE slowed SET cleared_at = coalesce(cleared_at, $2) WHERE id = $1`,
}

/** False where there is none. */
export const letThrough = async (database: Queryable, id: string, at: Date): Promise<boolean> =>
  (await database.query(clear, [id, at])).count === 1

const raise = {
  name: 'fairness.alarm',
  text: `INSERT INTO alarm (id, kind, station_id, day, first_at, last_at, times) VALUES ($1, $2, $3, $4, $5, $5, 1)
    ON CONFLICT ON CONSTRAINT alarm_once DO UPDATE SET last_at = excluded.last_at, times = alarm.times + 1`,
}

/** Once for each station, kind and day (YYYY-MM-DD). */
export async function noteAlarm(
  database: Queryable,
  it: { id: string; kind: AlarmKind; stationId: string; day: string; at: Date },
): Promise<void> {
  await database.query(raise, [it.id, it.kind, it.stationId, it.day, it.at])
}

export interface AlarmRow {
  id: string
  kind: AlarmKind
  station_id: string
  station_name: string
  first_at: Date
  last_at: Date
  times: number
}

const alarms = {
  name: 'fairness.alarms',
  text: `SELECT a.id, a.kind, a.station_id, s.name AS station_name, a.first_at, a.last_at, a.times
    FROM alarm a JOIN station s ON s.id = a.station_id WHERE $1::uuid IS NULL OR a.id < $1 ORDER BY a.id DESC LIMIT $2`,
}

/** Newest first, those before `after`. */
export const alarmsBefore = async (
  database: Queryable,
  after: string | undefined,
  limit: number,
): Promise<AlarmRow[]> => (await database.query<AlarmRow>(alarms, [after ?? null, limit])).rows
