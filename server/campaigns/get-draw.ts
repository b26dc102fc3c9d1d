import type { ReplyOf, api } from '@/contract'
import { inclusionOf } from '@/rules/draw'
import type { Caller } from '../account/authenticate'
import type { Context } from '../context'
import { Refusal } from '../http/refusal'
import { frozenEntries, findEntryIn } from './draw-queries'
import { frozenDraw } from './freeze-draw'
import { showDraw, showEntry } from './show-draw'

/** A draw as anybody may check it, and the caller's own entry with its way to the root. */
export async function getDraw(
  { clock, database }: Context,
  caller: Caller | undefined,
  campaignId: string,
  withEntries: boolean,
): Promise<ReplyOf<typeof api.getDraw>> {
  const now = clock()
  const row = await frozenDraw(database, campaignId, now)
  if (!row) throw new Refusal('not-found')
  const draw = await showDraw(database, row, now, withEntries)
  const mine = caller && (await findEntryIn(database, caller.workerId, campaignId))
  if (!mine) return { draw }
  const inclusion =
    row.frozen_at === null
      ? undefined
      : inclusionOf(draw.entries ?? (await frozenEntries(database, campaignId)), mine.entry_id)
  return { draw, mine: { entry: showEntry(mine, now), ...(inclusion && { inclusion }) } }
}
