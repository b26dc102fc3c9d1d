import type { AidClaim, api, HandledInput } from '@/contract'
import { objectBy } from '@/rules/claim-states'
import type { Caller } from '../account/authenticate'
import { whileConsented } from '../account/consents'
import { keepPolicy } from '../aid/queries'
import type { Context } from '../context'
import { Refusal } from '../http/refusal'
import { requireMine, requireRoom } from './add-papers'
import { checkText } from './check-told'
import { takePhotos } from './file-claim'
import { moveClaim } from './move-claim'
import { lockClaim, setObjected, writeTold } from './queries'
import { showClaim } from './show-claim'
import { sealTold, unsealTold } from './told'

/**
 * Objects to a refusal, once; whoever proposed it does not decide again. The same words once more are the same objection.
 */
export async function objectToRefusal(
  context: Context,
  caller: Caller,
  id: string,
  given: HandledInput<typeof api.objectToRefusal>['body'],
): Promise<AidClaim> {
  const { clock, database, ports, random } = context
  await requireMine(database, caller, id)
  const words = given.words.trim()
  if (words === '') throw new Refusal('invalid-input', { field: 'words', detail: '请写一下哪里不对' })
  const text = await checkText(context, caller.workerId, words, 'words')
  await whileConsented(database, caller.workerId, ['health'], async (tx) => {
    const row = await requireMine(tx, caller, id, lockClaim)
    const told = await unsealTold(ports.keys, row.id, row.told)
    if (row.objected_at) {
      if (told.objections.some((it) => it.words === words)) return
      throw new Refusal('objection-made')
    }
    if (row.state !== 'refused' || !row.refused_at) throw new Refusal('objection-not-now')
    if (!(await keepPolicy(tx, row.policy_id))) throw new Refusal('objection-not-now')
    const now = clock()
    const until = objectBy(row.refused_at.getTime(), row.claim_terms)
    if (now >= until) throw new Refusal('objection-late', { at: new Date(until).toISOString() })
    told.objections.push({ at: new Date(now).toISOString(), words })
    await takePhotos(tx, row.id, given.photoIds ?? [], caller)
    await requireRoom(tx, row.id)
    const sealed = await sealTold(ports.keys, random, row.id, told)
    await writeTold(tx, row.id, sealed, row.text_held || text === 'held')
    await moveClaim(tx, context, row, 'object', { workerId: caller.workerId, holds: false })
    await setObjected(tx, row.id, new Date(now))
  })
  return showClaim(context, await requireMine(database, caller, id), caller)
}
