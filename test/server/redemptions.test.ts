import { randomBytes } from 'node:crypto'
import { ed25519 } from '@noble/curves/ed25519.js'
import { api, type Voucher } from '@/contract'
import { fromBase64url } from '@/rules/encoding'
import { grantPayload, grantText } from '@/rules/grant'
import { readGrant } from '@/rules/read-grant'
import { codeDigits, qrText } from '@/rules/voucher-code'
import { createTestApi, newKey, type Phone, type TestApi } from '../support/api'
import { allNight, data, forRiders, inStock, open } from '../support/fixtures'

let server: TestApi
let rider: Phone
let clerk: Phone
beforeEach(async () => {
  server = await createTestApi(data)
  rider = await server.login('rider')
  clerk = await server.login('clerk')
})
afterEach(() => server.drop())

const claimed = async (campaignId = inStock.id, stationId: string | null = open.id): Promise<Voucher> =>
  (
    await rider.get(api.claimCampaign, {
      params: { id: campaignId },
      body: stationId ? { stationId } : {},
      key: newKey(),
    })
  ).voucher!

const source = (voucher: Voucher) => ({ handle: voucher.handle, secret: fromBase64url(voucher.secret)! })
const qr = (voucher: Voucher) => qrText(source(voucher), voucher.grant, server.now)
const digits = (voucher: Voucher) => codeDigits(source(voucher), server.now)

const redeem = (code: string, stationId = open.id, key = newKey(), phone = clerk) =>
  phone.ask(api.redeemVoucher, {
    body: { code, stationId, deviceTime: new Date(server.now).toISOString() },
    key,
  })

it('redeems by QR: the clerk sees a masked name, the rider that it is done, the ledger one redeemed', async () => {
  const voucher = await claimed()
  const { status, reply } = await redeem(qr(voucher))
  expect(status).toBe(201)
  expect(reply).toMatchObject({
    redemption: { title: '温暖大礼包', worker: { maskedName: '王*明', occupation: 'rider' }, by: 'qr' },
    figures: { received: 2, claimed: 1, reserved: 0, redeemed: 1, left: 1 },
  })
  const { voucher: after } = await rider.get(api.getVoucher, { params: { id: voucher.id } })
  expect(after).toMatchObject({ state: 'redeemed', redeemedWhere: { id: open.id } })
  const { redemptions } = await clerk.get(api.listRedemptions, { query: { stationId: open.id } })
  expect(redemptions.map((it) => it.voucherId)).toEqual([voucher.id])
})

it('shows whose and what for before it is redeemed, refuses as redeeming would, and redeems nothing', async () => {
  const voucher = await claimed()
  const preview = (code: string, stationId = open.id) =>
    clerk.ask(api.previewRedemption, {
      body: { code, stationId, deviceTime: new Date(server.now).toISOString() },
    })
  for (const code of [qr(voucher), digits(voucher)]) {
    expect((await preview(code)).reply).toEqual({
      title: '温暖大礼包',
      items: voucher.items,
      worker: { maskedName: '王*明', occupation: 'rider' },
      expiresAt: voucher.expiresAt,
    })
  }
  expect((await preview(qr(voucher), allNight.id)).problem?.code).toBe('station-not-yours')
  expect((await preview(digits(voucher).slice(0, 10) + '000000')).problem?.code).toBe('code-stale')
  expect((await redeem(qr(voucher))).status).toBe(201)
  expect((await preview(qr(voucher))).problem?.code).toBe('voucher-redeemed')
})

it('redeems by digits, with or without spaces', async () => {
  const voucher = await claimed()
  const spaced = digits(voucher).replace(/(\d{4})/g, '$1 ')
  expect((await redeem(spaced)).reply?.redemption.by).toBe('digits')
})

it('refuses a second scan with when and where', async () => {
  const voucher = await claimed()
  await redeem(qr(voucher))
  const redeemedAt = new Date(server.now).toISOString()
  server.now += 60_000
  for (const code of [qr(voucher), digits(voucher)]) {
    expect((await redeem(code)).problem).toMatchObject({
      code: 'voucher-redeemed',
      at: redeemedAt,
      where: [{ stationId: open.id, name: open.name }],
    })
  }
})

it('lets exactly one of many scans through, and repeats the answer under the same key', async () => {
  const voucher = await claimed()
  const answers = await Promise.all(Array.from({ length: 10 }, () => redeem(qr(voucher))))
  expect(answers.filter((it) => it.status === 201)).toHaveLength(1)
  expect(answers.filter((it) => it.problem?.code === 'voucher-redeemed')).toHaveLength(9)

  const other = await (
    await server.login('courier')
  ).get(api.claimCampaign, {
    params: { id: inStock.id },
    body: { stationId: open.id },
    key: newKey(),
  })
  const key = newKey()
  const code = qr(other.voucher!)
  const retries = await Promise.all(Array.from({ length: 6 }, () => redeem(code, open.id, key)))
  expect(retries.map((it) => it.status).sort()).toEqual([200, 200, 200, 200, 200, 201])
  expect((await redeem(digits(other.voucher!), open.id, key)).problem?.code).toBe('key-reused')
})

