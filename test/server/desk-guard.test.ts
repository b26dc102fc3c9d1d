import { randomBytes } from 'node:crypto'
import { api, type Voucher } from '@/contract'
import { SERVES } from '@/rules/desk'
import { fromBase64url } from '@/rules/encoding'
import { codeDigits } from '@/rules/voucher-code'
import { createLimiter } from '../../server/adapters/limiter'
import { createMetrics } from '../../server/adapters/metrics'
import { silentLog } from '../../server/adapters/log'
import { limits } from '../../server/limits/paces'
import { createTestApi, newKey, type TestApi } from '../support/api'
import { allNight, inStock, open } from '../support/fixtures'
import { createWorld, plenty, testPorts, type Person, type World } from './world'

const MINUTE = 60_000

let server: TestApi
let world: World
let clerk: Person
let rider: Person
let metrics: ReturnType<typeof createMetrics>
const warnings: string[] = []
beforeEach(async () => {
  metrics = createMetrics()
  warnings.length = 0
  server = await createTestApi(plenty, {
    ports: {
      ...testPorts(),
      metrics,
      log: { ...silentLog, warn: (message) => void warnings.push(message) },
    },
    portsOver: (database) => ({ limiter: createLimiter({ database, key: randomBytes(32), log: silentLog }) }),
  })
  world = createWorld(server)
  clerk = await world.person('clerk')
  rider = await world.person('worker')
})
afterEach(() => server.drop())

const source = (voucher: Voucher) => ({ handle: voucher.handle, secret: fromBase64url(voucher.secret)! })
const digits = (voucher: Voucher) => codeDigits(source(voucher), server.now)
const wrongDigits = (voucher: Voucher) => {
  const right = digits(voucher)
  return right.slice(0, 10) + String((Number(right.slice(10)) + 500_000) % 1_000_000).padStart(6, '0')
}
const redeem = (code: string, person = clerk, stationId = open.id) =>
  person.phone.ask(api.redeemVoucher, {
    body: { code, stationId, deviceTime: new Date(server.now).toISOString() },
    key: newKey(),
  })
const code = async (text: string, person = clerk) => (await redeem(text, person)).problem?.code ?? 'redeemed'
const alarms = async () =>
  (await (await world.person('admin')).phone.get(api.listAlarms, { query: {} })).alarms
const alarmed = async (kind: string) =>
  Number(new RegExp(`nuanxin_alarms_total\\{kind="${kind}"\\} (\\d+)`).exec(await metrics.text())?.[1] ?? 0)

describe('guessing digits', () => {
  it('is stopped for a voucher, also for the right ones and at every clerk, and alarms; its QR goes on', async () => {
    const voucher = await world.voucher(rider)
    for (let i = 0; i < limits.guess.voucher.calls; i++)
      expect(await code(wrongDigits(voucher))).toBe('code-stale')
    expect(await alarms()).toEqual([])
    const { problem, status } = await redeem(digits(voucher), await world.person('clerk'))
    expect(status).toBe(429)
    expect(problem).toMatchObject({
      code: 'digits-guessed',
      detail: '数字输错太多次，先扫码，过 10 分钟再输',
    })
    const wait = Date.parse(problem!.retryAt!) - server.now
    expect(wait).toBeGreaterThan(9 * MINUTE)
    expect(wait).toBeLessThanOrEqual(10 * MINUTE)
    expect(await alarms()).toMatchObject([
      { kind: 'guessing', station: { id: open.id, name: open.name }, times: 1 },
    ])
    expect(await alarmed('guessing')).toBe(1)
    expect(warnings).toContain('Something is odd at a station’s desk')
    expect(await code(world.qr(voucher))).toBe('redeemed')
  })

  it('is stopped for a clerk, over vouchers that are not there as well, and for nobody beside him', async () => {
    const voucher = await world.voucher(rider)
    for (let i = 0; i < limits.guess.person.calls; i++)
      expect(await code(`00000000${String(10 + i)}123456`)).toBe('code-unknown')
    expect(await code(digits(voucher))).toBe('digits-guessed')
    expect(await code(digits(voucher), await world.person('clerk'))).toBe('redeemed')
  })

  it('is stopped for a station, whoever of its clerks tries', async () => {
    const { station, person } = limits.guess
    for (let clerks = 0; clerks < station.calls / person.calls; clerks++) {
      const one = await world.person('clerk')
      for (let i = 0; i < person.calls; i++) await code(`00000000${String(10 + i * 3 + clerks)}123456`, one)
    }
    const voucher = await world.voucher(rider)
    expect(await code(digits(voucher))).toBe('digits-guessed')
    const elsewhere = await world.clerkOf(allNight.id)
    const other = await world.voucher(await world.person('worker'), allNight.id)
    expect((await redeem(digits(other), elsewhere, allNight.id)).status).toBe(201)
  })

  it('is not counted where digits are right', async () => {
    for (let i = 0; i <= limits.guess.person.calls; i++) {
      expect(await code(digits(await world.voucher(await world.person('worker'))))).toBe('redeemed')
    }
  })
})

