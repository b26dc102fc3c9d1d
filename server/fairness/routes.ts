import { api, type AlarmKind } from '@/contract'
import type { Context } from '../context'
import { page } from '../http/page'
import { Refusal } from '../http/refusal'
import { route, type App } from '../http/route'
import { showPresence } from './presence'
import { alarmsBefore, letThrough, slowedBefore } from './queries'
import { slowRuleText } from './slow-rules'

const alarming: Record<AlarmKind, string> = {
  guessing: '手输的数字错得太多，可能有人在试号码',
  'too-fast': '核销比发得过来还快，可能在替不在场的人核销',
}

export function fairnessRoutes(app: App, context: Context): void {
  const { clock, database } = context
  route(app, context, api.getPresence, async ({ caller, params }) => showPresence(context, caller, params))
  route(app, context, api.listSlowed, async ({ query }) => {
    const { items, next } = await page((limit) => slowedBefore(database, query.after, limit))
    return {
      slowed: items.map((it) => ({
        id: it.id,
        rule: it.rule,
        why: slowRuleText[it.rule],
        campaign: { id: it.campaign_id, title: it.title },
        worker: { id: it.worker_id, maskedName: it.display_name, verified: it.verified },
        firstAt: it.first_at.toISOString(),
        lastAt: it.last_at.toISOString(),
        times: it.times,
        until: it.until.toISOString(),
        ...(it.cleared_at && { clearedAt: it.cleared_at.toISOString() }),
        ...(it.claimed_at && { claimedAt: it.claimed_at.toISOString() }),
      })),
      next,
    }
  })
  route(app, context, api.listAlarms, async ({ query }) => {
    const { items, next } = await page((limit) => alarmsBefore(database, query.after, limit))
    return {
      alarms: items.map((it) => ({
        id: it.id,
        kind: it.kind,
        why: alarming[it.kind],
        station: { id: it.station_id, name: it.station_name },
        firstAt: it.first_at.toISOString(),
        lastAt: it.last_at.toISOString(),
        times: it.times,
      })),
      next,
    }
  })
  route(app, context, api.clearSlowed, async ({ params }) => {
    if (!(await letThrough(database, params.id, new Date(clock())))) throw new Refusal('not-found')
    return undefined
  })
}
