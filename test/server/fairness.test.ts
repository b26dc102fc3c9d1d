import { randomBytes } from 'node:crypto'
import { api } from '@/contract'
import { DAY } from '@/rules/shanghai'
import type { DemoData } from '../../mock/data/load'
import { createLimiter } from '../../server/adapters/limiter'
import { silentLog } from '../../server/adapters/log'
import { SWEEP } from '../../server/campaigns/claim-queries'
import { limits } from '../../server/limits/paces'
import { createTestApi, newKey, type Phone, type TestApi } from '../support/api'
import { allNight, allWays, forRiders, onTheSpot, open, shut } from '../support/fixtures'
import { createWorld, plentyOf, testPorts, type Person, type World } from './world'

/** As many campaigns as somebody who takes all there is would find. */
const many = Array.from({ length: SWEEP + 2 }, (_, n) => ({
  ...forRiders,
  id: forRiders.id.slice(0, -2) + String(80 + n),
}))
const withMany: DemoData = plentyOf({ ...allWays, campaigns: [...allWays.campaigns, ...many] })

let server: TestApi
let world: World
beforeEach(async () => {
  server = await createTestApi(withMany, {
    ports: testPorts(),
    portsOver: (database) => ({
      limiter: createLimiter({ database, key: randomBytes(32), log: silentLog }),
    }),
  })
  world = createWorld(server)
})
afterEach(() => server.drop())

const claim = (phone: Phone, { id }: { id: string }, body: object = {}, key = newKey()) =>
  phone.ask(api.claimCampaign, { params: { id }, body, key })
const clerkAt = async ({ id }: { id: string }) => {
  const { phone } = await world.person('clerk')
  return phone.get(api.getPresence, { params: { id } })
}
const slowedList = async () =>
  (await (await world.person('admin')).phone.get(api.listSlowed, { query: {} })).slowed

describe('a campaign for whoever stands at the station', () => {
  const ask = async (presence: string | undefined, stationId = open.id) => {
    const { phone } = await world.person('worker')
    return claim(phone, onTheSpot, { stationId, ...(presence !== undefined && { presence }) })
  }

  it('asks for the code that a clerk’s phone or a screen shows there now, scanned or typed', async () => {
    expect((await ask(undefined)).problem).toMatchObject({ code: 'presence-required' })
    const { code, digits, until } = await clerkAt(open)
    expect(Date.parse(until) - server.now).toBeGreaterThan(0)
    expect((await ask(code)).status).toBe(201)
    expect((await ask(`${digits.slice(0, 4)} ${digits.slice(4)}`)).status).toBe(201)
  })

  it('does not take the sheet on the wall, nor anything made up', async () => {
    expect((await ask(`https://nuanxin.example/s/${open.code}`)).problem?.code).toBe('presence-required')
    const { code, digits } = await clerkAt(open)
    const forged = code.slice(0, -1) + (code.endsWith('A') ? 'B' : 'A')
    expect((await ask(forged)).problem?.code).toBe('presence-stale')
    expect((await ask(String((Number(digits) + 1) % 1e8).padStart(8, '0'))).problem?.code).toBe(
      'presence-stale',
    )
  })

  it('does not take a picture of the code two minutes later, nor that of another station', async () => {
    const { code, digits } = await clerkAt(open)
    expect((await ask(code, allNight.id)).problem?.code).toBe('presence-elsewhere')
    expect((await ask(digits, allNight.id)).problem?.code).toBe('presence-stale')
    server.now += 120_000
    expect((await ask(code)).problem?.code).toBe('presence-stale')
    expect((await ask(digits)).problem?.code).toBe('presence-stale')
  })

  it('shows the code to the station’s own clerk only', async () => {
    const { phone } = await world.person('clerk')
    expect((await phone.refused(api.getPresence, { params: { id: shut.id } })).code).toBe('station-not-yours')
  })

  it('gives the same answer under the same key, although the code is another by then', async () => {
    const { phone } = await world.person('worker')
    const key = newKey()
    const first = await claim(
      phone,
      onTheSpot,
      { stationId: open.id, presence: (await clerkAt(open)).code },
      key,
    )
    server.now += 60_000
    const again = await claim(
      phone,
      onTheSpot,
      { stationId: open.id, presence: (await clerkAt(open)).code },
      key,
    )
    expect([first.status, again.status]).toEqual([201, 200])
    expect(again.reply?.voucher?.id).toBe(first.reply?.voucher?.id)
    expect(again.reply?.voucher?.claimedAt).toBe(first.reply?.voucher?.claimedAt)
  })
})

