/**
 * The calendar of Asia/Shanghai: UTC+8 without daylight saving since 1991, so plain arithmetic holds where phones lack a
 * full Intl. An instant is epoch milliseconds, a day a count of days since 1970-01-01 in Shanghai.
 */

export const MINUTE = 60_000
export const DAY = 86_400_000
const OFFSET = 8 * 60 * MINUTE

/** The Shanghai day that `instant` falls on. */
export const dayOf = (instant: number): number => Math.floor((instant + OFFSET) / DAY)

/** The instant of 00:00 on `day`. */
export const startOf = (day: number): number => day * DAY - OFFSET

/** `2026-11-23` for a day. */
export const dateText = (day: number): string => new Date(day * DAY).toISOString().slice(0, 10)

/** The day of a `YYYY-MM-DD`; NaN when there is no such date. */
export function dayOfDate(text: string): number {
  const instant = Date.parse(`${text}T00:00:00Z`)
  const day = instant / DAY
  return Number.isInteger(day) && dateText(day) === text ? day : Number.NaN
}

/** ISO weekday of a day, 1 = Monday. */
export const weekdayOf = (day: number): number => ((((day + 3) % 7) + 7) % 7) + 1

/** The day `months` after `day`, on the same day of the month or that month's last. */
export function addMonths(day: number, months: number): number {
  const from = new Date(day * DAY)
  const target = new Date(Date.UTC(from.getUTCFullYear(), from.getUTCMonth() + months, 1))
  const last = new Date(Date.UTC(target.getUTCFullYear(), target.getUTCMonth() + 1, 0)).getUTCDate()
  target.setUTCDate(Math.min(from.getUTCDate(), last))
  return target.getTime() / DAY
}
