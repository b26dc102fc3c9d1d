import type { Doubt, ReportKind } from '@/contract'
import type { Queryable } from '../database/database'
import { selectVoucher, type VoucherRow } from '../vouchers/queries'

/** A row of station_live, with its times as a notice writes them or as the driver reads them. */
export interface LiveRow<Time = Date | string> {
  station_id: string
  seen_at: Time | null
  full_at: Time | null
  door_offline_at: Time | null
  version: number
}

const columns = 'l.station_id, l.seen_at, l.full_at, l.door_offline_at, l.version'

const live = {
  name: 'arrivals.live',
  text: `SELECT ${columns} FROM station_live l WHERE l.seen_at > $1 OR l.full_at > $1 OR l.door_offline_at IS NOT NULL`,
}

/** Of all stations where something has happened since, or whose door is away. */
export const readLive = async (database: Queryable, since: Date): Promise<LiveRow[]> =>
  (await database.query<LiveRow>(live, [since])).rows

// Once a minute at most does a busy station cost a write.
const seen = {
  name: 'arrivals.seen',
  text: `INSERT INTO station_live AS l (station_id, seen_at) VALUES ($1, $2)
    ON CONFLICT (station_id) DO UPDATE SET seen_at = excluded.seen_at, version = l.version + 1
    WHERE l.seen_at IS NULL OR l.seen_at < excluded.seen_at RETURNING ${columns}`,
}

/** Notes that somebody was there at this minute. Undefined where that is known. */
export const noteSeen = async (
  database: Queryable,
  stationId: string,
  minute: Date,
): Promise<LiveRow | undefined> => (await database.query<LiveRow>(seen, [stationId, minute])).rows[0]

const closeWindow = {
  name: 'arrivals.close-window',
  text: `DELETE FROM station_report_window WHERE station_id = $1`,
}
const dropDoubt = {
  name: 'arrivals.drop-doubt',
  text: `UPDATE station SET doubt = NULL WHERE id = $1 AND doubt IS NOT NULL`,
}
const notFull = {
  name: 'arrivals.not-full',
  text: `UPDATE station_live AS l SET full_at = NULL, version = l.version + 1
    WHERE station_id = $1 AND full_at IS NOT NULL RETURNING ${columns}`,
}

/** Forgets all reports of a station, with their window and what came of them. Gives the live row where it changed. */
export async function forgetReports(tx: Queryable, stationId: string): Promise<LiveRow | undefined> {
  await tx.query(closeWindow, [stationId])
  await tx.query(dropDoubt, [stationId])
  return (await tx.query<LiveRow>(notFull, [stationId])).rows[0]
}

const openWindow = {
  name: 'arrivals.open-window',
  text: `INSERT INTO station_report_window AS w (station_id, salt, opened_at) VALUES ($1, $2, $3)
    ON CONFLICT (station_id) DO UPDATE SET
      salt = CASE WHEN w.opened_at > $4 THEN w.salt ELSE excluded.salt END,
      opened_at = CASE WHEN w.opened_at > $4 THEN w.opened_at ELSE excluded.opened_at END
    RETURNING salt, salt = $2 AS fresh`,
}
const dropOld = {
  name: 'arrivals.drop-old-reports',
  text: `DELETE FROM station_report WHERE station_id = $1`,
}

/**
 * The salt of the station's window: of the one that is open, or of a new one. Until the transaction ends nobody else
 * reports this station.
 * @param since windows opened then or before are over.
 */
export async function lockWindow(
  tx: Queryable,
  stationId: string,
  salt: Uint8Array,
  now: Date,
  since: Date,
): Promise<Uint8Array> {
  const values = [stationId, salt, now, since]
  const { rows } = await tx.query<{ salt: Uint8Array; fresh: boolean }>(openWindow, values)
  const window = rows[0] as (typeof rows)[0]
  if (window.fresh) await tx.query(dropOld, [stationId])
  return window.salt
}

const windowOf = {
  name: 'arrivals.window',
  text: `SELECT salt FROM station_report_window WHERE station_id = $1 AND opened_at > $2 FOR UPDATE`,
}

/** The salt of the station's open window, locked; undefined where there is none. */
export const findWindow = async (
  tx: Queryable,
  stationId: string,
  since: Date,
): Promise<Uint8Array | undefined> =>
  (await tx.query<{ salt: Uint8Array }>(windowOf, [stationId, since])).rows[0]?.salt

const isReporter = {
  name: 'arrivals.is-reporter',
  text: `SELECT FROM station_report WHERE station_id = $1 AND reporter = $2 LIMIT 1`,
}

export const hasReported = async (tx: Queryable, stationId: string, reporter: Uint8Array): Promise<boolean> =>
  (await tx.query(isReporter, [stationId, reporter])).count > 0

const report = {
  name: 'arrivals.report',
  text: `INSERT INTO station_report (station_id, reporter, kind) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING`,
}
const tally = {
  name: 'arrivals.tally',
  text: `SELECT (SELECT count(DISTINCT reporter)::int FROM station_report WHERE station_id = $1) AS people,
    array(SELECT kind FROM station_report WHERE station_id = $1 GROUP BY kind ORDER BY count(*) DESC, kind) AS kinds`,
}

