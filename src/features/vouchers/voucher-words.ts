import type { Voucher } from '@/contract'
import { dayOf, startOf } from '@/rules/shanghai'
import { dateText, momentText, pastText } from '@/rules/wording'
import { laterThan } from './wallet'

/** The last moment it is good for: 2 月 6 日 where that is the day's end, else 3 月 3 日 18:00. */
export function lastText({ expiresAt }: Voucher): string {
  const at = Date.parse(expiresAt)
  return at === startOf(dayOf(at)) ? dateText(at - 1) : momentText(at)
}

/** 有效到 2 月 6 日, or 12 月 5 日起能用，到 2 月 6 日 as long as that is to come. */
export function validText(voucher: Voucher, now: number): string {
  const from = laterThan(voucher, now)
  return from === undefined ? `有效到 ${lastText(voucher)}` : `${beginsText(from)}，到 ${lastText(voucher)}`
}

/** 12 月 5 日起能用, 12 月 5 日 8:30 起能用 */
export const beginsText = (from: number): string =>
  `${from === startOf(dayOf(from)) ? dateText(from) : `${momentText(from)} `}起能用`

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

/** 加厚手套 · L */
export const titleOf = ({ title, variant }: Pick<Voucher, 'title' | 'variant'>): string =>
  variant === undefined ? title : `${title} · ${variant}`

/** Of a pass: 还能用 2 次（共 3 次），上次 12 月 3 日 14:32. */
export function usesText({ uses, redeemedAt }: Voucher, now: number): string | undefined {
  if (!uses) return undefined
  const last = redeemedAt === null ? '' : `，上次 ${pastText(Date.parse(redeemedAt), now)}`
  return `还能用 ${uses.left} 次（共 ${uses.total} 次）${last}`
}
