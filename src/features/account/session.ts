import * as z from 'zod/mini'
import { base64url, type Worker, worker } from '@/contract'
import { persisted } from '@/platform/persisted'

/**
 * Who uses this phone. Without a token nobody is logged in; a worker without one was, and everything of his stays on the
 * phone until he logs in again or another does.
 */
const useSessionStore = persisted(
  'session',
  z.object({
    token: z.nullable(base64url),
    worker: z.nullable(worker),
    demo: z.boolean(),
    /** Why it was ended, where that was done from elsewhere. */
    ended: z.nullable(z.string()),
  }),
  { token: null, worker: null, demo: false, ended: null },
)

export interface Session {
  /** expired: the server does not know it any more. */
  state: 'anonymous' | 'member' | 'expired'
  /** Who it is or was, as last heard. */
  worker: Worker | undefined
  /** A persona of a demo. */
  demo: boolean
  /** In words, where the session was ended from another phone or by a recovery. */
  ended: string | undefined
}

interface Kept {
  token: string | null
  worker: Worker | null
}

const stateOf = ({ token, worker: kept }: Kept): Session['state'] =>
  token !== null ? 'member' : kept ? 'expired' : 'anonymous'

export function useSession(): Session {
  const state = useSessionStore(stateOf)
  const kept = useSessionStore((it) => it.worker)
  const demo = useSessionStore((it) => it.demo)
  const ended = useSessionStore((it) => it.ended)
  return { state, worker: kept ?? undefined, demo, ended: ended ?? undefined }
}

export const isMember = (): boolean => useSessionStore.getState().token !== null

/** What calls are signed with; undefined where nobody is logged in. */
export const sessionToken = (): string | undefined => useSessionStore.getState().token ?? undefined

/** Who is logged in; undefined where nobody is. */
export function sessionWorkerId(): string | undefined {
  const { token, worker: known } = useSessionStore.getState()
  return token === null ? undefined : known?.id
}

const personListeners = new Set<() => void>()

/** Told when another person, or nobody, uses the phone from now on: all of the former one's must go. */
export function onPersonChange(listener: () => void): () => void {
  personListeners.add(listener)
  return () => void personListeners.delete(listener)
}

const personChanged = () => personListeners.forEach((listener) => listener())

export function sessionOpened(opened: { token: string; worker: Worker; demo: boolean }): void {
  const same = useSessionStore.getState().worker?.id === opened.worker.id
  useSessionStore.setState({ ...opened, ended: null })
  if (!same) personChanged()
}

export function sessionClosed(): void {
  useSessionStore.setState({ token: null, worker: null, demo: false, ended: null })
  personChanged()
}

/** The token is of no use any more; who it was stays known, and why it ended, where there is more to say. */
export function sessionExpired(ended: string | null): void {
  useSessionStore.setState({ token: null, ended })
}

/** The server's latest word on who this is: another, once a clerk has given this phone the account of a lost one. */
export function workerHeard(heard: Worker): void {
  if (!isMember()) return
  const same = useSessionStore.getState().worker?.id === heard.id
  useSessionStore.setState({ worker: heard })
  if (!same) personChanged()
}
