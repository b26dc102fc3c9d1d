import type { Campaign, Item, Standing } from '@/contract'
import { occupationName } from '@/rules/eligibility'
import { dayOf, startOf } from '@/rules/shanghai'
import { dateText, lastDayText, lastMomentText, momentText, yuan } from '@/rules/wording'

export const itemText = ({ name, quantity }: Item): string =>
  quantity === 1 ? name : `${name} × ${quantity}`

/** 给外卖配送员、快递员的, 给工会会员里货车司机的; empty where it is for all. */
export function forWhom({ eligibility: { membership, occupations } }: Campaign): string {
  const names = occupations.map(occupationName).join('、')
  if (!membership) return names && `给${names}的`
  return names ? `给工会会员里${names}的` : '给工会会员的'
}

/** What it costs without the union; undefined where it costs nothing. */
export const priceText = ({ price }: Campaign): string | undefined =>
  price && `原价 ${yuan(price.fullFen)} 元`

/** 12 月 3 日 21:30 开奖 */
export const drawnText = (drawsAt: string): string => `${momentText(Date.parse(drawsAt))} 开奖`

/** 12 月 5 日起, with the hour where it is not the whole day */
export const fromText = (instant: number): string =>
  instant === startOf(dayOf(instant)) ? `${dateText(instant)}起` : `${momentText(instant)} 起`

/** When to collect it: 取货到 12 月 31 日, 12 月 5 日起取货，到 12 月 31 日 */
export function collectText({ redeemBy, redeemFrom }: Pick<Campaign, 'redeemBy' | 'redeemFrom'>): string {
  const end = lastMomentText(Date.parse(redeemBy))
  return redeemFrom ? `${fromText(Date.parse(redeemFrom))}取货，到 ${end}` : `取货到 ${end}`
}

/** The two lines of a ticket: what it is, and where and until when. */
export function ticketLines(campaign: Campaign, state: Standing['state']): string[] {
  const { closesAt, distribution, draw, presence, stationCount, uses, variants } = campaign
  const items = campaign.items.map(itemText).join('、')
  const what = variants ? `${variants.label} ${variants.options.join('、')}` : items
  const whom = forWhom(campaign)
  const until = `到 ${lastDayText(Date.parse(closesAt))}`
  const where = `${stationCount} 个驿站`
  if (draw) {
    return state === 'entered' || state === 'waiting'
      ? ['抽签，不用抢', '点开看你的签，结果自己能验']
      : [`抽签 · ${drawnText(draw.drawsAt)}`, `不用抢，报名${until}`]
  }
  if (distribution === 'daily') return [priceText(campaign) ?? what, '每天一张，当天用']
  const first = [whom ? `${whom}：${what}` : what, uses && `能用 ${uses} 次`].filter(Boolean).join(' · ')
  if (presence) return [first, `到站现领 · ${where}`]
  if (distribution === 'stock') return [first, `${where} · ${until}`]
  return [first, `${state === 'claimable' ? '为你留着' : '符合就有'}，${until}`]
}

/** What is right of the cut: what one pays, how many there are, or that one is kept. */
export function leftFigure({ distribution, draw, left, price }: Campaign): { value: string; unit?: string } {
  if (price) return { value: yuan(price.ownFen), unit: '元' }
  if (draw) return { value: String(draw.prizes), unit: '份' }
  return distribution === 'entitlement' || left === null
    ? { value: '留' }
    : { value: String(left), unit: '份' }
}
