import { legalDay } from './holidays'
import { weekdayOf } from './shanghai'

/** Days on which offices work, by the published holidays (see holidays.ts). A day is a count as in shanghai.ts. */

export interface Counted {
  readonly day: number
  /** False where a year on the way is not published yet: of such a year Monday to Friday are counted. */
  readonly certain: boolean
}

/** Whether offices work on a day, and whether that is published. */
export function isWorkingDay(day: number): { readonly working: boolean; readonly certain: boolean } {
  const legal = legalDay(day)
  const weekday = weekdayOf(day) <= 5
  switch (legal.kind) {
    case 'off':
      return { working: false, certain: true }
    case 'worked':
      return { working: true, certain: true }
    case 'plain':
      return { working: weekday, certain: true }
    case 'unpublished':
      return { working: weekday, certain: false }
  }
}

/** The `count`-th working day after `day`, which does not count itself. */
export function workingDaysAfter(day: number, count: number): Counted {
  let at = day
  let certain = true
  for (let left = count; left > 0;) {
    const next = isWorkingDay(++at)
    certain &&= next.certain
    if (next.working) left--
  }
  return { day: at, certain }
}
