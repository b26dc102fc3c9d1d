import type { Campaign, Distribution, Item, Occupation } from '@/contract'
import type { Queryable, Statement } from '../database/database'

interface CampaignRow {
  id: string
  title: string
  summary: string
  sponsor: string
  distribution: Distribution
  items: Item[]
  occupations: Occupation[]
  membership: boolean
  opens_at: Date
  closes_at: Date
  redeem_by: Date
  demo: boolean
  station_count: number
  left_count: number | null
  voucher_id: string | null
}

/** A campaign, and the voucher the asking worker holds from it. */
export interface CampaignForWorker {
  campaign: Campaign
  voucherId: string | null
}

const select = `SELECT c.id, c.title, c.summary, c.sponsor, c.distribution, c.items, c.occupations, c.membership,
    c.opens_at, c.closes_at, c.redeem_by, c.demo, s.station_count, s.left_count, claim.voucher_id
  FROM campaign c
    CROSS JOIN LATERAL (SELECT count(*)::int AS station_count, sum(left_count)::int AS left_count
      FROM campaign_station WHERE campaign_id = c.id) s
    LEFT JOIN claim ON claim.campaign_id = c.id AND claim.worker_id = $1 AND claim.period = ''`

const running = {
  name: 'campaigns.running',
  text: `${select} WHERE c.closes_at > $2 OR claim.voucher_id IS NOT NULL AND c.redeem_by > $2
    ORDER BY c.closes_at, c.id`,
}
const one = { name: 'campaigns.one', text: `${select} WHERE c.id = $2` }

async function read(
  database: Queryable,
  statement: Statement,
  values: unknown[],
): Promise<CampaignForWorker[]> {
  const { rows } = await database.query<CampaignRow>(statement, values)
  return rows.map((row) => ({
    campaign: {
      id: row.id,
      title: row.title,
      summary: row.summary,
      sponsor: row.sponsor,
      distribution: row.distribution,
      items: row.items,
      eligibility: { occupations: row.occupations, membership: row.membership },
      opensAt: row.opens_at.toISOString(),
      closesAt: row.closes_at.toISOString(),
      redeemBy: row.redeem_by.toISOString(),
      stationCount: row.station_count,
      left: row.left_count,
      demo: row.demo,
    },
    voucherId: row.voucher_id,
  }))
}

/** Campaigns that will run or run, and those that ended but of which this worker may still redeem his voucher. */
export const runningCampaigns = (database: Queryable, workerId: string | undefined, now: Date) =>
  read(database, running, [workerId ?? null, now])

export const findCampaign = async (database: Queryable, workerId: string | undefined, id: string) =>
  (await read(database, one, [workerId ?? null, id]))[0]

const stock = {
  name: 'campaigns.stock',
  text: `SELECT station_id, left_count FROM campaign_station WHERE campaign_id = $1`,
}

export interface StockRow {
  station_id: string
  /** Null for an entitlement. */
  left_count: number | null
}

export const readStock = async (database: Queryable, campaignId: string): Promise<StockRow[]> =>
  (await database.query<StockRow>(stock, [campaignId])).rows

const earlier = {
  name: 'campaigns.earlier-claim',
  text: `SELECT campaign_id, voucher_id, idempotency_key, request_hash FROM claim
    WHERE worker_id = $1 AND (campaign_id = $2 AND period = $3 OR idempotency_key = $4)`,
}

export interface EarlierClaim {
  campaign_id: string
  voucher_id: string
  idempotency_key: string
  request_hash: Uint8Array
}

/** What this worker already holds of the campaign, and what he claimed before under this key. */
export const earlierClaims = async (
  database: Queryable,
  workerId: string,
  campaignId: string,
  period: string,
  key: string,
): Promise<EarlierClaim[]> =>
  (await database.query<EarlierClaim>(earlier, [workerId, campaignId, period, key])).rows

// One statement, so one transaction: stock, voucher, claim and ledger row are written together or not at all. Where the
// station has nothing left `taken` is empty, and so is all that follows.
const rows = `voucher_row AS (
    INSERT INTO voucher (id, campaign_id, worker_id, station_id, handle, state, claimed_at, expires_at)
    SELECT $4, $1, $3, $2, $5, 'ready', $6, $7 FROM taken RETURNING id),
  claim_row AS (
    INSERT INTO claim (campaign_id, worker_id, period, voucher_id, idempotency_key, request_hash, claimed_at)
    SELECT $1, $3, $8, voucher_row.id, $9, $10, $6 FROM voucher_row),
  ledger_row AS (
    INSERT INTO ledger (id, at, kind, campaign_id, station_id, quantity, pseudonym, subject_id)
    SELECT $11, $6, 'claimed', $1, $2, 1, $12, voucher_row.id FROM voucher_row)
  SELECT 1 FROM taken`

const grantFromStock = {
  name: 'campaigns.grant-from-stock',
  text: `WITH taken AS (
    UPDATE campaign_station SET left_count = left_count - 1
    WHERE campaign_id = $1::uuid AND station_id = $2::uuid AND left_count > 0 RETURNING 1),
  ${rows}`,
}

const grantEntitlement = {
  name: 'campaigns.grant-entitlement',
  text: `WITH taken AS (SELECT 1 FROM campaign WHERE id = $1::uuid AND ($2::uuid IS NULL OR $2 IS NOT NULL)),
  ${rows}`,
}

export interface NewClaim {
  campaignId: string
  stationId: string | null
  workerId: string
  voucherId: string
  handle: string
  claimedAt: Date
  expiresAt: Date
  period: string
  key: string
  requestHash: Uint8Array
  ledgerId: string
  pseudonym: string
}

/**
 * Writes one claim. False where the station's stock is used up; throws DatabaseFault `duplicate` on `claim_once`,
 * `claim_key` or `voucher_live_handle`.
 */
export async function grantClaim(
  database: Queryable,
  from: 'stock' | 'entitlement',
  it: NewClaim,
): Promise<boolean> {
  const values = [
    it.campaignId,
    it.stationId,
    it.workerId,
    it.voucherId,
    it.handle,
    it.claimedAt,
    it.expiresAt,
    it.period,
    it.key,
    it.requestHash,
    it.ledgerId,
    it.pseudonym,
  ]
  return (await database.query(from === 'stock' ? grantFromStock : grantEntitlement, values)).count === 1
}
