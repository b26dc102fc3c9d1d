import fc from 'fast-check'
import { idNumberRefusals, refusals } from '@/contract'
import { ageAt, demoRegions, readIdNumber, realRegions, type IdFault } from '@/rules/id-number'
import { dateText, dayOfDate, startOf } from '@/rules/shanghai'
import { idFaultText } from '@/rules/wording'

const now = Date.parse('2026-11-23T14:32:00+08:00')
const read = (typed: string, regions: ReadonlySet<string> | 'any' = demoRegions) =>
  readIdNumber(typed, regions, now)
const fault = (typed: string, regions?: ReadonlySet<string> | 'any') => {
  const it = read(typed, regions)
  return it.ok ? undefined : it.fault
}

/** ISO 7064 MOD 11-2 by its recursive form, apart from the weights that the rule multiplies by. */
function checkDigit(digits: string): string {
  const rest = [...digits].reduce((sum, digit) => ((sum + Number(digit)) * 2) % 11, 0)
  return '0123456789X'.charAt((12 - rest) % 11)
}

const region = fc.constantFrom(...realRegions)
const birth = fc
  .integer({ min: dayOfDate('1900-01-01'), max: dayOfDate('2026-11-23') })
  .map((day) => dateText(day))
const digits = (length: number) =>
  fc.integer({ min: 0, max: 10 ** length - 1 }).map((it) => String(it).padStart(length, '0'))
const valid = fc.tuple(region, digits(4), birth, digits(3)).map(([code, rest, date, sequence]) => {
  const body = `${code}${rest}${date.replaceAll('-', '')}${sequence}`
  return { number: body + checkDigit(body), date }
})

it.each(['34052419800101001X', '11010519491231002X'])('takes the published example %s', (number) => {
  expect(read(number)).toEqual({
    ok: true,
    number,
    birthDate: `${number.slice(6, 10)}-${number.slice(10, 12)}-${number.slice(12, 14)}`,
  })
})

it('takes every number whose check digit fits, and gives its birth date', () => {
  fc.assert(
    fc.property(valid, ({ number, date }) =>
      expect(read(number)).toEqual({ ok: true, number, birthDate: date }),
    ),
  )
})

it('takes it as typed: spaces, a lower-case x', () => {
  expect(read(' 340524 19800101 001x ')).toMatchObject({ ok: true, number: '34052419800101001X' })
})

it('finds every digit that was mistyped, and every two neighbours that were swapped', () => {
  fc.assert(
    fc.property(valid, fc.nat({ max: 16 }), fc.integer({ min: 1, max: 9 }), ({ number }, at, shift) => {
      const digit = (Number(number[at]) + shift) % 10
      expect(read(`${number.slice(0, at)}${digit}${number.slice(at + 1)}`).ok).toBe(false)
      const [a = '', b = ''] = number.slice(at)
      if (a !== b && at < 16)
        expect(read(`${number.slice(0, at)}${b}${a}${number.slice(at + 2)}`).ok).toBe(false)
    }),
  )
})

it('knows the region 99, which is nobody’s, in demos only', () => {
  expect(read('990001199001010013')).toMatchObject({ ok: true, birthDate: '1990-01-01' })
  expect(fault('990001199001010013', realRegions)).toBe('region')
})

it.each([
  [['34'], undefined],
  [['3405'], undefined],
  [['340524'], undefined],
  [['3406', '340525', '11'], 'region'],
  [[], 'region'],
  ['any', undefined],
])('takes the regions it is told, by two, four or six digits: %s', (regions, expected) => {
  const told = typeof regions === 'string' ? 'any' : new Set(regions)
  expect(fault('34052419800101001X', told)).toBe(expected)
})

it('says what is wrong in the same words on the phone and on the server', () => {
  const faults: IdFault[] = ['form', 'region', 'birth-date', 'future', 'check-digit']
  expect(faults.map((it) => refusals[`id-number-${it}`].detail)).toEqual(faults.map(idFaultText))
  expect(faults.map((it) => `id-number-${it}`)).toEqual([...idNumberRefusals])
})

const born = (birthDate: string) => {
  const body = `990001${birthDate}001`
  return body + checkDigit(body)
}

it.each([
  ['19900229', 'birth-date'],
  ['19000229', 'birth-date'],
  ['19901301', 'birth-date'],
  ['19900431', 'birth-date'],
  ['19900100', 'birth-date'],
  ['18991231', 'birth-date'],
  ['20261124', 'future'],
  ['20261123', undefined],
  ['20000229', undefined],
  ['19920229', undefined],
])('judges a birth on %s: %s', (date, expected) => expect(fault(born(date))).toBe(expected))

it.each([
  '',
  '34052419800101001',
  '34052419800101001Y',
  '3405241980010100１X',
  'X40524198001010011',
  '340524800101001',
])('does not take the form of %j', (typed) => expect(fault(typed)).toBe('form'))

it('says which part is wrong', () => {
  expect(fault('340524198001010011')).toBe('check-digit')
  expect(fault('00052419800101001X')).toBe('region')
})

describe('age', () => {
  const at = (birthDate: string, when: string) => ageAt(birthDate, Date.parse(when))

  it('changes at midnight in Shanghai', () => {
    expect(at('2010-11-24', '2026-11-23T23:59:59+08:00')).toBe(15)
    expect(at('2010-11-24', '2026-11-24T00:00:00+08:00')).toBe(16)
  })

  it('of one born on a leap day changes on 1 March in other years', () => {
    expect(at('2008-02-29', '2026-02-28T12:00:00+08:00')).toBe(17)
    expect(at('2008-02-29', '2026-03-01T00:00:00+08:00')).toBe(18)
    expect(at('2008-02-29', '2028-02-29T00:00:00+08:00')).toBe(20)
  })

  it('grows by one a year and never falls', () => {
    fc.assert(
      fc.property(birth, fc.integer({ min: 0, max: 36_000 }), (birthDate, days) => {
        const today = startOf(dayOfDate(birthDate) + days)
        const age = ageAt(birthDate, today)
        expect(age).toBeGreaterThanOrEqual(Math.floor(days / 366))
        expect(age).toBeLessThanOrEqual(Math.floor(days / 365))
        expect(ageAt(birthDate, startOf(dayOfDate(birthDate) + days + 1)) - age).toBeLessThanOrEqual(1)
      }),
    )
  })
})
