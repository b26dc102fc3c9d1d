import type { Queryable } from '../database/database'
import type { ReadPlan } from './read-plan'

const taken = { name: 'publishing.plan-taken', text: `SELECT title FROM aid_plan WHERE code = $1` }

/** The title of the plan that has this code. */
export const titleOfPlan = async (database: Queryable, code: string): Promise<string | undefined> =>
  (await database.query<{ title: string }>(taken, [code])).rows[0]?.title

const channels = {
  name: 'publishing.channels',
  text: `SELECT DISTINCT channel FROM roster WHERE channel = ANY($1)`,
}

/** Which of these channels have handed in a roster. */
export const knownChannels = async (
  database: Queryable,
  asked: readonly string[],
): Promise<ReadonlySet<string>> =>
  new Set((await database.query<{ channel: string }>(channels, [asked])).rows.map((it) => it.channel))

const add = {
  name: 'publishing.plan',
  text: `INSERT INTO aid_plan (id, code, title, operator, price_fen, term_months, min_age, max_age, covers, exclusions,
      papers, open, demo, occupations, opens_at, closes_at, cooling_days, renew_days, claim_terms)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, true, false, $12, $13, $14, $15, $16, $17)`,
}
const addSubsidies = {
  name: 'publishing.subsidies',
  text: `INSERT INTO aid_subsidy (id, plan_id, title, amount_fen, budget_fen, left_fen, regions, occupations, roster,
      opens_at, closes_at)
    SELECT id, $1, title, "amountFen", "budgetFen", "budgetFen", ARRAY(SELECT jsonb_array_elements_text(regions)),
      ARRAY(SELECT jsonb_array_elements_text(occupations)), roster, "opensAt", "closesAt"
    FROM jsonb_to_recordset($2) AS it (id uuid, title text, "amountFen" integer, "budgetFen" bigint, regions jsonb,
      occupations jsonb, roster text, "opensAt" timestamptz, "closesAt" timestamptz)`,
}

/** Throws DatabaseFault `duplicate` where the code is taken. */
export async function addPlan(
  tx: Queryable,
  id: string,
  newId: () => string,
  { code, plan: it, subsidies }: ReadPlan,
): Promise<void> {
  await tx.query(add, [
    id,
    code,
    it.title,
    it.operator,
    it.priceFen,
    it.termMonths,
    it.minAge,
    it.maxAge,
    JSON.stringify(it.covers),
    JSON.stringify(it.exclusions),
    JSON.stringify(it.papers),
    it.occupations,
    it.opensAt,
    it.closesAt,
    it.coolingDays,
    it.renewDays,
    JSON.stringify(it.claims),
  ])
  if (subsidies.length === 0) return
  await tx.query(addSubsidies, [id, JSON.stringify(subsidies.map((one) => ({ ...one, id: newId() })))])
}

const end = {
  name: 'publishing.close-plan',
  text: `UPDATE aid_plan SET open = false WHERE (id::text = $1 OR code = $1) AND open RETURNING title`,
}
const find = {
  name: 'publishing.find-plan',
  text: `SELECT title FROM aid_plan WHERE id::text = $1 OR code = $1`,
}

/** The title of what was closed; undefined where nothing was. */
export const closePlanNow = async (tx: Queryable, id: string): Promise<string | undefined> =>
  (await tx.query<{ title: string }>(end, [id])).rows[0]?.title

export const titleByIdOrCode = async (tx: Queryable, id: string): Promise<string | undefined> =>
  (await tx.query<{ title: string }>(find, [id])).rows[0]?.title

const all = {
  name: 'publishing.all-plans',
  text: `SELECT p.id, p.code, p.title, p.price_fen, p.open, p.opens_at, p.closes_at,
      (SELECT count(*)::int FROM aid_policy WHERE plan_id = p.id AND cancelled_at IS NULL) AS policies,
      (SELECT count(*)::int FROM aid_order WHERE plan_id = p.id AND state = 'awaiting-payment') AS open_orders,
      coalesce((SELECT jsonb_agg(jsonb_build_object('title', s.title, 'amountFen', s.amount_fen, 'budgetFen', s.budget_fen,
        'leftFen', s.left_fen) ORDER BY s.amount_fen DESC, s.id) FROM aid_subsidy s WHERE s.plan_id = p.id), '[]') AS subsidies
    FROM aid_plan p ORDER BY p.title, p.id`,
}

export interface ListedPlan {
  id: string
  code: string | null
  title: string
  price_fen: number
  open: boolean
  opens_at: Date | null
  closes_at: Date | null
  policies: number
  open_orders: number
  subsidies: { title: string; amountFen: number; budgetFen: number | null; leftFen: number | null }[]
}

export const allPlans = async (database: Queryable): Promise<ListedPlan[]> =>
  (await database.query<ListedPlan>(all)).rows
