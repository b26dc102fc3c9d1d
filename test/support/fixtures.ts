import type { Hours, Persona, Station, Union } from '@/contract'
import type { DemoCampaign, DemoData, DemoPersona } from '../../mock/data/load'
import { AFTERNOON } from './api'

/** Small data for tests, named by the state it is in at {@link AFTERNOON}. */

const id = (kind: number, n: number) =>
  `0190${kind.toString(16).padStart(4, '0')}-0000-7000-8000-${n.toString(16).padStart(12, '0')}`
const day = 86_400_000
const at = (days: number) => new Date(AFTERNOON + days * day).toISOString()

const allWeek = [1, 2, 3, 4, 5, 6, 7]
export const officeHours: Hours = {
  weekly: [
    {
      days: allWeek,
      intervals: [
        { from: '08:30', to: '12:00', access: 'open' },
        { from: '14:00', to: '18:00', access: 'open' },
      ],
    },
  ],
  overrides: [],
  closures: [],
}
export const morningsOnly: Hours = {
  ...officeHours,
  weekly: [{ days: allWeek, intervals: [{ from: '08:00', to: '11:00', access: 'open' }] }],
}
export const roundTheClock: Hours = {
  ...officeHours,
  weekly: [{ days: allWeek, intervals: [{ from: '00:00', to: '24:00', access: 'qr' }] }],
}

const station = (n: number, over: Partial<Station>): Station => ({
  id: id(1, n),
  code: `T${n}`,
  name: `第 ${n} 驿站`,
  kind: 'own',
  address: `河北大街 ${n} 号`,
  regionCode: '130302',
  point: { lat: 39.935 + n / 1000, lng: 119.599 },
  hours: officeHours,
  facilities: [{ kind: 'water' }, { kind: 'charge', note: '6 个口' }],
  demo: true,
  ...over,
})

/** 111 m apart, going north: open, shut until tomorrow, open all night with a swap cabinet. */
export const open = station(1, {})
export const shut = station(2, { hours: morningsOnly })
export const allNight = station(3, {
  hours: roundTheClock,
  facilities: [{ kind: 'water' }, { kind: 'swap' }, { kind: 'shower' }],
  kind: 'smart',
  smartDoor: true,
})

const campaign = (n: number, over: Partial<DemoCampaign>): DemoCampaign => ({
  id: id(2, n),
  title: '温暖大礼包',
  summary: '饺子 保暖帽 加厚手套 防寒耳包',
  sponsor: '海港区总工会',
  distribution: 'stock',
  items: [
    { name: '暖心饺子', quantity: 1 },
    { name: '保暖帽子', quantity: 1 },
  ],
  eligibility: { occupations: [], membership: false },
  opensAt: at(-5),
  closesAt: at(20),
  redeemBy: at(30),
  stock: [
    { stationId: open.id, received: 2 },
    { stationId: allNight.id, received: 1 },
  ],
  demo: true,
  ...over,
})

export const inStock = campaign(1, {})
export const forRiders = campaign(2, {
  title: '“暖·新”礼包',
  distribution: 'entitlement',
  eligibility: { occupations: ['rider', 'courier'], membership: false },
  stock: [
    { stationId: open.id, received: 20 },
    { stationId: allNight.id, received: 20 },
  ],
})
export const forMembers = campaign(5, {
  title: '会员洗车',
  distribution: 'entitlement',
  eligibility: { occupations: [], membership: true },
})
export const upcoming = campaign(3, { title: '春节礼包', opensAt: at(3) })
export const ended = campaign(4, { title: '中秋礼包', opensAt: at(-60), closesAt: at(-1) })

