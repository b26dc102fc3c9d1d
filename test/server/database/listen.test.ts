import pg from 'pg'
import { silentLog } from '../../../server/adapters/log'
import type { Database } from '../../../server/database/database'
import { openDatabase } from '../../../server/database/pool'
import { createCuttingProxy, type CuttingProxy } from '../../support/cutting-proxy'
import { createTestDatabase, type TestDatabase } from '../../support/postgres'
import { waitUntil } from '../../support/wait-until'

let test: TestDatabase
let proxy: CuttingProxy
let frail: Database

beforeAll(async () => {
  test = await createTestDatabase()
  proxy = await createCuttingProxy(test.url)
})
afterAll(async () => {
  await proxy.close()
  await test.drop()
})
beforeEach(() => {
  frail = openDatabase({ url: proxy.url, statements: 'named', max: 1, log: silentLog, idleTimeoutMillis: 0 })
})
afterEach(() => frail.close())

const notify = (channel: string, payload: string) =>
  test.database.query({ name: 'listen-test/notify', text: 'SELECT pg_notify($1, $2)' }, [channel, payload])

it('hears its own channels only, until it stops', async () => {
  const stations: (string | undefined)[] = []
  const again: (string | undefined)[] = []
  const stop = await frail.listen('stations', (payload) => stations.push(payload))
  await frail.listen('stations', (payload) => again.push(payload))
  await notify('stations', 'one')
  await notify('campaigns', 'other')
  await notify('stations', '')
  await waitUntil('two notices', () => again.length === 2)
  expect(stations).toEqual(['one', ''])
  await stop()
  await notify('stations', 'three')
  await waitUntil('a third notice', () => again.length === 3)
  expect(stations).toEqual(['one', ''])
})

it('tells each channel once when the connection was made anew, and hears on', async () => {
  const stations: (string | undefined)[] = []
  const campaigns: (string | undefined)[] = []
  await frail.listen('stations', (payload) => stations.push(payload))
  await frail.listen('campaigns', (payload) => campaigns.push(payload))
  proxy.cutAll()
  await waitUntil('a reconnection', () => campaigns.length === 1)
  await notify('stations', 'after')
  await waitUntil('a notice', () => stations.includes('after'))
  expect(stations).toEqual([undefined, 'after'])
  expect(campaigns).toEqual([undefined])
})

it('says one thing after another, however many begin to listen at once', async () => {
  let underWay = 0
  let most = 0
  const { prototype } = pg.Client
  const query = prototype.query as (this: pg.Client, text: string) => Promise<unknown>
  const counted = function (this: pg.Client, text: string) {
    most = Math.max(most, ++underWay)
    return query.call(this, text).finally(() => underWay--)
  }
  prototype.query = counted as typeof prototype.query
  const heard: (string | undefined)[] = []
  const channels = ['stations', 'campaigns', 'vouchers']
  await Promise.all(channels.map((it) => frail.listen(it, (payload) => heard.push(payload))))
  prototype.query = query as typeof prototype.query
  expect(most).toBe(1)
  for (const it of channels) await notify(it, it)
  await waitUntil('every channel', () => heard.length === 3)
})

it('keeps trying while the server is away', async () => {
  const heard: (string | undefined)[] = []
  await frail.listen('stations', (payload) => heard.push(payload))
  proxy.cutAll(true)
  await new Promise((resolve) => setTimeout(resolve, 600))
  expect(heard).toEqual([])
  proxy.cutAll(false)
  await waitUntil('a reconnection', () => heard.length === 1)
})

it('goes on when one listener throws', async () => {
  const heard: (string | undefined)[] = []
  await frail.listen('stations', () => {
    throw new Error('a fault of the listener')
  })
  await frail.listen('stations', (payload) => heard.push(payload))
  await notify('stations', 'one')
  await waitUntil('a notice', () => heard.length === 1)
})

it('rejects when the server cannot be reached at first', async () => {
  proxy.cutAll(true)
  await expect(frail.listen('stations', () => {})).rejects.toMatchObject({ kind: 'unreachable' })
  proxy.cutAll(false)
})

it('leaves no connection behind', async () => {
  await frail.listen('stations', () => {})
  expect(proxy.open).toBe(1)
  await frail.close()
  await waitUntil('a closed connection', () => proxy.open === 0)
})
