import fc from 'fast-check'
import type { Access, Holiday, HolidayHours, Hours, Interval } from '@/contract'
import { CLOSING_SOON, dayPlan, isOpen, openState } from '@/rules/opening-hours'
import { DAY, MINUTE, dateText, dayOfDate, startOf } from '@/rules/shanghai'

const shanghai = (text: string) => Date.parse(`${text.replace(' ', 'T')}:00+08:00`)
const iso = (text: string) => new Date(shanghai(text)).toISOString()
const allWeek = [1, 2, 3, 4, 5, 6, 7]

const span = (text: string, access: Access = 'open'): Interval => {
  const [from = '', to = ''] = text.split('-')
  return { from, to, access }
}
const everyDay = (...intervals: Interval[]): Hours => ({
  weekly: [{ days: allWeek, intervals }],
  overrides: [],
  closures: [],
})
const at = (hours: Hours, moment: string) => openState(hours, shanghai(moment))

describe('a split day', () => {
  const hours = everyDay(span('08:30-12:00'), span('14:00-18:00'))

  it('is open between its edges, the first included and the last not', () => {
    expect(at(hours, '2026-11-23 08:29')).toMatchObject({ state: 'closed', opensAt: iso('2026-11-23 08:30') })
    expect(at(hours, '2026-11-23 08:30')).toMatchObject({ state: 'open', until: iso('2026-11-23 12:00') })
    expect(at(hours, '2026-11-23 12:00')).toMatchObject({ state: 'closed', opensAt: iso('2026-11-23 14:00') })
    expect(at(hours, '2026-11-23 18:00')).toMatchObject({ state: 'closed', opensAt: iso('2026-11-24 08:30') })
  })

  it('closes soon for its last half hour', () => {
    expect(at(hours, '2026-11-23 17:29').state).toBe('open')
    expect(at(hours, '2026-11-23 17:30')).toEqual({
      state: 'closing-soon',
      until: iso('2026-11-23 18:00'),
      access: 'open',
    })
  })
})

describe('across midnight', () => {
  const hours = everyDay(span('08:00-22:00', 'staff'), span('22:00-08:00', 'qr'))

  it('stays open, and only the way in changes', () => {
    expect(at(hours, '2026-11-23 21:59')).toEqual({ state: 'open', until: null, access: 'staff' })
    expect(at(hours, '2026-11-23 22:00')).toEqual({ state: 'open', until: null, access: 'qr' })
    expect(at(hours, '2026-11-24 03:00')).toEqual({ state: 'open', until: null, access: 'qr' })
  })

  it('runs over from the evening of a day that is open into a day that is not', () => {
    const fridays: Hours = {
      weekly: [{ days: [5], intervals: [span('20:00-02:00', 'qr')] }],
      overrides: [],
      closures: [],
    }
    // 27 November 2026 is a Friday.
    expect(at(fridays, '2026-11-28 01:00')).toMatchObject({ state: 'open', until: iso('2026-11-28 02:00') })
    expect(at(fridays, '2026-11-27 01:00')).toMatchObject({
      state: 'closed',
      opensAt: iso('2026-11-27 20:00'),
    })
    expect(at(fridays, '2026-11-28 02:00')).toMatchObject({
      state: 'closed',
      opensAt: iso('2026-12-04 20:00'),
    })
  })
})

it('a whole day joins the next one', () => {
  expect(at(everyDay(span('00:00-24:00')), '2026-11-23 23:50')).toEqual({
    state: 'open',
    until: null,
    access: 'open',
  })
  const weekdays: Hours = {
    weekly: [{ days: [1, 2, 3, 4, 5], intervals: [span('00:00-24:00')] }],
    overrides: [],
    closures: [],
  }
  expect(at(weekdays, '2026-11-23 10:00')).toMatchObject({ state: 'open', until: iso('2026-11-28 00:00') })
})

