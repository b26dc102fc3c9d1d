import type { CaseQueue, ClaimKind, ClaimState } from '@/contract'
import { selectClaim, type ClaimRow } from '../aid-claims/queries'
import type { Queryable } from '../database/database'

export interface CaseRow extends ClaimRow {
  /** Who proposed the decision that waits for a second person. */
  proposed_by: string | null
  /** Who proposed the refusal that was objected to. */
  refused_by: string | null
  ended_at: Date | null
  papers_in: boolean
}

// Since then at most somebody has begun on it.
const papersIn = `c.state = 'reviewing' AND coalesce((SELECT s.move FROM aid_claim_step s WHERE s.claim_id = c.id AND s.move <> 'take'
      ORDER BY s.id DESC LIMIT 1) = 'complete', false)`
const more = `, (SELECT d.proposed_by FROM aid_decision d WHERE d.claim_id = c.id AND d.outcome IS NULL) AS proposed_by,
    (SELECT d.proposed_by FROM aid_decision d WHERE d.claim_id = c.id AND d.outcome = 'confirm' AND d.kind = 'refuse'
      ORDER BY d.id DESC LIMIT 1) AS refused_by, c.ended_at, ${papersIn} AS papers_in
  FROM aid_claim c `
const select = selectClaim.replace('\n  FROM aid_claim c ', more)

/** In SQL: whether the member is waited for rather than the union, with his papers or to take his money in WeChat. */
const waitsForMember = `(c.state = 'papers'
  OR EXISTS (SELECT FROM aid_payout o WHERE o.claim_id = c.id AND o.state = 'collect'))`

const states: Record<CaseQueue, string> = {
  review: `c.state IN ('submitted', 'reviewing')`,
  confirm: `c.state = 'proposed'`,
  papers: `c.state = 'papers'`,
  closed: `c.ended_at IS NOT NULL`,
}

const onlyThose = `($4::uuid IS NULL OR (c.held_by = $4 AND c.held_until > $5)) AND (NOT $6 OR ${papersIn})`
const openPage = (queue: Exclude<CaseQueue, 'closed'>) => ({
  name: `review.page-${queue}`,
  text: `${select} WHERE c.ended_at IS NULL AND ${states[queue]}
    AND ($1::timestamptz IS NULL OR (c.due_at, c.id) > ($1, $2::uuid)) AND ${onlyThose}
    ORDER BY c.due_at, c.id LIMIT $3`,
})
const pages = {
  review: openPage('review'),
  confirm: openPage('confirm'),
  papers: openPage('papers'),
  closed: {
    name: 'review.page-closed',
    text: `${select} WHERE ${states.closed} AND ($1::timestamptz IS NULL OR (c.ended_at, c.id) < ($1, $2::uuid)) AND ${onlyThose}
      ORDER BY c.ended_at DESC, c.id DESC LIMIT $3`,
  },
}

/** Those that one reviewer holds at `now`, those whose papers have come in, or all. */
interface Only {
  heldBy: string | undefined
  now: Date
  papersIn: boolean
}

/** What is due first on top; of the closed ones the newest. Those behind `after`. */
export const readCases = async (
  database: Queryable,
  queue: CaseQueue,
  after: { at: Date; id: string } | undefined,
  limit: number,
  { heldBy, now, papersIn }: Only,
): Promise<CaseRow[]> => {
  const only = [heldBy ?? null, now, papersIn]
  return (await database.query<CaseRow>(pages[queue], [after?.at ?? null, after?.id ?? null, limit, ...only]))
    .rows
}

const byId = { name: 'review.case', text: `${select} WHERE c.id = $1` }
export const findCase = async (database: Queryable, id: string): Promise<CaseRow | undefined> =>
  (await database.query<CaseRow>(byId, [id])).rows[0]

const lock = { name: 'review.lock', text: `SELECT 1 FROM aid_claim WHERE id = $1 FOR UPDATE` }
/** The same, and nobody else changes it until the transaction ends. */
export async function lockCase(tx: Queryable, id: string): Promise<CaseRow | undefined> {
  await tx.query(lock, [id])
  return findCase(tx, id)
}

const count = {
  name: 'review.counts',
  text: `SELECT count(*) FILTER (WHERE ${states.review})::int AS review,
      count(*) FILTER (WHERE ${states.confirm})::int AS confirm,
      count(*) FILTER (WHERE ${states.papers})::int AS papers,
      count(*) FILTER (WHERE NOT ${waitsForMember} AND c.due_at <= $1)::int AS overdue,
      (SELECT count(*)::int FROM aid_payout WHERE state <> 'done') AS payouts
    FROM aid_claim c WHERE c.ended_at IS NULL`,
}
export interface Counts {
  review: number
  confirm: number
  papers: number
  overdue: number
  payouts: number
}
export const countCases = async (database: Queryable, now: Date): Promise<Counts> =>
  (await database.query<Counts>(count, [now])).rows[0] as Counts

const others = {
  name: 'review.others',
  text: `SELECT id, number, kind, state, happened_at, approved_fen FROM aid_claim WHERE policy_id = $1 AND id <> $2
    ORDER BY id DESC LIMIT 20`,
}
export interface OtherRow {
  id: string
  number: string
  kind: ClaimKind
  state: ClaimState
  happened_at: Date
  approved_fen: string | null
}
export const othersUnder = async (
  database: Queryable,
  policyId: string,
  exceptId: string,
): Promise<OtherRow[]> => (await database.query<OtherRow>(others, [policyId, exceptId])).rows

const overdue = {
  name: 'review.overdue',
  text: `SELECT c.number, c.state, c.due_at, h.display_name AS held_by FROM aid_claim c LEFT JOIN worker h ON h.id = c.held_by
    WHERE c.ended_at IS NULL AND NOT ${waitsForMember} AND c.due_at <= $1 ORDER BY c.due_at, c.id LIMIT 200`,
}
export interface OverdueRow {
  number: string
  state: ClaimState
  due_at: Date
  held_by: string | null
}
export const overdueClaims = async (database: Queryable, now: Date): Promise<OverdueRow[]> =>
  (await database.query<OverdueRow>(overdue, [now])).rows

const tell = {
  name: 'review.tell-overdue',
  text: `UPDATE aid_claim c SET overdue_told_at = $1 WHERE ended_at IS NULL AND NOT ${waitsForMember} AND due_at <= $1
    AND overdue_told_at IS NULL RETURNING id, state`,
}
/** Those whose delay nobody has been told of; from now on it has been. */
export const newlyOverdue = async (
  database: Queryable,
  now: Date,
): Promise<{ id: string; state: ClaimState }[]> =>
  (await database.query<{ id: string; state: ClaimState }>(tell, [now])).rows
