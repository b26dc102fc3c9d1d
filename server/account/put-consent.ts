import type { Consent, ConsentWord, Purpose } from '@/contract'
import { isInForce } from '@/rules/consent-texts'
import { forgetHealth } from '../aid-claims/forget-health'
import { forgetPayoutAccount } from '../aid-claims/payout-account'
import type { Context } from '../context'
import type { Queryable } from '../database/database'
import { Refusal } from '../http/refusal'
import { endUnionOf } from '../unions/queries'
import type { Caller } from './authenticate'
import { consentsFor } from './consents'
import { addConsent, forgetIdentity, lockWorker } from './queries'

/**
 * Records a consent, or its withdrawal, under the text that was shown. Only the text in force can be agreed to. A
 * withdrawal acts at once: what was kept by that consent goes.
 */
export async function putConsent(
  context: Context,
  caller: Caller,
  word: Omit<ConsentWord, 'at'>,
): Promise<Consent> {
  const { clock, database, newId } = context
  if (word.given && !isInForce(word)) throw new Refusal('consent-outdated', { purpose: word.purpose })
  const at = new Date(clock())
  await database.transaction(async (tx) => {
    await lockWorker(tx, caller.workerId)
    await addConsent(tx, newId(), caller.workerId, word, at)
    if (!word.given) await withdrawn[word.purpose](tx, caller.workerId, at, context)
  })
  const now = (await consentsFor(context, caller.workerId)).find((it) => it.purpose === word.purpose)
  if (!now) throw new Error(`No consent to ${word.purpose}`)
  return now
}

const nothingKept = async () => undefined

/**
 * What goes with each consent that is taken back, besides that endpoints which name it refuse from then on. Whatever else
 * comes to be kept under one is erased here; `consents.test.ts` holds each column to that.
 */
const withdrawn: Record<
  Purpose,
  (tx: Queryable, workerId: string, at: Date, context: Context) => Promise<unknown>
> = {
  async identity(tx, workerId, at) {
    await endUnionOf(tx, workerId, at)
    await forgetIdentity(tx, workerId, at)
  },
  location: nothingKept,
  health: (tx, workerId, _at, context) => forgetHealth(tx, context, workerId),
  bank: forgetPayoutAccount,
  messages: nothingKept,
}
