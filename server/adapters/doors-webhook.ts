import * as z from 'zod/mini'
import { timestamp } from '@/contract'
import { toBase64url } from '@/rules/encoding'
import { isDoorMessage, signDoorMessage } from '../arrivals/door-signature'
import { ServiceFault, type Clock, type Doors, type Random } from '../ports'

export interface DoorsOptions {
  /** Where the system behind the doors takes requests: https://… */
  readonly url: string
  /** 32 bytes that it and we know. */
  readonly secret: Uint8Array
  readonly clock: Clock
  readonly random: Random
  /** Milliseconds one call may take. Default 4,000: somebody stands in the cold. */
  readonly timeoutMs?: number
}

const messageShape = z.object({
  timestamp: z.int(),
  nonce: z.string(),
  payload: z.string(),
  signature: z.string(),
})
const answerShape = z.object({
  nonce: z.string(),
  result: z.enum(['unlocked', 'offline', 'refused']),
  until: z.optional(timestamp),
})

/** Doors behind a system that speaks as docs/doors.md says. A request is sent once: a door must not open late. */
export function createDoors({ url, secret, clock, random, timeoutMs = 4_000 }: DoorsOptions): Doors {
  return {
    secret,
    async unlock(door) {
      const nonce = toBase64url(random(18))
      const payload = JSON.stringify({ door, event: 'unlock' })
      const timestamp = Math.floor(clock() / 1_000)
      let response: Response
      let answered: unknown
      try {
        response = await fetch(url, {
          method: 'POST',
          headers: { 'Content-Type': 'application/json' },
          body: JSON.stringify(signDoorMessage(secret, { timestamp, nonce, payload })),
          redirect: 'error',
          signal: AbortSignal.timeout(timeoutMs),
        })
        answered = await response.json()
      } catch (cause) {
        throw new ServiceFault('busy', 'unlock: no answer that can be read', { cause })
      }
      const message = messageShape.safeParse(answered)
      if (!message.success || !isDoorMessage(secret, message.data, clock())) {
        throw new ServiceFault('misconfigured', `unlock: an answer (${response.status}) that is not signed`)
      }
      const answer = answerShape.safeParse(parse(message.data.payload))
      // Signed, and about this very request: an earlier "unlocked" proves nothing.
      if (!answer.success || answer.data.nonce !== nonce) {
        throw new ServiceFault('misconfigured', 'unlock: an answer to something else')
      }
      const { result, until } = answer.data
      if (result === 'unlocked' && until !== undefined) return Date.parse(until)
      throw new ServiceFault(result === 'offline' ? 'busy' : 'blocked', `unlock: ${result}`)
    },
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
