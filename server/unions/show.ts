import type { ApplicationState, UnionApplication, UnionCase } from '@/contract'
import { DAY } from '@/rules/shanghai'
import { unionRefusalWords } from '@/rules/union-words'
import type { ApplicationRow, CaseRow } from './queries'

/** Within these a union says the next word: whether it takes an application up, and what comes of it. */
const TAKE_UP_MS = 5 * DAY
const DECIDE_MS = 15 * DAY

export function showApplication(row: ApplicationRow): UnionApplication {
  const { id, union, basis, state, reason, note } = row
  const step = (state: ApplicationState, at: Date | null) => (at ? [{ state, at: at.toISOString() }] : [])
  return {
    id,
    union,
    basis,
    state,
    steps: [
      ...step('submitted', row.submitted_at),
      ...step('accepted', row.accepted_at),
      ...step('member', row.member_at),
      ...step(state, row.ended_at),
    ],
    expectedBy: expectedBy(row)?.toISOString() ?? null,
    refusal: reason && { reason, ...unionRefusalWords(reason), note },
  }
}

function expectedBy({ state, submitted_at, accepted_at }: ApplicationRow): Date | null {
  if (state === 'submitted') return new Date(submitted_at.getTime() + TAKE_UP_MS)
  return state === 'accepted' && accepted_at ? new Date(accepted_at.getTime() + DECIDE_MS) : null
}

export const showCase = (row: CaseRow): UnionCase => ({
  application: showApplication(row),
  applicant: {
    maskedName: row.display_name,
    ...(row.masked_phone !== null && { maskedPhone: row.masked_phone }),
    occupation: row.occupation,
    occupationConfirmed: row.occupation_confirmed,
  },
})
