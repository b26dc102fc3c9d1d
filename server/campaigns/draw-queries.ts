import { bytesToHex } from '@noble/hashes/utils.js'
import type { Queryable } from '../database/database'

export interface EntryRow {
  entry_id: string
  campaign_id: string
  title: string
  claimed_at: Date
  draws_at: Date
  redeem_by: Date
  voucher_id: string | null
  released: boolean
  place: number | null
  /** Of those who wait before him, 1 being none. */
  waiting: number
}

const entryColumns = `claim.entry_id, claim.campaign_id, c.title, claim.claimed_at, c.draws_at, c.redeem_by, claim.voucher_id,
    claim.released_at IS NOT NULL AS released, claim.place, (SELECT count(*)::int + 1 FROM claim other
      WHERE other.campaign_id = claim.campaign_id AND other.entry_id IS NOT NULL AND other.voucher_id IS NULL
        AND other.place < claim.place) AS waiting
  FROM claim JOIN campaign c ON c.id = claim.campaign_id`

const oneEntry = {
  name: 'draw.entry',
  text: `SELECT ${entryColumns} WHERE claim.worker_id = $1 AND claim.entry_id = $2`,
}

export const findEntry = async (
  database: Queryable,
  workerId: string,
  entryId: string,
): Promise<EntryRow | undefined> => (await database.query<EntryRow>(oneEntry, [workerId, entryId])).rows[0]

const entryOfWorker = {
  name: 'draw.entry-of-worker',
  text: `SELECT ${entryColumns} WHERE claim.worker_id = $1 AND claim.campaign_id = $2 AND claim.entry_id IS NOT NULL`,
}

export const findEntryIn = async (
  database: Queryable,
  workerId: string,
  campaignId: string,
): Promise<EntryRow | undefined> =>
  (await database.query<EntryRow>(entryOfWorker, [workerId, campaignId])).rows[0]

const openEntries = {
  name: 'draw.open-entries',
  text: `SELECT ${entryColumns} WHERE claim.worker_id = $1 AND claim.entry_id IS NOT NULL AND claim.voucher_id IS NULL
    AND c.redeem_by > $2 ORDER BY c.draws_at, claim.entry_id`,
}

/** Entries of draws that have not named him, and still may. */
export const openEntriesOf = async (database: Queryable, workerId: string, now: Date): Promise<EntryRow[]> =>
  (await database.query<EntryRow>(openEntries, [workerId, now])).rows

export interface DrawRow {
  campaign_id: string
  title: string
  draw_prizes: number
  draw_source: string
  draws_at: Date
  closes_at: Date
  redeem_by: Date
  frozen_at: Date | null
  entry_count: number
  root: Uint8Array | null
  randomness: string | null
  /** Those whom the draw itself named, in their order. */
  winners: string[] | null
  drawn_at: Date | null
  /** How many people have typed the randomness. */
  typed: number
}

const drawColumns = `d.campaign_id, c.title, c.draw_prizes, c.draw_source, c.draws_at,
    least(c.closes_at, c.closed_at) AS closes_at, c.redeem_by, d.frozen_at, d.root, d.randomness, d.drawn_at,
    coalesce(cardinality(d.entries), (SELECT count(*)::int FROM claim
      WHERE claim.campaign_id = d.campaign_id AND entry_id IS NOT NULL)) AS entry_count, d.winners,
    (SELECT count(*)::int FROM draw_typing WHERE draw_typing.campaign_id = d.campaign_id) AS typed
  FROM draw d JOIN campaign c ON c.id = d.campaign_id`

const oneDraw = { name: 'draw.one', text: `SELECT ${drawColumns} WHERE d.campaign_id = $1` }

export const findDraw = async (database: Queryable, campaignId: string): Promise<DrawRow | undefined> =>
  (await database.query<DrawRow>(oneDraw, [campaignId])).rows[0]

const locked = {
  name: 'draw.locked',
  text: `WITH held AS MATERIALIZED (SELECT campaign_id FROM draw WHERE campaign_id = $1 FOR UPDATE)
    SELECT ${drawColumns} JOIN held ON held.campaign_id = d.campaign_id`,
}

/** Keeps everyone else from entering, freezing or drawing until the transaction ends. Read again after it is had. */
export async function lockDraw(tx: Queryable, campaignId: string): Promise<DrawRow | undefined> {
  await tx.query(locked, [campaignId])
  return findDraw(tx, campaignId)
}

const due = {
  name: 'draw.due',
  text: `SELECT d.campaign_id FROM draw d JOIN campaign c ON c.id = d.campaign_id
    WHERE d.frozen_at IS NULL AND least(c.closes_at, c.closed_at) <= $1 ORDER BY 1 LIMIT 100`,
}

/** Draws that closed and are not frozen yet. */
export const drawsToFreeze = async (database: Queryable, now: Date): Promise<string[]> =>
  (await database.query<{ campaign_id: string }>(due, [now])).rows.map((it) => it.campaign_id)

const entered = {
  name: 'draw.entered',
  text: `SELECT entry_id FROM claim WHERE campaign_id = $1 AND entry_id IS NOT NULL`,
}

/** Before they are frozen, in no order. */
export const enteredIn = async (tx: Queryable, campaignId: string): Promise<string[]> =>
  (await tx.query<{ entry_id: string }>(entered, [campaignId])).rows.map((it) => it.entry_id)

