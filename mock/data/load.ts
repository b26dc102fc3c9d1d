import { v7 } from 'uuid'
import type { Campaign, Occupation, Persona, Plan, Role, Station, Union } from '@/contract'
import type { Database, Queryable, Statement } from '../../server/database/database'

export interface DemoCampaign extends Omit<Campaign, 'left' | 'stationCount'> {
  /** How many arrived at each station that hands out; for an entitlement they are not counted down. */
  stock: readonly { stationId: string; received: number }[]
}

export interface DemoPersona {
  persona: Persona
  id: string
  /** Already masked. */
  displayName: string
  occupation: Occupation | null
  roles: readonly Role[]
  /** Stations a clerk works for. */
  stationIds: readonly string[]
}

export interface DemoData {
  stations: readonly Station[]
  unions: readonly Union[]
  campaigns: readonly DemoCampaign[]
  plans: readonly Omit<Plan, 'ownFen'>[]
  personas: readonly DemoPersona[]
}

const stations = {
  name: 'demo.stations',
  text: `INSERT INTO station (id, code, name, kind, address, region_code, lat, lng, hours, facilities, phone, places,
      parking, carriageway, door, demo)
    SELECT id, code, name, kind, address, "regionCode", lat, lng, hours, facilities, phone, coalesce(places, '[]'),
      parking, carriageway, CASE WHEN "smartDoor" THEN code END, demo FROM
      jsonb_to_recordset($1) AS it (id uuid, code text, name text, kind text, address text, "regionCode" text, lat float8,
        lng float8, hours jsonb, facilities jsonb, phone text, places jsonb, parking jsonb, carriageway jsonb,
        "smartDoor" boolean, demo boolean)
    ON CONFLICT (id) DO UPDATE SET code = excluded.code, name = excluded.name, kind = excluded.kind,
      address = excluded.address, region_code = excluded.region_code, lat = excluded.lat, lng = excluded.lng,
      hours = excluded.hours, facilities = excluded.facilities, phone = excluded.phone, places = excluded.places,
      parking = excluded.parking, carriageway = excluded.carriageway, door = excluded.door, demo = excluded.demo`,
}

const unions = {
  name: 'demo.unions',
  text: `INSERT INTO trade_union (id, name, region_code, area, address, phone, takes, demo)
    SELECT id, name, "regionCode", area, address, phone, ARRAY(SELECT jsonb_array_elements_text(takes)), demo FROM
      jsonb_to_recordset($1) AS it (id uuid, name text, "regionCode" text, area text, address text, phone text, takes jsonb,
        demo boolean)
    ON CONFLICT (id) DO UPDATE SET name = excluded.name, region_code = excluded.region_code, area = excluded.area,
      address = excluded.address, phone = excluded.phone, takes = excluded.takes`,
}

const campaigns = {
  name: 'demo.campaigns',
  text: `INSERT INTO campaign (id, title, summary, sponsor, distribution, items, occupations, membership, opens_at,
      closes_at, redeem_by, demo)
    SELECT id, title, summary, sponsor, distribution, items,
      ARRAY(SELECT jsonb_array_elements_text(eligibility -> 'occupations')), (eligibility ->> 'membership')::boolean,
      "opensAt", "closesAt", "redeemBy", demo FROM
      jsonb_to_recordset($1) AS it (id uuid, title text, summary text, sponsor text, distribution text, items jsonb,
        eligibility jsonb, "opensAt" timestamptz, "closesAt" timestamptz, "redeemBy" timestamptz, demo boolean)
    ON CONFLICT (id) DO UPDATE SET title = excluded.title, summary = excluded.summary, sponsor = excluded.sponsor,
      items = excluded.items, occupations = excluded.occupations, membership = excluded.membership, opens_at = excluded.opens_at,
      closes_at = excluded.closes_at, redeem_by = excluded.redeem_by`,
}

