import type { Distribution, Item, LossReason, Variants } from '@/contract'
import type { Queryable } from '../database/database'
import { selectVoucher, type VoucherRow } from '../vouchers/queries'

const candidates = {
  name: 'desk.candidates',
  text: `SELECT found.*, w.pseudonym, w.identity FROM worker w JOIN LATERAL (${selectVoucher}
      WHERE v.worker_id = w.id AND v.state = 'ready' AND v.expires_at > $4 AND (v.station_id = $2 OR v.station_id IS NULL
        AND EXISTS (SELECT FROM campaign_station cs WHERE cs.campaign_id = v.campaign_id AND cs.station_id = $2))) found ON true
    WHERE w.display_name = $1 AND w.identity IS NOT NULL AND w.id <> $3 ORDER BY found.expires_at, found.id`,
}

/** A voucher that is ready, and who, sealed, may be the one before the clerk. */
export interface Candidate extends VoucherRow {
  pseudonym: string
  identity: Uint8Array
}

/** What those of a masked name can use at a station; without what is the clerk's own. */
export const candidatesAt = async (
  database: Queryable,
  it: { maskedName: string; stationId: string; clerkId: string; now: Date },
): Promise<Candidate[]> =>
  (await database.query<Candidate>(candidates, [it.maskedName, it.stationId, it.clerkId, it.now])).rows

// Held, so that what is counted stays so until the transaction ends. Foreign keys do not wait for it.
const holdStation = {
  name: 'desk.hold-station',
  text: `SELECT FROM station WHERE id = $1 FOR NO KEY UPDATE`,
}
export async function lockStation(tx: Queryable, stationId: string): Promise<void> {
  await tx.query(holdStation, [stationId])
}

const byHandSince = {
  name: 'desk.by-hand-since',
  text: `SELECT count(*)::int AS station, count(*) FILTER (WHERE clerk_id = $2)::int AS clerk FROM redemption
    WHERE station_id = $1 AND means = 'hand' AND redeemed_at >= $3`,
}

/** How many were redeemed by hand at a station, and of those by one clerk; undone ones too. */
export async function countByHand(
  database: Queryable,
  stationId: string,
  clerkId: string,
  since: Date,
): Promise<{ station: number; clerk: number }> {
  const { rows } = await database.query<{ station: number; clerk: number }>(byHandSince, [
    stationId,
    clerkId,
    since,
  ])
  return rows[0] ?? { station: 0, clerk: 0 }
}

const holdShelf = {
  name: 'desk.hold-shelf',
  text: `SELECT FROM campaign_station WHERE campaign_id = $1 AND station_id = $2 FOR NO KEY UPDATE`,
}
export async function lockShelf(tx: Queryable, campaignId: string, stationId: string): Promise<void> {
  await tx.query(holdShelf, [campaignId, stationId])
}

const change = {
  name: 'desk.change-stock',
  text: `INSERT INTO campaign_stock AS s (campaign_id, station_id, variant, period, left_count)
    VALUES ($1, $2, $3, $4, greatest($5::integer, 0))
    ON CONFLICT (campaign_id, station_id, variant, period)
      DO UPDATE SET left_count = greatest(s.left_count + $5::integer, 0)`,
}

/** What can be claimed grows, or shrinks as far as it is not claimed. */
export async function changeLeft(
  tx: Queryable,
  it: { campaignId: string; stationId: string; variant: string; period: string; by: number },
): Promise<void> {
  await tx.query(change, [it.campaignId, it.stationId, it.variant, it.period, it.by])
}

const insertEntry = {
  name: 'desk.insert-entry',
  text: `WITH entry AS (
      INSERT INTO stock_entry (id, station_id, campaign_id, variant, kind, quantity, reason, clerk_id, at, idempotency_key,
        request_hash)
      VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11))
    INSERT INTO ledger (id, at, kind, campaign_id, station_id, quantity, subject_id, note)
    VALUES ($12, $9, $5, $3, $2, $6, $1, $7)`,
}

export interface NewEntry {
  id: string
  ledgerId: string
  stationId: string
  campaignId: string
  variant: string
  kind: 'received' | 'lost'
  count: number
  reason: LossReason | null
  clerkId: string
  at: Date
  key: string
  requestHash: Uint8Array
}

/** With its row in the ledger. Throws DatabaseFault `duplicate` on `stock_entry_key`. */
export async function addEntry(tx: Queryable, it: NewEntry): Promise<void> {
  await tx.query(insertEntry, [
    it.id,
    it.stationId,
    it.campaignId,
    it.variant,
    it.kind,
    it.count,
    it.reason,
    it.clerkId,
    it.at,
    it.key,
    it.requestHash,
    it.ledgerId,
  ])
}

export interface EntryRow {
  id: string
  station_id: string
  campaign_id: string
  title: string
  variant: string
  kind: 'received' | 'lost'
  quantity: number
  reason: LossReason | null
  at: Date
  clerk_name: string | null
  request_hash: Uint8Array
}

const entryColumns = `SELECT e.id, e.station_id, e.campaign_id, c.title, e.variant, e.kind, e.quantity, e.reason, e.at,
    w.display_name AS clerk_name, e.request_hash
  FROM stock_entry e JOIN campaign c ON c.id = e.campaign_id LEFT JOIN worker w ON w.id = e.clerk_id`

const entryByKey = {
  name: 'desk.entry-by-key',
  text: `${entryColumns} WHERE e.clerk_id = $1 AND e.idempotency_key = $2`,
}
export const findEntry = async (
  database: Queryable,
  clerkId: string,
  key: string,
): Promise<EntryRow | undefined> => (await database.query<EntryRow>(entryByKey, [clerkId, key])).rows[0]

