import type { Context } from '../context'
import type { Queryable } from '../database/database'
import { newHandle } from '../vouchers/handle'
import { awardVouchers, nextEntries } from './draw-queries'

/** Gives vouchers to the first who wait, at most `count`, while there is time to redeem them. Returns how many. */
export async function moveUp(
  { clock, newId, random }: Pick<Context, 'clock' | 'newId' | 'random'>,
  tx: Queryable,
  campaignId: string,
  redeemBy: Date,
  count: number,
): Promise<number> {
  const now = clock()
  if (redeemBy.getTime() <= now) return 0
  const next = await nextEntries(tx, campaignId, count)
  const won = next.map((it) => ({ ...it, voucherId: newId(), handle: newHandle(random), ledgerId: newId() }))
  if (won.length > 0) await awardVouchers(tx, campaignId, new Date(now), redeemBy, won)
  return won.length
}
