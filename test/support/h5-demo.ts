import type { AddressInfo } from 'node:net'
import { serve, type ServerType } from '@hono/node-server'
import { Hono } from 'hono'
import { createSite } from '../../server/site'
import { createDemoApi, type DemoApi } from './demo-api'

export interface H5Demo extends DemoApi {
  readonly url: string
}

/** The API with the demo data, and the H5 build beside it, listening on this machine. `drop` it in afterAll. */
export async function serveH5Demo(...how: Parameters<typeof createDemoApi>): Promise<H5Demo> {
  const api = await createDemoApi(...how)
  const site = new Hono().all('/v1/*', (c) => api.app.fetch(c.req.raw)).route('/', createSite())
  const listening = await new Promise<ServerType>((resolve) => {
    const starting = serve({ fetch: site.fetch, port: 0, hostname: '127.0.0.1' }, () => resolve(starting))
  })
  return {
    ...api,
    url: `http://127.0.0.1:${(listening.address() as AddressInfo).port}`,
    async drop() {
      if ('closeAllConnections' in listening) listening.closeAllConnections()
      await new Promise((resolve) => listening.close(resolve))
      await api.drop()
    },
  }
}