const frozen = {
  name: 'draw.frozen-entries',
  text: `SELECT unnest(entries)::text AS entry_id FROM draw WHERE campaign_id = $1`,
}

/** As they were frozen, sorted. */
export const frozenEntries = async (database: Queryable, campaignId: string): Promise<string[]> =>
  (await database.query<{ entry_id: string }>(frozen, [campaignId])).rows.map((it) => it.entry_id)

const setRoot = {
  name: 'draw.freeze',
  text: `UPDATE draw SET frozen_at = $2, entries = $3::uuid[], root = decode($4, 'hex')
    WHERE campaign_id = $1 AND frozen_at IS NULL`,
}

export async function writeRoot(
  tx: Queryable,
  it: { campaignId: string; at: Date; entries: readonly string[]; root: string },
): Promise<void> {
  await tx.query(setRoot, [it.campaignId, it.at, it.entries, it.root])
}

const typed = {
  name: 'draw.type',
  text: `INSERT INTO draw_typing (campaign_id, worker_id, randomness, typed_at) VALUES ($1, $2, $3, $4)
    ON CONFLICT (campaign_id, worker_id) DO UPDATE SET randomness = excluded.randomness, typed_at = excluded.typed_at`,
}
const typings = {
  name: 'draw.typings',
  text: `SELECT worker_id, randomness FROM draw_typing WHERE campaign_id = $1`,
}

/** Notes what somebody typed, in place of what he typed before, and gives what everybody did. */
export async function noteTyping(
  tx: Queryable,
  it: { campaignId: string; workerId: string; randomness: string; at: Date },
): Promise<{ worker_id: string; randomness: string }[]> {
  await tx.query(typed, [it.campaignId, it.workerId, it.randomness, it.at])
  return (await tx.query<{ worker_id: string; randomness: string }>(typings, [it.campaignId])).rows
}

const setPlaces = {
  name: 'draw.places',
  text: `UPDATE claim SET place = ranked.place
    FROM unnest($2::uuid[]) WITH ORDINALITY AS ranked (entry_id, place)
    WHERE claim.campaign_id = $1 AND claim.entry_id = ranked.entry_id`,
}
const setDrawn = {
  name: 'draw.drawn',
  text: `UPDATE draw SET randomness = $2, drawn_at = $3, winners = $4::uuid[]
    WHERE campaign_id = $1 AND drawn_at IS NULL`,
}

/** Notes the result: all entries in their order, of which the first `prizes` have won. */
export async function writeResult(
  tx: Queryable,
  it: { campaignId: string; randomness: string; at: Date; ranked: readonly string[]; prizes: number },
): Promise<void> {
  await tx.query(setDrawn, [it.campaignId, it.randomness, it.at, it.ranked.slice(0, it.prizes)])
  await tx.query(setPlaces, [it.campaignId, it.ranked])
}

const next = {
  name: 'draw.next',
  text: `SELECT claim.entry_id, claim.worker_id, w.pseudonym FROM claim JOIN worker w ON w.id = claim.worker_id
    WHERE claim.campaign_id = $1 AND claim.entry_id IS NOT NULL AND claim.voucher_id IS NULL AND claim.place IS NOT NULL
      AND w.deletes_at IS NULL
    ORDER BY claim.place LIMIT $2 FOR UPDATE OF claim`,
}

export interface NextEntry {
  entry_id: string
  worker_id: string
  pseudonym: string
}

/** Those who wait, in their order. Whoever is leaving is passed over. */
export const nextEntries = async (tx: Queryable, campaignId: string, count: number): Promise<NextEntry[]> =>
  (await tx.query<NextEntry>(next, [campaignId, count])).rows

const award = {
  name: 'draw.award',
  text: `WITH won AS (
      SELECT * FROM unnest($4::uuid[], $5::uuid[], $6::uuid[], $7::uuid[], $8::text[], $9::uuid[])
        AS it (entry_id, worker_id, pseudonym, voucher_id, handle, ledger_id)),
    voucher_rows AS (
      INSERT INTO voucher (id, campaign_id, worker_id, station_id, handle, state, claimed_at, expires_at)
      SELECT voucher_id, $1, worker_id, NULL, handle, 'ready', $2, $3 FROM won),
    ledger_rows AS (
      INSERT INTO ledger (id, at, kind, campaign_id, station_id, quantity, pseudonym, subject_id)
      SELECT ledger_id, $2, 'claimed', $1, NULL, 1, pseudonym, voucher_id FROM won)
    UPDATE claim SET voucher_id = won.voucher_id FROM won WHERE claim.campaign_id = $1 AND claim.entry_id = won.entry_id`,
}

/** Gives vouchers to those who won or moved up. Throws DatabaseFault `duplicate` on `voucher_live_handle`. */
export async function awardVouchers(
  tx: Queryable,
  campaignId: string,
  at: Date,
  expiresAt: Date,
  won: readonly (NextEntry & { voucherId: string; handle: string; ledgerId: string })[],
): Promise<void> {
  await tx.query(award, [
    campaignId,
    at,
    expiresAt,
    won.map((it) => it.entry_id),
    won.map((it) => it.worker_id),
    won.map((it) => it.pseudonym),
    won.map((it) => it.voucherId),
    won.map((it) => it.handle),
    won.map((it) => it.ledgerId),
  ])
}

export const rootText = (row: DrawRow): string | undefined => (row.root ? bytesToHex(row.root) : undefined)
