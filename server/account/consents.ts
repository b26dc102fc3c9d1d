import { purposes, type Consent, type ConsentWord, type Purpose } from '@/contract'
import { consentHash, consentTexts, isInForce } from '@/rules/consent-texts'
import type { Context } from '../context'
import type { Database, Queryable } from '../database/database'
import { Refusal } from '../http/refusal'
import { identityKeptUntil, latestConsentsOf, lockWorker } from './queries'

/** Refuses with `consent-required` where the worker's last word on a purpose is not yes, or was said to an older text. */
export async function requireConsents(
  database: Queryable,
  workerId: string,
  needed: readonly Purpose[],
): Promise<void> {
  const words = await latestConsentsOf(database, workerId)
  for (const purpose of needed) {
    const word = words.find((it) => it.purpose === purpose)
    if (word?.given && isInForce(word)) continue
    throw new Refusal('consent-required', {
      purpose,
      ...(word?.given && { detail: '说明有更新，请再看一遍并同意' }),
    })
  }
}

/**
 * Does what keeps sensitive data in one transaction, in which the consents cannot be taken back: a withdrawal comes before
 * it, and this is refused, or after it, and erases what this has kept.
 */
export const whileConsented = <T>(
  database: Database,
  workerId: string,
  needed: readonly Purpose[],
  keep: (tx: Queryable) => Promise<T>,
): Promise<T> =>
  database.transaction(async (tx) => {
    await lockWorker(tx, workerId)
    await requireConsents(tx, workerId, needed)
    return keep(tx)
  })

/** How a worker stands to every purpose, with the texts in force. */
export async function consentsFor({ clock, database }: Context, workerId: string): Promise<Consent[]> {
  const words = await latestConsentsOf(database, workerId)
  const keptUntil = await identityKeptUntil(database, workerId, new Date(clock()))
  return purposes.map((purpose) => {
    const word = words.find((it) => it.purpose === purpose)
    const state = stateOf(word)
    const kept = purpose === 'identity' && state === 'withdrawn' ? keptUntil : undefined
    const { title, text, version, withdrawal } = consentTexts[purpose]
    return {
      purpose,
      title,
      text,
      version,
      textHash: consentHash(purpose),
      withdrawal,
      state,
      at: word?.at ?? null,
      ...(kept && { keptUntil: kept.toISOString() }),
    }
  })
}

function stateOf(word: ConsentWord | undefined): Consent['state'] {
  if (!word) return 'never'
  if (!word.given) return 'withdrawn'
  return isInForce(word) ? 'given' : 'outdated'
}
