import type { Occupation } from '@/contract'
import { addMonths, dayOf, startOf } from './shanghai'

/** A price shared between subsidy and member, in integer fen. */
export interface Premium {
  priceFen: number
  subsidyFen: number
  ownFen: number
}

/** Shares `priceFen` with a subsidy of up to `offeredFen`: neither part is ever negative, and they add up to the price. */
export function sharePremium(priceFen: number, offeredFen: number): Premium {
  const subsidyFen = Math.min(Math.max(offeredFen, 0), priceFen)
  return { priceFen, subsidyFen, ownFen: priceFen - subsidyFen }
}

/** Somebody else's money for those who join a plan, and whom it is for. Empty lists are for everybody. */
export interface SubsidyOffer {
  readonly id: string
  /** For each who joins, at most; fen. */
  readonly amountFen: number
  /** What is left of its budget, fen; null where it is not limited. */
  readonly leftFen: number | null
  /** Leading parts of codes of GB/T 2260. */
  readonly regions: readonly string[]
  readonly occupations: readonly Occupation[]
  /** Only for those whom this channel's roster names. */
  readonly roster: string | null
  /** RFC 3339; null: from ever, for ever. */
  readonly opensAt: string | null
  readonly closesAt: string | null
}

/** What of a person decides which subsidy he gets. */
export interface Joining {
  /** Six digits of GB/T 2260, as his union knows it. */
  readonly regionCode: string | null
  readonly occupation: Occupation | null
  /** Channels whose rosters name him. */
  readonly rosters: readonly string[]
}

/**
 * The subsidy that takes most off the price for this person at `now` (epoch ms), of those whose budget still holds all of
 * it; undefined where there is none. Of equals the one of the smallest id, so that asking twice gives one answer.
 */
export function bestSubsidy<O extends SubsidyOffer>(
  offers: readonly O[],
  priceFen: number,
  person: Joining,
  now: number,
): O | undefined {
  const share = (it: O) => sharePremium(priceFen, it.amountFen).subsidyFen
  return offers
    .filter((it) => share(it) > 0 && (it.leftFen === null || it.leftFen >= share(it)))
    .filter((it) => isWithin(it.opensAt, it.closesAt, now) && isFor(it, person))
    .sort((a, b) => share(b) - share(a) || (a.id < b.id ? -1 : 1))[0]
}

function isFor({ occupations, regions, roster }: SubsidyOffer, person: Joining): boolean {
  return (
    (regions.length === 0 || regions.some((it) => person.regionCode?.startsWith(it))) &&
    (occupations.length === 0 || (person.occupation !== null && occupations.includes(person.occupation))) &&
    (roster === null || person.rosters.includes(roster))
  )
}

/** Whether `now` (epoch ms) lies in a stretch of time, the end excluded; null is open. */
export const isWithin = (from: string | null, to: string | null, now: number): boolean =>
  (from === null || Date.parse(from) <= now) && (to === null || now < Date.parse(to))

/**
 * From 00:00 of the day after payment (Shanghai) for `months`, or from the end of the cover one has; both in epoch ms,
 * the end excluded.
 */
export function termAfter(paidAt: number, months: number, coveredUntil = 0): { from: number; to: number } {
  const day = Math.max(dayOf(paidAt) + 1, dayOf(coveredUntil))
  return { from: startOf(day), to: startOf(addMonths(day, months)) }
}

/** From when one who is covered until `to` may join for the next term: 00:00, `days` before the end (epoch ms). */
export const renewableFrom = (to: number, days: number): number => startOf(dayOf(to) - days)

/** Until when one may take joining back: the end of the day `days` after payment; undefined where one may not at all. */
export const coolingEnd = (paidAt: number, days: number): number | undefined =>
  days > 0 ? startOf(dayOf(paidAt) + days + 1) : undefined

/** Where `now` falls in a term (epoch ms, the end excluded): before, within or after it. */
export const termState = (from: number, to: number, now: number): 'waiting' | 'in-force' | 'ended' =>
  now < from ? 'waiting' : now < to ? 'in-force' : 'ended'
