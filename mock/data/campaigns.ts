import type { Campaign, StationKind } from '@/contract'
import { dayOf, startOf } from '@/rules/shanghai'
import type { DemoCampaign } from './load'
import { haigangStation, haigangStations } from './stations'

const sponsor = '秦皇岛市海港区总工会'
const id = (number: number) => `019aa000-0000-7000-8001-${String(number).padStart(12, '0')}`

const giftPacks = 900
/** The stations whose share of the gift packs is not like the others'. */
const shares = new Map([
  [haigangStation(1).id, 19],
  [haigangStation(2).id, 40],
  [haigangStation(3).id, 30],
  [haigangStation(4).id, 12],
])

/** Shares out `total` over the stations: the given shares first, then the rest as evenly as whole packs go. */
function shareOut(total: number): DemoCampaign['stock'] {
  const others = haigangStations.filter((it) => !shares.has(it.id))
  const rest = total - [...shares.values()].reduce((sum, it) => sum + it, 0)
  const each = Math.floor(rest / others.length)
  const withOneMore = new Set(others.slice(0, rest % others.length).map((it) => it.id))
  return haigangStations.map(({ id: stationId }) => ({
    stationId,
    received: shares.get(stationId) ?? each + (withOneMore.has(stationId) ? 1 : 0),
  }))
}

const atKinds = (received: number, ...kinds: StationKind[]): DemoCampaign['stock'] =>
  haigangStations.filter((it) => kinds.includes(it.kind)).map((it) => ({ stationId: it.id, received }))

/** Whole Shanghai days from the load moment on: 0 is 00:00 today. */
const days = (now: number) => {
  const today = dayOf(now)
  const at = (offset: number) => new Date(startOf(today + offset)).toISOString()
  return (
    opens: number,
    closes: number,
    redeem: number,
  ): Pick<Campaign, 'opensAt' | 'closesAt' | 'redeemBy'> => ({
    opensAt: at(opens),
    closesAt: at(closes),
    redeemBy: at(redeem),
  })
}

/** The demo's campaigns around `now` (epoch ms): four that run, one that opens in five days, one that ended yesterday. */
export function campaigns(now: number): DemoCampaign[] {
  const between = days(now)
  return [
    {
      id: id(1),
      title: '温暖大礼包',
      summary: '冬天跑在路上的人，每人一份。选一个顺路的驿站领。',
      sponsor,
      distribution: 'stock',
      items: [
        { name: '暖心饺子', quantity: 1 },
        { name: '保暖帽', quantity: 1 },
        { name: '加厚手套', quantity: 1 },
        { name: '防寒耳包', quantity: 1 },
      ],
      eligibility: { occupations: [], membership: false },
      ...between(-7, 60, 75),
      stock: shareOut(giftPacks),
      demo: true,
    },
    {
      id: id(2),
      title: '“暖·新”礼包',
      summary: '给骑车送件、送餐的人：护膝、防风帽。一人一份，给你留着。',
      sponsor,
      distribution: 'entitlement',
      items: [
        { name: '护膝', quantity: 1 },
        { name: '防风帽', quantity: 1 },
      ],
      eligibility: { occupations: ['rider', 'courier'], membership: false },
      ...between(-5, 45, 60),
      stock: atKinds(60, 'shared', 'own', 'rider-station'),
      demo: true,
    },
    {
      id: id(3),
      title: '靠垫',
      summary: '给久坐开车的人。一人一个，给你留着。',
      sponsor,
      distribution: 'entitlement',
      items: [{ name: '腰靠垫', quantity: 1 }],
      eligibility: { occupations: ['driver', 'trucker'], membership: false },
      ...between(-3, 45, 60),
      stock: atKinds(80, 'shared', 'driver-home', 'workers-home'),
      demo: true,
    },
    {
      id: id(4),
      title: '可加热护具',
      summary: '充电就能热的护膝，骑车时戴。每站不多，一人一副。',
      sponsor,
      distribution: 'stock',
      items: [{ name: '可加热护膝', quantity: 1 }],
      eligibility: { occupations: ['rider', 'courier'], membership: false },
      ...between(5, 35, 50),
      stock: atKinds(24, 'rider-station'),
      demo: true,
    },
    {
      id: id(5),
      title: '免费理发',
      summary: '工人文化宫的师傅给理发，一人一次。',
      sponsor,
      distribution: 'entitlement',
      items: [{ name: '理发', quantity: 1 }],
      eligibility: { occupations: [], membership: false },
      ...between(-30, 0, 7),
      stock: atKinds(300, 'cultural-palace'),
      demo: true,
    },
    {
      id: id(6),
      title: '会员洗车月卡',
      summary: '工会会员的车，一个月里到司机之家自助洗，不要钱。',
      sponsor,
      distribution: 'entitlement',
      items: [{ name: '自助洗车月卡', quantity: 1 }],
      eligibility: { occupations: ['driver', 'trucker'], membership: true },
      ...between(-2, 45, 60),
      stock: atKinds(100, 'driver-home'),
      demo: true,
    },
  ]
}
