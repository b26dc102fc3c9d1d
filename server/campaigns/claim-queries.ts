import { bytesToHex } from '@noble/hashes/utils.js'
import type { SlowRule } from '@/contract'
import type { Queryable } from '../database/database'

/** One claim as it goes to the database. */
export interface NewClaim {
  readonly campaignId: string
  /** Null where what is claimed is bound to no station. */
  readonly stationId: string | null
  readonly variant: string
  readonly period: string
  readonly workerId: string
  readonly pseudonym: string
  /** Of the voucher, or of the entry in a draw. */
  readonly id: string
  readonly handle: string
  readonly ledgerId: string
  readonly expiresAt: Date
  readonly uses: number
  readonly key: string
  readonly requestHash: Uint8Array
  /** Whether it comes out of a stock. */
  readonly counted: boolean
  readonly draws: boolean
  /** May claim however fast, and however often he gave back. */
  readonly trusted: boolean
}

/** What the worker claimed before, by which a claim is answered instead. */
export interface EarlierClaim {
  campaignId: string
  voucherId: string | null
  entryId: string | null
  requestHash: Uint8Array
  claimedAt: Date
}

export interface Written {
  granted: boolean
  /** Under the same key. */
  used: EarlierClaim | undefined
  /** From the same campaign and period. */
  held: EarlierClaim | undefined
  /** Whether the campaign ran. */
  open: boolean
  /** By which rule he must wait. */
  slowed: SlowRule | null
  /** In its stock before this writing; null where there is none, or it was not looked at. */
  left: number | null
}

/** So many may be given back within a day before further claims wait. */
export const RETURNS_A_DAY = 3
/** So many may be claimed within so many seconds: nobody reads and taps that fast. */
export const SWEEP = 6
export const SWEEP_SECONDS = 10

const earlier = (alias: string, condition: string) => `LEFT JOIN LATERAL (
      SELECT c.campaign_id, c.voucher_id, c.entry_id, c.request_hash, c.claimed_at FROM claim c WHERE ${condition} LIMIT 1
    ) ${alias} ON true`
const usedIs = 'c.worker_id = a.worker_id AND c.idempotency_key = a.key'
const heldIs = `c.campaign_id = a.campaign_id AND c.worker_id = a.worker_id AND c.period = a.period
        AND c.released_at IS NULL`
const earlierColumns = ['used', 'held'].flatMap((it) =>
  ['campaign_id', 'voucher_id', 'entry_id', 'request_hash', 'claimed_at'].map(
    (column) => `${it}.${column} AS ${it}_${column}`,
  ),
)

/*
 * All claims of a batch in one statement, so in one transaction: claim, voucher, ledger and stock are written together or
 * not at all. Stocks are locked in order, so that two batches never wait for each other; what each then has left is the
 * truth, whatever was committed meanwhile. Of those who ask, so many are granted as are left. A worker who claimed through
 * another process meanwhile is passed over without failing the batch (ON CONFLICT), and is asked about again.
 * What is left is written from what was locked, not from the row as this statement first saw it: a check constraint looks
 * at the row so made before PostgreSQL finds out that another was committed meanwhile.
 * A draw that is being frozen holds its row until it is.
 */
