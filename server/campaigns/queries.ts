import type { Campaign, Distribution, Item, Occupation, Variants } from '@/contract'
import type { Queryable, Statement } from '../database/database'

interface CampaignRow {
  id: string
  title: string
  summary: string
  sponsor: string
  distribution: Distribution
  items: Item[]
  occupations: Occupation[]
  regions: string[]
  membership: boolean
  verified_only: boolean
  registered_before: Date | null
  variants: Variants | null
  uses: number
  full_fen: number | null
  own_fen: number | null
  presence: boolean
  draw_prizes: number | null
  draw_source: string | null
  draws_at: Date | null
  opens_at: Date
  closes_at: Date
  redeem_by: Date
  redeem_from: Date | null
  demo: boolean
  station_count: number
  left_count: number | null
  voucher_id: string | null
  claimed_at: Date | null
  entry_id: string | null
  ahead: number | null
}

/** What the asking worker holds of a campaign: a voucher, or an entry in its draw. */
export interface Held {
  voucherId: string | null
  claimedAt: Date
  entryId: string | null
  /** Of a draw that is over and did not name him: his place on the waiting list. */
  waiting: number | null
}

export interface CampaignForWorker {
  campaign: Campaign
  held: Held | undefined
}

const columns = `c.id, c.title, c.summary, c.sponsor, c.distribution, c.items, c.occupations, c.regions, c.membership,
    c.verified_only, c.registered_before, c.variants, c.uses, c.full_fen, c.own_fen, c.presence, c.draw_prizes,
    c.draw_source, c.draws_at, c.opens_at, least(c.closes_at, c.closed_at) AS closes_at, c.redeem_by, c.redeem_from, c.demo`

/** $1 is the worker, $2 the day. A daily campaign whose day nobody has asked for yet has all of its quota left. */
const select = `SELECT ${columns}, s.station_count, claim.voucher_id, claim.claimed_at, claim.entry_id,
    CASE c.distribution WHEN 'stock' THEN s.left_count WHEN 'daily' THEN s.left_count END AS left_count,
    CASE WHEN claim.place IS NOT NULL AND claim.voucher_id IS NULL THEN (SELECT count(*)::int + 1 FROM claim other
      WHERE other.campaign_id = c.id AND other.entry_id IS NOT NULL AND other.voucher_id IS NULL
        AND other.place < claim.place) END AS ahead
  FROM campaign c
    CROSS JOIN LATERAL (SELECT count(*)::int AS station_count, sum(coalesce(stock.left_count, cs.daily_quota))::int AS left_count
      FROM campaign_station cs
        LEFT JOIN LATERAL (SELECT sum(left_count) AS left_count FROM campaign_stock st
          WHERE st.campaign_id = c.id AND st.station_id = cs.station_id
            AND st.period = CASE c.distribution WHEN 'daily' THEN $2 ELSE '' END) stock ON true
      WHERE cs.campaign_id = c.id) s
    LEFT JOIN claim ON claim.campaign_id = c.id AND claim.worker_id = $1 AND claim.released_at IS NULL
      AND claim.period = CASE c.distribution WHEN 'daily' THEN $2 ELSE '' END`

const running = {
  name: 'campaigns.running',
  text: `${select} WHERE least(c.closes_at, c.closed_at) > $3
      OR (c.distribution = 'draw' OR claim.voucher_id IS NOT NULL) AND c.redeem_by > $3
    ORDER BY c.closes_at, c.id`,
}
const one = { name: 'campaigns.one', text: `${select} WHERE c.id = $3` }

export function campaignFrom(
  row: Omit<CampaignRow, 'voucher_id' | 'claimed_at' | 'entry_id' | 'ahead'>,
): Campaign {
  const { regions, registered_before: before, uses } = row
  return {
    id: row.id,
    title: row.title,
    summary: row.summary,
    sponsor: row.sponsor,
    distribution: row.distribution,
    items: row.items,
    eligibility: {
      occupations: row.occupations,
      ...(regions.length > 0 && { regions }),
      membership: row.membership,
      ...(row.verified_only && { verified: true }),
      ...(before && { registeredBefore: before.toISOString() }),
    },
    opensAt: row.opens_at.toISOString(),
    closesAt: row.closes_at.toISOString(),
    redeemBy: row.redeem_by.toISOString(),
    ...(row.redeem_from && { redeemFrom: row.redeem_from.toISOString() }),
    stationCount: row.station_count,
    left: row.left_count,
    ...(row.variants && { variants: row.variants }),
    ...(uses > 1 && { uses }),
    ...(row.full_fen !== null &&
      row.own_fen !== null && { price: { fullFen: row.full_fen, ownFen: row.own_fen } }),
    ...(row.presence && { presence: true }),
    ...(row.draw_prizes !== null &&
      row.draw_source !== null &&
      row.draws_at && {
        draw: { prizes: row.draw_prizes, source: row.draw_source, drawsAt: row.draws_at.toISOString() },
      }),
    demo: row.demo,
  }
}

