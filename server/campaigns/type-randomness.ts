import type { Draw } from '@/contract'
import { rankEntries, readRandomness } from '@/rules/draw'
import type { Caller } from '../account/authenticate'
import type { Context } from '../context'
import { DatabaseFault } from '../database/database'
import { Refusal } from '../http/refusal'
import { moveUp } from './award'
import { findDraw, frozenEntries, lockDraw, noteTyping, writeResult } from './draw-queries'
import { frozenDraw } from './freeze-draw'
import { showDraw } from './show-draw'

/** Ten digits meet a live handle once in a while; then all of it is done again. */
const HANDLE_TRIES = 5

/**
 * Notes the public numbers of a draw as one person read them. Once another has typed the same it is drawn: everyone gets
 * his place, and those whose place is among the prizes their voucher.
 */
export async function typeRandomness(
  context: Context,
  caller: Caller,
  campaignId: string,
  text: string,
): Promise<Draw> {
  const { clock, database } = context
  const randomness = readRandomness(text)
  if (randomness === undefined) throw new Refusal('randomness-malformed', { field: 'randomness' })
  const now = clock()
  const row = await frozenDraw(database, campaignId, now)
  if (!row) throw new Refusal('not-found')
  if (row.drawn_at) throw new Refusal('draw-done', { at: row.drawn_at.toISOString() })
  if (!row.frozen_at || row.draws_at.getTime() > now) {
    throw new Refusal('randomness-early', { retryAt: row.draws_at.toISOString() })
  }
  for (let attempt = 1; ; attempt++) {
    try {
      const refused = await typeIn(context, caller, campaignId, randomness)
      // What was typed stays noted, so this is told after it is written.
      if (refused) throw refused
      break
    } catch (error) {
      const handle = error instanceof DatabaseFault && error.constraint === 'voucher_live_handle'
      if (!handle || attempt === HANDLE_TRIES) throw error
    }
  }
  const drawn = await findDraw(database, campaignId)
  if (!drawn) throw new Refusal('not-found')
  return showDraw(database, drawn, now, false)
}

const typeIn = (context: Context, caller: Caller, campaignId: string, randomness: string) =>
  context.database.transaction(async (tx): Promise<Refusal | undefined> => {
    const at = new Date(context.clock())
    const row = await lockDraw(tx, campaignId)
    if (!row || row.drawn_at) return new Refusal('draw-done')
    const typings = await noteTyping(tx, { campaignId, workerId: caller.workerId, randomness, at })
    const others = typings.filter((it) => it.worker_id !== caller.workerId)
    if (others.length === 0) return undefined
    if (!others.some((it) => it.randomness === randomness)) return new Refusal('randomness-differs')
    const ranked = rankEntries(randomness, await frozenEntries(tx, campaignId))
    await writeResult(tx, { campaignId, randomness, at, ranked, prizes: row.draw_prizes })
    await moveUp(context, tx, campaignId, row.redeem_by, row.draw_prizes)
    return undefined
  })