export const union: Union = {
  id: id(5, 1),
  name: '文化路街道工会',
  regionCode: '130302',
  area: '河北省秦皇岛市海港区',
  address: '文化路 26 号',
  takes: ['household', 'workplace'],
  demo: true,
}
export const otherUnion: Union = {
  ...union,
  id: id(5, 2),
  name: '新湖街道工会',
  regionCode: '371402',
  area: '山东省德州市德城区',
  address: '新湖大街 19 号',
  takes: ['household'],
}
const draw = { prizes: 1, source: '双色球 2026140 期开奖号码', drawsAt: at(3) }
export const drawn = campaign(11, { title: '手织围巾', distribution: 'draw', closesAt: at(2), draw })
/** Nobody can enter it any more, and its numbers are known. */
export const toBeDrawn = campaign(12, {
  title: '手织围脖',
  distribution: 'draw',
  opensAt: at(-9),
  closesAt: at(-2),
  draw: { ...draw, drawsAt: at(-1) },
})
export const sized = campaign(13, {
  title: '加厚手套',
  variants: { label: '尺码', options: ['M', 'L'] },
  stock: [
    { stationId: open.id, variant: 'M', received: 1 },
    { stationId: open.id, variant: 'L', received: 2 },
    { stationId: allNight.id, variant: 'M', received: 1 },
    { stationId: allNight.id, variant: 'L', received: 0 },
  ],
})
/** One at each shop each day; one of the two is shut in the afternoon. */
export const lunch = campaign(14, {
  title: '爱心午餐',
  distribution: 'daily',
  price: { fullFen: 1_500, ownFen: 800 },
  stock: [
    { stationId: shut.id, received: 1 },
    { stationId: open.id, received: 1 },
  ],
})
export const haircuts = campaign(15, { title: '理发月卡', distribution: 'entitlement', uses: 3 })
/** Handed out to whoever stands there. */
export const onTheSpot = campaign(16, { title: '暖宝宝', presence: true })

export const plan: DemoData['plans'][number] = {
  id: id(3, 1),
  title: '意外互助',
  operator: '演示互助会',
  priceFen: 12_000,
  subsidies: [
    {
      id: id(6, 1),
      title: '专项补助',
      amountFen: 7_200,
      budgetFen: null,
      regions: [],
      occupations: [],
      roster: null,
    },
  ],
  termMonths: 12,
  minAge: 16,
  maxAge: 60,
  occupations: [],
  opensAt: null,
  closesAt: null,
  coolingDays: 15,
  renewDays: 30,
  covers: [
    { kind: 'death-disability', title: '意外身故、伤残', sumFen: 12_000_000, waitingDays: 0 },
    {
      kind: 'accident-treatment',
      title: '意外医疗',
      sumFen: 500_000,
      deductibleFen: 10_000,
      rate: 80,
      waitingDays: 0,
    },
  ],
  exclusions: ['酒后、无证、无牌上路'],
  papers: ['情况说明'],
  open: true,
  demo: true,
}
export const closedPlan: typeof plan = {
  ...plan,
  id: id(3, 2),
  title: '停办的互助',
  open: false,
  subsidies: [],
}

const person = (n: number, persona: Persona, over: Partial<DemoPersona>): DemoPersona => ({
  persona,
  id: id(4, n),
  displayName: '王*明',
  occupation: null,
  roles: ['worker'],
  stationIds: [],
  ...over,
})

export const people: DemoPersona[] = [
  person(1, 'rider', { occupation: 'rider' }),
  person(2, 'courier', { occupation: 'courier', displayName: '李*' }),
  person(3, 'driver', { occupation: 'driver', displayName: '张*' }),
  person(4, 'trucker', { occupation: 'trucker', displayName: '赵*' }),
  person(5, 'clerk', { roles: ['worker', 'clerk'], stationIds: [open.id], displayName: '陈*' }),
]

export const data: DemoData = {
  stations: [open, shut, allNight],
  unions: [union, otherUnion],
  campaigns: [inStock, forRiders, upcoming, ended],
  plans: [plan, closedPlan],
  personas: people,
}

/** All ways to hand out. */
export const allWays: DemoData = {
  ...data,
  campaigns: [...data.campaigns, drawn, toBeDrawn, sized, lunch, haircuts, onTheSpot],
}

/** A point just south of all three stations. */
export const here = { lat: 39.935, lng: 119.599 }
