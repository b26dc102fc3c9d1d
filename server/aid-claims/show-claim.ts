import type { AidClaim, Benefit, ClaimState, ClaimSummary, PayoutAccount } from '@/contract'
import { benefitOf } from '@/rules/benefit'
import { dueOf, isClosed, objectBy, takesPapers } from '@/rules/claim-states'
import type { Caller } from '../account/authenticate'
import type { Context } from '../context'
import type { Queryable } from '../database/database'
import { photosOf, showPhoto } from '../uploads/queries'
import { decisionsOf, unsealSaid } from './decision-queries'
import { looksOf } from './looks'
import { stepsOf, usedUnder, type ClaimRow } from './queries'
import { unsealTold, type Told } from './told'

/** Claims as the API shows them to those who filed them. */

type ShowContext = Pick<Context, 'clock' | 'database' | 'ports'>

const iso = (at: Date | null) => at?.toISOString() ?? null

/** What the facts he told so far come to; null where they come to nothing, or it is decided that nothing is paid. */
async function estimate(database: Queryable, row: ClaimRow, told: Told): Promise<Benefit | null> {
  if (row.state === 'refused' || row.state === 'withdrawn') return null
  const { facts } = told
  if (facts.bills.length + facts.stays.length === 0 && facts.grade === null && facts.diagnosedOn === null) {
    return null
  }
  const worked = benefitOf({
    kind: row.kind,
    happenedAt: row.happened_at.getTime(),
    facts,
    covers: row.covers,
    coverFrom: row.in_force_from.getTime(),
    used: await usedUnder(database, row.policy_id, row.id),
  })
  return worked.lines.length > 0 ? worked : null
}

export async function showSummary(
  { clock, database, ports }: ShowContext,
  row: ClaimRow,
  caller: Pick<Caller, 'workerId'>,
): Promise<ClaimSummary> {
  const told = await unsealTold(ports.keys, row.id, row.told)
  return summary(row, caller, clock(), await estimate(database, row, told))
}

function summary(
  row: ClaimRow,
  caller: Pick<Caller, 'workerId'>,
  now: number,
  estimated: Benefit | null,
): ClaimSummary {
  const member = row.worker_id === caller.workerId
  const decided = row.approved_fen === null ? null : Number(row.approved_fen)
  const amountFen = member ? (decided ?? estimated?.totalFen ?? null) : null
  return {
    id: row.id,
    number: row.number,
    policyId: row.policy_id,
    planTitle: row.plan_title,
    kind: row.kind,
    state: row.state,
    happenedAt: row.happened_at.toISOString(),
    submittedAt: row.submitted_at.toISOString(),
    as: member ? 'member' : 'relative',
    holder: row.holder,
    due: dueFor(row, now),
    amountFen,
    amountIs: amountFen === null ? 'none' : decided === null ? 'estimate' : 'decided',
    toCollect: member && isCollected(row.payout),
    demo: row.demo,
  }
}

function dueFor(row: ClaimRow, now: number): ClaimSummary['due'] {
  // What is his to take in WeChat nobody owes him a word about.
  if (row.due_at === null || isClosed(row.state) || row.payout?.state === 'collect') return null
  return {
    at: row.due_at.toISOString(),
    from: row.state === 'papers' ? 'you' : 'union',
    certain: row.due_certain,
    overdue: row.due_at.getTime() <= now,
  }
}

/** What comes after each state if all goes well. */
const ahead: Partial<Record<ClaimState, readonly ClaimState[]>> = {
  submitted: ['reviewing', 'approved', 'paid'],
  reviewing: ['approved', 'paid'],
  papers: ['reviewing', 'approved', 'paid'],
  proposed: ['approved', 'paid'],
  approved: ['paid'],
}

