import fc from 'fast-check'
import OpeningHours from 'opening_hours'
import type { HolidayHours, Hours, Interval } from '@/contract'
import { publishedYears } from '@/rules/holidays'
import { isOpen, openState } from '@/rules/opening-hours'
import { DAY, MINUTE, dayOf, dayOfDate, formatDay, startOf } from '@/rules/shanghai'

/*
 * A second oracle: what OpenStreetMap's opening_hours says of the same hours, as far as its language goes. It knows local
 * times only; ours are turned into those of this machine, in months in which no clock is changed here.
 */

const names = ['Mo', 'Tu', 'We', 'Th', 'Fr', 'Sa', 'Su']
const minutes = (clock: string) => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3))
const pad = (it: number) => String(it).padStart(2, '0')

/** Beyond midnight its clock goes on: 22:00-32:00. */
const spans = (intervals: readonly Interval[]) =>
  intervals.length === 0
    ? 'off'
    : intervals
        .map(({ from, to }) => {
          const end = minutes(to) + (minutes(to) <= minutes(from) ? 1_440 : 0)
          return `${from}-${pad(Math.floor(end / 60))}:${pad(end % 60)}`
        })
        .join(',')
const dates = (from: string, to: string) =>
  [from, to]
    .map((it) => {
      const [, day, month, year] = new Date(it).toUTCString().split(' ')
      return `${year} ${month} ${day}`
    })
    .join('-')

function written({ weekly, overrides, holidays }: Hours): string {
  // Days that have no rule are closed; one that says so would cut off the night before.
  const week = weekly.flatMap(({ days, intervals }) =>
    days.length > 0 && intervals.length > 0
      ? [`${days.map((it) => names[it - 1]).join(',')} ${spans(intervals)}`]
      : [],
  )
  const legal = publishedYears.flatMap(({ off, worked }) =>
    holidays
      ? [
          ...off.map((it) => `${dates(it.from, it.to)} ${spans(holidays.intervals)}`),
          ...worked.map((it) => `${dates(it, it)} ${spans(holidays.makeUp ?? [])}`),
        ]
      : [],
  )
  return [
    ...week,
    ...legal,
    ...overrides.map((it) => `${dates(it.from, it.to)} ${spans(it.intervals)}`),
  ].join('; ')
}

/** The same clock time here. */
function here(instant: number): Date {
  const day = dayOf(instant)
  const local = new Date(day * DAY)
  const rest = instant - startOf(day)
  return new Date(local.getUTCFullYear(), local.getUTCMonth(), local.getUTCDate(), 0, 0, 0, rest)
}

const minute = fc.integer({ min: 0, max: 1_439 })
const clock = minute.map((it) => `${pad(Math.floor(it / 60))}:${pad(it % 60)}`)
const interval = fc.record({ from: clock, to: clock, access: fc.constant('open' as const) })
const withinADay = interval.filter(({ from, to }) => from < to)
const week = (its: fc.Arbitrary<Interval>) =>
  fc
    .array(fc.array(its, { maxLength: 3 }), { minLength: 7, maxLength: 7 })
    .map((days) => days.map((intervals, i) => ({ days: [i + 1], intervals })))

/** Across midnight only where all days are alike: how far a night reaches into a day with a rule of its own, the two see differently. */
const hoursIn = (first: number, last: number): fc.Arbitrary<Hours> =>
  fc.oneof(
    fc
      .record({
        days: fc.subarray([1, 2, 3, 4, 5, 6, 7], { minLength: 1 }),
        intervals: fc.array(interval, { minLength: 1, maxLength: 3 }),
      })
      .map((it): Hours => ({ weekly: [it], overrides: [], closures: [] })),
    fc.record({
      weekly: week(withinADay),
      closures: fc.constant<Hours['closures']>([]),
      holidays: fc.option(
        fc.record({
          intervals: fc.array(withinADay, { maxLength: 2 }),
          special: fc.constant<HolidayHours['special']>([]),
          makeUp: fc.array(withinADay, { maxLength: 2 }),
        }),
        { nil: undefined },
      ),
      overrides: fc.array(
        fc
          .tuple(fc.integer({ min: first, max: last }), fc.nat(5), fc.array(withinADay, { maxLength: 2 }))
          .map(([day, more, intervals]) => ({
            from: formatDay(day, 'YYYY-MM-DD'),
            to: formatDay(Math.min(day + more, last), 'YYYY-MM-DD'),
            intervals,
            reason: '节日',
          })),
        { maxLength: 2 },
      ),
    }),
  )

it.each([
  ['2025-03-20', '2025-10-20'],
  ['2026-03-20', '2026-10-20'],
  ['2025-11-10', '2026-03-01'],
])('says the same from %s to %s', (from, to) => {
  const [first, last] = [dayOfDate(from), dayOfDate(to)]
  const moment = fc
    .tuple(fc.integer({ min: first, max: last - 62 }), minute)
    .map(([day, m]) => startOf(day) + m * MINUTE)
  fc.assert(
    fc.property(hoursIn(first, last), fc.array(moment, { minLength: 1, maxLength: 8 }), (hours, moments) => {
      const text = written(hours)
      fc.pre(text !== '')
      const theirs = new OpeningHours(text)
      for (const now of moments) {
        const ours = openState(hours, now)
        expect([now, isOpen(ours)]).toEqual([now, theirs.getState(here(now))])
        const change = theirs.getNextChange(here(now))
        const until =
          ours.state === 'open' || ours.state === 'closing-soon'
            ? ours.until
            : ours.state === 'closed'
              ? ours.opensAt
              : null
        if (until === null) {
          expect(change === undefined || change.getTime() - here(now).getTime() > 58 * DAY).toBe(true)
        } else expect(change).toEqual(here(Date.parse(until)))
      }
    }),
    { numRuns: 60 },
  )
})
