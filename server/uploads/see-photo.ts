import { barredFrom } from '@/rules/claim-states'
import type { Caller } from '../account/authenticate'
import { addLook, looksAt, reviewable } from '../aid-claims/looks'
import type { Context } from '../context'
import { Refusal } from '../http/refusal'
import { openPhoto, type PhotoSize } from './photo-files'
import { findPhoto } from './queries'

/**
 * A photo for whom it concerns: whoever uploaded it, the member it is about, and reviewers as long as its case is open,
 * each of whose looks is logged before they see it. To everybody else it is as if it were not there.
 */
export async function seePhoto(
  context: Context,
  caller: Caller,
  id: string,
  size: PhotoSize,
): Promise<Uint8Array> {
  const row = await findPhoto(context.database, id)
  if (!row) throw new Refusal('not-found')
  if (row.worker_id === caller.workerId || row.member_id === caller.workerId) {
    return openPhoto(context, row, size)
  }
  if (!caller.roles.includes('reviewer') || row.claim_id === null || row.state === null) {
    throw new Refusal('not-found')
  }
  const people = { memberId: row.member_id ?? '', filerId: row.filer_id ?? '', codeById: row.code_by }
  const barred = barredFrom(people, caller.workerId)
  if (barred) throw new Refusal(barred)
  if (!reviewable(row.state)) throw new Refusal('case-closed')
  // A small one belongs to the look at its case, which is logged as that; asked for by itself it is a look of its own.
  if (size === 'full' || !(await looksAt(context, caller, row.claim_id))) {
    await addLook(context, caller, { what: 'photo', claimId: row.claim_id, subjectId: row.id })
  }
  return openPhoto(context, row, size)
}
