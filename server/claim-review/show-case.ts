import type { CaseDecision, CaseSummary, ReviewCase } from '@/contract'
import { barredFrom, isClosed } from '@/rules/claim-states'
import type { Caller } from '../account/authenticate'
import { decisionsOf, unsealSaid, type DecisionRow } from '../aid-claims/decision-queries'
import { reviewable } from '../aid-claims/looks'
import { stepsOf, usedUnder } from '../aid-claims/queries'
import { nothingTold, unsealTold } from '../aid-claims/told'
import type { Context } from '../context'
import { photosOf, showPhoto } from '../uploads/queries'
import { othersUnder, type CaseRow } from './queries'

type ShowContext = Pick<Context, 'clock' | 'database' | 'ports'>

/** Why the caller may not decide a case. Of a refusal that was objected to somebody else decides anew. */
export function barredBy(row: CaseRow, caller: Pick<Caller, 'workerId'>): CaseSummary['barred'] {
  const people = { memberId: row.worker_id, filerId: row.filer_id, codeById: row.code_by }
  const barred = barredFrom(people, caller.workerId)
  if (barred) return barred
  if (row.state === 'proposed') return row.proposed_by === caller.workerId ? 'same-reviewer' : null
  return row.objected_at !== null && row.refused_by === caller.workerId ? 'same-reviewer' : null
}

/** Who works on it at `now`, if anybody. */
export const isHeld = (row: CaseRow, now: number): boolean =>
  row.held_by !== null && row.held_until !== null && row.held_until.getTime() > now

export function showCaseSummary(row: CaseRow, caller: Pick<Caller, 'workerId'>, now: number): CaseSummary {
  return {
    id: row.id,
    number: row.number,
    kind: row.kind,
    state: row.state,
    planTitle: row.plan_title,
    holder: row.holder,
    submittedAt: row.submitted_at.toISOString(),
    happenedAt: row.happened_at.toISOString(),
    dueAt: isClosed(row.state) ? null : (row.due_at?.toISOString() ?? null),
    overdue: !isClosed(row.state) && row.due_at !== null && row.due_at.getTime() <= now,
    objected: row.objected_at !== null,
    late: row.late,
    byRelative: row.filer_id !== row.worker_id,
    papersIn: row.papers_in,
    photos: row.photos,
    heldBy:
      isHeld(row, now) && row.held_until
        ? {
            name: row.holder_name ?? '',
            mine: row.held_by === caller.workerId,
            until: row.held_until.toISOString(),
          }
        : null,
    barred: barredBy(row, caller),
    demo: row.demo,
  }
}

/** A case, whole. Once it is decided its papers and what was told are not to be seen any more. */
export async function showCase(
  { clock, database, ports }: ShowContext,
  row: CaseRow,
  caller: Pick<Caller, 'workerId'>,
): Promise<ReviewCase> {
  const open = reviewable(row.state)
  const told = open ? await unsealTold(ports.keys, row.id, row.told) : nothingTold
  const [photos, steps, decisions, used, others] = await Promise.all([
    open ? photosOf(database, row.id) : [],
    stepsOf(database, row.id),
    decisionsOf(database, row.id),
    usedUnder(database, row.policy_id, row.id),
    othersUnder(database, row.policy_id, row.id),
  ])
  const text = (it: string) => (row.text_held ? '' : it)
  return {
    ...showCaseSummary(row, caller, clock()),
    where: text(told.where),
    words: text(told.words),
    lateReason: told.lateReason === null ? null : text(told.lateReason),
    textHeld: row.text_held,
    facts: told.facts,
    papers: photos.map(showPhoto),
    asked: told.asked.map(({ askedAt, given, id, purpose, text: what }) => ({
      id,
      purpose,
      text: what,
      askedAt,
      given,
    })),
    steps: steps.map((it) => ({ state: it.state, at: it.at.toISOString(), note: null })),
    objections: told.objections.map((it) => ({ at: it.at, words: text(it.words) })),
    decisions: await Promise.all(
      decisions.filter((it) => it.outcome !== 'dropped').map((it) => showDecision(ports.keys, it, caller)),
    ),
    policy: {
      number: row.policy_number,
      inForceFrom: row.in_force_from.toISOString(),
      inForceTo: row.in_force_to.toISOString(),
      covers: row.covers,
      exclusions: row.exclusions,
      usedFen: row.covers.flatMap(({ kind }) => {
        const fen = used[kind]
        return fen === undefined ? [] : [{ kind, fen }]
      }),
    },
    others: others.map((it) => ({
      id: it.id,
      number: it.number,
      kind: it.kind,
      state: it.state,
      happenedAt: it.happened_at.toISOString(),
      amountFen: it.approved_fen === null ? null : Number(it.approved_fen),
    })),
    payout: row.payout && {
      amountFen: row.payout.amount_fen,
      state: row.payout.state,
      paidAt: row.payout.done_at === null ? null : new Date(row.payout.done_at).toISOString(),
      fault: row.payout.fault,
    },
  }
}

async function showDecision(
  keys: Context['ports']['keys'],
  row: DecisionRow,
  caller: Pick<Caller, 'workerId'>,
): Promise<CaseDecision> {
  const said = await unsealSaid(keys, row)
  return {
    id: row.id,
    at: row.proposed_at.toISOString(),
    by: row.proposed_by_name,
    mine: row.proposed_by === caller.workerId,
    kind: row.kind,
    benefit: said.benefit,
    clause: said.clause,
    reasons: said.reasons,
    note: said.note,
    second:
      row.second_at && row.second_by && (row.outcome === 'confirm' || row.outcome === 'send-back')
        ? {
            at: row.second_at.toISOString(),
            by: row.second_by_name ?? '',
            mine: row.second_by === caller.workerId,
            outcome: row.outcome,
            note: said.secondNote,
          }
        : null,
  }
}
