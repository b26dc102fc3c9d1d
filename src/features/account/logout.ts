import { closeSession } from './api'
import { sessionClosed, sessionToken } from './session'

/** Logs out, with or without signal: what of the person is on the phone goes at once. */
export function logout(): void {
  // The call has its token from here on. What it brings does not matter: without the token nobody can use the session.
  if (sessionToken() !== undefined) closeSession().catch(() => undefined)
  sessionClosed()
}
