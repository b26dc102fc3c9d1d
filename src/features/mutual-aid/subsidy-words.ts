import type { Occupation, Plan, Subsidy } from '@/contract'
import { occupationName } from '@/rules/eligibility'
import { yuan } from '@/rules/wording'

/** 网约车司机、货车司机 */
export const occupationNames = (all: readonly Occupation[]): string => all.map(occupationName).join('、')

/** Whom it is for: 给当地工会的外卖配送员, 给名单里的人, 人人都有. */
function whom({ listed, occupations, regions }: Subsidy): string {
  const who = occupations.length > 0 ? occupationNames(occupations) : regions.length > 0 ? '会员' : ''
  const where = regions.length > 0 ? '当地工会的' : ''
  if (listed) return `给名单里的${who || '人'}`
  return who === '' ? '人人都有' : `给${where}${who}`
}

/** How many it still lasts for: 还够 200 人, 用完了; undefined where it is not limited. */
function leftText({ amountFen, leftFen }: Subsidy): string | undefined {
  if (leftFen === null || amountFen === 0) return undefined
  const people = Math.floor(leftFen / amountFen)
  return people === 0 ? '用完了' : `还够 ${people.toLocaleString('en-US')} 人`
}

/** Whose money takes something off the price, how much, for whom, and how long it lasts. */
export const subsidyRows = ({ subsidies, subsidyTitle }: Pick<Plan, 'subsidies' | 'subsidyTitle'>) =>
  subsidies.map((it) => ({
    label: it.title,
    value: `补 ${yuan(it.amountFen)} 元`,
    note: [whom(it), leftText(it), it.title === subsidyTitle && '你用这份'].filter(Boolean).join(' · '),
  }))

/** Whether a plan is for whoever works as this; those who have not said are let in to ask. */
export const isFor = ({ occupations }: Pick<Plan, 'occupations'>, occupation: Occupation | null): boolean =>
  occupations.length === 0 || occupation === null || occupations.includes(occupation)

/** 名单里的人少付 120 元, where a list takes off more than everybody gets. */
export function listedText({ subsidies, subsidyFen, ownFen }: Plan): string | undefined {
  const most = Math.max(0, ...subsidies.filter((it) => it.listed).map((it) => it.amountFen))
  if (most <= subsidyFen) return undefined
  return most >= subsidyFen + ownFen ? '名单里的人不用付钱' : `名单里的人少付 ${yuan(most)} 元`
}
