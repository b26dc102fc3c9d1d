import { api } from '@/contract'
import { requireStation } from '../account/authenticate'
import type { Context } from '../context'
import { page } from '../http/page'
import { route, type App } from '../http/route'
import { enterStock, showEntry } from './enter-stock'
import { findByHand } from './find-by-hand'
import { handOver, showHandover, takeOver } from './hand-over'
import { entriesAt, handoversAt } from './queries'
import { redeemByHand } from './redeem-by-hand'
import { stockAt } from './show-stock'

export function deskRoutes(app: App, context: Context): void {
  const { database } = context
  route(app, context, api.findByHand, ({ caller, body }) => findByHand(context, caller, body))
  route(app, context, api.redeemByHand, ({ caller, body, intent }) =>
    redeemByHand(context, caller, body, intent),
  )
  route(app, context, api.getStock, async ({ caller, query }) => {
    requireStation(caller, query.stationId)
    const [stock, { items, next }] = await Promise.all([
      stockAt(context, query.stationId),
      page((limit) => entriesAt(database, query.stationId, query.after, limit)),
    ])
    return { stock, entries: items.map(showEntry), next }
  })
  route(app, context, api.enterArrival, ({ caller, body, intent }) =>
    enterStock(context, caller, { ...body, kind: 'received' }, intent),
  )
  route(app, context, api.enterLoss, ({ caller, body, intent }) =>
    enterStock(context, caller, { ...body, kind: 'lost' }, intent),
  )
  route(app, context, api.handOver, ({ caller, body, intent }) => handOver(context, caller, body, intent))
  route(app, context, api.takeOver, async ({ caller, params }) => ({
    handover: await takeOver(context, caller, params.id),
  }))
  route(app, context, api.listHandovers, async ({ caller, query }) => {
    requireStation(caller, query.stationId)
    const { items, next } = await page((limit) => handoversAt(database, query.stationId, query.after, limit))
    return { handovers: items.map((it) => showHandover(it, caller)), next }
  })
}
