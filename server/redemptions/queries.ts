import type { Item, Occupation, VoucherState } from '@/contract'
import type { Queryable } from '../database/database'
import { selectVoucher, type VoucherRow } from '../vouchers/queries'

const byHandle = {
  name: 'redemptions.by-handle',
  text: `SELECT found.*, w.pseudonym, w.display_name, w.occupation, coalesce((SELECT array_agg(session.id::text ORDER BY session.id DESC) FROM session
      WHERE session.worker_id = found.worker_id AND session.revoked_at IS NULL), '{}') AS devices
    FROM (${selectVoucher} WHERE v.handle = $1 ORDER BY v.state = 'ready' DESC, v.id DESC LIMIT 1) found
      JOIN worker w ON w.id = found.worker_id`,
}

/** A voucher as the redeeming side sees it. */
export interface PresentedVoucher extends VoucherRow {
  pseudonym: string
  /** Of its owner, masked. */
  display_name: string
  occupation: Occupation | null
  /** Its owner's devices that may show it, newest first. */
  devices: string[]
}

/** The voucher of a handle: the live one, else the latest that had it. */
export const findByHandle = async (
  database: Queryable,
  handle: string,
): Promise<PresentedVoucher | undefined> =>
  (await database.query<PresentedVoucher>(byHandle, [handle])).rows[0]

const inCampaign = {
  name: 'redemptions.station-in-campaign',
  text: `SELECT 1 FROM campaign_station WHERE campaign_id = $1 AND station_id = $2`,
}

export const isInCampaign = async (
  database: Queryable,
  campaignId: string,
  stationId: string,
): Promise<boolean> => (await database.query(inCampaign, [campaignId, stationId])).count === 1

/** What a redemption enters: over `done`, which it has redeemed. */
const ledgerRows = `INSERT INTO ledger (id, at, kind, campaign_id, station_id, quantity, pseudonym, subject_id, note)
      SELECT $9::uuid, $15::timestamptz, 'redeemed', campaign_id, $2::uuid, CASE use_number WHEN 1 THEN 1 ELSE 0 END,
        $10::uuid, id, $16::text FROM done
      UNION ALL SELECT $11::uuid, $15, 'claimed', campaign_id, NULL, -1, $10, id, $16 FROM done
        WHERE station_id IS NULL AND use_number = 1
      UNION ALL SELECT $12::uuid, $15, 'claimed', campaign_id, $2, 1, $10, id, $16 FROM done
        WHERE station_id IS NULL AND use_number = 1`

// The conditional UPDATE lets exactly one of any number of scans through. A voucher that was bound to no station counts
// as claimed at the one where it is collected: a row down for nowhere, a row up for here. A pass counts once, at its first
// use; its later ones are rows that count nothing.
const redeemOnce = {
  name: 'redemptions.redeem',
  text: `WITH done AS (
      UPDATE voucher SET state = CASE uses_left WHEN 1 THEN 'redeemed' ELSE state END, uses_left = uses_left - 1,
        redeemed_at = $3, redeemed_station_id = $2
      WHERE id = $1 AND state = 'ready' AND expires_at > $3 AND (redeemed_at IS NULL OR redeemed_at <= $14)
      RETURNING id, campaign_id, station_id, worker_id, uses - uses_left AS use_number),
    redemption_row AS (
      INSERT INTO redemption (id, voucher_id, use_number, station_id, clerk_id, means, redeemed_at, device_time,
        idempotency_key, request_hash)
      SELECT $4, id, use_number, $2::uuid, $5, $6, $3, $13, $7, $8 FROM done),
    ledger_rows AS (
      ${ledgerRows})
    SELECT 1 FROM done`,
}

