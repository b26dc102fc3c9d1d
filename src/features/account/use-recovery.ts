import { useState } from 'react'
import * as z from 'zod/mini'
import { timestamp, uuid, type Worker } from '@/contract'
import { Refusal } from '@/platform/call'
import { persisted } from '@/platform/persisted'
import type { QueryView } from '@/platform/query-view'
import { askRecovery } from './recovery-api'
import { onPersonChange, useSession } from './session'
import { type IdentityFormControl, useIdentityForm } from './use-identity-form'
import { useMe } from './use-me'

/**
 * What this phone asked for last. Kept from one start of the app to the next: on the way to the clerk other apps may
 * push it out.
 */
const useAsked = persisted(
  'recovery',
  z.object({
    code: z.nullable(z.string()),
    expiresAt: z.nullable(timestamp),
    /** The account made on this phone, for which it was asked. */
    by: z.nullable(uuid),
  }),
  { code: null, expiresAt: null, by: null },
)

onPersonChange(() => useAsked.setState({ code: null, expiresAt: null, by: null }))

/** How often the server is asked whether the account has come. */
const askEveryMs = 3_000

export type RecoveryState =
  | { at: 'logged-out' }
  | { at: 'loading' }
  /** `late`: the last code has run out. */
  | { at: 'asking'; late: boolean }
  | { at: 'waiting'; code: string; expiresAt: number }
  | { at: 'recovered'; worker: Worker }
  /** The account on this phone was verified before: there is nothing to bring back to it. */
  | { at: 'verified'; worker: Worker }

export interface RecoveryControl {
  state: RecoveryState
  me: QueryView<Worker>
  form: IdentityFormControl
  /** Another code in place of the one that is shown. */
  again: () => void
}

const again = () => useAsked.setState({ code: null, expiresAt: null })

/**
 * Bringing an account back from a phone that is lost: asked for by name and ID number on the new one, given by a clerk.
 * While the page is `shown` and waits, it looks every few seconds whether the clerk has. `now` is epoch ms, to the minute.
 */
export function useRecovery(shown: boolean, now: number): RecoveryControl {
  const { state: session, worker } = useSession()
  const asked = useAsked()
  const expiresAt = asked.expiresAt === null ? 0 : Date.parse(asked.expiresAt)
  const code = worker && asked.by === worker.id ? asked.code : null
  const waits = session === 'member' && code !== null && expiresAt > now && !worker?.verified
  const me = useMe(waits && shown ? askEveryMs : undefined)
  /** The account that this page saw waiting. */
  const [waitedAs, setWaitedAs] = useState<string>()
  if (waits && waitedAs !== worker?.id) setWaitedAs(worker?.id)
  const ask = async (name: string, idNumber: string) => {
    try {
      return await askRecovery(name, idNumber)
    } catch (fault) {
      // The clerk was faster than this page.
      if (fault instanceof Refusal && fault.code === 'already-verified') void me.refresh()
      throw fault
    }
  }
  const form = useIdentityForm(ask, (reply) => {
    useAsked.setState({ ...reply, by: worker?.id ?? null })
  })
  return { state: stateOf(), me, form, again }

  function stateOf(): RecoveryState {
    if (session !== 'member') return { at: 'logged-out' }
    if (!worker) return { at: 'loading' }
    if (worker.verified) {
      return { at: waitedAs !== undefined && waitedAs !== worker.id ? 'recovered' : 'verified', worker }
    }
    return waits && code !== null ? { at: 'waiting', code, expiresAt } : { at: 'asking', late: code !== null }
  }
}
