import { useState } from 'react'
import { random } from './random'
import { formatUuid } from './random.shared'

/** A fresh Idempotency-Key for one intent. The same one goes out again when a reply got lost. */
export const newKey = async (): Promise<string> => formatUuid(await random.randomBytes(16))

export interface IntentKeys {
  /** The key of this intent: made at its first try and the same at every further one, until it is settled. */
  of: (intent: string) => Promise<string>
  /** The server has answered for good: the next try is another intent. */
  settle: (intent: string) => void
}

/** Keys for what this component asks for, one for each intent (any text that tells them apart). */
export function useIntentKey(): IntentKeys {
  return useState(intentKeys)[0]
}

function intentKeys(): IntentKeys {
  const keys = new Map<string, Promise<string>>()
  return {
    of(intent) {
      const key = keys.get(intent) ?? newKey()
      keys.set(intent, key)
      // Without randomness there is no key; the next try asks for it anew.
      key.catch(() => keys.delete(intent))
      return key
    },
    settle: (intent) => void keys.delete(intent),
  }
}
