import type { AidContext } from '../aid/context'
import { takeTurn } from '../aid/payment-queries'
import { removeFiles } from '../uploads/photo-files'
import { newlyOverdue } from '../claim-review/queries'
import { checkText } from './check-told'
import { moveClaim } from './move-claim'
import { heldTexts, lockClaim, waitsOver, writeTold } from './queries'
import { Refusal } from '../http/refusal'
import { sealTold, textOf, unsealTold } from './told'

/** How often a running API looks. */
export const TEND_EVERY_MS = 60_000

/**
 * What time does to claims: delays are reported to the operator, waits for papers end, texts that WeChat did not answer for are shown to it
 * again, and files whose photos are gone go too. Of any number of processes one does it.
 */
export async function tendClaims(context: AidContext): Promise<void> {
  const { clock, database, ports } = context
  const now = clock()
  // A little less than a round, so that it is not missed by a moment.
  const until = new Date(now + TEND_EVERY_MS - 5_000)
  if (!(await takeTurn(database, 'aid-claims', new Date(now), until))) return
  for (const { id, state } of await newlyOverdue(database, new Date(now))) {
    ports.log.warn('A claim is overdue', { claim: id, state })
    ports.metrics?.overdue()
  }
  await endWaits(context)
  await recheckTexts(context)
  await removeFiles(context)
}

/** Papers that never come hold nothing up: reviewers go on with what is there, and whoever filed it is told. */
async function endWaits(context: AidContext): Promise<void> {
  const { clock, database } = context
  const now = clock()
  for (const { id } of await waitsOver(database, new Date(now))) {
    await database.transaction(async (tx) => {
      const row = await lockClaim(tx, id)
      if (row?.state !== 'papers' || row.due_at === null || row.due_at.getTime() > now) return
      await moveClaim(tx, context, row, 'wait-over', null)
    })
  }
}

/** Shows WeChat again what it did not answer for. What it refuses now is taken out of the claim, which goes on. */
async function recheckTexts(context: AidContext): Promise<void> {
  const { database, ports, random } = context
  if (!ports.texts) return
  for (const held of await heldTexts(database)) {
    const before = await unsealTold(ports.keys, held.id, held.told)
    let outcome: 'clear' | 'held' | 'refused'
    try {
      outcome = await checkText(context, held.filer_id, textOf(before), 'words')
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      outcome = 'refused'
    }
    if (outcome === 'held') continue
    await database.transaction(async (tx) => {
      const row = await lockClaim(tx, held.id)
      if (!row?.told) return
      const told = await unsealTold(ports.keys, row.id, row.told)
      // It was added to meanwhile: next time.
      if (textOf(told) !== textOf(before)) return
      if (outcome === 'refused') {
        told.where = ''
        told.words = ''
        told.objections = told.objections.map((it) => ({ ...it, words: '（微信没让这段话通过）' }))
        if (told.lateReason !== null) told.lateReason = '（微信没让这段话通过）'
      }
      await writeTold(tx, row.id, await sealTold(ports.keys, random, row.id, told), false)
    })
  }
}
