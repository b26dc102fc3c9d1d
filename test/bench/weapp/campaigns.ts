import type { ReplyOf, api } from '@/contract'
import { dayOf, startOf } from '@/rules/shanghai'

type Reply = ReplyOf<typeof api.listCampaigns>
type Entry = Reply['campaigns'][number]

const gifts = [
  ['温暖大礼包', ['暖心饺子', '保暖帽', '加厚手套', '防寒耳包']],
  ['“暖·新”礼包', ['护膝', '防风帽']],
  ['清凉礼包', ['防晒冰袖', '毛巾', '藿香正气水']],
  ['爱心午餐券', ['15 元午餐一份']],
  ['自助洗车月卡', ['洗车月卡']],
] as const

/** `count` campaigns of all kinds for someone who is logged in, of texts as long as those of the demo. They begin and end around `now`,
 *  epoch ms. */
export function campaignsFor(count: number, now: number): Reply {
  return { campaigns: Array.from({ length: count }, (_, i) => entry(i, now)) }
}

/** Two thirds can be claimed, one sixth not yet, one sixth has been. */
function entry(i: number, now: number): Entry {
  const [name, items] = gifts[i % gifts.length] ?? gifts[0]
  const kept = i % 2 === 1
  const day = (offset: number) => new Date(startOf(dayOf(now) + offset)).toISOString()
  const voucherId = `019aa000-0000-7000-8009-${String(i + 1).padStart(12, '0')}`
  const state = i % 6 === 4 ? 'refused' : i % 6 === 5 ? 'claimed' : 'claimable'
  return {
    campaign: {
      id: `019aa000-0000-7000-8001-${String(i + 1).padStart(12, '0')}`,
      title: `${name}（第 ${i + 1} 批）`,
      summary: '冬天跑在路上的人，每人一份。选一个顺路的驿站领。',
      sponsor: '秦皇岛市海港区总工会',
      distribution: kept ? 'entitlement' : 'stock',
      items: items.map((it) => ({ name: it, quantity: 1 })),
      eligibility: { occupations: i % 3 === 0 ? [] : ['rider', 'courier'], membership: false },
      opensAt: day(state === 'refused' ? 5 : -7),
      closesAt: day(60),
      redeemBy: day(75),
      stationCount: 48,
      left: kept ? null : 900 - i,
      demo: true,
    },
    standing:
      state === 'refused'
        ? { state, code: 'campaign-not-open', why: '还没开始领', retryAt: day(5) }
        : state === 'claimed'
          ? { state, voucherId }
          : { state },
  }
}
