import type { Queryable } from '../database/database'
import type { Campaign } from '@/contract'

const stations = {
  name: 'publishing.stations',
  text: `SELECT code, id FROM station WHERE code = ANY($1)`,
}

/** The ids of stations by their codes. */
export async function stationIdsOf(
  database: Queryable,
  codes: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const { rows } = await database.query<{ code: string; id: string }>(stations, [codes])
  return new Map(rows.map((it) => [it.code, it.id]))
}

const taken = { name: 'publishing.taken', text: `SELECT title FROM campaign WHERE code = $1` }

/** The title of the campaign that has this code. */
export const titleOfCode = async (database: Queryable, code: string): Promise<string | undefined> =>
  (await database.query<{ title: string }>(taken, [code])).rows[0]?.title

const add = {
  name: 'publishing.campaign',
  text: `INSERT INTO campaign (id, code, title, summary, sponsor, distribution, items, occupations, regions, membership,
      verified_only, registered_before, variants, uses, full_fen, own_fen, presence, draw_prizes, draw_source, draws_at,
      opens_at, closes_at, redeem_by, redeem_from, demo)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24,
      false)`,
}
const addDraw = { name: 'publishing.draw', text: `INSERT INTO draw (campaign_id) VALUES ($1)` }

/** Throws DatabaseFault `duplicate` on `campaign_code_key`. */
export async function addCampaign(
  tx: Queryable,
  id: string,
  code: string,
  it: Omit<Campaign, 'id' | 'left' | 'stationCount'>,
): Promise<void> {
  const { draw, eligibility, price } = it
  await tx.query(add, [
    id,
    code,
    it.title,
    it.summary,
    it.sponsor,
    it.distribution,
    JSON.stringify(it.items),
    eligibility.occupations,
    eligibility.regions ?? [],
    eligibility.membership,
    eligibility.verified ?? false,
    eligibility.registeredBefore ?? null,
    it.variants ? JSON.stringify(it.variants) : null,
    it.uses ?? 1,
    price?.fullFen ?? null,
    price?.ownFen ?? null,
    it.presence ?? false,
    draw?.prizes ?? null,
    draw?.source ?? null,
    draw?.drawsAt ?? null,
    it.opensAt,
    it.closesAt,
    it.redeemBy,
    it.redeemFrom ?? null,
  ])
  if (draw) await tx.query(addDraw, [id])
}

const addStations = {
  name: 'publishing.campaign-stations',
  text: `INSERT INTO campaign_station (campaign_id, station_id, daily_quota)
    SELECT $1, id, daily FROM unnest($2::uuid[], $3::integer[]) AS it (id, daily)`,
}
const addStock = {
  name: 'publishing.stock',
  text: `INSERT INTO campaign_stock (campaign_id, station_id, variant, period, left_count)
    SELECT $1, id, variant, '', quantity FROM unnest($2::uuid[], $3::text[], $4::integer[]) AS it (id, variant, quantity)`,
}
const enter = {
  name: 'publishing.received',
  text: `INSERT INTO ledger (id, at, kind, campaign_id, station_id, quantity)
    SELECT id, $2, 'received', $1, station_id, quantity FROM unnest($3::uuid[], $4::uuid[], $5::integer[])
      AS it (id, station_id, quantity)`,
}

export interface StationQuota {
  readonly stationId: string
  readonly variant: string
  readonly quantity: number
}

/** Where a campaign hands out, what is there, and that it came in. A day's quota comes in when that day begins. */
export async function addQuotas(
  tx: Queryable,
  newId: () => string,
  at: Date,
  campaignId: string,
  distribution: Campaign['distribution'],
  quotas: readonly StationQuota[],
): Promise<void> {
  const sums = new Map<string, number>()
  for (const { quantity, stationId } of quotas) sums.set(stationId, (sums.get(stationId) ?? 0) + quantity)
  const ids = [...sums.keys()]
  const daily = distribution === 'daily'
  await tx.query(addStations, [campaignId, ids, ids.map((id) => (daily ? sums.get(id) : null))])
  if (distribution === 'stock') {
    await tx.query(addStock, [
      campaignId,
      quotas.map((it) => it.stationId),
      quotas.map((it) => it.variant),
      quotas.map((it) => it.quantity),
    ])
  }
  const came = [...sums].filter(([, quantity]) => quantity > 0 && !daily)
  await tx.query(enter, [
    campaignId,
    at,
    came.map(() => newId()),
    came.map(([id]) => id),
    came.map(([, quantity]) => quantity),
  ])
}

const end = {
  name: 'publishing.close',
  text: `UPDATE campaign SET closed_at = $2 WHERE (id::text = $1 OR code = $1) AND closed_at IS NULL AND closes_at > $2
    RETURNING title`,
}
const find = {
  name: 'publishing.find',
  text: `SELECT title, least(closes_at, closed_at) AS closes_at FROM campaign WHERE id::text = $1 OR code = $1`,
}

/** The title of what was closed; undefined where nothing was. */
export const closeNow = async (tx: Queryable, id: string, at: Date): Promise<string | undefined> =>
  (await tx.query<{ title: string }>(end, [id, at])).rows[0]?.title

export const findByIdOrCode = async (
  tx: Queryable,
  id: string,
): Promise<{ title: string; closes_at: Date } | undefined> =>
  (await tx.query<{ title: string; closes_at: Date }>(find, [id])).rows[0]

const all = {
  name: 'publishing.all',
  text: `SELECT c.id, c.code, c.title, c.distribution, c.opens_at, least(c.closes_at, c.closed_at) AS closes_at, c.redeem_by,
      (SELECT count(*)::int FROM campaign_station WHERE campaign_id = c.id) AS stations,
      (SELECT count(*)::int FROM voucher WHERE campaign_id = c.id AND state IN ('ready', 'redeemed')) AS given
    FROM campaign c ORDER BY c.opens_at, c.id`,
}

export interface ListedCampaign {
  id: string
  code: string | null
  title: string
  distribution: Campaign['distribution']
  opens_at: Date
  closes_at: Date
  redeem_by: Date
  stations: number
  given: number
}

export const allCampaigns = async (database: Queryable): Promise<ListedCampaign[]> =>
  (await database.query<ListedCampaign>(all, [])).rows
