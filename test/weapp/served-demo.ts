import type { AddressInfo } from 'node:net'
import { serve, type ServerType } from '@hono/node-server'
import { createDemoApi, type DemoApi } from '../support/demo-api'
import { type Server, serverAt } from './runtime/network'

export interface ServedDemo extends DemoApi {
  /** Leads the requests of a phone to it, by HTTP. */
  readonly server: Server
}

/** The API with the demo data, listening on this machine. `drop` it in afterAll. */
export async function serveDemo(...how: Parameters<typeof createDemoApi>): Promise<ServedDemo> {
  const api = await createDemoApi(...how)
  const listening = await new Promise<ServerType>((resolve) => {
    const starting = serve({ fetch: api.app.fetch, port: 0, hostname: '127.0.0.1' }, () => resolve(starting))
  })
  const { port } = listening.address() as AddressInfo
  return {
    ...api,
    server: serverAt(`http://127.0.0.1:${port}`),
    async drop() {
      if ('closeAllConnections' in listening) listening.closeAllConnections()
      await new Promise((resolve) => listening.close(resolve))
      await api.drop()
    },
  }
}
