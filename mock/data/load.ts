import { v7 } from 'uuid'
import { addMonths, dayOf, startOf } from '@/rules/shanghai'
import type { Campaign, Occupation, Persona, Plan, Role, Station, Subsidy, Union } from '@/contract'
import type { Database, Queryable, Statement } from '../../server/database/database'

export interface DemoCampaign extends Omit<Campaign, 'left' | 'stationCount'> {
  /**
   * How many arrived at each station that hands out, of each kind where there are several. For an entitlement and a draw
   * they are not counted down; of a daily campaign it is what there is each day.
   */
  stock: readonly { stationId: string; variant?: string; received: number }[]
  /** Who takes part in a draw from the start. */
  entries?: readonly { workerId: string; entryId: string }[]
}

export interface DemoPlan extends Omit<
  Plan,
  'ownFen' | 'subsidyFen' | 'subsidyTitle' | 'subsidies' | 'claimTerms'
> {
  subsidies: readonly DemoSubsidy[]
}

export interface DemoSubsidy extends Omit<Subsidy, 'leftFen' | 'listed'> {
  id: string
  /** Null: as much as it takes. */
  budgetFen: number | null
  /** What is left of it from the start; all of it unless told. */
  leftFen?: number
  /** Only for those whom this channel's roster names. */
  roster: string | null
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

/** Somebody who is there from the start, and as whom nobody logs in. */
export type DemoMember = Pick<DemoPersona, 'id' | 'displayName' | 'occupation' | 'roles'>

/** A policy that somebody has from the start, so that what follows an accident can be tried at once. */
export interface DemoCover {
  id: string
  planId: string
  workerId: string
  number: string
  certificate: string
  /** Days before the data were first loaded that it began. */
  daysAgo: number
}

/** Somebody whom a platform or an employer says it works with. */
export interface RosterPerson {
  name: string
  idNumber: string
  occupation: Occupation
}

export interface DemoRoster {
  channel: string
  people: readonly RosterPerson[]
}

/** By what a roster knows somebody, under the server's keys; hex. */
export type RosterKeys = (person: RosterPerson) => { person_key: string; name_key: string }

const withoutRosters: RosterKeys = () => {
  throw new Error('Rosters are loaded under the keys of a server')
}

export interface DemoData {
  stations: readonly Station[]
  unions: readonly Union[]
  campaigns: readonly DemoCampaign[]
  plans: readonly DemoPlan[]
  personas: readonly DemoPersona[]
  members?: readonly DemoMember[]
  covers?: readonly DemoCover[]
  rosters?: readonly DemoRoster[]
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
  text: `INSERT INTO campaign (id, title, summary, sponsor, distribution, items, occupations, regions, membership,
      verified_only, registered_before, variants, uses, full_fen, own_fen, presence, draw_prizes, draw_source, draws_at,
      opens_at, closes_at, redeem_by, redeem_from, demo)
    SELECT id, title, summary, sponsor, distribution, items,
      ARRAY(SELECT jsonb_array_elements_text(eligibility -> 'occupations')),
      ARRAY(SELECT jsonb_array_elements_text(coalesce(eligibility -> 'regions', '[]'))),
      coalesce((eligibility ->> 'membership')::boolean, false), coalesce((eligibility ->> 'verified')::boolean, false),
      (eligibility ->> 'registeredBefore')::timestamptz, variants, coalesce(uses, 1), (price ->> 'fullFen')::integer,
      (price ->> 'ownFen')::integer, coalesce(presence, false), (draw ->> 'prizes')::integer, draw ->> 'source',
      (draw ->> 'drawsAt')::timestamptz, "opensAt", "closesAt", "redeemBy", "redeemFrom", demo FROM
      jsonb_to_recordset($1) AS it (id uuid, title text, summary text, sponsor text, distribution text, items jsonb,
        eligibility jsonb, variants jsonb, uses integer, price jsonb, presence boolean, draw jsonb, "opensAt" timestamptz,
        "closesAt" timestamptz, "redeemBy" timestamptz, "redeemFrom" timestamptz, demo boolean)
    WHERE NOT EXISTS (SELECT FROM draw WHERE campaign_id = it.id AND frozen_at IS NOT NULL)
    ON CONFLICT (id) DO UPDATE SET title = excluded.title, summary = excluded.summary, sponsor = excluded.sponsor,
      items = excluded.items, occupations = excluded.occupations, membership = excluded.membership, opens_at = excluded.opens_at,
      closes_at = excluded.closes_at, redeem_by = excluded.redeem_by, redeem_from = excluded.redeem_from, draw_source = excluded.draw_source,
      draws_at = excluded.draws_at`,
}

const draws = {
  name: 'demo.draws',
  text: `INSERT INTO draw (campaign_id) SELECT id FROM jsonb_to_recordset($1) AS it (id uuid) ON CONFLICT DO NOTHING`,
}

const campaignStations = {
  name: 'demo.campaign-stations',
  text: `INSERT INTO campaign_station (campaign_id, station_id, daily_quota)
    SELECT DISTINCT "campaignId", "stationId", "daily" FROM
      jsonb_to_recordset($1) AS it ("campaignId" uuid, "stationId" uuid, "daily" integer)
    ON CONFLICT DO NOTHING`,
}

// What was handed out stays handed out: only stocks that are new to a campaign are added.
const stock = {
  name: 'demo.stock',
  text: `INSERT INTO campaign_stock (campaign_id, station_id, variant, period, left_count)
    SELECT "campaignId", "stationId", variant, '', received FROM
      jsonb_to_recordset($1) AS it ("campaignId" uuid, "stationId" uuid, variant text, received integer)
    ON CONFLICT DO NOTHING`,
}

// Once for each campaign and station; a day's quota is entered when that day begins.
const received = {
  name: 'demo.received',
  text: `INSERT INTO ledger (id, at, kind, campaign_id, station_id, quantity)
    SELECT it."ledgerId", $2, 'received', it."campaignId", it."stationId", it.received FROM
      jsonb_to_recordset($1) AS it ("ledgerId" uuid, "campaignId" uuid, "stationId" uuid, received integer)
    WHERE it.received > 0 AND NOT EXISTS (SELECT FROM ledger l WHERE l.campaign_id = it."campaignId"
      AND l.station_id = it."stationId" AND l.kind = 'received')`,
}

const plans = {
  name: 'demo.plans',
  text: `INSERT INTO aid_plan (id, title, operator, price_fen, term_months, min_age, max_age, covers, exclusions,
      papers, open, demo, occupations, opens_at, closes_at, cooling_days, renew_days)
    SELECT id, title, operator, "priceFen", "termMonths", "minAge", "maxAge", covers, exclusions, papers, open, demo,
      ARRAY(SELECT jsonb_array_elements_text(occupations)), "opensAt", "closesAt", "coolingDays", "renewDays" FROM
      jsonb_to_recordset($1) AS it (id uuid, title text, operator text, "priceFen" integer, "termMonths" integer,
        "minAge" integer, "maxAge" integer, covers jsonb, exclusions jsonb, papers jsonb, open boolean, demo boolean,
        occupations jsonb, "opensAt" timestamptz, "closesAt" timestamptz, "coolingDays" integer, "renewDays" integer)
    ON CONFLICT (id) DO UPDATE SET title = excluded.title, operator = excluded.operator, covers = excluded.covers,
      exclusions = excluded.exclusions, papers = excluded.papers, open = excluded.open,
      occupations = excluded.occupations, cooling_days = excluded.cooling_days, renew_days = excluded.renew_days`,
}

// What was granted stays granted: a budget is filled once.
const subsidies = {
  name: 'demo.subsidies',
  text: `INSERT INTO aid_subsidy (id, plan_id, title, amount_fen, budget_fen, left_fen, regions, occupations, roster)
    SELECT id, "planId", title, "amountFen", "budgetFen", coalesce("leftFen", "budgetFen"), ARRAY(SELECT jsonb_array_elements_text(regions)),
      ARRAY(SELECT jsonb_array_elements_text(occupations)), roster FROM
      jsonb_to_recordset($1) AS it (id uuid, "planId" uuid, title text, "amountFen" integer, "budgetFen" bigint,
        "leftFen" bigint, regions jsonb, occupations jsonb, roster text)
    ON CONFLICT (id) DO UPDATE SET title = excluded.title`,
}

const rosters = {
  name: 'demo.rosters',
  text: `INSERT INTO roster (channel, person_key, name_key, occupation, imported_at)
    SELECT channel, decode(person_key, 'hex'), decode(name_key, 'hex'), occupation, $2
    FROM jsonb_to_recordset($1) AS it (channel text, person_key text, name_key text, occupation text)
    ON CONFLICT DO NOTHING`,
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

// One id serves for a quote, its order and its policy.
const covers = {
  name: 'demo.covers',
  text: `WITH it AS (
      SELECT it.*, p.price_fen, s.id AS subsidy_id, s.amount_fen, w.display_name, $2::timestamptz AS issued_at FROM
        jsonb_to_recordset($1) AS it (id uuid, "planId" uuid, "workerId" uuid, number text, certificate text,
          "from" timestamptz, "to" timestamptz)
        JOIN aid_plan p ON p.id = it."planId" JOIN worker w ON w.id = it."workerId"
        JOIN LATERAL (SELECT id, amount_fen FROM aid_subsidy WHERE plan_id = p.id AND occupations = '{}' AND roster IS NULL
          LIMIT 1) s ON true
      WHERE NOT EXISTS (SELECT FROM aid_policy WHERE id = it.id)),
    quote AS (
      INSERT INTO aid_quote (id, plan_id, worker_id, price_fen, subsidy_fen, own_fen, subsidy_id, quoted_at, expires_at)
      SELECT id, "planId", "workerId", price_fen, amount_fen, price_fen - amount_fen, subsidy_id, "from", "from" FROM it),
    paid AS (
      INSERT INTO aid_order (id, quote_id, plan_id, worker_id, price_fen, subsidy_fen, own_fen, subsidy_id, state,
        ordered_at, pay_by, idempotency_key, request_hash, provider)
      SELECT id, id, "planId", "workerId", price_fen, amount_fen, price_fen - amount_fen, subsidy_id, 'paid', "from",
        "from", id::text, sha256(id::text::bytea), 'sandbox' FROM it)
    INSERT INTO aid_policy (id, order_id, plan_id, worker_id, number, holder, in_force_from, in_force_to, issued_at,
      certificate)
    SELECT id, id, "planId", "workerId", number, display_name, "from", "to", "from", certificate FROM it`,
}

const entries = {
  name: 'demo.entries',
  text: `INSERT INTO claim (campaign_id, worker_id, period, entry_id, idempotency_key, request_hash, claimed_at)
    SELECT "campaignId", "workerId", '', "entryId", "entryId", sha256("entryId"::text::bytea), $2 FROM
      jsonb_to_recordset($1) AS it ("campaignId" uuid, "workerId" uuid, "entryId" uuid)
    WHERE NOT EXISTS (SELECT FROM draw WHERE campaign_id = it."campaignId" AND frozen_at IS NOT NULL)
      AND EXISTS (SELECT FROM worker WHERE id = it."workerId")
    ON CONFLICT DO NOTHING`,
}

/**
 * Loads demo data, or brings what is there up to date: stations, texts and dates are renewed, so that a demo never runs
 * out; people, stock and all that was done stay as they are. All of it or nothing.
 */
export async function loadData(
  database: Database,
  now: number,
  data: DemoData,
  keysOf: RosterKeys = withoutRosters,
): Promise<void> {
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
      draws,
      data.campaigns.filter((it) => it.draw),
    )
    const stocks = data.campaigns.flatMap(({ id: campaignId, distribution, stock }) =>
      stock.map(({ stationId, variant = '', received }) => ({
        ledgerId: newId(),
        campaignId,
        stationId,
        variant,
        received,
        distribution,
        daily: distribution === 'daily' ? received : null,
      })),
    )
    await insert(campaignStations, stocks)
    await insert(
      stock,
      stocks.filter((it) => it.distribution === 'stock'),
    )
    await insert(received, sumByStation(stocks.filter((it) => it.distribution !== 'daily')), at)
    await insert(plans, data.plans)
    await insert(
      subsidies,
      data.plans.flatMap((plan) => plan.subsidies.map((it) => ({ ...it, planId: plan.id }))),
    )
    await insert(
      rosters,
      (data.rosters ?? []).flatMap(({ channel, people }) =>
        people.map((it) => ({ channel, occupation: it.occupation, ...keysOf(it) })),
      ),
      at,
    )
    await insert(
      workers,
      [...data.personas, ...(data.members ?? [])].map((it) => ({ ...it, pseudonym: crypto.randomUUID() })),
      at,
    )
    await insert(logins, data.personas)
    await insert(clerkStations, data.personas)
    await insert(
      covers,
      (data.covers ?? []).map(({ daysAgo, ...it }) => {
        const day = dayOf(now) - daysAgo
        return { ...it, from: new Date(startOf(day)), to: new Date(startOf(addMonths(day, 12))) }
      }),
      at,
    )
    await insert(
      entries,
      data.campaigns.flatMap(({ id: campaignId, entries: of = [] }) =>
        of.map((it) => ({ ...it, campaignId })),
      ),
      at,
    )
  })
}

async function addRows(tx: Queryable, statement: Statement, rows: readonly object[], ...more: unknown[]) {
  if (rows.length > 0) await tx.query(statement, [JSON.stringify(rows), ...more])
}

/** One row for each campaign and station, of all its kinds together. */
function sumByStation<Row extends { campaignId: string; stationId: string; received: number }>(
  rows: readonly Row[],
): Row[] {
  const sums = new Map<string, Row>()
  for (const row of rows) {
    const key = `${row.campaignId} ${row.stationId}`
    const known = sums.get(key)
    sums.set(key, known ? { ...known, received: known.received + row.received } : row)
  }
  return [...sums.values()]
}
