import type { Figures } from '@/contract'
import type { Queryable } from '../database/database'

interface Row {
  station_id: string | null
  received: number
  claimed: number
  redeemed: number
  returned: number
  lost: number
}

const sum = (kind: string) => `coalesce(sum(quantity) FILTER (WHERE kind = '${kind}'), 0)::int AS ${kind}`

const byStation = {
  name: 'ledger.figures',
  text: `SELECT station_id, ${['received', 'claimed', 'redeemed', 'returned', 'lost'].map(sum).join(', ')}
    FROM ledger WHERE campaign_id = $1 AND ($2::uuid IS NULL OR station_id = $2) GROUP BY station_id`,
}

const figuresOf = (row: Omit<Row, 'station_id'>): Figures => {
  const claimed = row.claimed - row.returned
  return {
    received: row.received,
    claimed,
    reserved: claimed - row.redeemed,
    redeemed: row.redeemed,
    returned: row.returned,
    lost: row.lost,
    left: Math.max(row.received - claimed - row.lost, 0),
  }
}

const none = { received: 0, claimed: 0, redeemed: 0, returned: 0, lost: 0 }

/** A campaign's figures from its ledger rows, at one station. */
export async function stationFigures(
  database: Queryable,
  campaignId: string,
  stationId: string,
): Promise<Figures> {
  const { rows } = await database.query<Row>(byStation, [campaignId, stationId])
  return figuresOf(rows[0] ?? none)
}

const ofStation = {
  name: 'ledger.figures-of-station',
  text: `SELECT campaign_id, ${['received', 'claimed', 'redeemed', 'returned', 'lost'].map(sum).join(', ')}
    FROM ledger WHERE station_id = $1 AND campaign_id = ANY($2::uuid[]) GROUP BY campaign_id`,
}

/** The figures of several campaigns at one station, by the campaign's id. */
export async function figuresAt(
  database: Queryable,
  stationId: string,
  campaignIds: readonly string[],
): Promise<(campaignId: string) => Figures> {
  const { rows } = await database.query<Row & { campaign_id: string }>(ofStation, [stationId, campaignIds])
  const found = new Map(rows.map((row) => [row.campaign_id, figuresOf(row)]))
  return (campaignId) => found.get(campaignId) ?? figuresOf(none)
}

/**
 * A campaign's figures from its ledger rows: in all, and at each station that has any. Claims not yet tied to a station
 * count only in all.
 */
export async function campaignFigures(
  database: Queryable,
  campaignId: string,
): Promise<{ total: Figures; stations: { stationId: string; figures: Figures }[] }> {
  const { rows } = await database.query<Row>(byStation, [campaignId, null])
  const total = { ...none }
  for (const row of rows) {
    for (const kind of Object.keys(none) as (keyof typeof none)[]) total[kind] += row[kind]
  }
  return {
    total: figuresOf(total),
    stations: rows.flatMap(({ station_id: stationId, ...row }) =>
      stationId === null ? [] : [{ stationId, figures: figuresOf(row) }],
    ),
  }
}
