import type { ClaimState } from '@/contract'
import { dueOf, moved, type ClaimMove } from '@/rules/claim-states'
import type { Context } from '../context'
import type { Queryable } from '../database/database'
import { claimStateName } from '@/rules/claim-words'
import { addNotice, concerned } from './claim-notices'
import { addStep, setState, type ClaimRow } from './queries'

type MoveContext = Pick<Context, 'clock' | 'newId'>

/** How long a reviewer has a case to himself after the last thing he did. */
export const HOLD_MS = 30 * 60_000

/**
 * Moves a claim that is locked, writes the step and tells whom it concerns. False where the move cannot be made from the
 * state it is in. What stays with the union's people keeps its due where somebody only begins or is the second.
 */
export async function moveClaim(
  tx: Queryable,
  context: MoveContext,
  row: ClaimRow,
  move: ClaimMove,
  by: { workerId: string; holds: boolean } | null,
): Promise<boolean> {
  const state = moved(row.state, move)
  if (state === undefined) return false
  const now = context.clock()
  const keeps = move === 'take' || move === 'propose-approval' || move === 'propose-refusal'
  const due =
    keeps && row.state !== 'papers' ? { at: row.due_at, certain: row.due_certain } : dated(state, now, row)
  await setState(tx, {
    id: row.id,
    state,
    dueAt: due.at,
    dueCertain: due.certain,
    at: new Date(now),
    heldBy: by?.holds ? by.workerId : null,
    heldUntil: by?.holds ? new Date(now + HOLD_MS) : null,
  })
  await noteStep(tx, context, row, move, state, by?.workerId ?? null)
  return true
}

function dated(state: ClaimState, now: number, row: ClaimRow): { at: Date | null; certain: boolean } {
  const due = dueOf(state, now, row.claim_terms)
  return { at: due ? new Date(due.at) : null, certain: due?.certain ?? true }
}

/** That a first reviewer has made up his mind is for the second one to know. */
const internal: ReadonlySet<ClaimMove> = new Set(['propose-approval', 'propose-refusal'])

/** Writes down a step, and tells whom it concerns, but for him who took it. */
export async function noteStep(
  tx: Queryable,
  { clock, newId }: MoveContext,
  row: ClaimRow,
  move: ClaimMove,
  state: ClaimState,
  by: string | null,
): Promise<void> {
  const at = new Date(clock())
  await addStep(tx, { id: newId(), claimId: row.id, move, state, at, by })
  if (internal.has(move)) return
  const to = concerned(row).filter((it) => it !== by)
  await addNotice(tx, newId, { claim: row, state: claimStateName(state), at, to })
}
