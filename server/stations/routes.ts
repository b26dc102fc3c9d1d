import { api } from '@/contract'
import { openState } from '@/rules/opening-hours'
import type { Context } from '../context'
import { Refusal } from '../http/refusal'
import { route, type App } from '../http/route'
import { findNearest } from './find-nearest'

export function stationRoutes(app: App, context: Context): void {
  route(
    app,
    context,
    api.nearestStations,
    async ({ query: { lat, lng, limit, need = [], open, kinds = [] } }) => ({
      stations: await findNearest(context, { point: { lat, lng }, limit, need, open, kinds }),
    }),
  )
  route(app, context, api.getStation, async ({ params }) => {
    const station = (await context.stations.current()).byId.get(params.id)
    if (!station) throw new Refusal('not-found')
    return { station, openState: openState(station.hours, context.clock()) }
  })
}