const write = {
  name: 'claims.write',
  text: `WITH asked AS MATERIALIZED (
      SELECT * FROM unnest($2::uuid[], $3::uuid[], $4::text[], $5::text[], $6::uuid[], $7::uuid[], $8::uuid[], $9::text[],
          $10::uuid[], $11::timestamptz[], $12::integer[], $13::text[], $14::text[], $15::boolean[], $16::boolean[],
          $17::boolean[])
        WITH ORDINALITY AS it (campaign_id, station_id, variant, period, worker_id, pseudonym, id, handle, ledger_id,
          expires_at, uses, key, request_hash, counted, draws, trusted, n)),
    seen AS MATERIALIZED (
      SELECT a.*, ${earlierColumns.join(', ')}, open.id IS NOT NULL AS open,
        CASE WHEN a.trusted THEN NULL
          WHEN (SELECT count(*) FROM claim c WHERE c.worker_id = a.worker_id
            AND c.released_at > $1::timestamptz - interval '1 day') >= ${RETURNS_A_DAY} THEN 'returns'
          WHEN (SELECT v.claimed_at FROM voucher v WHERE v.worker_id = a.worker_id ORDER BY v.id DESC
            OFFSET ${SWEEP - 1} LIMIT 1) > $1::timestamptz - interval '${SWEEP_SECONDS} seconds' THEN 'sweep' END AS slowed
      FROM asked a
        ${earlier('used', usedIs)}
        ${earlier('held', heldIs)}
        LEFT JOIN LATERAL (SELECT c.id FROM campaign c
          WHERE c.id = a.campaign_id AND c.opens_at <= $1 AND least(c.closes_at, c.closed_at) > $1) open ON true),
    fresh AS MATERIALIZED (
      SELECT * FROM seen WHERE used_claimed_at IS NULL AND held_claimed_at IS NULL AND open AND slowed IS NULL),
    drawing AS MATERIALIZED (
      SELECT d.campaign_id FROM (SELECT DISTINCT campaign_id FROM fresh WHERE draws ORDER BY 1) f
        CROSS JOIN LATERAL (
          SELECT campaign_id FROM draw WHERE campaign_id = f.campaign_id AND frozen_at IS NULL FOR SHARE) d),
    locked AS MATERIALIZED (
      SELECT s.* FROM (SELECT DISTINCT campaign_id, station_id, variant, period FROM fresh WHERE counted
          ORDER BY 1, 2, 3, 4) f
        CROSS JOIN LATERAL (
          SELECT campaign_id, station_id, variant, period, left_count FROM campaign_stock
          WHERE campaign_id = f.campaign_id AND station_id = f.station_id AND variant = f.variant AND period = f.period
          FOR UPDATE) s),
    ranked AS MATERIALIZED (
      SELECT f.*, l.left_count,
        row_number() OVER (PARTITION BY f.campaign_id, f.station_id, f.variant, f.period ORDER BY f.n) AS turn
      FROM fresh f LEFT JOIN locked l USING (campaign_id, station_id, variant, period)),
    claim_rows AS (
      INSERT INTO claim (campaign_id, worker_id, period, voucher_id, entry_id, idempotency_key, request_hash, claimed_at)
      SELECT r.campaign_id, r.worker_id, r.period, CASE WHEN NOT r.draws THEN r.id END, CASE WHEN r.draws THEN r.id END,
        r.key, decode(r.request_hash, 'hex'), $1
      FROM ranked r
      WHERE CASE WHEN r.draws THEN r.campaign_id IN (SELECT campaign_id FROM drawing)
        WHEN r.counted THEN r.turn <= r.left_count ELSE true END
      ORDER BY r.worker_id
      ON CONFLICT DO NOTHING RETURNING coalesce(voucher_id, entry_id) AS id),
    granted AS MATERIALIZED (SELECT a.* FROM asked a JOIN claim_rows c ON c.id = a.id),
    voucher_rows AS (
      INSERT INTO voucher (id, campaign_id, worker_id, station_id, variant, period, handle, state, claimed_at, expires_at,
        uses, uses_left)
      SELECT id, campaign_id, worker_id, station_id, variant, period, handle, 'ready', $1, expires_at, uses, uses
      FROM granted WHERE NOT draws),
    ledger_rows AS (
      INSERT INTO ledger (id, at, kind, campaign_id, station_id, quantity, pseudonym, subject_id)
      SELECT ledger_id, $1, 'claimed', campaign_id, station_id, 1, pseudonym, id FROM granted WHERE NOT draws),
    taken AS (
      UPDATE campaign_stock s SET left_count = t.left_count
      FROM (SELECT l.campaign_id, l.station_id, l.variant, l.period, l.left_count - count(*)::integer AS left_count
        FROM granted g JOIN locked l USING (campaign_id, station_id, variant, period) WHERE g.counted
        GROUP BY 1, 2, 3, 4, l.left_count) t
      WHERE s.campaign_id = t.campaign_id AND s.station_id = t.station_id AND s.variant = t.variant
        AND s.period = t.period)
    SELECT seen.n::integer AS n, seen.open, seen.slowed,
      ${['used', 'held'].map((it) => `seen.${it}_campaign_id, seen.${it}_voucher_id, seen.${it}_entry_id, seen.${it}_request_hash, seen.${it}_claimed_at`).join(', ')},
      granted.id IS NOT NULL AS granted, locked.left_count
    FROM seen LEFT JOIN granted ON granted.n = seen.n
      LEFT JOIN locked ON locked.campaign_id = seen.campaign_id AND locked.station_id = seen.station_id
        AND locked.variant = seen.variant AND locked.period = seen.period`,
}

