import type { StationStock } from '@/contract'
import { DAY, dateText, dayOf } from '@/rules/shanghai'
import type { Context } from '../context'
import { figuresAt } from '../ledger/figures'
import { onShelf } from './enter-stock'
import { shelvesAt } from './queries'

/** What was not collected goes back, and is handed over, for a while after a campaign's end. */
const SHOWN_AFTER = 30 * DAY

/** What lies at a station, campaign by campaign. */
export async function stockAt({ clock, database }: Context, stationId: string): Promise<StationStock[]> {
  const now = clock()
  const shelves = await shelvesAt(database, stationId, dateText(dayOf(now)), new Date(now - SHOWN_AFTER))
  const figures = await figuresAt(
    database,
    stationId,
    shelves.map((it) => it.id),
  )
  return shelves.map(({ daily_quota: quota, distribution, id, items, stock, title, uses, variants }) => {
    const its = figures(id)
    const lefts = Object.values(stock)
    const left = lefts.length > 0 ? lefts.reduce((sum, it) => sum + it, 0) : quota
    return {
      campaignId: id,
      title,
      items,
      distribution,
      ...(uses > 1 && { uses }),
      figures: its,
      onShelf: onShelf(its),
      left: distribution === 'stock' ? (left ?? 0) : distribution === 'daily' ? left : null,
      ...(variants && { variants: variants.options.map((name) => ({ name, left: stock[name] ?? 0 })) }),
    }
  })
}