describe('a station that redeems faster than it can serve', () => {
  /** So many were redeemed in the last ten minutes, evenly. */
  const redeemed = async (count: number) => {
    const voucher = await world.voucher(await world.person('worker'))
    await server.asOwner(`INSERT INTO redemption (id, voucher_id, use_number, station_id, clerk_id, means, redeemed_at, device_time,
        idempotency_key, request_hash)
      SELECT gen_random_uuid(), '${voucher.id}', 100 + n, '${open.id}', '${clerk.id}', 'qr',
        '${new Date(server.now).toISOString()}'::timestamptz - n * interval '4 seconds', now(), 'made-' || n, sha256(('made-' || n)::bytea)
      FROM generate_series(1, ${count}) AS n`)
  }

  it('is slowed until it is no longer so, and flagged', async () => {
    await redeemed(SERVES.count - 1)
    const [first, second] = [await world.voucher(rider), await world.voucher(await world.person('worker'))]
    expect(await code(world.qr(first))).toBe('redeemed')
    const { problem } = await redeem(world.qr(second))
    expect(problem).toMatchObject({
      code: 'station-fast',
      // When the oldest of so many is ten minutes ago.
      retryAt: new Date(server.now - (SERVES.count - 1) * 4_000 + SERVES.ms).toISOString(),
    })
    expect(await alarms()).toMatchObject([{ kind: 'too-fast', station: { id: open.id }, times: 1 }])
    expect(await alarmed('too-fast')).toBe(1)
    server.now = Date.parse(problem!.retryAt!) + 1
    expect(await code(world.qr(second))).toBe('redeemed')
    expect(await alarms()).toHaveLength(1)
  })

  it('is flagged by scans made without signal too, which go through', async () => {
    await redeemed(SERVES.count)
    const voucher = await world.voucher(rider)
    const now = new Date(server.now).toISOString()
    const scans = [{ key: newKey(), code: world.qr(voucher), scannedAt: now }]
    const body = { stationId: open.id, deviceTime: now, scans }
    const { outcomes } = await clerk.phone.get(api.redeemBatch, { body })
    expect(outcomes[0]?.redemption?.voucherId).toBe(voucher.id)
    expect(await alarms()).toMatchObject([{ kind: 'too-fast' }])
  })
})

describe('a voucher', () => {
  it('gets new secrets, and what was drawn before works no more on any phone', async () => {
    const before = await world.voucher(rider)
    const { voucher: other } = await rider.otherPhone.get(api.getVoucher, { params: { id: before.id } })
    const { voucher: after } = await rider.phone.get(api.reissueVoucher, { params: { id: before.id } })
    expect(after.handle).toBe(before.handle)
    for (const old of [before, other]) {
      expect(after.secret).not.toBe(old.secret)
      expect(await code(world.qr(old))).toBe('code-reissued')
      expect(await code(digits(old))).toBe('code-reissued')
    }
    const { voucher: again } = await rider.otherPhone.get(api.getVoucher, { params: { id: before.id } })
    expect(again.secret).not.toBe(other.secret)
    expect(await code(world.qr(again))).toBe('redeemed')
    expect((await rider.phone.refused(api.reissueVoucher, { params: { id: before.id } })).code).toBe(
      'voucher-redeemed',
    )
  })

  it('that cannot be used yet says from when, and can from then on', async () => {
    const from = new Date(server.now + 5 * MINUTE)
    await server.asOwner(
      `UPDATE campaign SET redeem_from = '${from.toISOString()}' WHERE id = '${inStock.id}'`,
    )
    const { id } = await world.voucher(rider)
    const { voucher } = await rider.phone.get(api.getVoucher, { params: { id } })
    expect(voucher.usableFrom).toBe(from.toISOString())
    expect((await redeem(world.qr(voucher))).problem).toMatchObject({
      code: 'voucher-not-yet',
      retryAt: from.toISOString(),
    })
    const card = await world.card(await world.person('worker'), open.id)
    const { vouchers } = await clerk.phone.get(api.findByHand, { body: card })
    const byHand = { body: { ...card, voucherId: vouchers[0]!.id }, key: newKey() }
    expect((await clerk.phone.refused(api.redeemByHand, byHand)).code).toBe('voucher-not-yet')
    server.now = from.getTime()
    expect(await code(world.qr(voucher))).toBe('redeemed')
  })

  it('is listed among those that are open, or among those that are past', async () => {
    const used = await world.voucher(rider)
    await redeem(world.qr(used))
    const { campaigns } = await rider.phone.get(api.listCampaigns, {})
    const another = campaigns.find((it) => it.campaign.distribution === 'entitlement')!.campaign.id
    const ready = (
      await rider.phone.get(api.claimCampaign, { params: { id: another }, body: {}, key: newKey() })
    ).voucher!
    const listed = async (kind?: 'open' | 'past') =>
      (await rider.phone.get(api.listVouchers, { query: { kind } })).vouchers.map((it) => it.id)
    expect(await listed()).toEqual([ready.id, used.id])
    expect(await listed('open')).toEqual([ready.id])
    expect(await listed('past')).toEqual([used.id])
    server.now = Date.parse(ready.expiresAt)
    // Sessions last less long.
    const [token] = await server.asOwner<{ ids: string[] }>(
      `UPDATE session SET expires_at = '2030-01-01' RETURNING id`,
    )
    expect(token).toBeDefined()
    expect(await listed('open')).toEqual([])
    expect(await listed('past')).toEqual([ready.id, used.id])
  })
})