it('takes the easiest way in where several lead there', () => {
  const hours = everyDay(span('08:00-20:00', 'staff'), span('10:00-12:00'), span('09:00-15:00', 'qr'))
  expect(
    ['08:30', '09:30', '10:30', '13:00', '16:00'].map((it) => at(hours, `2026-11-23 ${it}`)),
  ).toMatchObject(
    ['staff', 'qr', 'open', 'qr', 'staff'].map((access) => ({ access, until: iso('2026-11-23 20:00') })),
  )
})

describe('an override', () => {
  const hours: Hours = {
    weekly: [{ days: [1, 2, 3, 4, 5], intervals: [span('08:30-17:00')] }],
    overrides: [
      { from: '2027-02-05', to: '2027-02-11', intervals: [], reason: '放假' },
      { from: '2027-02-05', to: '2027-02-08', intervals: [span('09:00-15:00')], reason: '春节不打烊' },
    ],
    closures: [],
  }

  it('takes the place of the week, on its first day and on its last', () => {
    expect(at(hours, '2027-02-04 16:00').state).toBe('open')
    // A Friday, and a Saturday that the week leaves closed.
    expect(at(hours, '2027-02-05 16:00').state).toBe('closed')
    expect(at(hours, '2027-02-06 10:00').state).toBe('open')
    expect(at(hours, '2027-02-08 14:00').state).toBe('open')
  })

  it('that comes later in the list goes before the others', () => {
    expect(at(hours, '2027-02-08 15:00')).toMatchObject({ state: 'closed', opensAt: iso('2027-02-12 08:30') })
  })

  it('does not cut off the night that began the day before', () => {
    const nights: Hours = {
      ...everyDay(span('18:00-08:00', 'qr')),
      overrides: [{ from: '2027-01-01', to: '2027-01-01', intervals: [], reason: '休息' }],
    }
    expect(at(nights, '2027-01-01 07:00')).toMatchObject({ state: 'open', until: iso('2027-01-01 08:00') })
    expect(at(nights, '2027-01-01 20:00')).toMatchObject({
      state: 'closed',
      opensAt: iso('2027-01-02 18:00'),
    })
  })

  it('may be of a leap day', () => {
    const leap: Hours = {
      ...everyDay(span('08:00-10:00')),
      overrides: [{ from: '2028-02-29', to: '2028-02-29', intervals: [span('20:00-21:00')], reason: '盘点' }],
    }
    expect(at(leap, '2028-02-28 12:00')).toMatchObject({ opensAt: iso('2028-02-29 20:00') })
    expect(at(leap, '2028-02-29 21:00')).toMatchObject({ opensAt: iso('2028-03-01 08:00') })
  })
})

describe('a closure', () => {
  const closed = (from: string, to?: string): Hours => ({
    ...everyDay(span('00:00-24:00')),
    closures: [{ from: iso(from), ...(to && { to: iso(to) }), reason: '停水' }],
  })

  it('goes before everything, from its first moment to its last', () => {
    const hours = closed('2026-11-23 10:00', '2026-11-23 15:00')
    expect(at(hours, '2026-11-23 09:00')).toMatchObject({ state: 'open', until: iso('2026-11-23 10:00') })
    expect(at(hours, '2026-11-23 10:00')).toEqual({
      state: 'closed',
      opensAt: iso('2026-11-23 15:00'),
      access: 'open',
      reason: '停水',
    })
    expect(at(hours, '2026-11-23 15:00')).toEqual({ state: 'open', until: null, access: 'open' })
  })

  it('without an end opens no more', () => {
    expect(at(closed('2026-11-23 10:00'), '2027-06-01 12:00')).toEqual({
      state: 'closed',
      opensAt: null,
      reason: '停水',
    })
  })

  it('ends into whatever is the easiest way in then', () => {
    const hours: Hours = {
      ...everyDay(span('22:00-12:00', 'qr'), span('08:00-18:00')),
      closures: [{ from: iso('2026-11-23 05:00'), to: iso('2026-11-23 09:00'), reason: '停水' }],
    }
    expect(at(hours, '2026-11-23 06:00')).toMatchObject({ opensAt: iso('2026-11-23 09:00'), access: 'open' })
  })
})