export interface Tally {
  /** False where he had said so before. */
  isNew: boolean
  /** Different people in this window. */
  people: number
  /** The most frequent first. */
  kinds: ReportKind[]
}

export async function addReport(
  tx: Queryable,
  stationId: string,
  reporter: Uint8Array,
  kind: ReportKind,
): Promise<Tally> {
  const isNew = (await tx.query(report, [stationId, reporter, kind])).count === 1
  const { rows } = await tx.query<Omit<Tally, 'isNew'>>(tally, [stationId])
  return { ...(rows[0] as Omit<Tally, 'isNew'>), isNew }
}

const doubt = {
  name: 'arrivals.doubt',
  text: `UPDATE station SET doubt = jsonb_build_object('kinds', $2::jsonb, 'since', coalesce(doubt ->> 'since', $3))
    WHERE id = $1 RETURNING doubt`,
}

/** Marks a station 待核实 for what was reported; since when stays where it is marked already. */
export async function markDoubt(
  tx: Queryable,
  stationId: string,
  kinds: readonly ReportKind[],
  since: string,
): Promise<Doubt | undefined> {
  const values = [stationId, JSON.stringify(kinds), since]
  return (await tx.query<{ doubt: Doubt }>(doubt, values)).rows[0]?.doubt
}

const full = {
  name: 'arrivals.full',
  text: `INSERT INTO station_live AS l (station_id, full_at) VALUES ($1, $2)
    ON CONFLICT (station_id) DO UPDATE SET full_at = excluded.full_at, version = l.version + 1 RETURNING ${columns}`,
}

/** Notes that it is full. */
export const noteFull = async (tx: Queryable, stationId: string, at: Date): Promise<LiveRow | undefined> =>
  (await tx.query<LiveRow>(full, [stationId, at])).rows[0]

const stock = {
  name: 'arrivals.stock',
  text: `SELECT cs.campaign_id, coalesce(sum(st.left_count)::integer, cs.daily_quota) AS left_count
    FROM campaign_station cs LEFT JOIN campaign_stock st ON st.campaign_id = cs.campaign_id
      AND st.station_id = cs.station_id AND st.period IN ('', $2)
    WHERE cs.station_id = $1 GROUP BY cs.campaign_id, cs.station_id`,
}

/**
 * What each campaign of a station has left there, on that day where it counts by the day; null where nothing is counted.
 */
export const stockAt = async (
  database: Queryable,
  stationId: string,
  day: string,
): Promise<ReadonlyMap<string, number | null>> => {
  const { rows } = await database.query<{ campaign_id: string; left_count: number | null }>(stock, [
    stationId,
    day,
  ])
  return new Map(rows.map((it) => [it.campaign_id, it.left_count]))
}

const redeemable = {
  name: 'arrivals.redeemable',
  text: `${selectVoucher} WHERE v.worker_id = $1 AND v.state = 'ready' AND v.expires_at > $3
    AND (v.station_id = $2 OR v.station_id IS NULL AND EXISTS (SELECT FROM campaign_station cs
      WHERE cs.campaign_id = v.campaign_id AND cs.station_id = $2))
    ORDER BY v.expires_at, v.id LIMIT 50`,
}

/** A worker's vouchers that this station redeems, those first that expire first. */
export const redeemableAt = async (
  database: Queryable,
  workerId: string,
  stationId: string,
  now: Date,
): Promise<VoucherRow[]> => (await database.query<VoucherRow>(redeemable, [workerId, stationId, now])).rows

const ofCode = { name: 'arrivals.of-code', text: `SELECT id FROM station WHERE code = $1` }

export const stationOfCode = async (database: Queryable, code: string): Promise<string | undefined> =>
  (await database.query<{ id: string }>(ofCode, [code])).rows[0]?.id

const door = { name: 'arrivals.door', text: `SELECT door FROM station WHERE id = $1` }

export const doorOf = async (database: Queryable, stationId: string): Promise<string | undefined> =>
  (await database.query<{ door: string | null }>(door, [stationId])).rows[0]?.door ?? undefined

const behindDoor = { name: 'arrivals.behind-door', text: `SELECT id FROM station WHERE door = $1` }

export const stationBehind = async (database: Queryable, name: string): Promise<string | undefined> =>
  (await database.query<{ id: string }>(behindDoor, [name])).rows[0]?.id

const doorState = {
  name: 'arrivals.door-state',
  text: `INSERT INTO station_live AS l (station_id, door_offline_at) VALUES ($1, $2)
    ON CONFLICT (station_id) DO UPDATE SET door_offline_at = excluded.door_offline_at, version = l.version + 1
    RETURNING ${columns}`,
}

/** Notes since when the door cannot be reached; null where it can. */
export const noteDoor = async (tx: Queryable, stationId: string, offlineAt: Date | null): Promise<LiveRow> =>
  (await tx.query<LiveRow>(doorState, [stationId, offlineAt])).rows[0] as LiveRow

const message = {
  name: 'arrivals.door-message',
  text: `INSERT INTO door_message (nonce, at) VALUES ($1, $2) ON CONFLICT DO NOTHING`,
}

/** False where this message was taken before. */
export const takeMessage = async (tx: Queryable, nonce: string, at: Date): Promise<boolean> =>
  (await tx.query(message, [nonce, at])).count === 1