// Collected in time at a station without signal, and entered only after it had expired and gone back to where it came
// from: that is taken back. A day's quota that was closed meanwhile gets one more, which was there that day.
const redeemLate = {
  name: 'redemptions.redeem-late',
  text: `WITH done AS (
      UPDATE voucher SET state = CASE uses_left WHEN 1 THEN 'redeemed' ELSE 'expired' END, uses_left = uses_left - 1,
        redeemed_at = $3, redeemed_station_id = $2
      WHERE id = $1 AND state = 'expired' AND expires_at > $3 AND (redeemed_at IS NULL OR redeemed_at <= $14)
      RETURNING id, campaign_id, station_id, variant, period, worker_id, uses - uses_left AS use_number),
    redemption_row AS (
      INSERT INTO redemption (id, voucher_id, use_number, station_id, clerk_id, means, redeemed_at, device_time,
        idempotency_key, request_hash)
      SELECT $4, id, use_number, $2::uuid, $5, $6, $3, $13, $7, $8 FROM done),
    held AS MATERIALIZED (
      SELECT s.* FROM done JOIN campaign_stock s USING (campaign_id, station_id, variant, period)
      WHERE use_number = 1 FOR UPDATE OF s),
    stock AS (
      UPDATE campaign_stock s SET left_count = greatest(s.left_count - 1, 0) FROM held
      WHERE s.campaign_id = held.campaign_id AND s.station_id = held.station_id AND s.variant = held.variant
        AND s.period = held.period),
    ledger_rows AS (
      ${ledgerRows}
      UNION ALL SELECT $17::uuid, $15, 'returned', campaign_id, station_id, -1, $10, id, $16 FROM done
        WHERE use_number = 1
      UNION ALL SELECT $18::uuid, $15, 'received', campaign_id, station_id, 1, NULL, NULL, $16 FROM done
        WHERE use_number = 1 AND period <> '' AND NOT EXISTS (SELECT FROM held))
    SELECT 1 FROM done`,
}

export interface NewRedemption {
  id: string
  voucherId: string
  stationId: string
  clerkId: string
  by: 'qr' | 'digits' | 'hand'
  redeemedAt: Date
  /** Now; later than `redeemedAt` where it was scanned without signal. */
  enteredAt: Date
  /** In the ledger. */
  note: 'offline' | 'by-hand' | null
  deviceTime: Date
  /** A pass must have been used last at this moment or before. */
  notSince: Date
  key: string
  requestHash: Uint8Array
  pseudonym: string
}

/**
 * False where the voucher was no longer ready, or was used just before. Throws DatabaseFault `duplicate` on
 * `redemption_key`.
 * @param late it has expired since; false then also where it had expired when it was scanned.
 */
export async function redeemOnlyOnce(
  database: Queryable,
  newId: () => string,
  it: NewRedemption,
  late = false,
): Promise<boolean> {
  const values = [
    it.voucherId,
    it.stationId,
    it.redeemedAt,
    it.id,
    it.clerkId,
    it.by,
    it.key,
    it.requestHash,
    newId(),
    it.pseudonym,
    newId(),
    newId(),
    it.deviceTime,
    it.notSince,
    it.enteredAt,
    it.note,
  ]
  return late
    ? (await database.query(redeemLate, [...values, newId(), newId()])).count === 1
    : (await database.query(redeemOnce, values)).count === 1
}

export interface RedemptionRow {
  id: string
  voucher_id: string
  campaign_id: string
  title: string
  items: Item[]
  display_name: string
  occupation: Occupation | null
  station_id: string
  station_name: string
  redeemed_at: Date
  undone_at: Date | null
  means: 'qr' | 'digits' | 'hand'
  variant: string
  /** How often it still worked after this; null where it works once. */
  uses_left: number | null
  request_hash: Uint8Array
}

const select = `SELECT r.id, r.voucher_id, v.campaign_id, c.title, c.items, w.display_name, w.occupation, r.station_id,
    s.name AS station_name, r.redeemed_at, r.undone_at, r.means, v.variant,
    CASE WHEN v.uses > 1 THEN v.uses - r.use_number END AS uses_left, r.request_hash
  FROM redemption r JOIN voucher v ON v.id = r.voucher_id JOIN campaign c ON c.id = v.campaign_id
    JOIN worker w ON w.id = v.worker_id JOIN station s ON s.id = r.station_id`

