import type { Facility, FacilityKind, Hours, Interval, Point, Station, StationKind } from '@/contract'
import { cities } from './cities'

/** Numbers from 0 to 1 that are the same in each run (mulberry32). */
export function randomFrom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}

const kinds: readonly (readonly [StationKind, number])[] = [
  ['own', 22],
  ['shared', 55],
  ['smart', 6.5],
  ['rider-station', 6],
  ['rider-canteen', 2],
  ['driver-home', 2.5],
  ['workers-home', 3],
  ['cultural-palace', 1],
  ['mobile', 2],
]

/** How many of a hundred have it, by what was counted at the end of 2024. */
const shares: readonly (readonly [FacilityKind, number, readonly string[]])[] = [
  ['water', 98, []],
  ['charge', 96, ['2 个口', '4 个口', '6 个口', '8 个口', '12 个口']],
  ['meal', 93, ['微波炉', '微波炉 2 台']],
  ['rest', 99, ['4 座', '6 座', '8 座', '12 座', '20 座']],
  ['toilet', 85, ['隔壁', '一楼', '对面']],
  ['medicine', 59, []],
  ['wifi', 52, []],
  ['aircon', 61, []],
  ['umbrella', 35, []],
  ['sewing', 22, []],
  ['pump', 17, []],
  ['tools', 16, []],
  ['fridge', 20, []],
  ['legal', 11, ['周三下午', '预约']],
  ['blood-pressure', 12, []],
  ['aed', 4, []],
  ['nursing', 5, []],
  ['haircut', 2.7, ['每月 15 日']],
  ['parking', 6, ['小车 10 位', '货车 12 位']],
  ['shower', 3, []],
  ['laundry', 2.5, []],
  ['swap', 1.1, ['2 个柜', '4 个柜']],
]

const daily = [1, 2, 3, 4, 5, 6, 7]
const workdays = [1, 2, 3, 4, 5]
const spans = (access: Interval['access'], ...texts: string[]): Interval[] =>
  texts.map((it) => ({ from: it.slice(0, 5), to: it.slice(6), access }))
const week = (days: number[], intervals: Interval[], more: Partial<Hours> = {}): Hours => ({
  weekly: [{ days, intervals }],
  overrides: [],
  closures: [],
  ...more,
})
const shutOnHolidays = (makeUp: Interval[], open: Interval[]): Partial<Hours> => ({
  holidays: {
    intervals: [],
    special: [{ of: ['new-year', 'spring-festival'], intervals: open, reason: '两节不打烊' }],
    makeUp,
  },
})

const hourOf = (hour: number, half: number) => `${String(hour).padStart(2, '0')}:${half ? '30' : '00'}`

/** Hours as they are seen, with their weights: 6.5 of a hundred never close, 11 open long. */
function hoursOf(random: () => number): Hours {
  const pick = random() * 100
  const half = Math.floor(random() * 2)
  const early = 8 + Math.floor(random() * 2)
  const late = 17 + Math.floor(random() * 3)
  if (pick < 4) return week(daily, spans('open', '00:00-24:00'))
  if (pick < 6.5) return week(daily, [...spans('staff', '08:00-22:00'), ...spans('qr', '22:00-08:00')])
  if (pick < 9) return week(daily, spans('qr', '18:00-08:00'))
  if (pick < 17.5) return week(daily, spans('open', `${hourOf(early - 1, half)}-${hourOf(late + 3, half)}`))
  if (pick < 45) return week(daily, spans('open', `${hourOf(early, half)}-${hourOf(late, half)}`))
  const split = spans('open', `${hourOf(early, half)}-12:00`, `${hourOf(13 + half, half)}-${hourOf(late, 0)}`)
  if (pick < 65) return week(daily, split)
  if (pick < 97) return week(workdays, split, shutOnHolidays(split, spans('open', '09:00-15:00')))
  if (pick < 98) return { weekly: [], overrides: [], closures: [] }
  const from = Date.UTC(2026, 10, 1 + Math.floor(random() * 28), Math.floor(random() * 24))
  const days = 1 + Math.floor(random() * 30)
  return week(daily, split, {
    closures: [
      {
        from: new Date(from).toISOString(),
        to: new Date(from + days * 86_400_000).toISOString(),
        reason: '装修',
      },
    ],
  })
}

