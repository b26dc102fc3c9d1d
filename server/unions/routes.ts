import { api } from '@/contract'
import type { Context } from '../context'
import { page } from '../http/page'
import { Repeated, route, type App } from '../http/route'
import { decideCase } from './decide-case'
import { joinUnion } from './join-union'
import { leaveUnion } from './leave-union'
import { applicationsOf, casesIn, findUnions } from './queries'
import { showApplication, showCase } from './show'

export function unionRoutes(app: App, context: Context): void {
  const { database } = context
  route(app, context, api.listUnions, async ({ query: { region = '', words = '', takes } }) => ({
    unions: await findUnions(database, { region, words: words.split(/\s+/).filter(Boolean), takes }),
  }))
  route(app, context, api.joinUnion, async ({ caller, body }) => {
    const application = await joinUnion(context, caller, body)
    return application instanceof Repeated
      ? new Repeated({ application: application.reply })
      : { application }
  })
  route(app, context, api.listUnionApplications, async ({ caller }) => ({
    applications: (await applicationsOf(database, caller.workerId)).map(showApplication),
  }))
  route(app, context, api.leaveUnion, async ({ caller, params }) => ({
    application: await leaveUnion(context, caller, params.id),
  }))
  route(app, context, api.listUnionCases, async ({ query: { state, after } }) => {
    const { items, next } = await page((limit) => casesIn(database, state, after, limit))
    return { cases: items.map(showCase), next }
  })
  route(app, context, api.decideUnionCase, async ({ caller, params, body }) => ({
    case: await decideCase(context, caller, params.id, body),
  }))
}
