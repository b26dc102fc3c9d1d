import { create } from 'zustand'
import type { Benefit, ClaimFacts, ReviewCase } from '@/contract'
import { benefitOf, claimGroup } from '@/rules/benefit'
import { type FactsFault, factsFault } from '@/rules/claim-facts'
import { fenOfText } from '@/rules/money'
import { yuan } from '@/rules/wording'

/** Facts as a reviewer types them by the papers. */
export interface FactsDraft {
  bills: { issuedOn: string; amount: string; other: string }[]
  stays: { from: string; to: string }[]
  /** `1` to `10`, `0` for death, empty where it is neither. */
  grade: string
  diagnosedOn: string
}

/**
 * Only while the app runs, since they are of somebody's health: what was typed for a case survives leaving its screen, and
 * its coming back from the second person.
 */
export const useDrafts = create<Readonly<Record<string, FactsDraft>>>()(() => ({}))

export const keepDraft = (caseId: string, draft: FactsDraft): void => useDrafts.setState({ [caseId]: draft })

export const draftOf = (facts: ClaimFacts): FactsDraft => ({
  bills: facts.bills.map(({ issuedOn, amountFen, otherPaidFen }) => ({
    issuedOn,
    amount: yuan(amountFen),
    other: otherPaidFen === 0 ? '' : yuan(otherPaidFen),
  })),
  stays: facts.stays.map(({ from, to }) => ({ from, to: to ?? '' })),
  grade: facts.grade === null ? '' : String(facts.grade),
  diagnosedOn: facts.diagnosedOn ?? '',
})

/** What is asked for a kind: its lines say what they are worked out from. */
export function askedFor(kind: ReviewCase['kind']): {
  bills: boolean
  stays: boolean
  grade: boolean
  diagnosed: boolean
} {
  const lines = claimGroup(kind)
  return {
    bills: lines.includes('accident-treatment'),
    stays: lines.includes('hospital-days'),
    grade: lines.includes('death-disability'),
    diagnosed: lines.includes('serious-illness'),
  }
}

export const factsOf = ({ bills, stays, grade, diagnosedOn }: FactsDraft): ClaimFacts => ({
  bills: bills.map(({ issuedOn, amount, other }) => ({
    issuedOn,
    amountFen: fenOfText(amount),
    otherPaidFen: other.trim() === '' ? 0 : fenOfText(other),
  })),
  stays: stays.map(({ from, to }) => ({ from, to: to === '' ? null : to })),
  grade: grade === '' ? null : Number(grade),
  diagnosedOn: diagnosedOn === '' ? null : diagnosedOn,
})

export interface Worked {
  facts: ClaimFacts
  fault: FactsFault | undefined
  /** By the same rule as the server's; undefined where the facts cannot be read. */
  benefit: Benefit | undefined
}

/** What a draft comes to under the case's cover. `now` is epoch ms. */
export function workOut(it: ReviewCase, draft: FactsDraft, now: number): Worked {
  const facts = factsOf(draft)
  const happenedAt = Date.parse(it.happenedAt)
  const fault = factsFault(facts, happenedAt, now)
  if (fault) return { facts, fault, benefit: undefined }
  const used: Partial<Record<ReviewCase['kind'], number>> = {}
  for (const { kind, fen } of it.policy.usedFen) used[kind] = (used[kind] ?? 0) + fen
  const { covers, inForceFrom } = it.policy
  const benefit = benefitOf({
    kind: it.kind,
    happenedAt,
    facts,
    covers,
    coverFrom: Date.parse(inForceFrom),
    used,
  })
  return { facts, fault, benefit }
}
