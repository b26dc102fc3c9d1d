import { api } from '@/contract'
import { consentHash, consentTexts } from '@/rules/consent-texts'
import { createTestApi, newKey, type Phone, type TestApi } from '../support/api'
import { closedPlan, data, plan } from '../support/fixtures'

let server: TestApi
let driver: Phone
beforeEach(async () => {
  server = await createTestApi(data)
  driver = await server.login('driver')
})
afterEach(() => server.drop())

const ID_NUMBER = '990001199001010013'

const consent = (phone: Phone, given = true) =>
  phone.get(api.putConsent, {
    body: {
      purpose: 'identity',
      version: consentTexts.identity.version,
      textHash: consentHash('identity'),
      given,
    },
  })
const verify = async (phone: Phone, idNumber = ID_NUMBER, name = '张建国') => {
  await consent(phone)
  return phone.ask(api.verifyIdentity, { body: { name, idNumber } })
}
const quote = async (phone = driver) => (await phone.get(api.makeQuote, { body: { planId: plan.id } })).quote
const order = async (phone = driver, key = newKey()) =>
  phone.ask(api.placeOrder, { body: { quoteId: (await quote(phone)).id }, key })
const pay = (orderId: string, phone = driver) => phone.ask(api.paySandboxOrder, { body: { orderId } })

it('joins: quote, name and ID number, order, payment, and a policy in force from 00:00 tomorrow', async () => {
  const { plans } = await server.anyone.get(api.listPlans, {})
  expect(plans.find((it) => it.id === plan.id)).toMatchObject({
    priceFen: 12_000,
    subsidyFen: 7_200,
    ownFen: 4_800,
  })
  expect(await quote()).toMatchObject({
    ownFen: 4_800,
    inForceFrom: '2026-11-23T16:00:00.000Z',
    inForceTo: '2027-11-23T16:00:00.000Z',
  })
  expect((await verify(driver)).reply?.worker).toMatchObject({ maskedName: '张*国', verified: true })
  const placed = await order()
  expect(placed).toMatchObject({
    status: 201,
    reply: { order: { state: 'awaiting-payment', ownFen: 4_800 } },
  })
  const id = placed.reply!.order.id
  expect((await pay(id)).reply?.order).toMatchObject({ state: 'paid' })
  const { policies } = await driver.get(api.listPolicies, {})
  expect(policies).toMatchObject([
    { holder: '张*国', state: 'waiting', sumFen: 12_000_000, inForceFrom: '2026-11-23T16:00:00.000Z' },
  ])
  server.now = Date.parse('2026-11-24T00:00:00+08:00')
  expect((await driver.get(api.listPolicies, {})).policies[0]?.state).toBe('in-force')
  const ledger = await server.asOwner(
    `SELECT kind, quantity, amount_fen::int FROM ledger WHERE plan_id IS NOT NULL ORDER BY kind`,
  )
  expect(ledger).toEqual([
    { kind: 'payment', quantity: 0, amount_fen: 4_800 },
    { kind: 'policy', quantity: 1, amount_fen: -12_000 },
    { kind: 'subsidy', quantity: 0, amount_fen: 7_200 },
  ])
})

it('issues one policy however often it is paid, and sells no second one', async () => {
  await verify(driver)
  const { reply } = await order()
  const paid = await Promise.all(Array.from({ length: 8 }, () => pay(reply!.order.id)))
  expect(new Set(paid.map((it) => it.reply?.order.policyId)).size).toBe(1)
  expect((await driver.get(api.listPolicies, {})).policies).toHaveLength(1)
  const refused = await driver.refused(api.makeQuote, { body: { planId: plan.id } })
  expect(refused).toMatchObject({ code: 'already-covered', heldId: paid[0]?.reply?.order.policyId })
})

it('keeps one order open, and answers the same under the same key', async () => {
  await verify(driver)
  const key = newKey()
  const body = { quoteId: (await quote()).id }
  const first = await driver.ask(api.placeOrder, { body, key })
  expect((await driver.ask(api.placeOrder, { body, key })).status).toBe(200)
  const other = await order()
  expect(other.status).toBe(200)
  expect(other.reply?.order.id).toBe(first.reply?.order.id)
  const otherBody = { quoteId: (await quote()).id }
  expect((await driver.refused(api.placeOrder, { body: otherBody, key })).code).toBe('key-reused')
})

it('refuses to pay an order that has run out, and lets one order anew', async () => {
  await verify(driver)
  const first = await order()
  server.now += 31 * 60_000
  expect((await pay(first.reply!.order.id)).problem?.code).toBe('order-expired')
  const second = await order()
  expect(second.status).toBe(201)
  expect((await pay(second.reply!.order.id)).status).toBe(200)
})

it('refuses an old quote, a changed price, a closed plan and another’s order', async () => {
  await verify(driver)
  const old = await quote()
  const placed = await order()
  const courier = await server.login('courier')
  expect((await pay(placed.reply!.order.id, courier)).problem?.code).toBe('not-found')
  expect((await courier.refused(api.getOrder, { params: { id: placed.reply!.order.id } })).code).toBe(
    'not-found',
  )
  expect((await driver.refused(api.makeQuote, { body: { planId: closedPlan.id } })).code).toBe('plan-closed')

  await server.asOwner('UPDATE aid_subsidy SET amount_fen = 6000 WHERE plan_id = $1', [plan.id])
  const refused = await driver.refused(api.placeOrder, { body: { quoteId: old.id }, key: newKey() })
  expect(refused.code).toBe('quote-outdated')
  server.now += 31 * 60_000
  expect((await driver.refused(api.placeOrder, { body: { quoteId: old.id }, key: newKey() })).code).toBe(
    'quote-expired',
  )
})

