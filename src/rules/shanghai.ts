import dayjs from 'dayjs'
import utc from 'dayjs/plugin/utc'

dayjs.extend(utc)

/**
 * The calendar of Asia/Shanghai: UTC+8 without daylight saving since 1991, so a fixed offset holds where phones lack a
 * full Intl. An instant is epoch milliseconds, a day a count of days since 1970-01-01 in Shanghai.
 */

export const MINUTE = 60_000
export const DAY = 86_400_000
const OFFSET_MINUTES = 8 * 60
const ISO_DATE = 'YYYY-MM-DD'

/** The Shanghai day that `instant` falls on. */
export const dayOf = (instant: number): number => Math.floor((instant + OFFSET_MINUTES * MINUTE) / DAY)

/** The instant of 00:00 on `day`. */
export const startOf = (day: number): number => day * DAY - OFFSET_MINUTES * MINUTE

/** A day written out by a pattern of dayjs. */
export const formatDay = (day: number, pattern: string): string => dayjs.utc(day * DAY).format(pattern)

/**
 * An instant written out by a pattern of dayjs, as clocks in Shanghai show it. The clock is moved and not its offset:
 * dayjs's utcOffset is an hour off where the phone's own zone has summer time.
 */
export const formatInstant = (instant: number, pattern: string): string =>
  dayjs.utc(instant + OFFSET_MINUTES * MINUTE).format(pattern.replace('Z', '[+08:00]'))

/** `2026-11-23` for a day. */
export const dateText = (day: number): string => formatDay(day, ISO_DATE)

/** The day of a `YYYY-MM-DD`; NaN when there is no such date. */
export function dayOfDate(text: string): number {
  const day = Date.parse(`${text}T00:00:00Z`) / DAY
  // Phones disagree about the 30th of February.
  return dateText(day) === text ? day : NaN
}

/** ISO weekday of a day, 1 = Monday. */
export const weekdayOf = (day: number): number => ((((day + 3) % 7) + 7) % 7) + 1

/** The day `months` after `day`, on the same day of the month or that month's last. */
export const addMonths = (day: number, months: number): number =>
  dayjs
    .utc(day * DAY)
    .add(months, 'month')
    .valueOf() / DAY