describe('whoever takes everything within seconds', () => {
  const takeAll = async (person: Person) => {
    for (const it of many.slice(0, SWEEP)) expect((await claim(person.phone, it)).status).toBe(201)
    return claim(person.phone, many[SWEEP]!)
  }

  it('waits, is on the operator’s list with why, and may go on after a moment', async () => {
    const person = await world.person('worker')
    const { problem } = await takeAll(person)
    expect(problem).toMatchObject({ code: 'slowed' })
    const until = Date.parse(problem!.retryAt!)
    expect(until - server.now).toBeGreaterThan(0)
    expect(until - server.now).toBeLessThanOrEqual(10_000)
    expect(await slowedList()).toMatchObject([
      {
        rule: 'sweep',
        why: '几秒里连着领了好几样',
        campaign: { id: many[SWEEP]!.id },
        worker: { id: person.id },
        times: 1,
      },
    ])
    expect((await claim(person.phone, many[SWEEP]!)).problem?.code).toBe('slowed')
    expect((await slowedList())[0]?.times).toBe(2)
    server.now = until
    expect((await claim(person.phone, many[SWEEP]!)).status).toBe(201)
    expect((await slowedList())[0]?.claimedAt).toBe(new Date(server.now).toISOString())
  })

  it('does not wait where he stands at the station', async () => {
    const person = await world.person('worker')
    expect((await takeAll(person)).problem?.code).toBe('slowed')
    const { code } = await clerkAt(open)
    expect((await claim(person.phone, many[SWEEP]!, { stationId: open.id, presence: code })).status).toBe(201)
  })

  it('does not wait any more once an operator let him through', async () => {
    const person = await world.person('worker')
    expect((await takeAll(person)).problem?.code).toBe('slowed')
    const [entry] = await slowedList()
    await (await world.person('admin')).phone.get(api.clearSlowed, { params: { id: entry!.id } })
    expect((await claim(person.phone, many[SWEEP]!)).status).toBe(201)
    expect((await slowedList())[0]?.clearedAt).toBe(new Date(server.now).toISOString())
  })

  it('hears the answer he had, under the same key', async () => {
    const person = await world.person('worker')
    const key = newKey()
    expect((await claim(person.phone, many[0]!, {}, key)).status).toBe(201)
    for (const it of many.slice(1, SWEEP)) await claim(person.phone, it)
    expect((await claim(person.phone, many[SWEEP]!)).problem?.code).toBe('slowed')
    expect((await claim(person.phone, many[0]!, {}, key)).status).toBe(200)
  })
})

it('lets whoever gave back three within a day wait for the rest of it, and nobody else', async () => {
  const person = await world.person('worker')
  const first = server.now
  for (let i = 0; i < 3; i++) {
    const { reply } = await claim(person.phone, forRiders)
    await person.phone.get(api.returnVoucher, { params: { id: reply!.voucher!.id } })
    server.now += 3_600_000
  }
  const { problem } = await claim(person.phone, forRiders)
  expect(problem).toMatchObject({ code: 'slowed', retryAt: new Date(first + DAY).toISOString() })
  expect(await slowedList()).toMatchObject([{ rule: 'returns', until: problem!.retryAt }])
  expect((await claim((await world.person('worker')).phone, forRiders)).status).toBe(201)
  server.now = first + DAY
  expect((await claim(person.phone, forRiders)).status).toBe(201)
})

describe('many new accounts at one address', () => {
  const address = '203.0.113.77'
  const claimFrom = async ({ phone }: Person, from: string) => {
    const response = await server.fetch(
      `/v1/campaigns/${forRiders.id}/claim`,
      {
        method: 'POST',
        headers: { Authorization: `Bearer ${phone.token}`, 'Idempotency-Key': newKey() },
        body: '{}',
      },
      from,
    )
    return ((await response.json()) as { code?: string }).code ?? response.status
  }
  const crowd = async () => {
    for (let i = 0; i < limits.newcomers.address.calls; i++) {
      expect(await claimFrom(await world.person('worker'), address)).toBe(201)
    }
  }

  it('have to wait, except where they verify themselves, come from elsewhere, or are not new', async () => {
    await crowd()
    const person = await world.person('worker')
    expect(await claimFrom(person, address)).toBe('slowed')
    expect(await slowedList()).toMatchObject([
      { rule: 'newcomers', worker: { id: person.id, verified: false } },
    ])
    expect(await claimFrom(await world.verified(await world.person('worker')), address)).toBe(201)
    expect(await claimFrom(await world.person('worker'), '203.0.113.78')).toBe(201)
    server.now += DAY
    expect(await claimFrom(person, address)).toBe(201)
  })
})
