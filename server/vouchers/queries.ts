import type { Item, MissingOutcome, VoucherState, VoucherStation } from '@/contract'
import type { Queryable } from '../database/database'

export interface VoucherRow {
  id: string
  campaign_id: string
  worker_id: string
  title: string
  items: Item[]
  state: VoucherState
  station: VoucherStation | null
  handle: string
  /** Empty where there is nothing to choose. */
  variant: string
  uses: number
  uses_left: number
  claimed_at: Date
  expires_at: Date
  /** Null: from the start. */
  usable_from: Date | null
  /** Which set of secrets is in force, from 0. */
  issue: number
  redeemed_at: Date | null
  redeemed_where: VoucherStation | null
  /** The latest report that it was not there. */
  missing: { reportedAt: string; resolvedAt: string | null; outcome: MissingOutcome | null } | null
  demo: boolean
}

const stationJson = (alias: string) => `CASE WHEN ${alias}.id IS NULL THEN NULL ELSE jsonb_build_object(
  'id', ${alias}.id, 'name', ${alias}.name, 'address', ${alias}.address,
  'point', jsonb_build_object('lat', ${alias}.lat, 'lng', ${alias}.lng)) END`

/** Columns and joins of a {@link VoucherRow}, for every query that reads vouchers. */
export const selectVoucher = `SELECT v.id, v.campaign_id, v.worker_id, c.title, c.items, v.state, v.handle, v.variant,
    v.uses, v.uses_left, v.claimed_at, v.expires_at, v.issue, v.redeemed_at,
    c.redeem_from AS usable_from, ${stationJson('s')} AS station,
    ${stationJson('r')} AS redeemed_where, c.demo,
    (SELECT jsonb_build_object('reportedAt', m.reported_at, 'resolvedAt', m.resolved_at, 'outcome', m.outcome)
      FROM missing_report m WHERE m.voucher_id = v.id ORDER BY m.id DESC LIMIT 1) AS missing
  FROM voucher v JOIN campaign c ON c.id = v.campaign_id
    LEFT JOIN station s ON s.id = v.station_id LEFT JOIN station r ON r.id = v.redeemed_station_id`

const ofWorker = {
  name: 'vouchers.of-worker',
  text: `${selectVoucher} WHERE v.worker_id = $1 AND ($2::uuid IS NULL OR v.id < $2)
    AND ($4::boolean IS NULL OR $4 = (v.state = 'ready' AND v.expires_at > $5::timestamptz)) ORDER BY v.id DESC LIMIT $3`,
}

/**
 * Newest first, those before `after`.
 * @param only those that are open at a moment, or not.
 */
export async function vouchersOf(
  database: Queryable,
  workerId: string,
  after: string | undefined,
  limit: number,
  only?: { open: boolean; at: Date },
): Promise<VoucherRow[]> {
  const values = [workerId, after ?? null, limit, only?.open ?? null, only?.at ?? null]
  return (await database.query<VoucherRow>(ofWorker, values)).rows
}

const one = { name: 'vouchers.one', text: `${selectVoucher} WHERE v.id = $1 AND v.worker_id = $2` }

export async function findVoucher(
  database: Queryable,
  id: string,
  workerId: string,
): Promise<VoucherRow | undefined> {
  return (await database.query<VoucherRow>(one, [id, workerId])).rows[0]
}

const readyOnes = {
  name: 'vouchers.ready',
  text: `${selectVoucher} WHERE v.worker_id = $1 AND v.state = 'ready' AND v.expires_at > $2
    ORDER BY v.expires_at, v.id`,
}

/** Those that can still be used; what expires first comes first. */
export const readyVouchersOf = async (
  database: Queryable,
  workerId: string,
  now: Date,
): Promise<VoucherRow[]> => (await database.query<VoucherRow>(readyOnes, [workerId, now])).rows
