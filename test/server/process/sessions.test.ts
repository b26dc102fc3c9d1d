import { createSpawner } from '../../support/spawned-api'

const spawner = createSpawner()
afterAll(() => spawner.clear())
jest.setTimeout(60_000)

it('logs a device out in every process at once', async () => {
  const settings = { NUANXIN_DATA: await spawner.dataFolder(), NUANXIN_DEMO: '1' }
  const [here, there] = await Promise.all([spawner.api(settings).ready(), spawner.api(settings).ready()])
  const login = async () => {
    const body = '{"provider":"demo","code":"rider"}'
    const opened = await fetch(`${here}/v1/sessions`, { method: 'POST', body })
    const { token } = (await opened.json()) as { token: string }
    return { Authorization: `Bearer ${token}` }
  }
  const status = async (url: string, headers: Record<string, string>) =>
    (await fetch(`${url}/v1/me`, { headers })).status
  const [lost, kept] = [await login(), await login()]
  expect(await Promise.all([status(here, lost), status(there, lost)])).toEqual([200, 200])

  const listed = await fetch(`${there}/v1/me/sessions`, { headers: kept })
  const { sessions } = (await listed.json()) as { sessions: { id: string; current: boolean }[] }
  const id = sessions.find((it) => !it.current)?.id
  await fetch(`${there}/v1/me/sessions/${id}`, { method: 'DELETE', headers: kept })
  expect(await Promise.all([status(here, lost), status(there, lost)])).toEqual([401, 401])
  expect(await status(here, kept)).toBe(200)
})
