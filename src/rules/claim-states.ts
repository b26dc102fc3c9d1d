import type { ClaimState, ClaimTerms } from '@/contract'
import { DAY, dayOf, startOf } from './shanghai'
import { workingDaysAfter } from './working-days'

/** How a claim moves, who may move it, and by when. Pure: the server holds the state, phones ask what can be done. */

/** What moves a claim. */
export type ClaimMove =
  /** A reviewer begins. */
  | 'take'
  /** He asks for papers. */
  | 'ask'
  /** Whoever filed it says that his papers are in. */
  | 'complete'
  /** The day until which they were waited for is over: it is decided by what is there. */
  | 'wait-over'
  | 'propose-approval'
  | 'propose-refusal'
  /** The second person. */
  | 'send-back'
  | 'confirm-approval'
  | 'confirm-refusal'
  /** Whoever filed it objects to a refusal. */
  | 'object'
  | 'withdraw'
  /** The money arrived. */
  | 'pay'

export type Mover = 'filer' | 'reviewer' | 'second' | 'payout' | 'time'

const open: readonly ClaimState[] = ['submitted', 'reviewing', 'papers']

const moves: Record<ClaimMove, { from: readonly ClaimState[]; to: ClaimState; by: Mover }> = {
  take: { from: ['submitted'], to: 'reviewing', by: 'reviewer' },
  ask: { from: ['submitted', 'reviewing'], to: 'papers', by: 'reviewer' },
  complete: { from: ['papers'], to: 'reviewing', by: 'filer' },
  'wait-over': { from: ['papers'], to: 'reviewing', by: 'time' },
  'propose-approval': { from: open, to: 'proposed', by: 'reviewer' },
  'propose-refusal': { from: open, to: 'proposed', by: 'reviewer' },
  'send-back': { from: ['proposed'], to: 'reviewing', by: 'second' },
  'confirm-approval': { from: ['proposed'], to: 'approved', by: 'second' },
  'confirm-refusal': { from: ['proposed'], to: 'refused', by: 'second' },
  object: { from: ['refused'], to: 'reviewing', by: 'filer' },
  withdraw: { from: [...open, 'proposed'], to: 'withdrawn', by: 'filer' },
  pay: { from: ['approved'], to: 'paid', by: 'payout' },
}

export const claimMoves = Object.keys(moves) as ClaimMove[]

/** The state after a move; undefined where it cannot be made from this one. */
export const moved = (state: ClaimState, move: ClaimMove): ClaimState | undefined =>
  moves[move].from.includes(state) ? moves[move].to : undefined

export const moverOf = (move: ClaimMove): Mover => moves[move].by

/** Whether nothing is to be done for a claim any more but what its member may still object to. */
export const isClosed = (state: ClaimState): boolean =>
  state === 'paid' || state === 'refused' || state === 'withdrawn'

/** Whether papers can still be added. */
export const takesPapers = (state: ClaimState): boolean => open.includes(state)

/** Everybody whom a case concerns, by workers’ ids. */
export interface CasePeople {
  readonly memberId: string
  /** Who filed it; the member himself, or a relative. */
  readonly filerId: string
  /** Who gave the code it was filed by: the member, or a reviewer. */
  readonly codeById: string | null
}

/** Why somebody may not work on a case at all. */
export function barredFrom(people: CasePeople, reviewerId: string): 'own-case' | 'relative-case' | undefined {
  if (people.memberId === reviewerId) return 'own-case'
  return people.filerId === reviewerId || people.codeById === reviewerId ? 'relative-case' : undefined
}

/** By when somebody owes the next word on a claim. `at` (epoch ms) is the end of that day in Shanghai. */
export interface Due {
  readonly at: number
  readonly from: 'union' | 'you'
  /** False where holidays on the way are not published yet. */
  readonly certain: boolean
}

/**
 * The due of a state that was reached at `since` (epoch ms). A second person has no more time than was promised for the
 * first: what is proposed keeps the due it had.
 */
export function dueOf(state: ClaimState, since: number, terms: ClaimTerms): Due | undefined {
  const working = (count: number): Due => {
    const { certain, day } = workingDaysAfter(dayOf(since), count)
    return { at: startOf(day + 1), from: 'union', certain }
  }
  switch (state) {
    case 'submitted':
    case 'reviewing':
    case 'proposed':
      return working(terms.reviewDays)
    case 'approved':
      return working(terms.payDays)
    case 'papers':
      return { at: startOf(dayOf(since) + terms.paperDays + 1), from: 'you', certain: true }
    case 'paid':
    case 'refused':
    case 'withdrawn':
      return undefined
  }
}

/** Until when an event is to be reported; after it a reason is asked for. Epoch ms. */
export const reportBy = (happenedAt: number, terms: ClaimTerms): number => happenedAt + terms.reportDays * DAY

/** Until when one may object to a refusal: the end of that day. Epoch ms. */
export const objectBy = (refusedAt: number, terms: ClaimTerms): number =>
  startOf(dayOf(refusedAt) + terms.objectDays + 1)
