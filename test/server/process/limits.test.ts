import { createSpawner } from '../../support/spawned-api'

const spawner = createSpawner()
afterAll(() => spawner.clear())

let urls: string[]
beforeAll(async () => {
  const settings = { NUANXIN_DATA: await spawner.dataFolder(), NUANXIN_DEMO: '1', NUANXIN_PROXIES: '1' }
  urls = await Promise.all([spawner.api(settings).ready(), spawner.api(settings).ready()])
})

const call = (turn: number, path: string, init: RequestInit, address = '203.0.113.1') =>
  fetch(`${urls[turn % 2] as string}${path}`, {
    ...init,
    headers: { ...init.headers, 'X-Forwarded-For': `198.51.100.${turn}, ${address}` },
  })
const login = (turn: number, address?: string) =>
  call(turn, '/v1/sessions', { method: 'POST', body: '{"provider":"demo","code":"rider"}' }, address)

it('counts a person exactly over two processes, where the limit is tight', async () => {
  const { token } = (await (await login(0, '203.0.113.9')).json()) as { token: string }
  const headers = { Authorization: `Bearer ${token}` }
  const body = JSON.stringify({ name: '王小明', idNumber: '990001199001010014' })
  const statuses = []
  for (let turn = 0; turn < 16; turn++) {
    statuses.push((await call(turn, '/v1/me/verification', { method: 'POST', headers, body })).status)
  }
  expect(statuses).toEqual([...Array<number>(10).fill(409), ...Array<number>(6).fill(429)])
})

it('counts an address over two processes, past what its phones write, and leaves the others alone', async () => {
  const statuses = await Promise.all(
    Array.from({ length: 60 }, async (_, turn) => (await login(turn)).status),
  )
  const through = statuses.filter((it) => it === 201).length
  // Told in parts of three: each process may let two through beyond.
  expect(through).toBeGreaterThanOrEqual(30)
  expect(through).toBeLessThanOrEqual(34)
  expect(statuses.filter((it) => it !== 201 && it !== 429)).toEqual([])
  const late = await Promise.all([0, 1].map(async (turn) => (await login(turn)).headers.get('Retry-After')))
  expect(late.map(Number).every((it) => it > 0 && it <= 60)).toBe(true)
  expect((await login(0, '203.0.113.2')).status).toBe(201)
  expect((await login(1, '203.0.113.2')).status).toBe(201)
})
