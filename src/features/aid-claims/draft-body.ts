import type { ClaimFacts, ClaimTerms } from '@/contract'
import { factsFault } from '@/rules/claim-facts'
import { reportBy } from '@/rules/claim-states'
import { fenOfText } from '@/rules/money'
import { dayOf, dayOfDate } from '@/rules/shanghai'
import type { FileBody, ObjectionBody, PapersBody } from './sending-api'
import type { Draft, DraftRefusal, TypedFacts } from './drafts'
import { happenedAt } from './happened-at'

/** Whether anything is typed of what a benefit is worked out from. */
export const hasFacts = ({ bills, stays, grade, diagnosedOn }: TypedFacts): boolean =>
  bills.length > 0 || stays.length > 0 || grade !== null || diagnosedOn !== ''

/** Facts as the API takes them. An amount that is none is NaN here, which {@link draftFault} tells before it is sent. */
export const factsOf = (typed: TypedFacts): ClaimFacts => ({
  bills: typed.bills.map(({ issuedOn, amount, otherPaid }) => ({
    issuedOn,
    amountFen: fenOfText(amount),
    otherPaidFen: otherPaid.trim() === '' ? 0 : fenOfText(otherPaid),
  })),
  stays: typed.stays.map(({ from, to }) => ({ from, to: to === '' ? null : to })),
  grade: typed.grade,
  diagnosedOn: typed.diagnosedOn === '' ? null : typed.diagnosedOn,
})

/** Facts as they are typed. */
export const typedOf = ({ bills, stays, grade, diagnosedOn }: ClaimFacts): TypedFacts => ({
  bills: bills.map(({ issuedOn, amountFen, otherPaidFen }) => ({
    issuedOn,
    amount: plain(amountFen),
    otherPaid: otherPaidFen === 0 ? '' : plain(otherPaidFen),
  })),
  stays: stays.map(({ from, to }) => ({ from, to: to ?? '' })),
  grade,
  diagnosedOn: diagnosedOn ?? '',
})

/** 1234.50 -> "1234.5" */
const plain = (fen: number): string => String(fen / 100)

/** Whether an event is told later than the plan asks for. */
export const isLate = (event: number, terms: ClaimTerms, now: number): boolean => reportBy(event, terms) < now

/**
 * What is wrong with a draft as far as the phone can tell, by its field; what it cannot know, the server says. `terms` where
 * the plan is known.
 */
export function draftFault(
  draft: Draft,
  terms: ClaimTerms | undefined,
  now: number,
): DraftRefusal | undefined {
  const event = happenedAt(draft, now)
  if (draft.task === 'claim') {
    if (draft.happenedOn !== null && dayOfDate(draft.happenedOn) > dayOf(now))
      return { code: 'event-future', field: 'happenedAt', detail: '出事的日子还没到，请检查' }
    if (terms && isLate(event, terms, now) && draft.lateReason.trim() === '')
      return {
        code: 'late-reason-required',
        field: 'lateReason',
        detail: '过了报案的日子也能报，请写一下为什么晚了',
      }
  }
  if (draft.task === 'objection' && draft.words.trim() === '')
    return { code: 'invalid-input', field: 'words', detail: '请写一下哪里不对' }
  if (draft.task === 'objection' || !hasFacts(draft.facts)) return undefined
  // Papers may be older than the draft that adds them.
  const since = draft.task === 'claim' ? event : 0
  const fault = factsFault(factsOf(draft.facts), since, now)
  return fault && { ...fault, field: `facts.${fault.field}` }
}

/** Photos that are on the server and not yet part of the claim. */
const readyIds = ({ photos }: Draft): string[] =>
  photos.flatMap((it) => (it.uploadId !== null && !it.given ? [it.uploadId] : []))

const textOf = (text: string): string | undefined => (text.trim() === '' ? undefined : text.trim())

/** What files a claim, with the photos that are there by now; others follow. */
export const fileBody = (draft: Draft, now: number): FileBody => ({
  kind: draft.kind ?? 'accident-treatment',
  happenedAt: new Date(happenedAt(draft, now)).toISOString(),
  where: textOf(draft.where),
  words: textOf(draft.words),
  lateReason: textOf(draft.lateReason),
  facts: hasFacts(draft.facts) ? factsOf(draft.facts) : undefined,
  photoIds: readyIds(draft),
  familyCode: draft.familyCode ?? undefined,
})

/** What is added to a claim: where it is the answer to what was asked for, all of it. */
export const papersBody = (draft: Draft): PapersBody =>
  draft.task === 'claim'
    ? { photoIds: readyIds(draft), complete: false }
    : {
        photoIds: readyIds(draft),
        facts: draft.factsChanged ? factsOf(draft.facts) : undefined,
        words: textOf(draft.words),
        complete: true,
      }

export const objectionBody = (draft: Draft): ObjectionBody => ({
  words: draft.words.trim(),
  photoIds: readyIds(draft),
})
