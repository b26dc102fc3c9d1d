import type { Occupation } from '@/contract'
import type { Queryable } from '../database/database'

export interface RosterEntry {
  name_key: Uint8Array
  occupation: Occupation
}

const ofPerson = {
  name: 'roster.of-person',
  text: `SELECT name_key, occupation FROM roster WHERE person_key = $1`,
}

/** What every channel says of a person. */
export const rosterOf = async (database: Queryable, personKey: Uint8Array): Promise<RosterEntry[]> =>
  (await database.query<RosterEntry>(ofPerson, [personKey])).rows

const clear = { name: 'roster.clear', text: `DELETE FROM roster WHERE channel = $1` }
const insert = {
  name: 'roster.insert',
  text: `INSERT INTO roster (channel, person_key, name_key, occupation, imported_at)
    SELECT $1, decode(person_key, 'hex'), decode(name_key, 'hex'), occupation, $2
    FROM jsonb_to_recordset($3) AS it (person_key text, name_key text, occupation text)`,
}

export interface NewEntry {
  person_key: string
  name_key: string
  occupation: Occupation
}

const BATCH = 5_000

/** Puts a channel's roster in the place of its last one; keys are hex. */
export async function replaceRoster(
  tx: Queryable,
  channel: string,
  at: Date,
  entries: readonly NewEntry[],
): Promise<void> {
  await tx.query(clear, [channel])
  for (let from = 0; from < entries.length; from += BATCH) {
    await tx.query(insert, [channel, at, JSON.stringify(entries.slice(from, from + BATCH))])
  }
}

const known = {
  name: 'roster.known',
  text: `SELECT w.id, w.person_key, w.identity FROM worker w WHERE w.person_key IS NOT NULL
    AND (w.occupation_confirmed_at IS NOT NULL OR EXISTS (SELECT FROM roster r WHERE r.person_key = w.person_key))`,
}

export interface KnownPerson {
  id: string
  person_key: Uint8Array
  identity: Uint8Array
}

/** Those verified whom a roster names, or named before. */
export const knownPeople = async (tx: Queryable): Promise<KnownPerson[]> =>
  (await tx.query<KnownPerson>(known)).rows

const confirm = {
  name: 'roster.confirm',
  text: `UPDATE worker SET occupation = coalesce($2, occupation),
      occupation_confirmed_at = CASE WHEN $2::text IS NULL THEN NULL ELSE $3::timestamptz END WHERE id = $1`,
}

/** Notes what the channels agree on; undefined where they do not, and what he declared then stands by itself. */
export async function confirmOccupation(
  database: Queryable,
  workerId: string,
  occupation: Occupation | undefined,
  at: Date,
): Promise<void> {
  await database.query(confirm, [workerId, occupation ?? null, at])
}
