import type { api, Benefit, ClaimFacts, HandledInput, ReviewCase } from '@/contract'
import { benefitOf, inWaitingDays } from '@/rules/benefit'
import type { Caller } from '../account/authenticate'
import { requireFacts } from '../aid-claims/check-told'
import { addDecision, findDecisionByKey, sealSaid, type Said } from '../aid-claims/decision-queries'
import { moveClaim } from '../aid-claims/move-claim'
import { usedUnder } from '../aid-claims/queries'
import type { Context } from '../context'
import type { Queryable } from '../database/database'
import { Refusal } from '../http/refusal'
import { repeat, Repeated, type Intent } from '../http/route'
import type { CaseRow } from './queries'
import { requireCase, requireFreeCase } from './require-case'
import { barredBy, showCase } from './show-case'

type Proposed = HandledInput<typeof api.proposeDecision>['body']

/** What facts come to under a case's policy now. */
export const benefitFor = async (tx: Queryable, row: CaseRow, facts: ClaimFacts): Promise<Benefit> =>
  benefitOf({
    kind: row.kind,
    happenedAt: row.happened_at.getTime(),
    facts,
    covers: row.covers,
    coverFrom: row.in_force_from.getTime(),
    used: await usedUnder(tx, row.policy_id, row.id),
  })

/** Proposes a decision for a second person. The amount is what the rules make of the facts, and nobody's own figure. */
export async function proposeDecision(
  context: Context,
  caller: Caller,
  id: string,
  said: Proposed,
  intent: Intent,
): Promise<ReviewCase | Repeated<ReviewCase>> {
  const { clock, database, newId, ports, random } = context
  const shown = async () => showCase(context, await requireCase(database, caller, id), caller)
  const earlier = await findDecisionByKey(database, caller.workerId, intent.key)
  if (earlier) return repeat(intent, earlier.request_hash, shown)
  const twin = await database.transaction(async (tx) => {
    const row = await requireFreeCase(tx, context, caller, id)
    const made = await findDecisionByKey(tx, caller.workerId, intent.key)
    if (made) return made
    if (barredBy(row, caller) === 'same-reviewer' && row.state !== 'proposed') {
      throw new Refusal('same-reviewer', { detail: '上次是你提的不予给付，申诉要由另一个人来看' })
    }
    const content = await contentOf(tx, row, said, clock())
    const decisionId = newId()
    const move = said.decision === 'approve' ? 'propose-approval' : 'propose-refusal'
    const by = { workerId: caller.workerId, holds: false }
    if (!(await moveClaim(tx, context, row, move, by))) throw new Refusal('case-moved')
    await addDecision(tx, {
      id: decisionId,
      claimId: id,
      kind: said.decision,
      said: await sealSaid(ports.keys, random, decisionId, content),
      amountFen: content.benefit?.totalFen ?? 0,
      lines: (content.benefit?.lines ?? []).map(({ fen, kind }) => ({ fen, kind })),
      by: caller.workerId,
      at: new Date(clock()),
      key: intent.key,
      requestHash: intent.hash,
    })
    return undefined
  })
  return twin ? repeat(intent, twin.request_hash, shown) : shown()
}

async function contentOf(tx: Queryable, row: CaseRow, said: Proposed, now: number): Promise<Said> {
  const note = said.note?.trim() || null
  if (said.decision === 'refuse') {
    const [clause, reasons] = [said.clause.trim(), said.reasons.trim()]
    if (clause === '') throw new Refusal('clause-required', { field: 'clause' })
    if (reasons.length < 5) throw new Refusal('reasons-required', { field: 'reasons' })
    return { facts: null, benefit: null, clause, reasons, note, secondNote: null }
  }
  const { facts } = said
  requireFacts(facts, row.happened_at.getTime(), now)
  const stillIn = facts.stays.findIndex((it) => it.to === null)
  if (stillIn >= 0) throw new Refusal('stay-open', { field: `facts.stays.${stillIn}.to` })
  if (row.kind === 'death-disability' && facts.grade === null) {
    throw new Refusal('grade-required', { field: 'facts.grade' })
  }
  const benefit = await benefitFor(tx, row, facts)
  if (benefit.totalFen === 0) {
    const waiting = row.covers.find((it) => it.kind === row.kind)
    const event = {
      coverFrom: row.in_force_from.getTime(),
      facts,
      happenedAt: row.happened_at.getTime(),
    }
    if (waiting && inWaitingDays(waiting, event)) {
      throw new Refusal('event-in-waiting-days', { field: 'facts.diagnosedOn' })
    }
    throw new Refusal('benefit-nothing', { field: 'facts' })
  }
  return { facts, benefit, clause: null, reasons: null, note, secondNote: null }
}
