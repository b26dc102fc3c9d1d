import type { Hours, Interval } from '@/contract'
import { hoursRows } from '@/features/stations/hours-rows'

const at = (text: string) => Date.parse(`${text.replace(' ', 'T')}:00+08:00`)
const iso = (text: string) => new Date(at(text)).toISOString()
const span = (from: string, to: string): Interval => ({ from, to, access: 'open' })
const week: Hours = {
  weekly: [{ days: [1, 2, 3, 4, 5, 6, 7], intervals: [span('08:30', '12:00'), span('14:00', '18:00')] }],
  overrides: [],
  closures: [],
}
const usual = '8:30–12:00　14:00–18:00'
const rows = (hours: Hours, now: string) =>
  hoursRows(hours, at(now)).map(({ label, note, value }) => [label, note, value].filter(Boolean).join(' / '))

test('an ordinary week has two rows', () => {
  expect(rows(week, '2026-11-23 10:00')).toEqual([`今天 / ${usual}`, `明天 / ${usual}`])
})

describe('a closure', () => {
  const closed = (from: string, to: string | undefined, reason = '停水'): Hours => ({
    ...week,
    closures: [{ from: iso(from), ...(to && { to: iso(to) }), reason }],
  })

  it('that was announced is told with its reason and end, and nobody is promised that day', () => {
    expect(rows(closed('2026-11-24 00:00', '2026-11-26 00:00'), '2026-11-23 10:00')).toEqual([
      `今天 / ${usual}`,
      '明天 / 停水 / 临时关门',
      '临时关门 / 停水 / 11 月 24 日到 11 月 25 日',
    ])
  })

  it('of some hours leaves the rest of the day', () => {
    expect(rows(closed('2026-11-24 13:00', '2026-11-24 18:00'), '2026-11-23 10:00')).toEqual([
      `今天 / ${usual}`,
      `明天 / ${usual}`,
      '临时关门 / 停水 / 11 月 24 日 13:00–18:00',
    ])
  })

  it('of one day names the day', () => {
    expect(rows(closed('2026-12-01 00:00', '2026-12-02 00:00'), '2026-11-23 10:00')).toContain(
      '临时关门 / 停水 / 12 月 1 日',
    )
  })

  it('without an end says from when', () => {
    expect(rows(closed('2026-11-20 00:00', undefined, '装修'), '2026-11-23 10:00')).toEqual([
      '今天 / 装修 / 临时关门',
      '明天 / 装修 / 临时关门',
      '临时关门 / 装修 / 11 月 20 日起',
    ])
  })

  it('that is over, or far ahead, is not told', () => {
    expect(rows(closed('2026-11-20 00:00', '2026-11-23 09:00'), '2026-11-23 10:00')).toHaveLength(2)
    expect(rows(closed('2027-03-01 00:00', undefined), '2026-11-23 10:00')).toHaveLength(2)
  })
})

describe('days that differ', () => {
  it('are told ahead, of dated days and of legal holidays alike', () => {
    const dated: Hours = {
      ...week,
      overrides: [
        { from: '2026-12-05', to: '2026-12-06', intervals: [span('10:00', '16:00')], reason: '换班' },
      ],
    }
    expect(rows(dated, '2026-11-23 10:00')).toContain('换班 / 12 月 5 日起 / 10:00–16:00')
    const legal: Hours = { ...week, holidays: { intervals: [], special: [] } }
    expect(rows(legal, '2026-09-20 10:00')).toContain('中秋节 / 9 月 25 日起 / 不开')
  })

  it('say why on the day itself, and what comes after them next', () => {
    const legal: Hours = { ...week, holidays: { intervals: [], special: [] } }
    expect(rows(legal, '2026-09-25 10:00')).toEqual([
      '今天 / 中秋节 / 不开',
      '明天 / 中秋节 / 不开',
      '国庆节 / 10 月 1 日起 / 不开',
    ])
  })

  it('of a year that is not published are not made up', () => {
    const legal: Hours = { ...week, holidays: { intervals: [], special: [] } }
    expect(rows(legal, '2099-12-31 10:00')[1]).toBe('明天 / 等 2100 年放假安排')
  })
})
