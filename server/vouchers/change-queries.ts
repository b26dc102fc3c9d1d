import type { MissingOutcome } from '@/contract'
import type { Queryable } from '../database/database'

/** A voucher that is about to change, held until the transaction ends. */
export interface HeldVoucher {
  id: string
  campaign_id: string
  worker_id: string
  pseudonym: string
  station_id: string | null
  variant: string
  period: string
  state: 'ready' | 'redeemed' | 'returned' | 'revoked' | 'expired'
  expires_at: Date
  redeemed_at: Date | null
  uses: number
  uses_left: number
  distribution: 'entitlement' | 'stock' | 'daily' | 'draw'
  redeem_by: Date
}

const hold = {
  name: 'vouchers.hold',
  text: `SELECT v.id, v.campaign_id, v.worker_id, w.pseudonym, v.station_id, v.variant, v.period, v.state, v.expires_at,
      v.redeemed_at, v.uses, v.uses_left, c.distribution, c.redeem_by
    FROM voucher v JOIN worker w ON w.id = v.worker_id JOIN campaign c ON c.id = v.campaign_id
    WHERE v.id = $1 AND ($2::uuid IS NULL OR v.worker_id = $2) FOR UPDATE OF v`,
}

/** @param workerId its owner; undefined where a clerk changes it. */
export const holdVoucher = async (
  tx: Queryable,
  id: string,
  workerId: string | undefined,
): Promise<HeldVoucher | undefined> => (await tx.query<HeldVoucher>(hold, [id, workerId ?? null])).rows[0]

const lockStock = {
  name: 'vouchers.lock-stock',
  text: `SELECT station_id, variant, left_count FROM campaign_stock
    WHERE campaign_id = $1 AND period = $2 AND (station_id, variant) IN (SELECT * FROM unnest($3::uuid[], $4::text[]))
    ORDER BY station_id, variant FOR UPDATE`,
}

export interface Bucket {
  station_id: string
  variant: string
}

/** Locks stocks in the order in which claims lock them, and tells what they have left. */
export const lockStocks = async (
  tx: Queryable,
  campaignId: string,
  period: string,
  buckets: readonly Bucket[],
): Promise<(Bucket & { left_count: number })[]> =>
  (
    await tx.query<Bucket & { left_count: number }>(lockStock, [
      campaignId,
      period,
      buckets.map((it) => it.station_id),
      buckets.map((it) => it.variant),
    ])
  ).rows

const change = {
  name: 'vouchers.change-stock',
  text: `UPDATE campaign_stock SET left_count = left_count + $5
    WHERE campaign_id = $1 AND period = $2 AND station_id = $3 AND variant = $4`,
}

/** Nothing where that is not counted. */
export async function changeStock(
  tx: Queryable,
  campaignId: string,
  period: string,
  { station_id, variant }: Bucket,
  by: number,
): Promise<void> {
  await tx.query(change, [campaignId, period, station_id, variant, by])
}

const setState = { name: 'vouchers.set-state', text: `UPDATE voucher SET state = $2 WHERE id = $1` }

export async function endVoucher(tx: Queryable, id: string, state: 'returned' | 'revoked'): Promise<void> {
  await tx.query(setState, [id, state])
}

const nextIssue = { name: 'vouchers.next-issue', text: `UPDATE voucher SET issue = issue + 1 WHERE id = $1` }

/** From now on only codes of the next set of secrets are good. */
export async function renewSecrets(tx: Queryable, id: string): Promise<void> {
  await tx.query(nextIssue, [id])
}

const release = {
  name: 'vouchers.release',
  text: `UPDATE claim SET released_at = $2 WHERE voucher_id = $1 AND released_at IS NULL`,
}

/** So that its owner may claim again. */
export async function releaseClaim(tx: Queryable, voucherId: string, at: Date): Promise<void> {
  await tx.query(release, [voucherId, at])
}

const setStation = {
  name: 'vouchers.set-station',
  text: `UPDATE voucher SET station_id = $2, variant = $3 WHERE id = $1`,
}

export async function bindVoucher(tx: Queryable, id: string, { station_id, variant }: Bucket): Promise<void> {
  await tx.query(setStation, [id, station_id, variant])
}

