import fc from 'fast-check'
import * as z from 'zod/mini'
import { hours as hoursShape, type Access, type Interval } from '@/contract'
import { readHours } from '../../server/station-import/read-hours'

const at = (from: string, to: string, access: Access = 'open'): Interval => ({ from, to, access })
const daily = [1, 2, 3, 4, 5, 6, 7]
const week = (...entries: [number[], ...Interval[]][]) =>
  entries.map(([days, ...intervals]) => ({ days, intervals }))

describe('hours as they are typed', () => {
  it.each([
    ['8:30-12:00,14:30-18:00', week([daily, at('08:30', '12:00'), at('14:30', '18:00')])],
    ['每天 09:00~17:00', week([daily, at('09:00', '17:00')])],
    [
      '周一至周五 8:30－11:00、13:30—17:00；周六日 关',
      week([[1, 2, 3, 4, 5], at('08:30', '11:00'), at('13:30', '17:00')], [[6, 7]]),
    ],
    [
      '工作日 9:00到17:00，周六 9:00-12:00',
      week([[1, 2, 3, 4, 5], at('09:00', '17:00')], [[6], at('09:00', '12:00')]),
    ],
    [
      '8:00-22:00 有人, 22:00-8:00 扫码',
      week([daily, at('08:00', '22:00', 'staff'), at('22:00', '08:00', 'qr')]),
    ],
    ['24小时 扫码', week([daily, at('00:00', '24:00', 'qr')])],
    ['24/7', week([daily, at('00:00', '24:00')])],
    ['Mo-Fr 09:00-17:00; Sa,Su closed', week([[1, 2, 3, 4, 5], at('09:00', '17:00')], [[6, 7]])],
    ['周六至周一 9：00-17：00', week([[1, 6, 7], at('09:00', '17:00')])],
    [
      '星期一、星期三 9:00-24:00\n周五 0:00-24:00',
      week([[1, 3], at('09:00', '24:00')], [[5], at('00:00', '24:00')]),
    ],
  ])('%s', (typed, weekly) => {
    expect(readHours(typed)).toEqual({ weekly, overrides: [], closures: [] })
  })

  it('that nobody knows are none', () => {
    expect(readHours(' ')).toEqual({ weekly: [], overrides: [], closures: [] })
  })

  it('tell holidays and dates', () => {
    const typed =
      '工作日 9:00-17:00; 节假日 关; 春节、国庆 10:00-16:00 (两节不打烊); 元旦 10:00-12:00; 调休 9:00-12:00; ' +
      '2027-2-5~2027-02-08 10:00-15:00（春节不打烊）; 2027-03-01 关'
    expect(readHours(typed)).toEqual({
      weekly: week([[1, 2, 3, 4, 5], at('09:00', '17:00')]),
      overrides: [
        { from: '2027-02-05', to: '2027-02-08', intervals: [at('10:00', '15:00')], reason: '春节不打烊' },
        { from: '2027-03-01', to: '2027-03-01', intervals: [], reason: '临时安排' },
      ],
      closures: [],
      holidays: {
        intervals: [],
        special: [
          {
            of: ['spring-festival', 'national-day'],
            intervals: [at('10:00', '16:00')],
            reason: '两节不打烊',
          },
          { of: ['new-year'], intervals: [at('10:00', '12:00')], reason: '元旦' },
        ],
        makeUp: [at('09:00', '12:00')],
      },
    })
  })

  it.each([
    ['早九晚五', '“早九晚五”读不懂'],
    ['9:00', '话没说完，少了时间'],
    ['周一', '话没说完，少了时间'],
    ['9:00-25:00', '“25:00”读不懂'],
    ['9:61-10:00', '“9:61-10:00”读不懂'],
    ['9:00-9:00', '9:00-9:00 不是一段时间'],
    ['2027-02-30 9:00-10:00', '“2027-02-30 9”读不懂'],
    ['2027-03-02~2027-03-01 关', '2027-03-02 到 2027-03-01，前后反了'],
    ['周一 春节 9:00-10:00', '星期、日期和节日要用分号分开写'],
    ['春节 9:00-10:00', '写了某个节日或调休，也要写“节假日”那天怎么开'],
    ['周一至 9:00-10:00', '“9:00”放在这里读不懂'],
    ['9:00-17:00 也许', '“也许”读不懂'],
  ])('%s is refused: %s', (typed, fault) => {
    expect(() => readHours(typed)).toThrow(fault)
  })

  it('read as they were meant, however they are written', () => {
    const clock = fc
      .tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
      .map(([hour, minute]) => `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`)
    const interval = fc
      .record({
        from: clock,
        to: fc.oneof(clock, fc.constant('24:00')),
        access: fc.constantFrom<Access>('open', 'qr', 'staff'),
      })
      .filter(({ from, to }) => from !== to)
    const entry = fc.record({
      days: fc.uniqueArray(fc.constantFrom(...daily), { minLength: 1 }).map((it) => it.sort()),
      intervals: fc.array(interval, { maxLength: 3 }),
    })
    const style = fc.record({
      chinese: fc.boolean(),
      zero: fc.boolean(),
      dash: fc.constantFrom('-', '~', '至', '—'),
      comma: fc.constantFrom(',', '，', '、', ', '),
      end: fc.constantFrom(';', '；', '\n', '; '),
    })
    fc.assert(
      fc.property(fc.array(entry, { maxLength: 4 }), style, (weekly, { chinese, comma, dash, end, zero }) => {
        const word = { open: '', qr: chinese ? '扫码' : ' qr', staff: chinese ? ' 有人' : ' staff' }
        const time = (it: string) => (zero ? it : it.replace(/^0/, ''))
        const typed = weekly
          .map(({ days, intervals }) => {
            const names = days.map((it) =>
              chinese ? `周${'一二三四五六日'[it - 1]}` : 'MoTuWeThFrSaSu'.slice(2 * it - 2, 2 * it),
            )
            const spans = intervals.map(
              ({ from, to, access }) => `${time(from)}${dash}${time(to)}${word[access]}`,
            )
            return `${names.join(comma)} ${spans.join(comma) || (chinese ? '关' : 'closed')}`
          })
          .join(end)
        const read = readHours(typed)
        expect(read).toEqual({ weekly, overrides: [], closures: [] })
        expect(z.parse(hoursShape, read)).toEqual(read)
      }),
      { numRuns: 500 },
    )
  })
})
