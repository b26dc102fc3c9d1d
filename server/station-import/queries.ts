import type { Queryable, Statement } from '../database/database'
import type { Column } from './columns'
import type { CoordinateSystem } from './read-dated'
import type { ReadStation } from './read-station'

const stage = {
  name: 'station-import.stage',
  text: `CREATE TEMPORARY TABLE station_import (n integer PRIMARY KEY, line integer NOT NULL, id uuid NOT NULL,
      code text NOT NULL, name text, kind text, address text, region_code text, lat double precision,
      lng double precision, hours jsonb, places jsonb, facilities jsonb, phone text, door text, parking jsonb,
      carriageway jsonb)
    ON COMMIT DROP`,
}
const oneByOne = {
  name: 'station-import.one-by-one',
  text: `SELECT pg_advisory_xact_lock(hashtext('station-import'))`,
}

/** Makes the table that rows are gathered in until the transaction ends; other imports wait. */
export async function openStage(tx: Queryable): Promise<void> {
  await tx.query(oneByOne)
  await tx.query(stage)
}

const awake = { name: 'station-import.awake', text: 'SELECT' }

/** A transaction that says nothing for 15 seconds is ended by the server. */
export async function stayAwake(tx: Queryable): Promise<void> {
  await tx.query(awake)
}

/** A row to be imported: the n-th, from this line of the file, under this id where its code is new. */
export interface StagedRow extends Omit<ReadStation, 'regionCode'> {
  n: number
  line: number
  id: string
  region_code: string
}

const add = {
  name: 'station-import.add',
  text: `INSERT INTO station_import SELECT * FROM jsonb_to_recordset($1) AS it (n integer, line integer, id uuid,
    code text, name text, kind text, address text, region_code text, lat double precision, lng double precision,
    hours jsonb, places jsonb, facilities jsonb, phone text, door text, parking jsonb, carriageway jsonb)`,
}

export async function addToStage(tx: Queryable, rows: readonly StagedRow[]): Promise<void> {
  await tx.query(add, [JSON.stringify(rows)])
}

const indexCodes = {
  name: 'station-import.index',
  text: `CREATE INDEX station_import_code ON station_import (code)`,
}
const analyze = { name: 'station-import.analyze', text: `ANALYZE station_import` }
const takenDoors = {
  name: 'station-import.taken-doors',
  text: `SELECT i.line, s.code FROM station_import i JOIN station s ON s.door = i.door
    WHERE s.code <> i.code AND NOT EXISTS (SELECT FROM station_import j WHERE j.code = s.code) ORDER BY i.line`,
}

/** Rows whose door belongs to a station that the file does not name, by that station's code. */
export async function doorsTaken(tx: Queryable): Promise<{ line: number; code: string }[]> {
  await tx.query(indexCodes)
  await tx.query(analyze)
  return (await tx.query<{ line: number; code: string }>(takenDoors)).rows
}

/** What the columns of a file make of the hours of a row that is there. */
const hoursColumns = ['hours', 'dated', 'closures'] as const satisfies Column[]

/** The week comes with all its dated days; those and closures also come alone, and what does not come stays. */
const hoursOf = (present: ReadonlySet<Column>) => {
  const source = (...columns: Column[]) => (columns.some((it) => present.has(it)) ? 'i' : 's')
  return `${source('hours')}.hours || jsonb_build_object(
    'overrides', ${source('hours', 'dated')}.hours -> 'overrides',
    'closures', ${source('closures')}.hours -> 'closures')`
}

/** What each other column of a file makes of a row that is there. */
const optional: readonly { column: Column; into: string; value: string }[] = [
  { column: 'places', into: 'places', value: 'i.places' },
  { column: 'facilities', into: 'facilities', value: 'i.facilities' },
  { column: 'phone', into: 'phone', value: 'i.phone' },
  { column: 'door', into: 'door', value: 'i.door' },
  { column: 'spaces', into: 'parking', value: 'i.parking' },
  { column: 'road', into: 'carriageway', value: 'i.carriageway' },
]
const always = ['name', 'kind', 'address', 'region_code', 'lat', 'lng']

function updateFor(columns: ReadonlySet<Column>): Statement {
  const bits = [...hoursColumns, ...optional.map(({ column }) => column)].map((it) => Number(columns.has(it)))
  const given = [
    ...(hoursColumns.some((it) => columns.has(it)) ? [{ into: 'hours', value: hoursOf(columns) }] : []),
    ...optional.filter(({ column }) => columns.has(column)),
  ]
  const into = [...always, 'source_system', ...given.map((it) => it.into)]
  const values = [...always.map((it) => `i.${it}`), '$3', ...given.map((it) => it.value)]
  return {
    // One name for each set of columns; PostgreSQL takes 63 letters.
    name: `station-import.update-${bits.join('')}`,
    text: `UPDATE station s SET (${into.join(', ')}) = ROW (${values.join(', ')})
      FROM station_import i WHERE i.n >= $1 AND i.n < $2 AND s.code = i.code
        AND (${into.map((it) => `s.${it}`).join(', ')}) IS DISTINCT FROM (${values.join(', ')})`,
  }
}

const freeDoors = {
  name: 'station-import.free-doors',
  text: `UPDATE station s SET door = NULL FROM station_import i WHERE s.code = i.code AND s.door IS NOT NULL
    AND s.door IS DISTINCT FROM i.door`,
}

/** Takes doors from stations that are to have another or none, so that two may change theirs with each other. */
export async function letDoorsGo(tx: Queryable): Promise<void> {
  await tx.query(freeDoors)
}

const insert = {
  name: 'station-import.insert',
  text: `INSERT INTO station (id, code, name, kind, address, region_code, lat, lng, hours, places, facilities, phone,
      door, parking, carriageway, source_system, demo)
    SELECT i.id, i.code, i.name, i.kind, i.address, i.region_code, i.lat, i.lng, i.hours, i.places, i.facilities,
      i.phone, i.door, i.parking, i.carriageway, $3, false
    FROM station_import i WHERE i.n >= $1 AND i.n < $2 AND NOT EXISTS (SELECT FROM station s WHERE s.code = i.code)`,
}

/** Brings the stations of rows `from` to `to` (excluded) up to date, and adds those that are new. */
export async function mergeStage(
  tx: Queryable,
  from: number,
  to: number,
  system: CoordinateSystem,
  columns: ReadonlySet<Column>,
): Promise<{ updated: number; added: number }> {
  const values = [from, to, system]
  const updated = (await tx.query(updateFor(columns), values)).count
  return { updated, added: (await tx.query(insert, values)).count }
}

const toPrint = {
  name: 'station-import.to-print',
  text: `SELECT id, code, name FROM station WHERE ($1::text IS NULL OR starts_with(region_code, $1))
    AND ($2::text[] IS NULL OR code = ANY ($2)) ORDER BY code`,
}

/** Stations of a region (the first digits of its code), or of these codes; of all where neither is given. */
export const stationsToPrint = async (
  database: Queryable,
  region: string | undefined,
  codes: readonly string[] | undefined,
): Promise<{ id: string; code: string; name: string }[]> =>
  (await database.query<{ id: string; code: string; name: string }>(toPrint, [region ?? null, codes ?? null]))
    .rows
