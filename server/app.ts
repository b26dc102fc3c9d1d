import { Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { api, MAX_PHOTO } from '@/contract'
import { findCallers } from './account/queries'
import { accountRoutes } from './account/routes'
import { aidRoutes } from './aid/routes'
import { claimRoutes } from './aid-claims/routes'
import { createLiveStates } from './arrivals/live-states'
import { arrivalRoutes } from './arrivals/routes'
import { readEarlier } from './campaigns/claim-queries'
import { createClaimQueue } from './campaigns/claim-queue'
import { createCampaignDirectory } from './campaigns/directory'
import { campaignRoutes } from './campaigns/routes'
import { reviewRoutes } from './claim-review/routes'
import type { Context } from './context'
import { DatabaseFault } from './database/database'
import { deskRoutes } from './desk/routes'
import { fairnessRoutes } from './fairness/routes'
import { gather } from './gather'
import { MAX_BODY } from './http/read-body'
import { apiHeaders } from './http/headers'
import { Refusal } from './http/refusal'
import type { App } from './http/route'
import { EndpointRouter } from './http/router'
import { keyMaker } from './ids'
import type { Settings } from './ports'
import { noticeRoutes } from './notices/routes'
import { collectionRoutes } from './payouts/collection-routes'
import { payoutRoutes } from './payouts/routes'
import { recoveryRoutes } from './recovery/routes'
import { redemptionRoutes } from './redemptions/routes'
import { createStationDirectory } from './stations/directory'
import { createStationKeeper } from './stations/keeper'
import { staffRoutes } from './staff/routes'
import { stationRoutes } from './stations/routes'
import { systemRoutes } from './system/routes'
import { unionRoutes } from './unions/routes'
import { uploadRoutes } from './uploads/routes'
import { voucherRoutes } from './vouchers/routes'

/**
 * The API as a Hono app, over whatever database, clock, randomness and ports it is handed. All it imports bundles for a
 * browser, so that the same app answers in a tab, in tests and on servers.
 */
export function createApp(settings: Settings): App {
  const { clock, database, ports, random } = settings
  const newId = keyMaker(clock, random)
  const context: Context = {
    ...settings,
    newId,
    stations: createStationDirectory(
      database,
      ports.stations ?? createStationKeeper({ database, shared: false }),
      ports.log,
    ),
    live: createLiveStates(database, clock, ports.log),
    campaigns: createCampaignDirectory(database, clock, newId, ports.log),
    findCaller: gather((hashes) => findCallers(database, hashes, new Date(clock()))),
    claim: createClaimQueue(database, clock, random),
    findEarlier: gather((asked) => readEarlier(database, asked)),
  }
  const app: App = new Hono({ router: new EndpointRouter() })

  app.use(async (c, next) => {
    const started = clock()
    await next()
    // Not by c.header(), which would make a new response of this one, and a stream of its body.
    const { headers } = c.res
    for (const [name, value] of Object.entries(apiHeaders)) headers.set(name, value)
    if (!headers.has('Cache-Control')) headers.set('Cache-Control', 'no-store')
    // Phones measure how wrong their clock is by it; a voucher's code depends on that.
    headers.set('Date', new Date(clock()).toUTCString())
    ports.metrics?.answered(c.get('endpoint'), c.res.status, clock() - started)
  })
  const limitBody = bodyLimit({ maxSize: MAX_BODY, onError: () => answer(new Refusal('too-large')) })
  const limitUpload = bodyLimit({
    maxSize: MAX_PHOTO + MAX_BODY,
    onError: () => answer(new Refusal('photo-too-large', { field: api.uploadPhoto.upload.field })),
  })
  app.use((c, next) => {
    // A body is not looked for where there can be none: that alone makes a whole Request of the light one of Node's adapter.
    if (c.env?.body !== undefined || c.req.method === 'GET' || c.req.method === 'HEAD') return next()
    return (c.req.path === api.uploadPhoto.path ? limitUpload : limitBody)(c, next)
  })

  systemRoutes(app, context)
  accountRoutes(app, context)
  stationRoutes(app, context)
  arrivalRoutes(app, context)
  campaignRoutes(app, context)
  voucherRoutes(app, context)
  fairnessRoutes(app, context)
  redemptionRoutes(app, context)
  deskRoutes(app, context)
  aidRoutes(app, context)
  uploadRoutes(app, context)
  claimRoutes(app, context)
  reviewRoutes(app, context)
  payoutRoutes(app, context)
  collectionRoutes(app, context)
  staffRoutes(app, context)
  recoveryRoutes(app, context)
  unionRoutes(app, context)
  noticeRoutes(app, context)

  app.notFound(() => answer(new Refusal('route-unknown')))
  app.onError((error) => answer(refusalFor(error)))

  function answer(refusal: Refusal): Response {
    const problem = refusal.toProblem()
    const headers: Record<string, string> = { 'Content-Type': 'application/problem+json; charset=utf-8' }
    if (problem.status === 429 || problem.status === 503) {
      const wait = problem.retryAt === undefined ? 0 : Date.parse(problem.retryAt) - clock()
      headers['Retry-After'] = String(Math.max(1, Math.ceil(wait / 1000)))
    }
    return new Response(JSON.stringify(problem), { status: problem.status, headers })
  }

  function refusalFor(error: unknown): Refusal {
    if (error instanceof Refusal) return error
    if (error instanceof DatabaseFault && error.kind === 'unknown') return new Refusal('outcome-unknown')
    if (error instanceof DatabaseFault && error.kind === 'unreachable') return new Refusal('unavailable')
    ports.log.error('A request failed', { cause: error })
    return new Refusal('internal')
  }
  return app
}
