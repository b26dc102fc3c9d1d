import { api } from '@/contract'
import { meOf } from '../account/verify-identity'
import type { Context } from '../context'
import { Refusal } from '../http/refusal'
import { route, type App } from '../http/route'
import { acceptInvitation, checkInvitation } from './accept-invitation'
import { findStations } from './find-stations'
import { invite } from './invite'
import { named } from './named'
import { allStaff, dropInvitation, openInvitations, takeRoles } from './queries'

export function staffRoutes(app: App, context: Context): void {
  const { clock, database } = context

  route(app, context, api.invite, ({ caller, body }) => invite(context, caller, body))
  route(app, context, api.listInvitations, async () => {
    const rows = await openInvitations(database, new Date(clock()))
    return {
      invitations: await Promise.all(
        rows.map(async (it) => ({
          id: it.id,
          role: it.role,
          stations: await named(context, it.station_ids),
          expiresAt: it.expires_at.toISOString(),
        })),
      ),
    }
  })
  route(app, context, api.withdrawInvitation, async ({ params }) => {
    if (!(await dropInvitation(database, params.id))) throw new Refusal('not-found')
    return undefined
  })
  route(app, context, api.checkInvitation, async ({ caller, body }) => ({
    offer: await checkInvitation(context, caller, body.code),
  }))
  route(app, context, api.acceptInvitation, async ({ caller, body }) => {
    await acceptInvitation(context, caller, body.code)
    return { worker: await meOf(context, caller) }
  })
  route(app, context, api.listStaff, async () => ({
    staff: await Promise.all(
      (await allStaff(database)).map(async (it) => ({
        id: it.id,
        maskedName: it.display_name,
        roles: it.roles,
        stations: await named(context, it.station_ids),
      })),
    ),
  }))
  route(app, context, api.removeStaff, async ({ params }) => {
    if (!(await takeRoles(database, params.id))) throw new Refusal('not-found')
    return undefined
  })
  route(app, context, api.findStations, async ({ query }) => ({
    stations: await findStations(context, query.words),
  }))
}