const enter = {
  name: 'vouchers.enter',
  text: `INSERT INTO ledger (id, at, kind, campaign_id, station_id, quantity, pseudonym, subject_id, note)
    SELECT * FROM unnest($1::uuid[], $2::timestamptz[], $3::text[], $4::uuid[], $5::uuid[], $6::integer[], $7::uuid[],
      $8::uuid[], $9::text[])`,
}

export interface LedgerEntry {
  kind: 'claimed' | 'redeemed' | 'returned' | 'lost'
  stationId: string | null
  quantity: number
  note?: 'undone'
}

/** Enters what happened to a voucher. */
export async function enterLedger(
  tx: Queryable,
  newId: () => string,
  at: Date,
  voucher: Pick<HeldVoucher, 'id' | 'campaign_id' | 'pseudonym'>,
  entries: readonly LedgerEntry[],
): Promise<void> {
  const time = at.toISOString()
  await tx.query(enter, [
    entries.map(() => newId()),
    entries.map(() => time),
    entries.map((it) => it.kind),
    entries.map(() => voucher.campaign_id),
    entries.map((it) => it.stationId),
    entries.map((it) => it.quantity),
    entries.map(() => voucher.pseudonym),
    entries.map(() => voucher.id),
    entries.map((it) => it.note ?? null),
  ])
}

const inCampaign = {
  name: 'vouchers.station-in-campaign',
  text: `SELECT FROM campaign_station WHERE campaign_id = $1 AND station_id = $2`,
}

export const handsOut = async (tx: Queryable, campaignId: string, stationId: string): Promise<boolean> =>
  (await tx.query(inCampaign, [campaignId, stationId])).count === 1

const report = {
  name: 'missing.report',
  text: `INSERT INTO missing_report (id, voucher_id, station_id, reported_at) VALUES ($1, $2, $3, $4)
    ON CONFLICT (voucher_id) WHERE resolved_at IS NULL DO NOTHING`,
}

/** Nothing where one is open. */
export async function addReport(
  tx: Queryable,
  it: { id: string; voucherId: string; stationId: string; at: Date },
): Promise<void> {
  await tx.query(report, [it.id, it.voucherId, it.stationId, it.at])
}

export interface ReportRow {
  id: string
  voucher_id: string
  campaign_id: string
  title: string
  variant: string
  display_name: string
  station_id: string
  station_name: string
  reported_at: Date
  resolved_at: Date | null
  outcome: MissingOutcome | null
}

const reportColumns = `m.id, m.voucher_id, v.campaign_id, c.title, v.variant, w.display_name, m.station_id, s.name AS station_name,
    m.reported_at, m.resolved_at, m.outcome
  FROM missing_report m JOIN voucher v ON v.id = m.voucher_id JOIN campaign c ON c.id = v.campaign_id
    JOIN worker w ON w.id = v.worker_id JOIN station s ON s.id = m.station_id`

const openReports = {
  name: 'missing.open',
  text: `SELECT ${reportColumns} WHERE m.station_id = $1 AND m.resolved_at IS NULL ORDER BY m.id`,
}

/** Oldest first. */
export const openReportsAt = async (database: Queryable, stationId: string): Promise<ReportRow[]> =>
  (await database.query<ReportRow>(openReports, [stationId])).rows

const holdReport = {
  name: 'missing.hold',
  text: `SELECT ${reportColumns} WHERE m.id = $1 AND m.station_id = ANY($2::uuid[]) FOR UPDATE OF m`,
}

/** A report at one of these stations. */
export const findReport = async (
  tx: Queryable,
  id: string,
  stationIds: readonly string[],
): Promise<ReportRow | undefined> => (await tx.query<ReportRow>(holdReport, [id, stationIds])).rows[0]

const resolve = {
  name: 'missing.resolve',
  text: `UPDATE missing_report SET resolved_at = $2, resolved_by = $3, outcome = $4 WHERE id = $1`,
}

export async function closeReport(
  tx: Queryable,
  it: { id: string; at: Date; by: string; outcome: MissingOutcome },
): Promise<void> {
  await tx.query(resolve, [it.id, it.at, it.by, it.outcome])
}
