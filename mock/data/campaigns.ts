import type { Campaign, StationKind } from '@/contract'
import { DAY, dayOf, formatDay, startOf, weekdayOf } from '@/rules/shanghai'
import { kitchens } from './kitchens'
import type { DemoCampaign } from './load'
import { personas } from './personas'
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
    redeemFrom?: number,
  ): Pick<Campaign, 'opensAt' | 'closesAt' | 'redeemBy' | 'redeemFrom'> => ({
    opensAt: at(opens),
    closesAt: at(closes),
    redeemBy: at(redeem),
    ...(redeemFrom !== undefined && { redeemFrom: at(redeemFrom) }),
  })
}

const sizes = ['M', 'L', 'XL']

/** Gloves of each size at the stations of the gift packs: the largest only at every other, and at one of those a single pair. */
const gloves: DemoCampaign['stock'] = haigangStations
  .slice(0, 12)
  .flatMap(({ id: stationId }, i) =>
    [8, 6, i === 1 ? 1 : (i % 2) * 3].map((received, n) => ({ stationId, variant: sizes[n], received })),
  )

/** 双色球 is drawn on Tuesdays, Thursdays and Sundays at 21:15. */
const ballDays = [2, 4, 7]
const HALF_PAST_NINE = DAY - 2.5 * 3_600_000

/** A draw by the first drawing of 双色球 on or after a day, which is a Shanghai day from the load moment on. */
function byBalls(now: number, offset: number, prizes: number): DemoCampaign['draw'] {
  let day = dayOf(now) + offset
  while (!ballDays.includes(weekdayOf(day))) day++
  return {
    prizes,
    source: `${formatDay(day, 'YYYY 年 M 月 D 日')}开奖的双色球号码`,
    drawsAt: new Date(startOf(day) + HALF_PAST_NINE).toISOString(),
  }
}

/** Those who are served, and a clerk, take part in the draw that is due; who they are says nothing about their entries. */
const entries = personas
  .filter(({ roles }) => !roles.includes('reviewer') && !roles.includes('admin'))
  .map(({ id: workerId }, i) => ({
    workerId,
    entryId: `019aa000-0000-7000-8006-${String(1041 + 7 * i).padStart(12, '0')}`,
  }))

/**
 * The demo's campaigns around `now` (epoch ms): one at least of each way to hand out, one that opens in five days, one that
 * ended yesterday, one whose vouchers are good from the day after tomorrow on, and a draw that closed and waits for its numbers.
 */
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
    {
      id: id(7),
      title: '骑手午餐券',
      summary: '15 元一份的饭，付 8 元。每天一张，当天吃；不用抢，没领到的明天还有。',
      sponsor,
      distribution: 'daily',
      items: [{ name: '两荤一素一汤', quantity: 1 }],
      eligibility: { occupations: ['rider', 'courier'], membership: false },
      ...between(-20, 70, 70),
      price: { fullFen: 1_500, ownFen: 800 },
      stock: kitchens.map(({ id: stationId, quota: received }) => ({ stationId, received })),
      demo: true,
    },
    {
      id: id(8),
      title: '加厚手套',
      summary: '防风、能划手机。选好尺码，去还有的驿站领。',
      sponsor,
      distribution: 'stock',
      items: [{ name: '加厚手套', quantity: 1 }],
      eligibility: { occupations: [], membership: false },
      ...between(-1, 40, 55),
      variants: { label: '尺码', options: sizes },
      stock: gloves,
      demo: true,
    },
    {
      id: id(9),
      title: '手织围巾',
      summary: '志愿者手织的 30 条。抽签，不用抢；什么时候报名，机会都一样。',
      sponsor,
      distribution: 'draw',
      items: [{ name: '手织围巾', quantity: 1 }],
      eligibility: { occupations: [], membership: false },
      ...between(-2, 4, 40),
      draw: byBalls(now, 4, 30),
      stock: atKinds(30, 'workers-home', 'cultural-palace'),
      demo: true,
    },
    {
      id: id(10),
      title: '手织耳罩',
      summary: '志愿者手织的 2 副，抽签。报名的人和开奖号码都公开，谁都能验。',
      sponsor,
      distribution: 'draw',
      items: [{ name: '手织耳罩', quantity: 1 }],
      eligibility: { occupations: [], membership: false },
      ...between(-14, -4, 30),
      draw: byBalls(now, -4, 2),
      stock: atKinds(2, 'workers-home', 'cultural-palace'),
      entries,
      demo: true,
    },
    {
      id: id(11),
      title: '暖宝宝',
      summary: '到站就给，一人一包。扫工作人员手机上的码。',
      sponsor,
      distribution: 'stock',
      items: [{ name: '暖宝宝', quantity: 10 }],
      eligibility: { occupations: [], membership: false },
      ...between(-3, 50, 50),
      presence: true,
      stock: [1, 2, 3, 5].map((number) => ({ stationId: haigangStation(number).id, received: 60 })),
      demo: true,
    },
    {
      id: id(12),
      title: '理发卡',
      summary: '这个冬天理三次发，不要钱。每周三、周六师傅在。',
      sponsor,
      distribution: 'entitlement',
      items: [{ name: '理发', quantity: 1 }],
      eligibility: { occupations: [], membership: false },
      ...between(-10, 2, 90),
      uses: 3,
      stock: atKinds(300, 'cultural-palace', 'workers-home'),
      demo: true,
    },
    {
      id: id(13),
      title: '护腰',
      summary: '给搬货、爬楼的快递员。先领券，后天货到站，再去取。',
      sponsor,
      distribution: 'entitlement',
      items: [{ name: '护腰', quantity: 1 }],
      eligibility: { occupations: ['courier'], membership: false },
      ...between(-1, 30, 45, 2),
      stock: atKinds(40, 'shared', 'own'),
      demo: true,
    },
  ]
}
