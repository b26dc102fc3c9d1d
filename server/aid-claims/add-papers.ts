import type { AidClaim, api, HandledInput } from '@/contract'
import { takesPapers } from '@/rules/claim-states'
import type { Caller } from '../account/authenticate'
import { whileConsented } from '../account/consents'
import type { Context } from '../context'
import type { Queryable } from '../database/database'
import { Refusal } from '../http/refusal'
import { photosOf } from '../uploads/queries'
import { checkText, requireFacts } from './check-told'
import { takePhotos } from './file-claim'
import { moveClaim } from './move-claim'
import { findClaim, lockClaim, writeTold, type ClaimRow } from './queries'
import { showClaim } from './show-claim'
import { sealTold, unsealTold } from './told'

const MOST_PHOTOS = 120
const MOST_WORDS = 2_000

/** A claim that the caller filed, or that is about him. */
export async function requireMine(
  database: Queryable,
  caller: Caller,
  id: string,
  find: typeof findClaim = findClaim,
): Promise<ClaimRow> {
  const row = await find(database, id)
  if (!row || (row.worker_id !== caller.workerId && row.filer_id !== caller.workerId)) {
    throw new Refusal('not-found')
  }
  return row
}

/** Refuses more photos than a case can be read with. */
export async function requireRoom(tx: Queryable, claimId: string): Promise<void> {
  if ((await photosOf(tx, claimId)).length > MOST_PHOTOS) {
    throw new Refusal('claim-photos-full', { field: 'photoIds' })
  }
}

/**
 * Adds to an open claim. Safe to repeat: photos that are in it stay in it, and the same words are not written twice.
 */
export async function addPapers(
  context: Context,
  caller: Caller,
  id: string,
  given: HandledInput<typeof api.addPapers>['body'],
): Promise<AidClaim> {
  const { clock, database, ports, random } = context
  const found = await requireMine(database, caller, id)
  if (given.facts) requireFacts(given.facts, found.happened_at.getTime(), clock())
  const more = given.words?.trim() ?? ''
  const text = await checkText(context, caller.workerId, more, 'words')
  await whileConsented(database, caller.workerId, ['health'], async (tx) => {
    const row = await requireMine(tx, caller, id, lockClaim)
    const told = await unsealTold(ports.keys, row.id, row.told)
    // The same call once more finds that it has been done.
    const repeated = given.complete && row.state === 'reviewing' && (given.photoIds ?? []).length > 0
    if (!takesPapers(row.state)) throw new Refusal('claim-closed')
    await takePhotos(tx, row.id, given.photoIds ?? [], caller)
    await requireRoom(tx, row.id)
    const photos = await photosOf(tx, row.id)
    if (more !== '' && !told.words.split('\n').includes(more)) {
      told.words = [told.words, more]
        .filter((it) => it !== '')
        .join('\n')
        .slice(0, MOST_WORDS)
    }
    if (given.facts) told.facts = given.facts
    for (const it of told.asked) {
      it.given ||= photos.some(
        (photo) => photo.purpose === it.purpose && photo.uploaded_at.getTime() >= Date.parse(it.askedAt),
      )
    }
    if (given.complete && row.state === 'papers') {
      if (!told.asked.some((it) => it.open && it.given)) {
        throw new Refusal('papers-missing', { field: 'photoIds' })
      }
      for (const it of told.asked) it.open = false
    }
    const sealed = await sealTold(ports.keys, random, row.id, told)
    await writeTold(tx, row.id, sealed, row.text_held || text === 'held')
    if (given.complete && row.state === 'papers' && !repeated) {
      await moveClaim(tx, context, row, 'complete', { workerId: caller.workerId, holds: false })
    }
  })
  return showClaim(context, await requireMine(database, caller, id), caller)
}
