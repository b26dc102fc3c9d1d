import type { Voucher } from '@/contract'
import { fetchVouchers } from './api'
import { keepStretch, keptVouchers } from './wallet'

/** As many pages as one refresh reads at most. */
const mostPages = 10

/**
 * Brings the wallet up to date: reads the list from its newest end until a page tells nothing new and every voucher that
 * counts as usable here has been seen. Gives the cursor of what lies further back, null where nothing does.
 */
export async function syncWallet(signal?: AbortSignal): Promise<string | null> {
  const held = keptVouchers()
  const before = new Set(held.map((it) => it.id))
  const unseen = new Set(held.filter((it) => it.state === 'ready').map((it) => it.id))
  const read: Voucher[] = []
  let next: string | null = null
  for (let pages = 0; pages < mostPages; pages++) {
    const page = await fetchVouchers(next ?? undefined, signal)
    read.push(...page.vouchers)
    next = page.next
    const news = page.vouchers.some((it) => !before.has(it.id))
    for (const it of page.vouchers) unseen.delete(it.id)
    if (next === null || (!news && unseen.size === 0)) break
  }
  keepStretch(read, before, next === null)
  return next
}