/** Each with the day by which it comes; what hangs on his papers has none yet. */
function nextOf(row: ClaimRow): AidClaim['next'] {
  const due = row.state === 'papers' || row.payout?.state === 'collect' ? null : row.due_at
  return (ahead[row.state] ?? []).map((state) => {
    if (due === null || state === 'reviewing') return { state, by: iso(due) }
    if (state === 'approved' || row.state === 'approved') return { state, by: due.toISOString() }
    // The money, if the decision takes all the time it may: its due is the end of a day, so the last moment before it.
    const paid = dueOf('approved', due.getTime() - 1, row.claim_terms)
    return { state, by: paid ? new Date(paid.at).toISOString() : null }
  })
}

/** One claim, whole. A relative sees how it stands and what is asked for, and no money, account or decision's reasons. */
export async function showClaim(
  { clock, database, ports }: ShowContext,
  row: ClaimRow,
  caller: Pick<Caller, 'workerId'>,
): Promise<AidClaim> {
  const now = clock()
  const told = await unsealTold(ports.keys, row.id, row.told)
  const [photos, steps, looks, decisions] = await Promise.all([
    photosOf(database, row.id),
    stepsOf(database, row.id),
    looksOf(database, row.id),
    decisionsOf(database, row.id),
  ])
  const member = row.worker_id === caller.workerId
  const confirmed = decisions.find((it) => it.outcome === 'confirm')
  const said = confirmed && (await unsealSaid(ports.keys, confirmed))
  const decided = row.approved_fen === null ? null : (said?.benefit ?? null)
  const estimated = row.approved_fen === null ? await estimate(database, row, told) : null
  const until = row.refused_at && objectBy(row.refused_at.getTime(), row.claim_terms)
  const mayObject = row.state === 'refused' && row.objected_at === null && until !== null && now < until
  return {
    ...summary(row, caller, now, estimated),
    where: told.where,
    words: told.words,
    lateReason: told.lateReason,
    textHeld: row.text_held,
    facts: told.facts,
    // To a relative his own.
    photos: photos.filter((it) => member || it.worker_id === caller.workerId).map(showPhoto),
    steps: steps.map((it) => ({ state: it.state, at: it.at.toISOString(), note: noteOf[it.move] ?? null })),
    next: nextOf(row),
    asked: told.asked
      .filter((it) => it.open && row.state === 'papers')
      .map(({ given, id, purpose, text }) => ({ id, purpose, text, given })),
    benefit: member ? (decided ?? estimated) : null,
    refusal:
      row.state === 'refused'
        ? {
            clause: said?.clause ?? '',
            reasons: said?.reasons ?? '',
            objectBy: mayObject ? new Date(until).toISOString() : null,
          }
        : null,
    objections: told.objections,
    payout: member ? payoutOf(row) : null,
    looks: looks.map((it) => ({ at: it.at.toISOString(), what: it.what })),
    can: {
      addPapers: takesPapers(row.state),
      withdraw: takesPapers(row.state) || row.state === 'proposed',
      object: mayObject,
    },
  }
}

const noteOf: Partial<Record<string, string>> = {
  object: '你申诉了，换人重新看',
  'wait-over': '材料没等到，先照已有的看，随时还能补',
  'send-back': '复核的人请他再看一遍',
}

/** Whether it is his to take in WeChat, where perhaps he has, and WeChat has not told. */
export const isCollected = (payout: ClaimRow['payout']): boolean =>
  payout?.provider === 'wechat' && (payout.state === 'collect' || payout.state === 'sent')

function payoutOf({ holder, payout }: ClaimRow): AidClaim['payout'] {
  if (!payout) return null
  return {
    amountFen: payout.amount_fen,
    state: payout.state,
    account: accountOf(payout, holder),
    paidAt: payout.done_at === null ? null : new Date(payout.done_at).toISOString(),
    fault: payout.fault,
  }
}

function accountOf(
  it: { provider: 'bank' | 'wechat' | null; bank: string | null; masked: string | null },
  holder: string,
): PayoutAccount | null {
  if (it.provider === null) return null
  return { kind: it.provider, bank: it.bank ?? '', masked: it.masked ?? '', holder }
}