// What was handed out stays handed out: only stations that are new to a campaign get their stock and a ledger row.
const stock = {
  name: 'demo.stock',
  text: `WITH added AS (
      INSERT INTO campaign_station (campaign_id, station_id, left_count)
      SELECT "campaignId", "stationId", "left" FROM
        jsonb_to_recordset($1) AS it ("campaignId" uuid, "stationId" uuid, "left" integer)
      ON CONFLICT DO NOTHING RETURNING campaign_id, station_id)
    INSERT INTO ledger (id, at, kind, campaign_id, station_id, quantity)
    SELECT it."ledgerId", $2, 'received', it."campaignId", it."stationId", it.received FROM
      jsonb_to_recordset($1) AS it ("ledgerId" uuid, "campaignId" uuid, "stationId" uuid, received integer)
      JOIN added ON added.campaign_id = it."campaignId" AND added.station_id = it."stationId"
    WHERE it.received > 0`,
}

const plans = {
  name: 'demo.plans',
  text: `INSERT INTO aid_plan (id, title, operator, price_fen, subsidy_fen, term_months, min_age, max_age, covers,
      exclusions, papers, open, demo)
    SELECT id, title, operator, "priceFen", "subsidyFen", "termMonths", "minAge", "maxAge", covers, exclusions, papers,
      open, demo FROM
      jsonb_to_recordset($1) AS it (id uuid, title text, operator text, "priceFen" integer, "subsidyFen" integer,
        "termMonths" integer, "minAge" integer, "maxAge" integer, covers jsonb, exclusions jsonb, papers jsonb,
        open boolean, demo boolean)
    ON CONFLICT (id) DO UPDATE SET title = excluded.title, operator = excluded.operator, covers = excluded.covers,
      exclusions = excluded.exclusions, papers = excluded.papers, open = excluded.open`,
}

const workers = {
  name: 'demo.workers',
  text: `INSERT INTO worker (id, pseudonym, display_name, occupation, roles, created_at)
    SELECT id, pseudonym, "displayName", occupation, ARRAY(SELECT jsonb_array_elements_text(roles)), $2 FROM
      jsonb_to_recordset($1) AS it (id uuid, pseudonym uuid, "displayName" text, occupation text, roles jsonb)
    ON CONFLICT (id) DO NOTHING`,
}

const logins = {
  name: 'demo.logins',
  text: `INSERT INTO login (provider, subject, worker_id)
    SELECT 'demo', persona, id FROM jsonb_to_recordset($1) AS it (persona text, id uuid) ON CONFLICT DO NOTHING`,
}

const clerkStations = {
  name: 'demo.clerk-stations',
  text: `INSERT INTO clerk_station (worker_id, station_id)
    SELECT id, station_id::uuid FROM jsonb_to_recordset($1) AS it (id uuid, "stationIds" jsonb),
      jsonb_array_elements_text("stationIds") AS station_id
    ON CONFLICT DO NOTHING`,
}

/**
 * Loads demo data, or brings what is there up to date: stations, texts and dates are renewed, so that a demo never runs
 * out; people, stock and all that was done stay as they are. All of it or nothing.
 */
export async function loadData(database: Database, now: number, data: DemoData): Promise<void> {
  const at = new Date(now)
  const newId = () => v7({ msecs: now })
  await database.transaction(async (tx) => {
    const insert = (statement: Statement, rows: readonly object[], ...more: unknown[]) =>
      addRows(tx, statement, rows, ...more)
    await insert(
      stations,
      data.stations.map(({ point, ...it }) => ({ ...it, ...point })),
    )
    await insert(unions, data.unions)
    await insert(campaigns, data.campaigns)
    await insert(
      stock,
      data.campaigns.flatMap(({ id: campaignId, distribution, stock }) =>
        stock.map(({ stationId, received }) => ({
          ledgerId: newId(),
          campaignId,
          stationId,
          received,
          left: distribution === 'stock' ? received : null,
        })),
      ),
      at,
    )
    await insert(plans, data.plans)
    await insert(
      workers,
      data.personas.map((it) => ({ ...it, pseudonym: crypto.randomUUID() })),
      at,
    )
    await insert(logins, data.personas)
    await insert(clerkStations, data.personas)
  })
}

async function addRows(tx: Queryable, statement: Statement, rows: readonly object[], ...more: unknown[]) {
  if (rows.length > 0) await tx.query(statement, [JSON.stringify(rows), ...more])
}
