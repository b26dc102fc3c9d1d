import { dateText, dayOf, dayOfDate } from './shanghai'

/** GB 11643-1999: 6 digits region, 8 birth date, 3 sequence (odd = male), 1 check by ISO 7064 MOD 11-2. */

const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
const checkDigits = '10X98765432'

/**
 * The provinces of GB/T 2260, by two digits. Districts have been renamed and renumbered ever since, and their old codes
 * stand in valid numbers, so that a table of today's would refuse living people.
 */
const provinces =
  '11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65 71 81 82'.split(
    ' ',
  )
export const realRegions: ReadonlySet<string> = new Set(provinces)

/** Unassigned, so that its numbers can be nobody's: for demos and tests. */
const DEMO_REGION = '99'
export const withDemoRegion = (regions: ReadonlySet<string>): ReadonlySet<string> =>
  new Set([...regions, DEMO_REGION])
export const demoRegions = withDemoRegion(realRegions)

/** `future`: of a birth that is still to come. */
export type IdFault = 'form' | 'region' | 'birth-date' | 'future' | 'check-digit'

export type IdNumber = { ok: true; number: string; birthDate: string } | { ok: false; fault: IdFault }

/**
 * Reads an ID number as typed (spaces and a lower-case x are fine). `regionCodes`: leading parts of two, four or six digits,
 * of which a number must have one; `any` leaves that to whoever knows them. `now` is epoch ms, for births in the future.
 */
export function readIdNumber(typed: string, regionCodes: ReadonlySet<string> | 'any', now: number): IdNumber {
  const number = typed.replace(/\s/g, '').toUpperCase()
  if (!/^\d{17}[\dX]$/.test(number)) return { ok: false, fault: 'form' }
  if (regionCodes !== 'any' && ![2, 4, 6].some((length) => regionCodes.has(number.slice(0, length)))) {
    return { ok: false, fault: 'region' }
  }
  const birthDate = `${number.slice(6, 10)}-${number.slice(10, 12)}-${number.slice(12, 14)}`
  const birthDay = dayOfDate(birthDate)
  if (Number.isNaN(birthDay) || birthDate < '1900') return { ok: false, fault: 'birth-date' }
  if (birthDay > dayOf(now)) return { ok: false, fault: 'future' }
  const sum = weights.reduce((total, weight, i) => total + weight * Number(number[i]), 0)
  if (checkDigits[sum % 11] !== number[17]) return { ok: false, fault: 'check-digit' }
  return { ok: true, number, birthDate }
}

/** Full years of age at `now` (epoch ms) in Shanghai. */
export function ageAt(birthDate: string, now: number): number {
  const today = dateText(dayOf(now))
  const years = Number(today.slice(0, 4)) - Number(birthDate.slice(0, 4))
  return today.slice(5) < birthDate.slice(5) ? years - 1 : years
}