it('shows plans and policies where joining is switched off, and offers none', async () => {
  const off = await createTestApi(data, { portsOver: () => ({ payments: undefined }) })
  const phone = await off.login('driver')
  const { plans } = await phone.get(api.listPlans, {})
  expect(plans.map((it) => it.open)).toEqual([false, false])
  expect((await phone.get(api.listPolicies, {})).policies).toEqual([])
  expect((await phone.refused(api.makeQuote, { body: { planId: plan.id } })).code).toBe('purchase-off')
  await off.drop()
})

describe('who one is', () => {
  it('asks for consent first, under the text in force', async () => {
    const body = { name: '张建国', idNumber: ID_NUMBER }
    expect((await driver.refused(api.verifyIdentity, { body })).code).toBe('consent-required')
    const outdated = { purpose: 'identity', version: '2020-01-01', textHash: 'AAAA', given: true } as const
    expect((await driver.refused(api.putConsent, { body: outdated })).code).toBe('consent-outdated')
    await consent(driver)
    await consent(driver, false)
    expect((await driver.refused(api.verifyIdentity, { body })).code).toBe('consent-required')
    expect((await driver.get(api.listConsents, {})).consents[0]).toMatchObject({
      purpose: 'identity',
      state: 'withdrawn',
    })
  })

  it('forgets who one is as soon as the consent is taken back, unless cover depends on it', async () => {
    await verify(driver)
    await consent(driver, false)
    expect((await driver.get(api.getMe, {})).worker).toMatchObject({ verified: false, maskedName: '未实名' })
    expect(await server.asOwner('SELECT 1 FROM worker WHERE identity IS NOT NULL')).toEqual([])
    expect((await order()).problem?.code).toBe('consent-required')
    await consent(driver)
    expect((await order()).problem?.code).toBe('verification-required')
    // Another may be that person now, or he again.
    expect((await verify(driver)).status).toBe(200)

    const placed = await order()
    await pay(placed.reply!.order.id)
    await consent(driver, false)
    expect((await driver.get(api.getMe, {})).worker.verified).toBe(true)
    expect((await driver.get(api.listPolicies, {})).policies).toHaveLength(1)
    server.now += 366 * 86_400_000
    driver = await server.login('driver')
    expect((await order()).problem?.code).toBe('consent-required')
  })

  it.each([
    ['too short a number', '99000119900101001', 'id-number-form', '身份证号是 18 位，最后一位可能是 X'],
    ['an unknown region', '000001199001010015', 'id-number-region', '身份证号开头的地区不对'],
    ['a wrong check digit', '990001199001010014', 'id-number-check-digit', '身份证号有一位打错了'],
    [
      'a birthday there is not',
      '990001199002300012',
      'id-number-birth-date',
      '身份证号里的出生日期没有这一天',
    ],
    ['a birthday to come', '990001202611240012', 'id-number-future', '身份证号里的出生日期还没到'],
  ])('refuses %s, by a code of its own', async (_what, idNumber, code, detail) => {
    expect((await verify(driver, idNumber)).problem).toMatchObject({ code, detail, field: 'idNumber' })
    expect((await driver.get(api.getMe, {})).worker.verified).toBe(false)
  })

  it('refuses what is no name', async () => {
    expect((await verify(driver, ID_NUMBER, '3号')).problem).toMatchObject({
      code: 'name-invalid',
      field: 'name',
    })
  })

  it('takes the regions that the operator names, and in a demo what is nobody’s', async () => {
    const strict = await createTestApi(data, { idRegions: new Set(['11', '1303', '340524']) })
    const phone = await strict.login('driver')
    const codes = []
    for (const idNumber of ['34052419800101001X', '440524198001010014', ID_NUMBER]) {
      codes.push((await verify(phone, idNumber)).problem?.code ?? 'ok')
      await consent(phone, false)
    }
    expect(codes).toEqual(['ok', 'id-number-region', 'ok'])
    await strict.drop()
  })

  it('allows one account a person, and tells nothing of the other', async () => {
    await verify(driver)
    const courier = await server.login('courier')
    const { problem } = await verify(courier, ID_NUMBER.toLowerCase(), '李四')
    expect(problem?.code).toBe('identity-in-use')
    expect(problem?.detail).toContain('到驿站找工作人员')
    expect(JSON.stringify(problem)).not.toContain('张')
    expect((await verify(driver)).problem?.code).toBe('already-verified')
  })

  it('keeps name and number out of the database in the clear', async () => {
    await verify(driver)
    const [row] = await server.asOwner<{ all: string }>(
      `SELECT string_agg(worker::text, '') AS all FROM worker`,
    )
    const bytes = Buffer.from('张建国').toString('hex')
    expect(row?.all).toContain('张*国')
    expect(row?.all).not.toMatch(
      new RegExp(`张建国|${ID_NUMBER}|${bytes}|${Buffer.from(ID_NUMBER).toString('hex')}`),
    )
  })

  it('orders only for someone verified, of the right age', async () => {
    expect((await order()).problem).toMatchObject({ code: 'consent-required', purpose: 'identity' })
    await consent(driver)
    expect((await order()).problem?.code).toBe('verification-required')
    await verify(driver, '99000120150101001X')
    expect((await order()).problem).toMatchObject({
      code: 'age-out-of-range',
      detail: '满 16 到 60 周岁可以参加，你 11 岁',
    })
  })
})
