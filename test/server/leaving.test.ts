import { randomBytes } from 'node:crypto'
import { api } from '@/contract'
import { sweep } from '../../server/account/retention'
import { keyMaker } from '../../server/ids'
import { createTestApi, newKey, type TestApi } from '../support/api'
import { inStock, open } from '../support/fixtures'
import { columns } from './personal-data'
import { createWorld, plenty, testPorts, type Person, type World } from './world'

const DAY = 86_400_000
const ports = testPorts()

let server: TestApi
let world: World
let rider: Person
beforeEach(async () => {
  server = await createTestApi(plenty, { ports })
  world = createWorld(server)
  rider = await world.person('worker')
})
afterEach(() => server.drop())

const forget = (dryRun = false) => {
  const random = (bytes: number) => new Uint8Array(randomBytes(bytes))
  const clock = () => server.now
  return sweep({ database: server.database, clock, random, newId: keyMaker(clock, random) }, dryRun)
}
const leave = (person = rider) => person.phone.get(api.deleteMe, {})
const ledger = async () => (await server.anyone.get(api.campaignLedger, { params: { id: inStock.id } })).total
const redeem = async (person: Person, clerk: Person) => {
  const voucher = await world.voucher(person)
  await clerk.phone.get(api.redeemVoucher, {
    body: {
      code: world.qr(voucher),
      stationId: open.id,
      deviceTime: new Date(server.now).toISOString(),
    },
    key: newKey(),
  })
}

/** Everything the database holds, as text. */
const everything = async () => {
  const tables = Object.keys(columns)
  const texts = await Promise.all(
    tables.map((table) =>
      server.asOwner<{ all: string }>(`SELECT string_agg(it::text, ' ') AS all FROM ${table} it`),
    ),
  )
  return texts.map(([row]) => row?.all ?? '').join('\n')
}

describe('the copy of all we know', () => {
  it('has account, identity masked, devices, consents, vouchers, orders and policies', async () => {
    await world.policy(rider)
    const voucher = await world.voucher(rider)
    await rider.phone.get(api.bindPhone, { body: { code: rider.number } })
    const { export: copy } = await rider.phone.get(api.exportMe, {})
    expect(copy).toMatchObject({
      account: { id: rider.id, maskedPhone: `139****${rider.number.slice(-4)}`, verified: true },
      identity: { maskedIdNumber: `99**************${rider.idNumber.slice(-2)}`, birthDate: '1990-01-01' },
      logins: ['phone'],
      sessions: [{ current: expect.any(Boolean) as boolean }, {}],
      consents: [{ purpose: 'identity', given: true }],
      vouchers: [{ id: voucher.id, state: 'ready', redeemedWhere: null }],
      orders: [{ state: 'paid' }],
      policies: [{ state: 'waiting' }],
    })
    const text = JSON.stringify(copy)
    for (const secret of [rider.name, rider.idNumber, rider.number, voucher.secret, voucher.handle]) {
      expect(text).not.toContain(secret)
    }
  })
})