it('never guesses where no hours are known', () => {
  expect(openState({ weekly: [], overrides: [], closures: [] }, shanghai('2026-11-23 12:00'))).toEqual({
    state: 'unknown',
  })
})

/*
 * The oracle: a table of every minute from some days before to beyond the horizon, filled interval by interval.
 */

const WINDOW = 70
const DAY_MINUTES = DAY / MINUTE
const ranks: Record<Access, number> = { open: 1, qr: 2, staff: 3 }
const accessOf: Record<number, Access> = { 1: 'open', 2: 'qr', 3: 'staff' }

/** Days off and worked weekends, date by date, copied from the notices a second time. */
const off = new Map(
  [
    ['元旦', '20250101'],
    ['春节', '20250128 20250129 20250130 20250131 20250201 20250202 20250203 20250204'],
    ['清明节', '20250404 20250405 20250406'],
    ['劳动节', '20250501 20250502 20250503 20250504 20250505'],
    ['端午节', '20250531 20250601 20250602'],
    ['国庆节、中秋节', '20251001 20251002 20251003 20251004 20251005 20251006 20251007 20251008'],
    ['元旦', '20260101 20260102 20260103'],
    ['春节', '20260215 20260216 20260217 20260218 20260219 20260220 20260221 20260222 20260223'],
    ['清明节', '20260404 20260405 20260406'],
    ['劳动节', '20260501 20260502 20260503 20260504 20260505'],
    ['端午节', '20260619 20260620 20260621'],
    ['中秋节', '20260925 20260926 20260927'],
    ['国庆节', '20261001 20261002 20261003 20261004 20261005 20261006 20261007'],
  ].flatMap(([name = '', dates = '']) => dates.split(' ').map((date) => [date, name] as const)),
)
const worked = new Set(
  (
    '20250126 20250208 20250427 20250928 20251011 ' + '20260104 20260214 20260228 20260509 20260920 20261010'
  ).split(' '),
)
const holidayNames: Record<Holiday, string> = {
  'new-year': '元旦',
  'spring-festival': '春节',
  qingming: '清明节',
  'labour-day': '劳动节',
  'dragon-boat': '端午节',
  'mid-autumn': '中秋节',
  'national-day': '国庆节',
}

interface OracleDay {
  /** What it may have: one list where that is known. */
  either: readonly (readonly Interval[])[]
  reason?: string
}

function oracleDay({ weekly, overrides, holidays }: Hours, day: number): OracleDay {
  const date = dateText(day)
  // 1 January 1970 was a Thursday.
  const weekday = ((day + 3) % 7) + 1
  const week = weekly.filter((it) => it.days.includes(weekday)).flatMap((it) => it.intervals)
  let found: OracleDay = { either: [week] }
  if (holidays) {
    const { intervals, special, makeUp = week } = holidays
    const digits = date.replaceAll('-', '')
    const name = off.get(digits)
    if (name !== undefined) {
      found = { either: [intervals], reason: name }
      for (const it of special) {
        if (it.of.some((each) => name.split('、').includes(holidayNames[each]))) {
          found = { either: [it.intervals], reason: it.reason }
        }
      }
    } else if (worked.has(digits)) found = { either: [makeUp] }
    else if (!/^202[56]/.test(digits)) {
      const all = [week, intervals, ...special.map((it) => it.intervals), ...(weekday > 5 ? [makeUp] : [])]
      found = { either: all.filter((it, i) => all.findIndex((a) => sameList(a, it)) === i) }
    }
  }
  for (const it of overrides) {
    if (it.from <= date && date <= it.to) found = { either: [it.intervals], reason: it.reason }
  }
  return found
}

