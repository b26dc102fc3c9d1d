import { api } from '@/contract'
import { DAY } from '@/rules/shanghai'
import type { Context } from '../context'
import { Refusal } from '../http/refusal'
import { route, type App } from '../http/route'
import { bindPhone } from './bind-phone'
import { consentsFor } from './consents'
import { declareOccupation } from './declare-occupation'
import { exportMe } from './export-me'
import { openSession } from './open-session'
import { sendPhoneCode } from './phone-code'
import { putConsent } from './put-consent'
import { dropDeletion, planDeletion, revoke, sessionsOf } from './queries'
import { meOf, verifyIdentity } from './verify-identity'

/** How long somebody may change his mind about leaving. */
const REGRET = 7 * DAY

export function accountRoutes(app: App, context: Context): void {
  const { clock, database } = context
  route(app, context, api.openSession, ({ body, raw }) =>
    openSession(context, body, raw.header('user-agent')),
  )
  route(app, context, api.closeSession, async ({ caller }) => {
    await revoke(database, caller.sessionId, caller.workerId, new Date(clock()), null)
    return undefined
  })
  route(app, context, api.sendPhoneCode, ({ body }) => sendPhoneCode(context, body.phone))
  route(app, context, api.listSessions, async ({ caller }) => ({
    sessions: (await sessionsOf(database, caller.workerId, new Date(clock()))).map((it) => ({
      id: it.id,
      device: it.device,
      openedAt: it.opened_at.toISOString(),
      seenAt: it.seen_at.toISOString(),
      current: it.id === caller.sessionId,
    })),
  }))
  route(app, context, api.revokeSession, async ({ caller, params }) => {
    const endedBy = params.id === caller.sessionId ? null : 'elsewhere'
    if (!(await revoke(database, params.id, caller.workerId, new Date(clock()), endedBy))) {
      throw new Refusal('not-found')
    }
    return undefined
  })
  route(app, context, api.bindPhone, async ({ caller, body }) => ({
    worker: await bindPhone(context, caller, body.code),
  }))
  route(app, context, api.getMe, async ({ caller }) => ({ worker: await meOf(context, caller) }))
  route(app, context, api.declareOccupation, async ({ caller, body }) => ({
    worker: await declareOccupation(context, caller, body.occupation),
  }))
  route(app, context, api.exportMe, async ({ caller }) => ({ export: await exportMe(context, caller) }))
  route(app, context, api.deleteMe, async ({ caller }) => {
    const now = clock()
    const planned = await planDeletion(database, caller.workerId, new Date(now + REGRET), new Date(now))
    return { deletesAt: planned.deletesAt.toISOString(), endsPolicies: planned.policies }
  })
  route(app, context, api.keepMe, async ({ caller }) => {
    await dropDeletion(database, caller.workerId)
    return { worker: await meOf(context, caller) }
  })
  route(app, context, api.listConsents, async ({ caller }) => ({
    consents: await consentsFor(context, caller.workerId),
  }))
  route(app, context, api.putConsent, async ({ caller, body }) => ({
    consent: await putConsent(context, caller, body),
    worker: await meOf(context, caller),
  }))
  route(app, context, api.verifyIdentity, async ({ caller, body }) => ({
    worker: await verifyIdentity(context, caller, body),
  }))
}
