import type { Campaign, Item, Standing } from '@/contract'
import { occupationName } from '@/rules/eligibility'
import { lastDayText } from '@/rules/wording'

export const itemText = ({ name, quantity }: Item): string =>
  quantity === 1 ? name : `${name} × ${quantity}`

/** 给外卖配送员、快递员的, 给工会会员里货车司机的; empty where it is for all. */
export function forWhom({ eligibility: { membership, occupations } }: Campaign): string {
  const names = occupations.map(occupationName).join('、')
  if (!membership) return names && `给${names}的`
  return names ? `给工会会员里${names}的` : '给工会会员的'
}

/** The two lines of a ticket: what it is, and where and until when. */
export function ticketLines(campaign: Campaign, state: Standing['state']): string[] {
  const items = campaign.items.map(itemText).join('、')
  const whom = forWhom(campaign)
  const until = `到 ${lastDayText(Date.parse(campaign.closesAt))}`
  return [
    whom ? `${whom}：${items}` : items,
    campaign.distribution === 'entitlement'
      ? `${state === 'claimable' ? '为你留着' : '符合就有'}，${until}`
      : `${campaign.stationCount} 个驿站 · ${until}`,
  ]
}

/** What is right of the cut: how many are left, or that one is kept. */
export const leftFigure = ({ distribution, left }: Campaign): { value: string; unit?: string } =>
  distribution === 'entitlement' || left === null ? { value: '留' } : { value: String(left), unit: '份' }
