import type { Policy } from '@/contract'
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

/** From 00:00 of the day after payment (Shanghai) for `months`; both in epoch ms, the end excluded. */
export function termAfter(paidAt: number, months: number): { from: number; to: number } {
  const day = dayOf(paidAt) + 1
  return { from: startOf(day), to: startOf(addMonths(day, months)) }
}

/** Where `now` falls in a term (epoch ms, the end excluded): before, within or after it. */
export const termState = (from: number, to: number, now: number): Policy['state'] =>
  now < from ? 'waiting' : now < to ? 'in-force' : 'ended'
