import { api } from '@/contract'
import type { Caller } from '../account/authenticate'
import type { Context } from '../context'
import { page } from '../http/page'
import { Refusal } from '../http/refusal'
import { route, type App } from '../http/route'
import { addSubscriptions, deadBefore, reviveNotice, subscriptionsOf } from './queries'

export function noticeRoutes(app: App, context: Context): void {
  const { clock, database, ports } = context
  const shown = async (caller: Caller) => {
    const has = new Map(
      (await subscriptionsOf(database, caller.workerId)).map((it) => [it.kind, it.left_count]),
    )
    return {
      subscriptions: (ports.notices?.templates ?? []).map(({ kind, templateId }) => ({
        kind,
        templateId,
        left: has.get(kind) ?? 0,
      })),
    }
  }
  route(app, context, api.listSubscriptions, ({ caller }) => shown(caller))
  route(app, context, api.subscribe, async ({ caller, body }) => {
    if (ports.notices) await addSubscriptions(database, caller.workerId, body.kinds)
    return shown(caller)
  })
  route(app, context, api.listDeadNotices, async ({ query }) => {
    const { items, next } = await page((limit) => deadBefore(database, query.after, limit))
    return {
      notices: items.map((it) => ({
        id: it.id,
        kind: it.kind,
        enteredAt: it.entered_at.toISOString(),
        endedAt: it.ended_at.toISOString(),
        tries: it.tries,
        fault: it.fault ?? '',
      })),
      next,
    }
  })
  route(app, context, api.retryNotice, async ({ params }) => {
    if (!(await reviveNotice(database, params.id, new Date(clock())))) throw new Refusal('not-found')
    return undefined
  })
}
