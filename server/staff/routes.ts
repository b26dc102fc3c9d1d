import { api } from '@/contract'
import { lookupKey } from '../account/seal'
import { readSpokenCode } from '../account/spoken-code'
import { meOf } from '../account/verify-identity'
import type { Context } from '../context'
import { Refusal } from '../http/refusal'
import { route, type App } from '../http/route'
import { invite } from './invite'
import { allStaff, dropInvitation, openInvitations, takeRoles, useInvitation } from './queries'

export function staffRoutes(app: App, context: Context): void {
  const { clock, database, ports } = context

  const named = async (ids: readonly string[]) => {
    const { byId } = await context.stations.current()
    return ids.map((id) => ({ id, name: byId.get(id)?.name ?? '' }))
  }

  route(app, context, api.invite, ({ caller, body }) => invite(context, caller, body))
  route(app, context, api.listInvitations, async () => {
    const rows = await openInvitations(database, new Date(clock()))
    return {
      invitations: await Promise.all(
        rows.map(async (it) => ({
          id: it.id,
          role: it.role,
          stations: await named(it.station_ids),
          expiresAt: it.expires_at.toISOString(),
        })),
      ),
    }
  })
  route(app, context, api.withdrawInvitation, async ({ params }) => {
    if (!(await dropInvitation(database, params.id))) throw new Refusal('not-found')
    return undefined
  })
  route(app, context, api.acceptInvitation, async ({ caller, body }) => {
    const hash = lookupKey(ports.keys, 'invitation', readSpokenCode(body.code))
    if (!(await useInvitation(database, hash, caller.workerId, new Date(clock())))) {
      throw new Refusal('invitation-refused', { field: 'code' })
    }
    return { worker: await meOf(context, caller) }
  })
  route(app, context, api.listStaff, async () => ({
    staff: await Promise.all(
      (await allStaff(database)).map(async (it) => ({
        id: it.id,
        maskedName: it.display_name,
        roles: it.roles,
        stations: await named(it.station_ids),
      })),
    ),
  }))
  route(app, context, api.removeStaff, async ({ params }) => {
    if (!(await takeRoles(database, params.id))) throw new Refusal('not-found')
    return undefined
  })
}
