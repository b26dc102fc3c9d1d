import { randomBytes, randomUUID } from 'node:crypto'
import { bytesToHex } from '@noble/hashes/utils.js'
import { hashOfToken } from '../../../server/account/authenticate'
import type { Database } from '../../../server/database/database'
import { withOwnerSession } from '../../../server/database/owner-session'

/** Stations of each hot campaign, as 海港区's 48. */
const stationCount = 48
/** So many that nobody asks twice within a minute: a rush is many people, not a few in haste. */
const workerCount = 150_000
const day = 86_400_000

export interface Person {
  readonly id: string
  readonly pseudonym: string
  /** Of a session of his. */
  readonly token: string
}

export interface BenchCampaign {
  readonly id: string
  readonly stationIds: readonly string[]
}

export interface Prepared {
  readonly people: readonly Person[]
  readonly stationIds: readonly string[]
}

const run = (database: Database, name: string, text: string, values: unknown[]) =>
  database.query({ name: `bench.${name}`, text }, values)

/** So many people who registered a month ago, with a session each. */
export async function addPeople(database: Database, count: number): Promise<Person[]> {
  const people = Array.from({ length: count }, () => ({
    id: randomUUID(),
    pseudonym: randomUUID(),
    token: randomBytes(32).toString('base64url'),
  }))
  // In parts, each well within the time that a statement may take.
  for (let from = 0; from < count; from += 10_000) {
    const some = people.slice(from, from + 10_000)
    await run(
      database,
      'people',
      `INSERT INTO worker (id, pseudonym, display_name, roles, created_at)
        SELECT id, pseudonym, '压测', '{worker}', now() - interval '30 days' FROM unnest($1::uuid[], $2::uuid[]) AS it (id, pseudonym)`,
      [some.map((it) => it.id), some.map((it) => it.pseudonym)],
    )
    await run(
      database,
      'sessions',
      `INSERT INTO session (id, worker_id, token_hash, opened_at, expires_at)
        SELECT gen_random_uuid(), id, decode(hash, 'hex'), now(), now() + interval '30 days'
        FROM unnest($1::uuid[], $2::text[]) AS it (id, hash)`,
      [some.map((it) => it.id), some.map((it) => bytesToHex(hashOfToken(it.token)))],
    )
  }
  return people
}

/** So many stations, in a database that has none. Returns their ids. */
export async function addStations(database: Database, count: number): Promise<string[]> {
  const ids = Array.from({ length: count }, () => randomUUID())
  await run(
    database,
    'stations',
    `INSERT INTO station (id, code, name, kind, address, region_code, lat, lng, hours, facilities, demo)
      SELECT id, 'B' || n, '压测驿站 ' || n, 'own', '', '130302', 39.9 + n / 1000.0, 119.6,
        '{"weekly":[],"overrides":[],"closures":[]}', '[]', true
      FROM unnest($1::uuid[]) WITH ORDINALITY AS it (id, n)`,
    [ids],
  )
  return ids
}

export async function prepare(database: Database): Promise<Prepared> {
  return {
    people: await addPeople(database, workerCount),
    stationIds: await addStations(database, stationCount),
  }
}

/** Campaigns that run, each with so much at each of these stations. */
export async function addCampaigns(
  database: Database,
  count: number,
  stationIds: readonly string[],
  stock: number,
): Promise<BenchCampaign[]> {
  const ids = Array.from({ length: count }, () => randomUUID())
  const now = Date.now()
  const [opens, closes] = [new Date(now - day), new Date(now + day)]
  await run(
    database,
    'campaigns',
    `INSERT INTO campaign (id, title, summary, sponsor, distribution, items, occupations, opens_at, closes_at, redeem_by, demo)
      SELECT id, '压测', '', '', 'stock', '[{"name": "手套", "quantity": 1}]', '{}', $2, $3, $3, true
      FROM unnest($1::uuid[]) AS id`,
    [ids, opens, closes],
  )
  await run(
    database,
    'campaign-stations',
    `INSERT INTO campaign_station (campaign_id, station_id) SELECT c, s FROM unnest($1::uuid[]) c, unnest($2::uuid[]) s`,
    [ids, stationIds],
  )
  await run(
    database,
    'stock',
    `INSERT INTO campaign_stock (campaign_id, station_id, variant, period, left_count)
      SELECT c, s, '', '', $3 FROM unnest($1::uuid[]) c, unnest($2::uuid[]) s`,
    [ids, stationIds, stock],
  )
  return ids.map((id) => ({ id, stationIds }))
}

/** What autovacuum would do within a minute, done before anything is timed. */
export const analyze = (ownerUrl: string): Promise<unknown> =>
  withOwnerSession(ownerUrl, (session) => session.script('VACUUM ANALYZE'))

export interface Audit {
  /** Granted beyond the stock, or a stock that does not add up. */
  oversold: number
  /** People with two vouchers of one campaign. */
  duplicates: number
}

/** Counts, after all is over, what must never be. `received`: at each station of each campaign. */
export async function audit(
  database: Database,
  campaignIds: readonly string[],
  received: number,
): Promise<Audit & { rows: number }> {
  const { rows } = await database.query<Audit & { rows: number }>(
    {
      name: 'bench.audit',
      text: `WITH stock AS (
          SELECT s.campaign_id, s.station_id, s.left_count, count(v.id)::int AS granted FROM campaign_stock s
            LEFT JOIN voucher v ON v.campaign_id = s.campaign_id AND v.station_id = s.station_id
          WHERE s.campaign_id = ANY($1) GROUP BY 1, 2, 3)
        SELECT (SELECT coalesce(sum(greatest(granted - $2, 0) + abs($2 - granted - left_count)), 0)::int FROM stock)
            AS oversold,
          (SELECT count(*)::int FROM (SELECT FROM voucher WHERE campaign_id = ANY($1)
            GROUP BY campaign_id, worker_id HAVING count(*) > 1) twice) AS duplicates,
          (SELECT count(*)::int FROM claim c JOIN voucher v ON v.id = c.voucher_id JOIN ledger l ON l.subject_id = v.id
            WHERE c.campaign_id = ANY($1)) AS rows`,
    },
    [campaignIds, received],
  )
  return rows[0] as Audit & { rows: number }
}
