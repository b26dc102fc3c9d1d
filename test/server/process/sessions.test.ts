import { createCuttingProxy } from '../../support/cutting-proxy'
import { createTestDatabase } from '../../support/postgres'
import { createSpawner } from '../../support/spawned-api'

const spawner = createSpawner()
afterAll(() => spawner.clear())

const loginAt = async (url: string) => {
  const body = '{"provider":"demo","code":"rider"}'
  const opened = await fetch(`${url}/v1/sessions`, { method: 'POST', body })
  const { token } = (await opened.json()) as { token: string }
  return { Authorization: `Bearer ${token}` }
}
const status = async (url: string, headers: Record<string, string>) =>
  (await fetch(`${url}/v1/me`, { headers })).status
const endOtherAt = async (url: string, headers: Record<string, string>) => {
  const listed = await fetch(`${url}/v1/me/sessions`, { headers })
  const { sessions } = (await listed.json()) as { sessions: { id: string; current: boolean }[] }
  const id = sessions.find((it) => !it.current)?.id
  await fetch(`${url}/v1/me/sessions/${id}`, { method: 'DELETE', headers })
}

it('logs a device out in every process at once', async () => {
  const settings = { NUANXIN_DATA: await spawner.dataFolder(), NUANXIN_DEMO: '1' }
  const [here, there] = await Promise.all([spawner.api(settings).ready(), spawner.api(settings).ready()])
  const [lost, kept] = [await loginAt(here), await loginAt(here)]
  expect(await Promise.all([status(here, lost), status(there, lost)])).toEqual([200, 200])
  await endOtherAt(there, kept)
  expect(await Promise.all([status(here, lost), status(there, lost)])).toEqual([401, 401])
  expect(await status(here, kept)).toBe(200)
})

it('logs a device out at once also where no process hears what the database tells', async () => {
  const database = await createTestDatabase()
  const proxy = await createCuttingProxy(database.url)
  const settings = {
    NUANXIN_DATA: await spawner.dataFolder(),
    NUANXIN_DEMO: '1',
    DATABASE_URL: database.url,
    DATABASE_DIRECT_URL: proxy.url,
  }
  try {
    const here = await spawner.api(settings).ready()
    const there = await spawner.api(settings).ready()
    // Each listens once it has read its stations.
    for (const url of [here, there]) await fetch(`${url}/v1/stations/nearest?lat=39.9&lng=119.6`)
    expect(proxy.open).toBe(2)
    const [lost, kept] = [await loginAt(here), await loginAt(here)]
    expect(await Promise.all([status(here, lost), status(there, lost)])).toEqual([200, 200])

    proxy.cutAll(true)
    await endOtherAt(there, kept)
    expect(await Promise.all([status(here, lost), status(there, lost)])).toEqual([401, 401])
    expect(await status(here, kept)).toBe(200)
  } finally {
    await spawner.clear()
    await proxy.close()
    await database.drop()
  }
})