const sameList = (a: readonly Interval[], b: readonly Interval[]) =>
  a.length === b.length &&
  a.every(({ from, to, access }, i) => b[i]?.from === from && b[i].to === to && b[i].access === access)

const MAYBE = 9

/** For each minute from 00:00 of `firstDay` on: how one gets in, MAYBE where nobody knows, 0 where one does not. */
function minuteTable(hours: Hours, firstDay: number): Uint8Array {
  const table = new Uint8Array((WINDOW + 1) * DAY_MINUTES)
  for (let d = 0; d < WINDOW; d++) {
    const { either } = oracleDay(hours, firstDay + d)
    for (const { from, to, access } of either.flat()) {
      const [start = 0, end = 0] = [from, to].map((it) => Number(it.slice(0, 2)) * 60 + Number(it.slice(3)))
      const rank = either.length > 1 ? MAYBE : ranks[access]
      for (let m = start; m < (end <= start ? end + DAY_MINUTES : end); m++) {
        const i = d * DAY_MINUTES + m
        if (table[i] === 0 || rank < (table[i] ?? 0)) table[i] = rank
      }
    }
  }
  const closures = hours.closures.map(({ from, to }) => ({
    from: Date.parse(from),
    to: to === undefined ? Number.POSITIVE_INFINITY : Date.parse(to),
  }))
  for (let i = 0; i < table.length; i++) {
    const instant = startOf(firstDay) + i * MINUTE
    if (closures.some(({ from, to }) => from <= instant && instant < to)) table[i] = 0
  }
  return table
}

const pad = (it: number) => String(it).padStart(2, '0')
const clockOf = (minute: number) => `${pad(Math.floor(minute / 60))}:${pad(minute % 60)}`
const minute = fc.oneof(
  fc.integer({ min: 0, max: DAY_MINUTES - 1 }),
  fc.constantFrom(0, 1, 8 * 60, 12 * 60, 22 * 60, DAY_MINUTES - 1),
)
const interval: fc.Arbitrary<Interval> = fc.record({
  from: minute.map(clockOf),
  to: fc.oneof(minute.map(clockOf), fc.constant('24:00')),
  access: fc.constantFrom('open' as const, 'qr' as const, 'staff' as const),
})
const intervals = fc.array(interval, { maxLength: 4 })

const holidays: fc.Arbitrary<HolidayHours> = fc.record(
  {
    intervals,
    special: fc.array(
      fc.record({
        of: fc.subarray(Object.keys(holidayNames) as Holiday[], { minLength: 1 }),
        intervals,
        reason: fc.constantFrom('不打烊', '值班'),
      }),
      { maxLength: 2 },
    ),
    makeUp: intervals,
  },
  { requiredKeys: ['intervals', 'special'] },
)

/** Hours with everything that differs lying around `day`. */
const hoursAround = (day: number): fc.Arbitrary<Hours> => {
  const near = fc.integer({ min: -4, max: 6 })
  const moment = fc.tuple(near, minute).map(([d, m]) => startOf(day + d) + m * MINUTE)
  return fc.record({
    weekly: fc.array(fc.record({ days: fc.uniqueArray(fc.constantFrom(...allWeek)), intervals }), {
      maxLength: 3,
    }),
    overrides: fc.array(
      fc.tuple(near, fc.integer({ min: 0, max: 4 }), intervals).map(([d, length, its]) => ({
        from: dateText(day + d),
        to: dateText(day + d + length),
        intervals: its,
        reason: '节日',
      })),
      { maxLength: 3 },
    ),
    closures: fc.array(
      fc
        .tuple(moment, fc.option(fc.integer({ min: 1, max: 4 * DAY_MINUTES }), { nil: undefined, freq: 6 }))
        .map(([from, length]) => ({
          from: new Date(from).toISOString(),
          ...(length !== undefined && { to: new Date(from + length * MINUTE).toISOString() }),
          reason: '停水',
        })),
      { maxLength: 3 },
    ),
    holidays: fc.option(holidays, { nil: undefined }),
  })
}