async function read(
  database: Queryable,
  statement: Statement,
  values: unknown[],
): Promise<CampaignForWorker[]> {
  const { rows } = await database.query<CampaignRow>(statement, values)
  return rows.map((row) => ({
    campaign: campaignFrom(row),
    held: row.claimed_at
      ? { voucherId: row.voucher_id, claimedAt: row.claimed_at, entryId: row.entry_id, waiting: row.ahead }
      : undefined,
  }))
}

/**
 * Campaigns that will run or run, those that ended but of which this worker may still redeem his voucher, and draws for as
 * long as somebody may still win in them: how they end is for everyone to see.
 * @param day YYYY-MM-DD of `now` in Shanghai.
 */
export const runningCampaigns = (
  database: Queryable,
  workerId: string | undefined,
  now: Date,
  day: string,
): Promise<CampaignForWorker[]> => read(database, running, [workerId ?? null, day, now])

export const findCampaign = async (
  database: Queryable,
  workerId: string | undefined,
  id: string,
  day: string,
): Promise<CampaignForWorker | undefined> => (await read(database, one, [workerId ?? null, day, id]))[0]

const facts = {
  name: 'campaigns.facts',
  text: `SELECT ${columns}, 0 AS station_count, NULL AS left_count,
      ARRAY(SELECT station_id::text FROM campaign_station WHERE campaign_id = c.id) AS station_ids
    FROM campaign c WHERE c.id = $1`,
}

/** What a campaign says, and where it hands out; without what is left. */
export interface CampaignFacts {
  campaign: Omit<Campaign, 'left' | 'stationCount'>
  stationIds: ReadonlySet<string>
}

export async function readFacts(database: Queryable, id: string): Promise<CampaignFacts | undefined> {
  const { rows } = await database.query<CampaignRow & { station_ids: string[] }>(facts, [id])
  const [row] = rows
  return row && { campaign: campaignFrom(row), stationIds: new Set(row.station_ids) }
}

const stock = {
  name: 'campaigns.stock',
  text: `SELECT cs.station_id, coalesce(st.variant, '') AS variant, coalesce(st.left_count, cs.daily_quota) AS left_count
    FROM campaign_station cs
      LEFT JOIN campaign_stock st ON st.campaign_id = cs.campaign_id AND st.station_id = cs.station_id AND st.period = $2
    WHERE cs.campaign_id = $1`,
}

/** One kind of thing at one station. */
export interface StockRow {
  station_id: string
  variant: string
  /** Null where nothing is counted. */
  left_count: number | null
}

/** @param period as `periodOf` says. */
export const readStock = async (
  database: Queryable,
  campaignId: string,
  period: string,
): Promise<StockRow[]> => (await database.query<StockRow>(stock, [campaignId, period])).rows

// Whoever makes the row enters it; of several processes that is one.
const openDay = {
  name: 'campaigns.open-day',
  text: `WITH opened AS (
      INSERT INTO campaign_stock (campaign_id, station_id, variant, period, left_count)
      SELECT campaign_id, station_id, '', $2, daily_quota FROM campaign_station
      WHERE campaign_id = $1 AND daily_quota IS NOT NULL ORDER BY station_id
      ON CONFLICT DO NOTHING RETURNING campaign_id, station_id, left_count)
    INSERT INTO ledger (id, at, kind, campaign_id, station_id, quantity)
    SELECT ids.id, $3, 'received', o.campaign_id, o.station_id, o.left_count
    FROM (SELECT *, row_number() OVER () AS n FROM opened WHERE left_count > 0) o
      JOIN unnest($4::uuid[]) WITH ORDINALITY AS ids (id, n) ON ids.n = o.n`,
}

/** Gives each shop of a daily campaign its quota of a day, unless it has it. `newIds`: one for each station. */
export async function openDayOf(
  database: Queryable,
  campaignId: string,
  day: string,
  at: Date,
  newIds: readonly string[],
): Promise<void> {
  await database.query(openDay, [campaignId, day, at, newIds])
}
