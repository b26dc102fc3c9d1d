import { api } from '@/contract'
import { openState } from '@/rules/opening-hours'
import type { Context } from '../context'
import { Refusal } from '../http/refusal'
import { Prepared, route, type App } from '../http/route'
import { findClusters } from './find-clusters'
import { findNearest } from './find-nearest'
import { getPack } from './get-pack'

export function stationRoutes(app: App, context: Context): void {
  route(app, context, api.nearestStations, ({ query }) => {
    const { lat, lng, limit, need = [], open, kinds = [], order, heading, road } = query
    const { length, weight, height } = query
    const anyVehicle = length === undefined && weight === undefined && height === undefined
    return findNearest(context, {
      point: { lat, lng },
      limit,
      need,
      open,
      kinds,
      vehicle: anyVehicle ? undefined : { length, weight, height },
      order,
      heading,
      road,
    })
  })
  route(app, context, api.stationClusters, async ({ query }) => ({
    items: await findClusters(context, query),
  }))
  route(app, context, api.getStationPack, async ({ params }) => {
    const { etag, json, gzipped } = await getPack(context, params.regionCode)
    return new Prepared(json, { etag, gzipped })
  })
  route(app, context, api.getStation, async ({ params }) => {
    const station = (await context.stations.current()).byId.get(params.id)
    if (!station) throw new Refusal('not-found')
    const live = (await context.live.current())(station.id)
    return { station, openState: openState(station.hours, context.clock()), live }
  })
}
