import { api } from '@/contract'
import { openState } from '@/rules/opening-hours'
import { readStationCode } from '@/rules/station-code'
import type { Context } from '../context'
import { Refusal } from '../http/refusal'
import { route, type App } from '../http/route'
import { checkIn } from './check-in'
import { clearReports } from './clear-reports'
import { openDoor } from './open-door'
import { stationOfCode } from './queries'
import { reportStation } from './report-station'
import { takeDoorEvent } from './take-door-event'

export function arrivalRoutes(app: App, context: Context): void {
  const { clock, database, live, stations } = context
  route(app, context, api.findStationByCode, async ({ params }) => {
    const id = await stationOfCode(database, readStationCode(params.code))
    const station = id && (await stations.current()).byId.get(id)
    if (!station) throw new Refusal('station-code-unknown')
    const state = openState(station.hours, clock())
    return { station, openState: state, live: (await live.current())(station.id) }
  })
  route(app, context, api.checkIn, ({ caller, params }) => checkIn(context, caller, params.id))
  route(app, context, api.reportStation, ({ caller, params, body }) =>
    reportStation(context, caller, params.id, body.kind),
  )
  route(app, context, api.clearReports, async ({ caller, params }) => {
    await clearReports(context, caller, params.id)
    return undefined
  })
  route(app, context, api.openDoor, ({ params }) => openDoor(context, params.id))
  route(app, context, api.doorEvents, async ({ body }) => {
    await takeDoorEvent(context, body)
    return undefined
  })
}
