import { api } from '@/contract'
import type { Context } from '../context'
import { route, type App } from '../http/route'
import { askRecovery } from './ask-recovery'
import { checkRecovery, confirmRecovery } from './confirm-recovery'

export function recoveryRoutes(app: App, context: Context): void {
  route(app, context, api.askRecovery, ({ caller, body }) => askRecovery(context, caller, body))
  route(app, context, api.checkRecovery, async ({ caller, body }) => ({
    recovery: await checkRecovery(context, caller, body),
  }))
  route(app, context, api.confirmRecovery, async ({ caller, body }) => ({
    recovery: await confirmRecovery(context, caller, body),
  }))
}
