import type { Database } from '../../server/database/database'

/** What was answered under one key, by whichever process. */
export interface Told {
  readonly key: string
  readonly workerId: string
  readonly campaignId: string
  /** Of vouchers or entries: all that a yes ever named. */
  readonly ids: Set<string>
  /** A no was heard too. */
  refused: boolean
}

export interface AuditedCampaign {
  readonly id: string
  readonly distribution: 'stock' | 'daily' | 'entitlement' | 'draw'
  readonly received: number
  readonly comesBack: boolean
}

interface ClaimRow {
  worker_id: string
  idempotency_key: string
  given_id: string
}

const claimRows = {
  name: 'audit.claims',
  text: `SELECT worker_id, idempotency_key, coalesce(voucher_id, entry_id)::text AS given_id FROM claim
    WHERE campaign_id = ANY($1)`,
}

/** What the database itself shows to be wrong, one line each. */
const faults = {
  name: 'audit.faults',
  text: `WITH v AS (SELECT * FROM voucher WHERE campaign_id = ANY($1)),
      c AS (SELECT * FROM claim WHERE campaign_id = ANY($1)),
      l AS (SELECT subject_id, sum(quantity) FILTER (WHERE kind = 'claimed') AS claimed,
          coalesce(sum(quantity) FILTER (WHERE kind = 'returned'), 0) AS returned
        FROM ledger WHERE campaign_id = ANY($1) AND subject_id IS NOT NULL GROUP BY 1),
      live AS (SELECT * FROM v WHERE state <> 'returned'),
      terms AS (SELECT * FROM unnest($1::uuid[], $2::integer[]) AS it (campaign_id, received))
    SELECT 'voucher ' || id || ' has no claim' AS fault FROM v
      WHERE NOT EXISTS (SELECT FROM c WHERE c.voucher_id = v.id AND c.worker_id = v.worker_id)
    UNION ALL SELECT 'claim ' || idempotency_key || ' has no voucher' FROM c
      WHERE entry_id IS NULL AND NOT EXISTS (SELECT FROM v WHERE v.id = c.voucher_id)
    UNION ALL SELECT 'voucher ' || id || ' is entered ' || coalesce(claimed, 0) || ' times' FROM v
      LEFT JOIN l ON subject_id = id WHERE claimed IS DISTINCT FROM 1
    UNION ALL SELECT 'voucher ' || id || ' is ' || state || ' and entered as returned ' || returned || ' times'
      FROM v JOIN l ON subject_id = id WHERE returned <> CASE state WHEN 'returned' THEN 1 ELSE 0 END
    UNION ALL SELECT 'the ledger has a voucher ' || subject_id || ' that is not there' FROM l
      WHERE NOT EXISTS (SELECT FROM v WHERE v.id = subject_id)
    UNION ALL SELECT 'worker ' || worker_id || ' holds ' || count(*) || ' of ' || campaign_id FROM live
      GROUP BY worker_id, campaign_id, period HAVING count(*) > 1
    UNION ALL SELECT 'worker ' || worker_id || ' is in the draw ' || campaign_id || ' ' || count(*) || ' times' FROM c
      WHERE entry_id IS NOT NULL GROUP BY worker_id, campaign_id HAVING count(*) > 1
    UNION ALL SELECT 'of ' || received || ' at ' || s.station_id || ' ' || s.variant || ' ' || s.left_count || ' are left and '
        || (SELECT count(*) FROM live WHERE live.campaign_id = s.campaign_id AND live.station_id = s.station_id
          AND live.variant = s.variant AND live.period = s.period) || ' given'
      FROM campaign_stock s JOIN terms USING (campaign_id)
      WHERE s.left_count < 0 OR s.left_count <> received - (SELECT count(*) FROM live WHERE live.campaign_id = s.campaign_id
        AND live.station_id = s.station_id AND live.variant = s.variant AND live.period = s.period)`,
}

const returnedOnes = {
  name: 'audit.returned',
  text: `SELECT id FROM voucher WHERE campaign_id = ANY($1) AND state = 'returned'`,
}

/**
 * Holds all that was told against what is there: every yes is in the database once, no no is, nobody has two, and the sums
 * are those of the stock. Returns what is wrong.
 * @param returned vouchers whose return was confirmed.
 */
export async function auditClaims(
  database: Database,
  campaigns: readonly AuditedCampaign[],
  told: readonly Told[],
  returned: ReadonlySet<string>,
): Promise<string[]> {
  const ids = campaigns.map((it) => it.id)
  const wrong: string[] = []
  const [rows, found, back] = await Promise.all([
    database.query<ClaimRow>(claimRows, [ids]),
    database.query<{ fault: string }>(faults, [ids, campaigns.map((it) => it.received)]),
    database.query<{ id: string }>(returnedOnes, [ids]),
  ])
  wrong.push(...found.rows.map((it) => it.fault))

  const written = new Map(rows.rows.map((it) => [`${it.worker_id} ${it.idempotency_key}`, it.given_id]))
  const permanent = new Set(campaigns.filter((it) => !it.comesBack).map((it) => it.id))
  for (const { campaignId, ids: yes, key, refused, workerId } of told) {
    const id = written.get(`${workerId} ${key}`)
    written.delete(`${workerId} ${key}`)
    if (yes.size > 1) wrong.push(`${key}: ${yes.size} different things under one key`)
    if (yes.size === 0 && id !== undefined) wrong.push(`${key}: told no, and ${id} is there`)
    if (yes.size > 0 && (id === undefined || !yes.has(id)))
      wrong.push(`${key}: told yes, and ${id ?? 'nothing'} is there`)
    if (yes.size > 0 && refused && permanent.has(campaignId)) wrong.push(`${key}: told yes and no`)
  }
  for (const key of written.keys()) wrong.push(`${key}: nobody asked for it`)

  const gone = new Set(back.rows.map((it) => it.id))
  for (const id of returned) if (!gone.has(id)) wrong.push(`${id}: told that it is given back, and it is not`)
  for (const id of gone) if (!returned.has(id)) wrong.push(`${id}: given back, and nobody was told`)
  return wrong
}