/** Days around which calendars go wrong, and ordinary ones. */
const someDay = fc.oneof(
  fc.integer({ min: dayOfDate('2024-01-01'), max: dayOfDate('2040-12-31') }),
  fc.integer({ min: dayOfDate('2025-01-01'), max: dayOfDate('2026-12-31') }),
  fc.constantFrom(
    ...[...off.keys(), ...worked].map((it) => dayOfDate(it.replace(/(....)(..)(..)/, '$1-$2-$3'))),
  ),
  fc.constantFrom('2028-02-28', '2028-02-29', '2027-02-28', '2026-12-31', '2027-01-01').map(dayOfDate),
)
const someCase = someDay.chain((day) =>
  fc.record({
    hours: hoursAround(day),
    day: fc.constant(day),
    now: fc
      .tuple(minute, fc.integer({ min: 0, max: MINUTE - 1 }))
      .map(([m, ms]) => startOf(day) + m * MINUTE + ms),
  }),
)

it('agrees with the table of all minutes', () => {
  fc.assert(
    fc.property(someCase, ({ hours, day, now }) => {
      const state = openState(hours, now)
      if (hours.weekly.length === 0 && hours.overrides.length === 0 && !hours.holidays) {
        expect(state).toEqual({ state: 'unknown' })
        return
      }
      const firstDay = day - 5
      const table = minuteTable(hours, firstDay)
      const instantOf = (i: number) => new Date(startOf(firstDay) + i * MINUTE).toISOString()
      const i = Math.floor((now - startOf(firstDay)) / MINUTE)
      const sure = (rank: number | undefined) => rank !== 0 && rank !== MAYBE
      if (table[i] === MAYBE) {
        const years = [day, day - 1]
          .filter((it) => oracleDay(hours, it).either.length > 1)
          .map((it) => Number(dateText(it).slice(0, 4)))
        expect(state).toEqual({ state: 'unknown', unpublished: years[0] })
        return
      }
      const change = table.findIndex((rank, j) => j > i && (sure(table[i]) ? !sure(rank) : rank !== 0))
      // What lasts to the end of the table lasts. How far ahead is looked is not to the day.
      const changes = change >= 0 && change < WINDOW * DAY_MINUTES - DAY_MINUTES
      fc.pre(!changes || change < i + 58 * DAY_MINUTES)
      if (sure(table[i])) {
        const soon = changes && Date.parse(instantOf(change)) - now <= CLOSING_SOON
        expect(state).toEqual({
          state: soon ? 'closing-soon' : 'open',
          until: changes ? instantOf(change) : null,
          access: accessOf[table[i] ?? 0],
        })
      } else {
        const shut = hours.closures.find(
          ({ from, to }) => Date.parse(from) <= now && (to === undefined || now < Date.parse(to)),
        )
        const { either, reason } = oracleDay(hours, day)
        const why = shut?.reason ?? (either.flat().length === 0 ? reason : undefined)
        const opens = changes && sure(table[change])
        expect(state).toEqual({
          state: 'closed',
          opensAt: opens ? instantOf(change) : null,
          ...(opens && { access: accessOf[table[change] ?? 0] }),
          ...(why !== undefined && { reason: why }),
        })
      }
      expect(isOpen(state)).toBe(sure(table[i]))
    }),
    { numRuns: 1_000 },
  )
})

it('of a day are those that the oracle says, with why it is not like its week', () => {
  fc.assert(
    fc.property(
      someDay.chain((day) => fc.tuple(fc.constant(day), hoursAround(day))),
      ([day, hours]) => {
        const { either, reason } = oracleDay(hours, day)
        expect(dayPlan(hours, day)).toEqual({
          intervals: either.flat(),
          ...(reason !== undefined && { reason }),
          ...(either.length > 1 && { unpublished: Number(dateText(day).slice(0, 4)) }),
        })
      },
    ),
    { numRuns: 1_000 },
  )
})
