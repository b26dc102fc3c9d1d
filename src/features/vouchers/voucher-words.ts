import type { Voucher } from '@/contract'
import { dayOf, startOf } from '@/rules/shanghai'
import { dateText, momentText } from '@/rules/wording'

/** The last moment it is good for: 2 月 6 日 where that is the day's end, else 3 月 3 日 18:00. */
export function lastText({ expiresAt }: Voucher): string {
  const at = Date.parse(expiresAt)
  return at === startOf(dayOf(at)) ? dateText(at - 1) : momentText(at)
}

/** What is in it, in one line: 暖心饺子、保暖帽子各一; 矿泉水 × 2、面包. */
export function itemsText(items: Voucher['items']): string {
  const [first] = items
  if (!first) return ''
  if (items.every((it) => it.quantity === 1)) {
    return items.length === 1 ? first.name : `${items.map((it) => it.name).join('、')}各一`
  }
  return items.map((it) => (it.quantity === 1 ? it.name : `${it.name} × ${it.quantity}`)).join('、')
}

/** Where it can be collected. */
export const whereText = ({ station }: Voucher): string => station?.name ?? '发这份福利的驿站，哪个都能取'
