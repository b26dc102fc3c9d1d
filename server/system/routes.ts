import { api } from '@/contract'
import type { Context } from '../context'
import { route, type App } from '../http/route'
import { openApi } from './openapi'

const ping = { name: 'ping', text: 'SELECT 1' }

export function systemRoutes(app: App, context: Context): void {
  const { clock, database, demo } = context
  // Registered by hand: the ceiling for benches, so not even a session is looked up.
  app.get(api.getVersion.path, (c) => c.json({ name: 'nuanxin', api: 'v1' }))
  route(app, context, api.getHealth, async () => {
    await database.query(ping)
    return { database: 'up' as const, time: new Date(clock()).toISOString(), demo }
  })
  let document: string | undefined
  app.get('/v1/openapi.json', (c) => {
    document ??= JSON.stringify(openApi())
    return c.body(document, 200, { 'Content-Type': 'application/json; charset=utf-8' })
  })
}
