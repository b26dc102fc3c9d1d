import { randomBytes } from 'node:crypto'
import { api } from '@/contract'
import { createLimiter } from '../../server/adapters/limiter'
import { silentLog } from '../../server/adapters/log'
import { addressOf } from '../../server/address'
import { limits } from '../../server/limits/paces'
import { createTestApi, newKey, type TestApi } from '../support/api'
import { here, inStock, open } from '../support/fixtures'
import { createWorld, plenty, type Person, type World } from './world'

const warnings: string[] = []

/** An API whose calls are counted, over a database that can be made to fail for the limiter. */
let broken = false
let asked = 0
let server: TestApi
let world: World
beforeAll(async () => {
  const log = { ...silentLog, warn: (message: string) => void warnings.push(message) }
  server = await createTestApi(plenty, {
    wrap: (own) => ({
      ...own,
      query: async (statement, values) => {
        if (statement.name.startsWith('rate_limit') && broken) throw new Error('away')
        asked++
        return own.query(statement, values)
      },
    }),
    portsOver: (database) => ({ limiter: createLimiter({ database, key: randomBytes(32), log }) }),
  })
  world = createWorld(server)
})
afterAll(() => server.drop())
afterEach(() => void (broken = false))

const verify = (person: Person, phone = person.phone) =>
  phone.ask(api.verifyIdentity, { body: { name: person.name, idNumber: '990001199001010014' } })
const login = (address: string) =>
  server.fetch('/v1/sessions', { method: 'POST', body: '{"provider":"demo","code":"rider"}' }, address)
const times = async <T>(n: number, what: () => Promise<T>): Promise<T[]> => {
  const answers = []
  for (let i = 0; i < n; i++) answers.push(await what())
  return answers
}

it('refuses with when to come back, in the header, in the problem and in words', async () => {
  const { calls } = limits.login.address
  expect((await times(calls, () => login('203.0.113.1'))).map((it) => it.status)).not.toContain(429)
  const refused = await login('203.0.113.1')
  expect(refused.status).toBe(429)
  const seconds = Number(refused.headers.get('Retry-After'))
  expect(seconds).toBeGreaterThan(30)
  expect(seconds).toBeLessThanOrEqual(60)
  const problem = (await refused.json()) as { code: string; detail: string; retryAt: string }
  expect(problem).toMatchObject({ code: 'too-many', detail: `点得太快了，${seconds} 秒后再试` })
  expect(Math.ceil((Date.parse(problem.retryAt) - server.now) / 1000)).toBe(seconds)
  expect((await login('203.0.113.2')).status).toBe(201)
})

it('counts a person over all his phones, and nobody else with him', async () => {
  const { calls } = limits.verification.person
  const rider = await world.person('worker')
  const codes = await times(calls, async () => (await verify(rider)).problem?.code)
  expect(new Set(codes)).toEqual(new Set(['consent-required']))
  expect((await verify(rider, rider.otherPhone)).problem?.code).toBe('too-many')
  expect((await verify(await world.person('worker'))).problem?.code).toBe('consent-required')
  // Looking goes on.
  expect((await rider.phone.ask(api.getMe, {})).status).toBe(200)
})

it('lets one read as fast as one can tap, and more', async () => {
  const find = () => server.fetch(`/v1/stations/nearest?lat=${here.lat}&lng=${here.lng}`, {}, '203.0.113.3')
  expect((await times(500, find)).map((it) => it.status)).not.toContain(429)
})

it('stops a flood of made-up sessions before the database is asked', async () => {
  const made = () => ({ headers: { Authorization: `Bearer ${randomBytes(32).toString('base64url')}` } })
  const address = '203.0.113.4'
  await Promise.all(
    Array.from({ length: limits.write.address.calls }, () =>
      server.fetch('/v1/sessions/current', { method: 'DELETE', ...made() }, address),
    ),
  )
  const before = asked
  const refused = await times(50, () =>
    server.fetch('/v1/sessions/current', { method: 'DELETE', ...made() }, address),
  )
  expect(new Set(refused.map((it) => it.status))).toEqual(new Set([429]))
  expect(asked).toBe(before)
})

it('counts on alone while the database does not answer, and says so once', async () => {
  broken = true
  const rider = await world.person('worker')
  await times(limits.verification.person.calls, () => verify(rider))
  expect((await verify(rider)).problem?.code).toBe('too-many')
  expect(warnings).toEqual(['Limits are counted by each process for itself'])
})

it('refuses a claim that comes too fast without taking anything', async () => {
  const rider = await world.person('worker')
  const claim = () =>
    rider.phone.ask(api.claimCampaign, {
      params: { id: inStock.id },
      body: { stationId: open.id },
      key: newKey(),
    })
  const answers = await times(limits.claim.person.calls + 2, claim)
  expect(answers[0]?.status).toBe(201)
  expect(answers.at(-1)?.problem?.code).toBe('too-many')
})

it('keeps nothing by which an address or a person could be told', async () => {
  const rows = await server.asOwner<{ key: string }>('SELECT key FROM rate_limit')
  expect(rows.length).toBeGreaterThan(3)
  for (const { key } of rows)
    expect(key).toMatch(/^(login|verification|claim|write|read|newcomers):\w+:[\w-]{22}$/)
})

describe('the address of a request', () => {
  it.each([
    ['the peer’s, where no proxy is ours', '198.51.100.7', '1.2.3.4', 0, '198.51.100.7'],
    ['what our proxy saw', '10.0.0.1', '203.0.113.9', 1, '203.0.113.9'],
    ['not what a phone wrote before it', '10.0.0.1', '1.2.3.4, 203.0.113.9', 1, '203.0.113.9'],
    ['what the outer of two saw', '10.0.0.1', '1.2.3.4, 203.0.113.9, 10.0.0.2', 2, '203.0.113.9'],
    ['the first there is, where one proxy was gone around', '10.0.0.1', '203.0.113.9', 2, '203.0.113.9'],
    ['the peer’s, where the header is nonsense', '10.0.0.1', 'unknown', 1, '10.0.0.1'],
    ['without a port', '10.0.0.1', '203.0.113.9:4711', 1, '203.0.113.9'],
    ['IPv4 as such in IPv6', '::ffff:198.51.100.7', undefined, 0, '198.51.100.7'],
    ['the customer’s part of IPv6', '2001:db8:1:2:3:4:5:6', undefined, 0, '2001:db8:1:2::/64'],
    ['the same however it is written', '10.0.0.1', '[2001:0db8:0001:0002::9]:443', 1, '2001:db8:1:2::/64'],
    ['zeros written out', '2001:db8::1', undefined, 0, '2001:db8:0:0::/64'],
    ['this machine', '::1', undefined, 0, '::1'],
    ['nothing', undefined, undefined, 0, undefined],
  ])('is %s', (_what, peer, forwarded, proxies, expected) => {
    expect(addressOf(peer, forwarded, proxies)).toBe(expected)
  })
})
