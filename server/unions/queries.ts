import type { ApplicationState, Occupation, Union, UnionBasis, UnionRefusal } from '@/contract'
import type { Queryable } from '../database/database'

interface UnionRow {
  id: string
  name: string
  region_code: string
  area: string
  address: string
  phone: string | null
  takes: UnionBasis[]
  demo: boolean
}

const showUnion = ({ region_code: regionCode, phone, ...row }: UnionRow): Union => ({
  ...row,
  regionCode,
  ...(phone !== null && { phone }),
})

const all = {
  name: 'unions.all',
  text: `SELECT id, name, region_code, area, address, phone, takes, demo FROM trade_union
    WHERE region_code LIKE $1 || '%' AND ($2::text IS NULL OR $2 = ANY(takes))
      AND NOT EXISTS (SELECT FROM unnest($3::text[]) word WHERE strpos(name || ' ' || area || ' ' || address, word) = 0)
    ORDER BY region_code, name, id LIMIT 100`,
}

export interface UnionFilter {
  /** Leading digits of the region's code. */
  region: string
  words: readonly string[]
  takes: UnionBasis | undefined
}

export const findUnions = async (
  database: Queryable,
  { region, words, takes }: UnionFilter,
): Promise<Union[]> =>
  (await database.query<UnionRow>(all, [region, takes ?? null, words])).rows.map(showUnion)

const takenBy = { name: 'unions.takes', text: `SELECT takes FROM trade_union WHERE id = $1` }

/** By what a union takes people; undefined where there is none. */
export const takesOf = async (database: Queryable, unionId: string): Promise<UnionBasis[] | undefined> =>
  (await database.query<{ takes: UnionBasis[] }>(takenBy, [unionId])).rows[0]?.takes

export interface ApplicationRow {
  id: string
  worker_id: string
  union: Union
  basis: UnionBasis
  state: ApplicationState
  submitted_at: Date
  accepted_at: Date | null
  member_at: Date | null
  ended_at: Date | null
  reason: UnionRefusal | null
  note: string | null
}

const columns = `a.id, a.worker_id, a.basis, a.state, a.submitted_at, a.accepted_at, a.member_at, a.ended_at, a.reason,
    a.note, jsonb_strip_nulls(jsonb_build_object('id', u.id, 'name', u.name, 'regionCode', u.region_code, 'area', u.area,
      'address', u.address, 'phone', u.phone, 'takes', to_jsonb(u.takes), 'demo', u.demo)) AS union`
const select = `SELECT ${columns} FROM union_application a JOIN trade_union u ON u.id = a.union_id`

const add = {
  name: 'unions.apply',
  text: `INSERT INTO union_application (id, worker_id, union_id, basis, state, submitted_at)
    SELECT $1, worker.id, $3, $4, 'submitted', $5 FROM worker WHERE id = $2 AND verified_at IS NOT NULL`,
}

export interface NewApplication {
  id: string
  workerId: string
  unionId: string
  basis: UnionBasis
  at: Date
}

/** False where the worker is not verified; throws DatabaseFault `duplicate` where he has one open or is a member. */
export const addApplication = async (database: Queryable, it: NewApplication): Promise<boolean> =>
  (await database.query(add, [it.id, it.workerId, it.unionId, it.basis, it.at])).count === 1

const ofWorker = { name: 'unions.of-worker', text: `${select} WHERE a.worker_id = $1 ORDER BY a.id DESC` }

export const applicationsOf = async (database: Queryable, workerId: string): Promise<ApplicationRow[]> =>
  (await database.query<ApplicationRow>(ofWorker, [workerId])).rows

const live = {
  name: 'unions.live',
  text: `${select} WHERE a.worker_id = $1 AND a.state IN ('submitted', 'accepted', 'member')`,
}

/** The application that is open, or the membership. */
export const liveApplicationOf = async (
  database: Queryable,
  workerId: string,
): Promise<ApplicationRow | undefined> => (await database.query<ApplicationRow>(live, [workerId])).rows[0]

const end = `UPDATE union_application SET ended_at = $2, state = CASE state WHEN 'member' THEN 'left' ELSE 'withdrawn' END
  WHERE state IN ('submitted', 'accepted', 'member')`
const endOne = { name: 'unions.end', text: `${end} AND id = $3 AND worker_id = $1` }
const endAll = { name: 'unions.end-of-worker', text: `${end} AND worker_id = $1` }

/** False where this worker has no such application that is open or a membership. */
export const endApplication = async (
  database: Queryable,
  id: string,
  workerId: string,
  at: Date,
): Promise<boolean> => (await database.query(endOne, [workerId, at, id])).count === 1

/** Withdraws whatever this worker has open, and ends his membership. */
export async function endUnionOf(database: Queryable, workerId: string, at: Date): Promise<void> {
  await database.query(endAll, [workerId, at])
}

export interface CaseRow extends ApplicationRow {
  display_name: string
  masked_phone: string | null
  occupation: Occupation | null
  occupation_confirmed: boolean
}

const cases = `SELECT ${columns}, w.display_name, w.masked_phone, w.occupation,
    w.occupation_confirmed_at IS NOT NULL AS occupation_confirmed
  FROM union_application a JOIN trade_union u ON u.id = a.union_id JOIN worker w ON w.id = a.worker_id`
const open = {
  name: 'unions.open-cases',
  text: `${cases} WHERE a.state IN ('submitted', 'accepted') AND ($1::uuid IS NULL OR a.id > $1) ORDER BY a.id LIMIT $2`,
}
const decided = {
  name: 'unions.decided-cases',
  text: `${cases} WHERE a.state NOT IN ('submitted', 'accepted') AND ($1::uuid IS NULL OR a.id < $1)
    ORDER BY a.id DESC LIMIT $2`,
}
const one = { name: 'unions.case', text: `${cases} WHERE a.id = $1` }

export const casesIn = async (
  database: Queryable,
  state: 'open' | 'decided',
  after: string | undefined,
  limit: number,
): Promise<CaseRow[]> =>
  (await database.query<CaseRow>(state === 'open' ? open : decided, [after ?? null, limit])).rows

export const findCase = async (database: Queryable, id: string): Promise<CaseRow | undefined> =>
  (await database.query<CaseRow>(one, [id])).rows[0]

// Of two who decide at once, or a decision and a withdrawal, one finds it as it was.
const decide = {
  name: 'unions.decide',
  text: `UPDATE union_application SET state = $3, decided_by = $4, reason = $6, note = $7,
      accepted_at = CASE WHEN $3 = 'refused' THEN accepted_at ELSE coalesce(accepted_at, $5) END,
      member_at = CASE WHEN $3 = 'member' THEN $5 END,
      ended_at = CASE WHEN $3 = 'refused' THEN $5 END
    WHERE id = $1 AND state = ANY($2)`,
}

export interface Decision {
  id: string
  /** In which of these it must be. */
  from: readonly ApplicationState[]
  to: 'accepted' | 'member' | 'refused'
  by: string
  at: Date
  reason: UnionRefusal | null
  note: string | null
}

/** False where it is in another state. */
export const recordDecision = async (database: Queryable, it: Decision): Promise<boolean> =>
  (await database.query(decide, [it.id, it.from, it.to, it.by, it.at, it.reason, it.note])).count === 1
