// What the rows of the two pages say that ours is held beside. Plain script: one page is WeChat's own, without a build.
const jobs = { courier: '快递员', rider: '外卖配送员', driver: '网约车司机', trucker: '货车司机' }

const date = (instant) => {
  const day = new Date(instant + 8 * 3600000)
  return `${day.getUTCMonth() + 1} 月 ${day.getUTCDate()} 日`
}

const partOf = ({ state }) =>
  state === 'claimed' ? 'claimed' : state === 'claimable' ? 'claimable' : 'notYet'

/** One campaign as its ticket shows it. `id` tells rows apart; `off` is a word in place of a button. */
function rowOf({ campaign, standing }) {
  const { id, title, items, eligibility, distribution, stationCount, left } = campaign
  const part = partOf(standing)
  const names = items
    .map(({ name, quantity }) => (quantity === 1 ? name : `${name} × ${quantity}`))
    .join('、')
  if (part === 'claimed')
    return {
      part,
      id,
      title,
      one: names,
      two: `取货到 ${date(Date.parse(campaign.redeemBy) - 1)}`,
      text: '看券',
    }
  const whom = eligibility.occupations.map((it) => jobs[it]).join('、')
  const kept = distribution === 'entitlement'
  const until = `到 ${date(Date.parse(campaign.closesAt) - 1)}`
  const row = {
    part,
    id,
    title,
    one: whom ? `给${whom}的：${names}` : names,
    two: kept
      ? `${part === 'claimable' ? '为你留着' : '符合就有'}，${until}`
      : `${stationCount} 个驿站 · ${until}`,
  }
  if (part === 'notYet')
    return { ...row, why: `${date(Date.parse(standing.retryAt))} 0:00 开始领`, text: '还没开始', off: true }
  return kept
    ? { ...row, value: '留', text: '领取' }
    : { ...row, value: String(left), unit: '份', text: '去领' }
}

const order = ['claimable', 'notYet', 'claimed']

/** All of them, those that can be claimed first. */
exports.rowsOf = (campaigns) =>
  campaigns.map(rowOf).sort((a, b) => order.indexOf(a.part) - order.indexOf(b.part))

exports.pageSize = 20
exports.titles = { claimable: '今天能领', notYet: '还不能领', claimed: '领过的' }
exports.choices = [
  { part: 'all', text: '全部' },
  { part: 'claimable', text: '能领的' },
  { part: 'notYet', text: '还不能领' },
  { part: 'claimed', text: '领过的' },
]
