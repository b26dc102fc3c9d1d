import * as fc from 'fast-check'
import type { OpenState } from '@/contract'
import {
  ageText,
  clockText,
  dateText,
  dayText,
  distanceText,
  fullDateText,
  momentText,
  openTag,
  remainingText,
  rideMinutes,
  stateText,
  sumText,
  untilText,
  yuan,
} from '@/rules/wording'
import { dayOfDate } from '@/rules/shanghai'

/** Shanghai time; 2026-11-23 is a Monday. */
const at = (text: string) => Date.parse(`${text.replace(' ', 'T')}:00+08:00`)
const iso = (text: string) => new Date(at(text)).toISOString()
const open = (until: string | null, access: 'open' | 'qr' | 'staff' = 'open'): OpenState => ({
  state: 'open',
  until: until === null ? null : iso(until),
  access,
})
const closed = (opensAt: string | null): OpenState => ({
  state: 'closed',
  opensAt: opensAt === null ? null : iso(opensAt),
})
const afternoon = at('2026-11-23 14:32')
const metres = fc.integer({ min: 0, max: 3_000_000 })

test.each([
  [0, '10 米'],
  [14, '10 米'],
  [320, '320 米'],
  [994, '990 米'],
  [995, '1 公里'],
  [1_149, '1.2 公里'],
  [1_100, '1.1 公里'],
  [9_940, '9.9 公里'],
  [9_960, '10 公里'],
  [12_400, '12 公里'],
])('%i metres are %s', (distance, words) => {
  const { number, unit } = distanceText(distance)
  expect(`${number} ${unit}`).toBe(words)
})

test('a longer way never reads shorter, and no way reads wrong by more than its last figure', () => {
  const read = (distance: number) => {
    const { number, unit } = distanceText(distance)
    return Number(number) * (unit === '米' ? 1 : 1_000)
  }
  fc.assert(
    fc.property(metres, metres, (a, b) => {
      expect(read(Math.min(a, b))).toBeLessThanOrEqual(read(Math.max(a, b)))
      expect(Math.abs(read(a) - a)).toBeLessThanOrEqual(a < 1_000 ? 10 : a < 10_000 ? 55 : 505)
    }),
  )
})

test('riding takes at least a minute, and 15 km an hour', () => {
  expect([0, 250, 251, 320, 15_000].map(rideMinutes)).toEqual([1, 1, 2, 2, 60])
})

test('dates and times are those of Shanghai', () => {
  expect(dateText(at('2027-03-03 00:00'))).toBe('3 月 3 日')
  expect(dayText(dayOfDate('2027-03-03'))).toBe('3 月 3 日')
  expect(fullDateText(at('2027-01-13 23:59'))).toBe('2027 年 1 月 13 日')
  expect(clockText(at('2026-11-23 08:05'))).toBe('8:05')
  expect(momentText(at('2026-11-30 18:00'))).toBe('11 月 30 日 18:00')
})

test.each([
  [open('2026-11-23 18:00'), '开到 18:00', '开着 · 到 18:00'],
  [open('2026-11-24 00:00'), '开到 24:00', '开着 · 到 24:00'],
  [open('2026-11-24 02:00'), '开到凌晨 2:00', '开着 · 到凌晨 2:00'],
  [open('2026-11-24 08:00'), '开到明早 8:00', '开着 · 到明早 8:00'],
  [open('2026-11-24 14:00'), '开到明天 14:00', '开着 · 到明天 14:00'],
  [open('2026-11-27 18:00'), '开到周五 18:00', '开着 · 到周五 18:00'],
  [open('2026-11-30 18:00'), '开到 11 月 30 日 18:00', '开着 · 到 11 月 30 日 18:00'],
  [open(null), '24 小时', '开着 · 24 小时'],
  [
    { state: 'closing-soon', until: iso('2026-11-23 15:00'), access: 'open' },
    '开到 15:00',
    '快关门了 · 到 15:00',
  ],
  [closed('2026-11-23 16:30'), '16:30 开', '已关门 · 16:30 开'],
  [closed('2026-11-24 08:30'), '明早 8:30 开', '已关门 · 明早 8:30 开'],
  [closed('2026-11-28 08:30'), '周六 8:30 开', '已关门 · 周六 8:30 开'],
  [closed('2027-02-10 09:00'), '2 月 10 日 9:00 开', '已关门 · 2 月 10 日 9:00 开'],
  [closed(null), '开门时间待定', '已关门 · 开门时间待定'],
  [{ state: 'unknown' }, '时间不详', '时间不详'],
] as [OpenState, string, string][])('%j', (state, big, line) => {
  expect(untilText(state, afternoon)).toBe(big)
  expect(stateText(state, afternoon)).toBe(line)
})

test.each([
  [open('2026-11-23 18:00'), '现在开着'],
  [open(null), '现在开着'],
  [open(null, 'qr'), '夜里也开 · 扫码进门'],
  [open('2026-11-24 08:00', 'qr'), '夜里也开 · 扫码进门'],
  [open('2026-11-23 18:00', 'qr'), '现在开着 · 扫码进门'],
  [open('2026-11-24 00:00', 'qr'), '现在开着 · 扫码进门'],
  [open('2026-11-23 18:00', 'staff'), '现在开着 · 有人在'],
  [{ state: 'closing-soon', until: iso('2026-11-23 15:00'), access: 'qr' }, '快关门了'],
  [closed(null), '已关门'],
  [{ state: 'unknown' }, '时间不详'],
] as [OpenState, string][])('the tag of %j is %s', (state, words) => {
  expect(openTag(state)).toBe(words)
})

const minutes = (count: number) => count * 60_000

test('what is left is told as far as it helps', () => {
  const left = [-1, 0, minutes(0.5), minutes(28), minutes(60), minutes(208), minutes(1_500), minutes(4_000)]
  expect(left.map(remainingText)).toEqual([
    '到点了',
    '到点了',
    '不到 1 分钟',
    '还有 28 分钟',
    '还有 1 小时',
    '还有 3 小时 28 分',
    '还有 1 天',
    '还有 2 天',
  ])
})

test('an age is told in its largest unit', () => {
  expect([0, minutes(5.9), minutes(125), minutes(3_000)].map(ageText)).toEqual([
    '刚刚',
    '5 分钟前',
    '2 小时前',
    '2 天前',
  ])
})

test('money keeps its cents where it has some', () => {
  expect([0, 4_800, 840, 5, -1_250].map(yuan)).toEqual(['0', '48', '8.40', '0.05', '-12.50'])
  fc.assert(
    fc.property(fc.integer({ min: -1e12, max: 1e12 }), (fen) => {
      expect(Math.round(Number(yuan(fen)) * 100)).toBe(fen)
    }),
  )
})

test('round sums are told in ten thousands', () => {
  const words = (fen: number) => Object.values(sumText(fen)).join(' ')
  expect([12_000_000, 1_000_000, 500_000, 1_500_000, 0].map(words)).toEqual([
    '12 万元',
    '1 万元',
    '5000 元',
    '15000 元',
    '0 元',
  ])
})