describe('leaving', () => {
  it('takes seven days, in which all works and one may stay', async () => {
    const { deletesAt, endsPolicies } = await leave()
    expect(Date.parse(deletesAt) - server.now).toBe(7 * DAY)
    expect(endsPolicies).toBe(0)
    server.now += DAY
    expect((await leave()).deletesAt).toBe(deletesAt)
    expect((await rider.phone.get(api.getMe, {})).worker.deletesAt).toBe(deletesAt)
    const { worker } = await rider.phone.get(api.keepMe, {})
    expect(worker.deletesAt).toBeUndefined()
    server.now += 10 * DAY
    expect(await forget()).toMatchObject({ accounts: 0 })
    expect((await rider.phone.ask(api.getMe, {})).status).toBe(200)
  })

  it('tells of policies that would be lost', async () => {
    await world.policy(rider)
    expect((await leave()).endsPolicies).toBe(1)
  })

  it('cuts every link to a person, and leaves what the law keeps and the ledger’s sums', async () => {
    const clerk = await world.person('clerk')
    const other = await world.person('worker')
    await world.policy(rider)
    await world.policy(other)
    await rider.phone.get(api.bindPhone, { body: { code: rider.number } })
    await redeem(rider, clerk)
    await redeem(other, clerk)
    const [before] = await server.asOwner<{ pseudonym: string; display_name: string }>(
      'SELECT pseudonym, display_name FROM worker WHERE id = $1',
      [rider.id],
    )
    const sums = await ledger()
    const money =
      'SELECT kind, sum(quantity)::int AS n, sum(amount_fen)::int AS fen FROM ledger GROUP BY 1 ORDER BY 1'
    const moneyBefore = await server.asOwner(money)
    await leave()
    server.now += 7 * DAY
    expect(await forget()).toMatchObject({ accounts: 1, 'vouchers given back': 0 })

    expect((await rider.phone.refused(api.getMe, {})).code).toBe('session-required')
    expect(await ledger()).toEqual(sums)
    expect(await server.asOwner(money)).toEqual(moneyBefore)
    const rows = await server.asOwner<Record<string, unknown>>('SELECT * FROM worker WHERE id = $1', [
      rider.id,
    ])
    expect(rows).toEqual([
      expect.objectContaining({
        display_name: '已注销',
        masked_phone: null,
        person_key: null,
        identity: null,
        roles: [],
        occupation: null,
        deletes_at: null,
      }),
    ])
    expect(rows[0]?.pseudonym).not.toBe(before?.pseudonym)
    expect(await everything()).not.toContain(before?.display_name)
    const left = await server.asOwner(
      `SELECT 'login' AS it FROM login WHERE worker_id = $1 UNION ALL SELECT 'session' FROM session WHERE worker_id = $1
        UNION ALL SELECT 'consent' FROM consent WHERE worker_id = $1 UNION ALL SELECT 'voucher' FROM voucher WHERE worker_id = $1
        UNION ALL SELECT 'claim' FROM claim WHERE worker_id = $1`,
      [rider.id],
    )
    expect(left).toEqual([])
    // He may come again, as somebody new.
    const again = await world.person('worker')
    await world.consent(again)
    const { name, idNumber } = rider
    expect((await again.phone.ask(api.verifyIdentity, { body: { name, idNumber } })).status).toBe(200)
    expect((await other.phone.get(api.listPolicies, {})).policies[0]?.holder).toMatch(/\*/)
  })

  it('gives back what he had reserved', async () => {
    const before = await ledger()
    await world.voucher(rider)
    await leave()
    server.now += 7 * DAY
    expect(await forget()).toMatchObject({ accounts: 1, 'vouchers given back': 1 })
    expect(await ledger()).toEqual({ ...before, returned: 1 })
    const stock = await server.asOwner(
      'SELECT left_count FROM campaign_stock WHERE campaign_id = $1 AND station_id = $2',
      [inStock.id, open.id],
    )
    expect(stock).toEqual([{ left_count: 100_000 }])
  })

  it('leaves no row at all of whoever ordered and redeemed nothing, a member of a union or not', async () => {
    const id = await world.application(rider)
    const admin = await world.person('admin')
    await admin.phone.get(api.decideUnionCase, { params: { id }, body: { decision: 'admit' } })
    await leave()
    server.now += 7 * DAY
    await forget()
    expect(await everything()).not.toContain(rider.id)
  })
})

describe('what is kept no longer than needed', () => {
  it('goes, and a dry run tells how much without taking any of it', async () => {
    await server.login('rider')
    await world.quote(rider)
    await server.anyone.get(api.sendPhoneCode, { body: { phone: rider.number } })
    await world.invitation(rider)
    await leave()
    server.now += 70 * DAY
    const before = await everything()
    const would = await forget(true)
    expect(would).toMatchObject({ accounts: 1, sessions: 3, 'phone codes': 1, invitations: 1 })
    expect(await everything()).toBe(before)
    expect(await forget()).toEqual(would)
    expect(await forget()).toEqual(
      Object.fromEntries(
        Object.keys(would)
          .filter((it) => it !== 'vouchers given back')
          .map((it) => [it, 0]),
      ),
    )
  })

  it('includes applications to a union half a year after they ended, and no membership', async () => {
    const ended = await world.application(rider)
    await rider.phone.get(api.leaveUnion, { params: { id: ended } })
    const member = await world.application(rider)
    const admin = await world.person('admin')
    const decision = { params: { id: member }, body: { decision: 'admit' as const } }
    await admin.phone.get(api.decideUnionCase, decision)
    server.now += 180 * DAY
    expect(await forget()).toMatchObject({ 'union applications': 0 })
    server.now += 1
    expect(await forget()).toMatchObject({ 'union applications': 1 })
    expect(await server.asOwner('SELECT id FROM union_application')).toEqual([{ id: member }])
  })

  it('includes who somebody is, once cover has ended under a consent taken back', async () => {
    await world.policy(rider)
    const { version, textHash } = (await rider.phone.get(api.listConsents, {})).consents[0]!
    await rider.phone.get(api.putConsent, { body: { purpose: 'identity', version, textHash, given: false } })
    expect(await forget()).toMatchObject({ 'identities withdrawn': 0 })
    server.now += 367 * DAY
    expect(await forget()).toMatchObject({ 'identities withdrawn': 1 })
    expect(await server.asOwner('SELECT 1 FROM worker WHERE identity IS NOT NULL')).toEqual([])
  })

  it('is swept by several processes at once without harm', async () => {
    await world.voucher(rider)
    await leave()
    server.now += 8 * DAY
    const both = await Promise.all([forget(), forget(), forget()])
    expect(both.map((it) => it.accounts).sort()).toEqual([0, 0, 1])
    expect((await ledger()).returned).toBe(1)
  })
})
