import type { Item, VoucherState, VoucherStation } from '@/contract'
import type { Queryable } from '../database/database'

export interface VoucherRow {
  id: string
  campaign_id: string
  worker_id: string
  title: string
  items: Item[]
  state: Exclude<VoucherState, 'expired'>
  station: VoucherStation | null
  handle: string
  claimed_at: Date
  expires_at: Date
  redeemed_at: Date | null
  redeemed_where: VoucherStation | null
  demo: boolean
}

const stationJson = (alias: string) => `CASE WHEN ${alias}.id IS NULL THEN NULL ELSE jsonb_build_object(
  'id', ${alias}.id, 'name', ${alias}.name, 'address', ${alias}.address,
  'point', jsonb_build_object('lat', ${alias}.lat, 'lng', ${alias}.lng)) END`

/** Columns and joins of a {@link VoucherRow}, for every query that reads vouchers. */
export const selectVoucher = `SELECT v.id, v.campaign_id, v.worker_id, c.title, c.items, v.state, v.handle, v.claimed_at,
    v.expires_at, v.redeemed_at, ${stationJson('s')} AS station, ${stationJson('r')} AS redeemed_where, c.demo
  FROM voucher v JOIN campaign c ON c.id = v.campaign_id
    LEFT JOIN station s ON s.id = v.station_id LEFT JOIN station r ON r.id = v.redeemed_station_id`

const ofWorker = {
  name: 'vouchers.of-worker',
  text: `${selectVoucher} WHERE v.worker_id = $1 AND ($2::uuid IS NULL OR v.id < $2) ORDER BY v.id DESC LIMIT $3`,
}

/** Newest first, those before `after`. */
export async function vouchersOf(
  database: Queryable,
  workerId: string,
  after: string | undefined,
  limit: number,
): Promise<VoucherRow[]> {
  return (await database.query<VoucherRow>(ofWorker, [workerId, after ?? null, limit])).rows
}

const one = { name: 'vouchers.one', text: `${selectVoucher} WHERE v.id = $1 AND v.worker_id = $2` }

export async function findVoucher(
  database: Queryable,
  id: string,
  workerId: string,
): Promise<VoucherRow | undefined> {
  return (await database.query<VoucherRow>(one, [id, workerId])).rows[0]
}
