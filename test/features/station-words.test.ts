import type { Facility, Station } from '@/contract'
import { askedFirst, facilityPhrase } from '@/features/stations/facilities'
import { rowWords } from '@/features/stations/station-row'
import type { StationNow } from '@/features/stations/stations-now'

const now = Date.parse('2026-11-23T14:32:00+08:00')
const has: Facility[] = [
  { kind: 'water' },
  { kind: 'charge', note: '6 个口' },
  { kind: 'parking', note: '货车 48 位' },
  { kind: 'laundry' },
]
const row = (more: Partial<StationNow> = {}, doubt?: Station['doubt']): StationNow => ({
  station: { facilities: has, doubt } as Station,
  place: { point: { lat: 0, lng: 0 }, address: '' },
  distanceM: 100,
  openState: { state: 'open', until: null, access: 'open' },
  ...more,
})
const minutesAgo = (minutes: number) => new Date(now - minutes * 60_000).toISOString()

test('what was asked for is named first, the rest as before', () => {
  expect(askedFirst(has, ['laundry', 'parking']).map(({ kind }) => kind)).toEqual([
    'parking',
    'laundry',
    'water',
    'charge',
  ])
  expect(askedFirst(has, [])).toBe(has)
})

test('a note stands for the thing where it names it', () => {
  expect(has.map(facilityPhrase)).toEqual(['热水', '充电 6 个口', '货车 48 位', '洗衣'])
})

test('a row tells for two hours that somebody found it full, and a doubt before that', () => {
  expect(rowWords(row(), now)).toBe('开着 · 24 小时 · 停车 洗衣')
  const full = { live: { fullAt: minutesAgo(20) } }
  expect(rowWords(row(full), now)).toBe('有人说满了 · 开着 · 24 小时 · 停车 洗衣')
  expect(rowWords(row({ live: { fullAt: minutesAgo(121) } }), now)).toBe('开着 · 24 小时 · 停车 洗衣')
  const doubt = { kinds: ['locked' as const], since: minutesAgo(5) }
  expect(rowWords(row(full, doubt), now)).toBe('待核实 · 开着 · 24 小时 · 停车 洗衣')
})