it('refuses codes that are old, made up, cut short or of another device that logged out', async () => {
  const voucher = await claimed()
  const code = qr(voucher)
  const forged = qrText({ ...source(voucher), secret: new Uint8Array(32) }, voucher.grant, server.now)
  expect((await redeem(forged)).problem?.code).toBe('code-forged')
  for (const end of [4, 30, 60, code.length - 1])
    expect((await redeem(code.slice(0, end))).problem?.code).toBe('code-truncated')
  expect((await redeem('https://example.org')).problem?.code).toBe('code-malformed')
  expect((await redeem('0000000000123456')).problem?.code).toBe('code-unknown')
  server.now += 91_000
  expect((await redeem(code)).problem?.code).toBe('code-stale')
  await rider.get(api.closeSession, {})
  expect((await redeem(qr(voucher))).problem?.code).toBe('code-forged')
})

it('refuses a code of a phone whose clock is ahead, and a grant signed by another key or of another voucher', async () => {
  const voucher = await claimed()
  const ahead = qrText(source(voucher), voucher.grant, server.now + 86_400_000)
  expect((await redeem(ahead)).problem?.code).toBe('code-future')
  const payload = grantPayload(readGrant(voucher.grant, new Map([[1, server.grantKey]]))!)
  const strange = grantText(payload, ed25519.sign(payload, randomBytes(32)))
  const other = await server.login('courier')
  const { voucher: another } = await other.get(api.claimCampaign, {
    params: { id: inStock.id },
    body: { stationId: open.id },
    key: newKey(),
  })
  for (const grant of [strange, another!.grant]) {
    expect((await redeem(qrText(source(voucher), grant, server.now))).problem?.code).toBe('grant-forged')
  }
  expect((await redeem(qr(voucher))).status).toBe(201)
})

it('tells everybody the keys that grants are checked by', async () => {
  const { keys } = await server.anyone.get(api.grantKeys, {})
  const known = new Map(keys.map((it) => [it.id, fromBase64url(it.publicKey)!]))
  expect(readGrant((await claimed()).grant, known)).toMatchObject({ stationId: open.id })
})

it('gives each device of the owner a secret of its own, and takes either', async () => {
  const voucher = await claimed()
  const second = await server.login('rider')
  const { voucher: elsewhere } = await second.get(api.getVoucher, { params: { id: voucher.id } })
  expect(elsewhere.secret).not.toBe(voucher.secret)
  expect((await redeem(qr(elsewhere))).status).toBe(201)
})

it('refuses a voucher of another station, an expired one, and a clerk elsewhere', async () => {
  const voucher = await claimed(inStock.id, allNight.id)
  expect((await redeem(qr(voucher))).problem).toMatchObject({
    code: 'voucher-elsewhere',
    where: [{ stationId: allNight.id }],
  })
  expect((await redeem(qr(voucher), allNight.id)).problem?.code).toBe('station-not-yours')
  expect((await redeem(qr(voucher), open.id, newKey(), rider)).problem?.code).toBe('role-required')
  // Sessions last as long as the voucher here, so these are new ones.
  server.now = Date.parse(inStock.redeemBy)
  rider = await server.login('rider')
  const late = await rider.get(api.getVoucher, { params: { id: voucher.id } })
  expect(late.voucher.state).toBe('expired')
})

it('redeems an entitlement anywhere in its campaign, and the station’s figures add up', async () => {
  const voucher = await claimed(forRiders.id, null)
  const { reply } = await redeem(qr(voucher))
  expect(reply?.figures).toMatchObject({ received: 20, claimed: 1, reserved: 0, redeemed: 1, left: 19 })
  const { total } = await server.anyone.get(api.campaignLedger, { params: { id: forRiders.id } })
  expect(total).toMatchObject({ received: 40, claimed: 1, reserved: 0, redeemed: 1, left: 39 })
})

it('hides another’s voucher', async () => {
  const voucher = await claimed()
  const courier = await server.login('courier')
  expect((await courier.refused(api.getVoucher, { params: { id: voucher.id } })).code).toBe('not-found')
  expect((await courier.get(api.listVouchers, { query: {} })).vouchers).toEqual([])
})

it('signs grants that a clerk’s phone can check', async () => {
  const voucher = await claimed()
  const grant = readGrant(voucher.grant, new Map([[1, server.grantKey]]))
  expect(grant).toEqual({
    keyId: 1,
    handle: voucher.handle,
    campaignId: inStock.id,
    stationId: open.id,
    expiresAt: Date.parse(inStock.redeemBy),
  })
})

it('leaves the runtime role no way to change the ledger', async () => {
  await claimed()
  for (const text of ['UPDATE ledger SET quantity = 0', 'DELETE FROM ledger', 'TRUNCATE ledger']) {
    await expect(server.database.query({ name: text, text })).rejects.toThrow(/permission denied/)
  }
})
