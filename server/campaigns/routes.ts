import { api } from '@/contract'
import { dateText, dayOf } from '@/rules/shanghai'
import type { Context } from '../context'
import { Refusal } from '../http/refusal'
import { route, type App } from '../http/route'
import { campaignFigures } from '../ledger/figures'
import { headOf } from '../ledger/seal-ledger'
import { claimCampaign } from './claim-campaign'
import { getCampaign } from './get-campaign'
import { getDraw } from './get-draw'
import { getEntitlements } from './get-entitlements'
import { runningCampaigns } from './queries'
import { standingOf } from './standing'
import { typeRandomness } from './type-randomness'

export function campaignRoutes(app: App, context: Context): void {
  const { campaigns, clock, database, stations } = context
  route(app, context, api.listCampaigns, async ({ caller }) => {
    const now = clock()
    const found = await runningCampaigns(database, caller?.workerId, new Date(now), dateText(dayOf(now)))
    return {
      campaigns: found.map((it) => ({ campaign: it.campaign, standing: standingOf(it, caller, now) })),
    }
  })
  route(app, context, api.getCampaign, ({ caller, params, query: { lat, lng } }) =>
    getCampaign(
      context,
      caller,
      params.id,
      lat === undefined || lng === undefined ? undefined : { lat, lng },
    ),
  )
  route(app, context, api.claimCampaign, ({ address, caller, params, body, intent }) =>
    claimCampaign(context, caller, params.id, body, intent, address),
  )
  route(app, context, api.campaignLedger, async ({ params }) => {
    if (!(await campaigns.facts(params.id))) throw new Refusal('not-found')
    const { total, stations: perStation } = await campaignFigures(database, params.id)
    const { byId } = await stations.current()
    return {
      total,
      stations: perStation.map((it) => ({ ...it, name: byId.get(it.stationId)?.name ?? '' })),
    }
  })
  route(app, context, api.ledgerHead, async () => ({ head: (await headOf(database)) ?? null }))
  route(app, context, api.getDraw, ({ caller, params, query }) =>
    getDraw(context, caller, params.id, query.entries),
  )
  route(app, context, api.typeRandomness, async ({ caller, params, body }) => ({
    draw: await typeRandomness(context, caller, params.id, body.randomness),
  }))
  route(app, context, api.getEntitlements, ({ caller }) => getEntitlements(context, caller))
}
