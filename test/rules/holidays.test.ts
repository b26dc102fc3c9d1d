import { legalDay, publishedYears, unpublishedWithin } from '@/rules/holidays'
import { dayOfDate, weekdayOf } from '@/rules/shanghai'

const weekday = (date: string) => weekdayOf(dayOfDate(date))

it('names the notice of each year, and where to read it', () => {
  for (const { year, source } of publishedYears) {
    expect(source.title).toContain(`国务院办公厅关于${year}年部分节假日安排的通知`)
    expect(source.url).toMatch(/^https:\/\/www\.gov\.cn\//)
    expect(Number(source.published.slice(0, 4))).toBe(year - 1)
  }
})

// The notices name the weekday of each date: copied from them, apart from the table.
it.each([
  ['2025-01-01 2025-01-28 2025-02-04 2025-04-04 2025-04-06 2025-05-01 2025-05-05 2025-05-31', '32257416'],
  ['2025-06-02 2025-10-01 2025-10-08 2025-01-26 2025-02-08 2025-04-27 2025-09-28 2025-10-11', '13376776'],
  ['2026-01-01 2026-01-03 2026-02-15 2026-02-23 2026-04-04 2026-04-06 2026-05-01 2026-05-05', '46716152'],
  ['2026-06-19 2026-06-21 2026-09-25 2026-09-27 2026-10-01 2026-10-07', '575743'],
  ['2026-01-04 2026-02-14 2026-02-28 2026-05-09 2026-09-20 2026-10-10', '766676'],
])('has the weekdays of the notices on %s', (dates, weekdays) => {
  expect(dates.split(' ').map(weekday).join('')).toBe(weekdays)
  for (const date of dates.split(' ')) expect(legalDay(dayOfDate(date)).kind).toMatch(/off|worked/)
})

it('has as many days off as the notices count', () => {
  const lengths = publishedYears.map(({ off }) =>
    off.map(({ from, to }) => dayOfDate(to) - dayOfDate(from) + 1),
  )
  expect(lengths).toEqual([
    [1, 8, 3, 5, 3, 8],
    [3, 9, 3, 5, 3, 3, 7],
  ])
})

it('works on weekends only, and on no day off', () => {
  for (const { worked } of publishedYears) {
    for (const date of worked) {
      expect(weekday(date)).toBeGreaterThan(5)
      expect(legalDay(dayOfDate(date))).toEqual({ kind: 'worked' })
    }
  }
})

it('knows nothing of a year that is not published', () => {
  for (const year of [2024, 2027, 2028]) {
    expect(legalDay(dayOfDate(`${year}-10-01`))).toEqual({ kind: 'unpublished', year })
  }
  expect(legalDay(dayOfDate('2026-11-23'))).toEqual({ kind: 'plain' })
})

it('tells a month ahead which year is missing', () => {
  const last = Math.max(...publishedYears.map((it) => it.year))
  const eve = dayOfDate(`${last}-12-31`)
  expect(unpublishedWithin(eve - 31, 31)).toBeUndefined()
  expect(unpublishedWithin(eve - 30, 31)).toBe(last + 1)
  expect(unpublishedWithin(eve, 31)).toBe(last + 1)
})
