import type { Consent } from '@/contract'
import { consentHash, consentTexts } from '@/rules/consent-texts'
import type { Context } from '../context'
import { Refusal } from '../http/refusal'
import type { Caller } from './authenticate'
import { addConsent, forgetIdentity } from './queries'

/**
 * Records a consent, or its withdrawal, under the text that was shown. Only the text in force can be agreed to. A
 * withdrawal acts at once: what was kept by that consent goes.
 */
export async function putConsent(
  { clock, database, newId }: Context,
  caller: Caller,
  word: Omit<Consent, 'at'>,
): Promise<Consent> {
  const inForce =
    word.version === consentTexts[word.purpose].version && word.textHash === consentHash(word.purpose)
  if (word.given && !inForce) throw new Refusal('consent-outdated')
  const at = new Date(clock())
  await database.transaction(async (tx) => {
    await addConsent(tx, newId(), caller.workerId, word, at)
    if (word.purpose === 'identity' && !word.given) await forgetIdentity(tx, caller.workerId, at)
  })
  return { ...word, at: at.toISOString() }
}
