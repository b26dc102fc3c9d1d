import { api } from '@/contract'
import type { Context } from '../context'
import { route, type App } from '../http/route'
import { openSession } from './open-session'
import { putConsent } from './put-consent'
import { latestConsentsOf, revoke } from './queries'
import { meOf, verifyIdentity } from './verify-identity'

export function accountRoutes(app: App, context: Context): void {
  const { clock, database } = context
  route(app, context, api.openSession, ({ body }) => openSession(context, body))
  route(app, context, api.closeSession, async ({ caller }) => {
    await revoke(database, caller.sessionId, new Date(clock()))
    return undefined
  })
  route(app, context, api.getMe, async ({ caller }) => ({ worker: await meOf(context, caller) }))
  route(app, context, api.listConsents, async ({ caller }) => ({
    consents: await latestConsentsOf(database, caller.workerId),
  }))
  route(app, context, api.putConsent, async ({ caller, body }) => ({
    consent: await putConsent(context, caller, body),
  }))
  route(app, context, api.verifyIdentity, async ({ caller, body }) => ({
    worker: await verifyIdentity(context, caller, body),
  }))
}
