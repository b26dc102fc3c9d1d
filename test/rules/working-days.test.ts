import fc from 'fast-check'
import { dateText, dayOfDate } from '@/rules/shanghai'
import { isWorkingDay, workingDaysAfter } from '@/rules/working-days'

const after = (date: string, count: number) => {
  const { certain, day } = workingDaysAfter(dayOfDate(date), count)
  return [dateText(day), certain]
}

describe('working days', () => {
  it.each<[string, string, number, string]>([
    ['of a plain week', '2026-11-23', 3, '2026-11-26'],
    ['over a weekend', '2026-11-26', 3, '2026-12-01'],
    ['from a Saturday', '2026-11-28', 1, '2026-11-30'],
    ['over a long holiday', '2026-09-30', 1, '2026-10-08'],
    ['with the Saturday that is worked for it', '2026-10-08', 2, '2026-10-10'],
    ['over the spring festival', '2026-02-13', 2, '2026-02-24'],
    ['with the Saturday before it', '2026-02-13', 1, '2026-02-14'],
    ['none', '2026-11-28', 0, '2026-11-28'],
  ])('%s', (_what, from, count, to) => {
    expect(after(from, count)).toEqual([to, true])
  })

  it('of a year that is not published are Monday to Friday, and said to be uncertain', () => {
    expect(after('2026-12-30', 1)).toEqual(['2026-12-31', true])
    expect(after('2026-12-30', 2)).toEqual(['2027-01-01', false])
    expect(after('2030-10-04', 1)).toEqual(['2030-10-07', false])
  })

  it('are as many as were asked for, the last of them one itself', () => {
    const day = fc.integer({ min: dayOfDate('2024-06-01'), max: dayOfDate('2028-06-01') })
    fc.assert(
      fc.property(day, fc.integer({ min: 1, max: 40 }), (from, count) => {
        const { certain, day: to } = workingDaysAfter(from, count)
        const between = Array.from({ length: to - from }, (_, n) => isWorkingDay(from + 1 + n))
        expect(between.filter((it) => it.working)).toHaveLength(count)
        expect(isWorkingDay(to).working).toBe(true)
        expect(certain).toBe(between.every((it) => it.certain))
      }),
    )
  })
})