const entriesOf = {
  name: 'desk.entries',
  text: `${entryColumns} WHERE e.station_id = $1 AND ($2::uuid IS NULL OR e.id < $2) ORDER BY e.id DESC LIMIT $3`,
}

/** Newest first, those before `after`. */
export const entriesAt = async (
  database: Queryable,
  stationId: string,
  after: string | undefined,
  limit: number,
): Promise<EntryRow[]> => (await database.query<EntryRow>(entriesOf, [stationId, after ?? null, limit])).rows

const shelves = {
  name: 'desk.shelves',
  text: `SELECT c.id, c.title, c.items, c.distribution, c.uses, c.variants, cs.daily_quota, coalesce((
      SELECT jsonb_object_agg(s.variant, s.left_count) FROM campaign_stock s WHERE s.campaign_id = c.id
        AND s.station_id = cs.station_id AND s.period = CASE c.distribution WHEN 'daily' THEN $2 ELSE '' END), '{}') AS stock
    FROM campaign_station cs JOIN campaign c ON c.id = cs.campaign_id
    WHERE cs.station_id = $1 AND c.redeem_by > $3 ORDER BY c.closes_at, c.id`,
}

export interface ShelfRow {
  id: string
  title: string
  items: Item[]
  distribution: Distribution
  uses: number
  variants: Variants | null
  daily_quota: number | null
  /** What is left, by variant. */
  stock: Record<string, number>
}

/** Campaigns that a station hands out, unless they ended before `since`. */
export const shelvesAt = async (
  database: Queryable,
  stationId: string,
  day: string,
  since: Date,
): Promise<ShelfRow[]> => (await database.query<ShelfRow>(shelves, [stationId, day, since])).rows

const insertHandover = {
  name: 'desk.hand-over',
  text: `INSERT INTO handover (id, station_id, from_id, at, counts, idempotency_key, request_hash)
    VALUES ($1, $2, $3, $4, $5, $6, $7)`,
}

/** As it was counted, and as the ledger had it. */
export interface Counted {
  campaignId: string
  expected: number
  counted: number
}

/** Throws DatabaseFault `duplicate` on `handover_key`. */
export async function addHandover(
  database: Queryable,
  it: {
    id: string
    stationId: string
    clerkId: string
    at: Date
    counts: readonly Counted[]
    key: string
    requestHash: Uint8Array
  },
): Promise<void> {
  await database.query(insertHandover, [
    it.id,
    it.stationId,
    it.clerkId,
    it.at,
    JSON.stringify(it.counts),
    it.key,
    it.requestHash,
  ])
}

export interface HandoverRow {
  id: string
  station_id: string
  station_name: string
  from_id: string | null
  from_name: string | null
  to_id: string | null
  to_name: string | null
  at: Date
  taken_at: Date | null
  counts: (Counted & { title: string })[]
  request_hash: Uint8Array
}

const handoverColumns = `SELECT h.id, h.station_id, s.name AS station_name, h.from_id, f.display_name AS from_name, h.to_id,
    t.display_name AS to_name, h.at, h.taken_at, h.request_hash, (SELECT jsonb_agg(it.value || jsonb_build_object('title', c.title)
      ORDER BY it.ordinality) FROM jsonb_array_elements(h.counts) WITH ORDINALITY it
      JOIN campaign c ON c.id = (it.value ->> 'campaignId')::uuid) AS counts
  FROM handover h JOIN station s ON s.id = h.station_id LEFT JOIN worker f ON f.id = h.from_id
    LEFT JOIN worker t ON t.id = h.to_id`

const handoverByKey = {
  name: 'desk.handover-by-key',
  text: `${handoverColumns} WHERE h.from_id = $1 AND h.idempotency_key = $2`,
}
export const findHandover = async (
  database: Queryable,
  clerkId: string,
  key: string,
): Promise<HandoverRow | undefined> =>
  (await database.query<HandoverRow>(handoverByKey, [clerkId, key])).rows[0]

const take = {
  name: 'desk.take-over',
  text: `UPDATE handover SET to_id = $2, taken_at = $3
    WHERE id = $1 AND station_id = ANY($4::uuid[]) AND taken_at IS NULL AND from_id IS DISTINCT FROM $2`,
}
const handoverById = {
  name: 'desk.handover-by-id',
  text: `${handoverColumns} WHERE h.id = $1 AND h.station_id = ANY($2::uuid[])`,
}

/** Takes it over where nobody has, and it is another's; tells how it then is. */
export async function takeHandover(
  database: Queryable,
  it: { id: string; clerkId: string; at: Date; stationIds: readonly string[] },
): Promise<HandoverRow | undefined> {
  await database.query(take, [it.id, it.clerkId, it.at, it.stationIds])
  return (await database.query<HandoverRow>(handoverById, [it.id, it.stationIds])).rows[0]
}

const handoversOf = {
  name: 'desk.handovers',
  text: `${handoverColumns} WHERE h.station_id = $1 AND ($2::uuid IS NULL OR h.id < $2) ORDER BY h.id DESC LIMIT $3`,
}

/** Newest first, those before `after`. */
export const handoversAt = async (
  database: Queryable,
  stationId: string,
  after: string | undefined,
  limit: number,
): Promise<HandoverRow[]> =>
  (await database.query<HandoverRow>(handoversOf, [stationId, after ?? null, limit])).rows