const streets = [
  '建设大街',
  '人民路',
  '解放路',
  '文化路',
  '迎宾大道',
  '长江路',
  '和平里',
  '新华街',
  '工业园路',
  '站前街',
]
const hosts = [
  '社区工会驿站',
  '工会驿站',
  '户外劳动者驿站',
  '邮政网点驿站',
  '银行网点驿站',
  '加油站驿站',
  '暖心驿站',
]

/** So many invented stations around China's cities, in the order of their ids. */
export function* generateStations(count: number, seed = 7): Iterable<Station> {
  const random = randomFrom(seed)
  const people = cities.reduce((sum, it) => sum + it[4], 0)
  for (let i = 0; i < count; i++) {
    const [code, city, lat, lng, weight] = pickBy(cities, (it) => it[4], people, random)
    // Dense in the middle: half of them within some ten kilometres.
    const spread = 0.05 + 0.01 * Math.sqrt(weight)
    const point = {
      lat: round(lat + gauss(random) * spread),
      lng: round(lng + (gauss(random) * spread) / Math.cos((lat * Math.PI) / 180)),
    }
    const kind = pickBy(kinds, (it) => it[1], 100, random)[0]
    const street = streets[Math.floor(random() * streets.length)] as string
    const number = 1 + Math.floor(random() * 400)
    yield {
      id: idOf(i),
      code: `B${String(i).padStart(6, '0')}`,
      name: `${city}${street}${hosts[Math.floor(random() * hosts.length)]}`,
      kind,
      address: `${city}市${street} ${number} 号，一楼东门`,
      regionCode: `${code.slice(0, 4)}${String(1 + Math.floor(random() * 9)).padStart(2, '0')}`,
      point,
      hours: hoursOf(random),
      facilities: shares.flatMap(([of, share, notes]): Facility[] => {
        if (random() * 100 >= share) return []
        const note = notes[Math.floor(random() * (notes.length + 1))]
        return [note === undefined ? { kind: of } : { kind: of, note }]
      }),
      ...(random() < 0.7 && { phone: '12351' }),
      ...((kind === 'driver-home' || random() < 0.04) && {
        parking: {
          spaces: Math.floor(random() * 60),
          ...(random() < 0.5 && { maxLengthM: 6 + 2 * Math.floor(random() * 6) }),
          ...(random() < 0.3 && { maxHeightM: 2.2 + Math.floor(random() * 3) }),
        },
      }),
      ...(kind === 'driver-home' && {
        carriageway: {
          road: 'G1 京哈高速',
          towards: '沈阳方向',
          headingDeg: Math.floor(random() * 360),
          bothSides: random() < 0.2,
        },
      }),
      ...(kind === 'mobile' && { places: placesFrom(point, random) }),
      demo: true,
    }
  }
}

/** Somewhere about a city, now and then far from any. */
export function randomPlace(random: () => number): Point {
  if (random() < 0.1) return { lat: 19 + random() * 30, lng: 76 + random() * 54 }
  const [, , lat, lng, people] = cities[Math.floor(random() * cities.length)] as (typeof cities)[number]
  const spread = 0.05 + 0.01 * Math.sqrt(people)
  return { lat: lat + gauss(random) * spread, lng: lng + gauss(random) * spread }
}

function placesFrom({ lat, lng }: Point, random: () => number): Station['places'] {
  return [
    {
      from: '2026-11-01',
      to: '2026-12-31',
      address: '工地西门',
      point: { lat: round(lat + gauss(random) * 0.02), lng: round(lng + gauss(random) * 0.02) },
    },
  ]
}

const idOf = (i: number) => `0190f000-0000-7000-8000-${i.toString(16).padStart(12, '0')}`
const round = (degrees: number) => Math.round(degrees * 1e6) / 1e6

function gauss(random: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())
}

function pickBy<T>(items: readonly T[], weightOf: (it: T) => number, total: number, random: () => number): T {
  let left = random() * total
  for (const it of items) {
    left -= weightOf(it)
    if (left < 0) return it
  }
  return items[items.length - 1] as T
}