const byKey = {
  name: 'redemptions.by-key',
  text: `${select} WHERE r.clerk_id = $1 AND r.idempotency_key = $2`,
}

export const findByKey = async (
  database: Queryable,
  clerkId: string,
  key: string,
): Promise<RedemptionRow | undefined> => (await database.query<RedemptionRow>(byKey, [clerkId, key])).rows[0]

const atStation = {
  name: 'redemptions.at-station',
  text: `${select} WHERE r.station_id = $1 AND ($2::uuid IS NULL OR r.id < $2) ORDER BY r.id DESC LIMIT $3`,
}

/** Newest first, those before `after`. */
export const redemptionsAt = async (
  database: Queryable,
  stationId: string,
  after: string | undefined,
  limit: number,
): Promise<RedemptionRow[]> =>
  (await database.query<RedemptionRow>(atStation, [stationId, after ?? null, limit])).rows

const hold = {
  name: 'redemptions.hold',
  text: `SELECT r.id, r.voucher_id, r.use_number, r.station_id, r.redeemed_at, r.undone_at, v.campaign_id,
      v.station_id IS NULL AS unbound, v.uses - v.uses_left AS uses_made, v.state, w.pseudonym
    FROM redemption r JOIN voucher v ON v.id = r.voucher_id JOIN worker w ON w.id = v.worker_id
    WHERE r.id = $1 AND r.station_id = ANY($2::uuid[]) FOR UPDATE OF r, v`,
}

export interface HeldRedemption {
  id: string
  voucher_id: string
  use_number: number
  station_id: string
  redeemed_at: Date
  undone_at: Date | null
  campaign_id: string
  unbound: boolean
  uses_made: number
  state: VoucherState
  pseudonym: string
}

/** One at these stations, with its voucher, held until the transaction ends. */
export const holdRedemption = async (
  tx: Queryable,
  id: string,
  stationIds: readonly string[],
): Promise<HeldRedemption | undefined> => (await tx.query<HeldRedemption>(hold, [id, stationIds])).rows[0]

const undo = {
  name: 'redemptions.undo',
  text: `WITH undone AS (UPDATE redemption SET undone_at = $2, undone_by = $3 WHERE id = $1 RETURNING voucher_id, use_number),
    before AS (SELECT r.redeemed_at, r.station_id FROM undone JOIN redemption r ON r.voucher_id = undone.voucher_id
      AND r.use_number = undone.use_number - 1 AND r.undone_at IS NULL)
    UPDATE voucher SET state = $4, uses_left = uses_left + 1, redeemed_at = (SELECT redeemed_at FROM before),
      redeemed_station_id = (SELECT station_id FROM before)
    FROM undone WHERE voucher.id = undone.voucher_id`,
}

/** Throws DatabaseFault `duplicate` on `voucher_live_handle` where another voucher has got its digits since. */
export async function undoOne(
  tx: Queryable,
  it: { id: string; at: Date; by: string; state: VoucherState },
): Promise<void> {
  await tx.query(undo, [it.id, it.at, it.by, it.state])
}

const byId = { name: 'redemptions.by-id', text: `${select} WHERE r.id = $1` }

export const findRedemption = async (database: Queryable, id: string): Promise<RedemptionRow | undefined> =>
  (await database.query<RedemptionRow>(byId, [id])).rows[0]

const lately = {
  name: 'redemptions.lately',
  text: `SELECT redeemed_at FROM redemption WHERE station_id = $1 AND redeemed_at > $2 AND redeemed_at <= $3
    ORDER BY redeemed_at DESC OFFSET $4 LIMIT 1`,
}

/** When the latest redemption of a time was made at a station, leaving so many out. */
export const redeemedBefore = async (
  database: Queryable,
  stationId: string,
  { from, skip, to }: { from: Date; to: Date; skip: number },
): Promise<Date | undefined> =>
  (await database.query<{ redeemed_at: Date }>(lately, [stationId, from, to, skip])).rows[0]?.redeemed_at
