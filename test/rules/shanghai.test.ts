import fc from 'fast-check'
import {
  DAY,
  MINUTE,
  addMonths,
  dateText,
  dayOf,
  dayOfDate,
  formatDay,
  formatInstant,
  startOf,
  weekdayOf,
} from '@/rules/shanghai'

/** Any instant of 1992–2099: since then Shanghai has had no daylight saving, which is what these rules rest on. */
const instant = fc.integer({ min: Date.UTC(1992, 0, 1), max: Date.UTC(2099, 11, 31) })
const day = fc.integer({ min: dayOfDate('1992-01-01'), max: dayOfDate('2099-12-31') })

const calendar = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Asia/Shanghai',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  weekday: 'short',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hourCycle: 'h23',
})

function byIntl(at: number): Record<string, string> {
  return Object.fromEntries(calendar.formatToParts(at).map(({ type, value }) => [type, value]))
}

it('has the date, weekday and clock of the time zone database', () => {
  fc.assert(
    fc.property(instant, (at) => {
      const { year, month, day, weekday, hour, minute } = byIntl(at)
      const today = dayOf(at)
      expect(dateText(today)).toBe(`${year}-${month}-${day}`)
      expect(['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'][weekdayOf(today) - 1]).toBe(weekday)
      expect(Math.floor((at - startOf(today)) / MINUTE)).toBe(Number(hour) * 60 + Number(minute))
    }),
  )
})

it('begins a day at its first millisecond', () => {
  fc.assert(
    fc.property(day, (it) => {
      expect(dayOf(startOf(it))).toBe(it)
      expect(dayOf(startOf(it) - 1)).toBe(it - 1)
      expect(startOf(it + 1) - startOf(it)).toBe(DAY)
    }),
  )
})

it('reads the dates it writes', () => {
  fc.assert(fc.property(day, (it) => expect(dayOfDate(dateText(it))).toBe(it)))
})

it.each(['2027-02-29', '2100-02-29', '2026-04-31', '2026-13-01', '2026-00-10', '2026-1-1', '', '二月一日'])(
  'knows no day %j',
  (text) => expect(dayOfDate(text)).toBeNaN(),
)

it.each(['2028-02-29', '2000-02-29', '2026-12-31'])('knows the day %s', (text) =>
  expect(dateText(dayOfDate(text))).toBe(text),
)

it('counts weekdays before 1970 too', () => {
  expect(weekdayOf(dayOfDate('1970-01-01'))).toBe(4)
  expect(weekdayOf(dayOfDate('1969-12-31'))).toBe(3)
  expect(weekdayOf(dayOfDate('1949-10-01'))).toBe(6)
})

describe('adding months', () => {
  const added = (date: string, months: number) => dateText(addMonths(dayOfDate(date), months))

  it.each([
    ['2026-11-24', 12, '2027-11-24'],
    ['2028-02-29', 12, '2029-02-28'],
    ['2027-02-28', 12, '2028-02-28'],
    ['2028-02-29', 48, '2032-02-29'],
    ['2027-01-31', 1, '2027-02-28'],
    ['2028-01-31', 1, '2028-02-29'],
    ['2026-10-31', 1, '2026-11-30'],
    ['2026-12-15', 1, '2027-01-15'],
    ['2026-03-31', -1, '2026-02-28'],
  ])('%s and %i months is %s', (from, months, to) => expect(added(from, months)).toBe(to))

  it('lands in the month meant, on the same day or on its last', () => {
    fc.assert(
      fc.property(day, fc.integer({ min: -500, max: 500 }), (from, months) => {
        const to = addMonths(from, months)
        const [year = 0, month = 0, date = 0] = dateText(from).split('-').map(Number)
        const [toYear = 0, toMonth = 0, toDate = 0] = dateText(to).split('-').map(Number)
        expect(toYear * 12 + toMonth).toBe(year * 12 + month + months)
        expect(toDate === date || (toDate < date && dateText(to + 1).endsWith('-01'))).toBe(true)
      }),
    )
  })
})

type Clock = Record<'year' | 'month' | 'day' | 'hour' | 'minute' | 'second', string>
const patterns: [string, (it: Clock) => string][] = [
  ['YYYY 年 M 月 D 日', (it) => `${it.year} 年 ${Number(it.month)} 月 ${Number(it.day)} 日`],
  ['M 月 D 日 H:mm', (it) => `${Number(it.month)} 月 ${Number(it.day)} 日 ${Number(it.hour)}:${it.minute}`],
  ['YYYY-MM-DD HH:mm:ss', (it) => `${it.year}-${it.month}-${it.day} ${it.hour}:${it.minute}:${it.second}`],
  ['领 HH 点', (it) => `领 ${it.hour} 点`],
]

it.each(patterns)('writes out %s as the time zone database has it', (pattern, write) => {
  fc.assert(
    fc.property(instant, (at) => {
      const expected = write(byIntl(at) as Clock)
      expect(formatInstant(at, pattern)).toBe(expected)
      if (!/[Hms]/.test(pattern)) expect(formatDay(dayOf(at), pattern)).toBe(expected)
    }),
  )
})

it('writes out each hour of a year in which the phone’s own clock changes to summer time', () => {
  const offset = (month: number) => new Date(2026, month).getTimezoneOffset()
  expect(offset(0)).not.toBe(offset(6))
  const [hours, wrong] = [365 * 24, [] as string[]]
  for (let hour = 0; hour < hours; hour++) {
    const at = Date.UTC(2026, 0, 1, hour)
    const { year, month, day, hour: clock } = byIntl(at)
    const written = formatInstant(at, 'YYYY-MM-DD HH')
    if (written !== `${year}-${month}-${day} ${clock}`) wrong.push(written)
  }
  expect(wrong).toEqual([])
})

it('writes out an instant as RFC 3339', () => {
  fc.assert(
    fc.property(instant, (at) =>
      expect(Date.parse(formatInstant(at, 'YYYY-MM-DDTHH:mm:ssZ'))).toBe(Math.floor(at / 1000) * 1000),
    ),
  )
})
