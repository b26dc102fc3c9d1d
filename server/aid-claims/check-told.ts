import type { ClaimFacts } from '@/contract'
import { factsFault } from '@/rules/claim-facts'
import { unseal } from '../account/seal'
import type { Context } from '../context'
import { Refusal } from '../http/refusal'
import { ServiceFault } from '../ports'
import { openidOf } from './openid'

/** Refuses facts that cannot be; `at` is where they stand in the call: `facts`. */
export function requireFacts(facts: ClaimFacts, happenedAt: number, now: number): void {
  const fault = factsFault(facts, happenedAt, now)
  if (fault) throw new Refusal(fault.code, { field: `facts.${fault.field}`, detail: fault.detail })
}

/**
 * Whether WeChat lets a text through. What it does not answer for is held: nobody but its writer reads it until it does.
 * Refuses what WeChat refuses. Where nobody checks, or the writer is not known to WeChat, there is nothing to wait for.
 */
export async function checkText(
  { database, ports }: Pick<Context, 'database' | 'ports'>,
  workerId: string,
  text: string,
  field: string,
): Promise<'clear' | 'held'> {
  const { texts } = ports
  if (!texts || text.trim() === '') return 'clear'
  const login = await openidOf(database, workerId)
  if (!login) return 'clear'
  const openid = new TextDecoder().decode(await unseal(ports.keys, `login:${login.subject}`, login.sealed))
  try {
    if (!(await texts.isFit(openid, text))) throw new Refusal('text-refused', { field })
    return 'clear'
  } catch (error) {
    if (!(error instanceof ServiceFault)) throw error
    ports.log.warn('A text waits for WeChat’s check', { cause: error })
    return 'held'
  }
}
