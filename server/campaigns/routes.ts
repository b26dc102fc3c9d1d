import { api } from '@/contract'
import type { Context } from '../context'
import { Refusal } from '../http/refusal'
import { Repeated, route, type App } from '../http/route'
import { campaignFigures } from '../ledger/figures'
import { claimCampaign } from './claim-campaign'
import { getCampaign } from './get-campaign'
import { findCampaign, runningCampaigns } from './queries'
import { standingOf } from './standing'

export function campaignRoutes(app: App, context: Context): void {
  const { clock, database, stations } = context
  route(app, context, api.listCampaigns, async ({ caller }) => {
    const now = clock()
    const found = await runningCampaigns(database, caller?.workerId, new Date(now))
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
  route(app, context, api.claimCampaign, async ({ caller, params, body, intent }) => {
    const claimed = await claimCampaign(context, caller, params.id, body.stationId, intent)
    return claimed instanceof Repeated ? new Repeated({ voucher: claimed.reply }) : { voucher: claimed }
  })
  route(app, context, api.campaignLedger, async ({ params }) => {
    if (!(await findCampaign(database, undefined, params.id))) throw new Refusal('not-found')
    const { total, stations: perStation } = await campaignFigures(database, params.id)
    const { byId } = await stations.current()
    return {
      total,
      stations: perStation.map((it) => ({ ...it, name: byId.get(it.stationId)?.name ?? '' })),
    }
  })
}