type EarlierColumns<Name extends string> = Record<`${Name}_campaign_id`, string> &
  Record<`${Name}_voucher_id` | `${Name}_entry_id`, string | null> &
  Record<`${Name}_request_hash`, Uint8Array> &
  Record<`${Name}_claimed_at`, Date | null>

interface SeenRow extends EarlierColumns<'used'>, EarlierColumns<'held'> {
  n: number
  open: boolean
  slowed: SlowRule | null
  granted: boolean
  left_count: number | null
}

/**
 * Writes a batch, in which no worker stands twice. Throws DatabaseFault `duplicate` on `voucher_live_handle`, and `refused`
 * where one of them is not there any more; then nothing was written.
 */
export async function writeClaims(
  database: Queryable,
  at: Date,
  claims: readonly NewClaim[],
): Promise<Written[]> {
  const column = <T>(of: (claim: NewClaim) => T): T[] => claims.map(of)
  const { rows } = await database.query<SeenRow>(write, [
    at,
    column((it) => it.campaignId),
    column((it) => it.stationId),
    column((it) => it.variant),
    column((it) => it.period),
    column((it) => it.workerId),
    column((it) => it.pseudonym),
    column((it) => it.id),
    column((it) => it.handle),
    column((it) => it.ledgerId),
    column((it) => it.expiresAt.toISOString()),
    column((it) => it.uses),
    column((it) => it.key),
    column((it) => bytesToHex(it.requestHash)),
    column((it) => it.counted),
    column((it) => it.draws),
    column((it) => it.trusted),
  ])
  const written = new Array<Written>(claims.length)
  for (const row of rows) {
    written[row.n - 1] = {
      granted: row.granted,
      used: earlierFrom(row, 'used'),
      held: earlierFrom(row, 'held'),
      open: row.open,
      slowed: row.slowed,
      left: row.left_count,
    }
  }
  return written
}

function earlierFrom(row: SeenRow, name: 'used' | 'held'): EarlierClaim | undefined {
  const claimedAt = row[`${name}_claimed_at`]
  return claimedAt
    ? {
        campaignId: row[`${name}_campaign_id`],
        voucherId: row[`${name}_voucher_id`],
        entryId: row[`${name}_entry_id`],
        requestHash: row[`${name}_request_hash`],
        claimedAt,
      }
    : undefined
}

const look = {
  name: 'claims.look',
  text: `SELECT a.n::integer AS n, ${earlierColumns.join(', ')}, s.left_count
    FROM unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::uuid[], $6::text[]) WITH ORDINALITY AS
        a (campaign_id, worker_id, period, key, station_id, variant, n)
      LEFT JOIN campaign_stock s ON s.campaign_id = a.campaign_id AND s.station_id = a.station_id
        AND s.variant = a.variant AND s.period = a.period
      ${earlier('used', usedIs)}
      ${earlier('held', heldIs)}`,
}

export type AskedEarlier = Pick<
  NewClaim,
  'campaignId' | 'workerId' | 'period' | 'key' | 'stationId' | 'variant'
>

/** What somebody claimed before, and what his stock has left at the same moment. */
export type Earlier = Pick<Written, 'used' | 'held' | 'left'>

/** In the order of those who ask. */
export async function readEarlier(database: Queryable, asked: readonly AskedEarlier[]): Promise<Earlier[]> {
  const { rows } = await database.query<SeenRow>(look, [
    asked.map((it) => it.campaignId),
    asked.map((it) => it.workerId),
    asked.map((it) => it.period),
    asked.map((it) => it.key),
    asked.map((it) => it.stationId),
    asked.map((it) => it.variant),
  ])
  const found = new Array<Earlier>(asked.length)
  for (const row of rows) {
    found[row.n - 1] = {
      used: earlierFrom(row, 'used'),
      held: earlierFrom(row, 'held'),
      left: row.left_count,
    }
  }
  return found
}
