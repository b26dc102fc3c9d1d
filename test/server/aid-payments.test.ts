import { randomBytes } from 'node:crypto'
import { api } from '@/contract'
import { consentHash, consentTexts } from '@/rules/consent-texts'
import { createWechatPay } from '../../server/adapters/wechat-pay'
import { certificateKey, merchantKey, publicKey } from '../../server/adapters/wechat-pay-keys'
import { silentLog } from '../../server/adapters/log'
import type { AidContext } from '../../server/aid/context'
import { numberOf } from '../../server/aid/payment-queries'
import { keepAccounts, reconcile, settleOverdue } from '../../server/aid/reconcile'
import { takeNotice } from '../../server/aid/take-notice'
import { keyMaker } from '../../server/ids'
import type { Payments } from '../../server/ports'
import { AFTERNOON, createTestApi, newKey, type Phone, type TestApi } from '../support/api'
import { data, plan } from '../support/fixtures'
import {
  createWechatPayStandIn,
  type NoticeMessage,
  type WechatPayStandIn,
} from '../support/wechat-pay-stand-in'

const MINUTES = 60_000
const OTHER = '990001198801010025'
let server: TestApi | undefined
let wechat: WechatPayStandIn
let context: AidContext
let driver: Phone

const api_ = () => server as TestApi
const random = (bytes: number) => new Uint8Array(randomBytes(bytes))
const clock = () => server?.now ?? AFTERNOON

beforeAll(async () => {
  wechat = await createWechatPayStandIn(clock)
})
afterAll(() => wechat.close())
beforeEach(async () => {
  const payments: Payments = createWechatPay({
    appid: wechat.appid,
    mchid: wechat.mchid,
    serial: wechat.serial,
    key: merchantKey(wechat.merchantKey),
    apiv3Key: Buffer.from(wechat.apiv3Key),
    platform: [certificateKey(wechat.certificate), publicKey(wechat.publicKeyId, wechat.publicKey)],
    noticesAt: 'https://nuanxin.example/v1/payments/wechat/notices',
    api: wechat.url,
    clock,
    random,
    timeoutMs: 2_000,
    pausesMs: [1],
  })
  const keys = { pepper: randomBytes(32), identity: randomBytes(32), voucher: randomBytes(32) }
  server = await createTestApi(data, {
    ports: {
      keys,
      signer: { keyId: 1, publicKeys: new Map(), sign: () => new Uint8Array(64) },
      log: silentLog,
      payments,
      wechat: { identify: async (code) => `openid-of-${code}`, phoneOf: async (code) => code },
    },
  })
  context = {
    database: server.database,
    clock,
    random,
    newId: keyMaker(clock, random),
    ports: {
      keys,
      signer: { keyId: 1, publicKeys: new Map(), sign: () => new Uint8Array(64) },
      log: silentLog,
      payments,
    },
  }
  driver = await member('zhang', '990001199001010013')
})
afterEach(async () => {
  await expectBalanced()
  await api_().drop()
})

/** Somebody who logs in by WeChat and has said who he is. */
async function member(code: string, idNumber: string): Promise<Phone> {
  const { token } = await api_().anyone.get(api.openSession, { body: { provider: 'wechat', code } })
  const phone = api_().phone(token)
  await verify(phone, idNumber)
  return phone
}

async function verify(phone: Phone, idNumber: string): Promise<void> {
  const { version } = consentTexts.identity
  await phone.get(api.putConsent, {
    body: { purpose: 'identity', version, textHash: consentHash('identity'), given: true },
  })
  await phone.get(api.verifyIdentity, { body: { name: '张建国', idNumber } })
}

const place = async (phone = driver) => {
  const { quote } = await phone.get(api.makeQuote, { body: { planId: plan.id } })
  return (await phone.get(api.placeOrder, { body: { quoteId: quote.id }, key: newKey() })).order
}
/** An order whose payment window is open. */
const opened = async (phone = driver) => {
  const order = await place(phone)
  const { payment } = await phone.get(api.preparePayment, { params: { id: order.id } })
  return { ...order, payment, number: numberOf(order.id) }
}
const tell = (it: NoticeMessage) =>
  api_().fetch('/v1/payments/wechat/notices', { method: 'POST', headers: it.headers, body: it.body })
const told = async (it: NoticeMessage) => (await tell(it)).status
const stateOf = async (id: string, phone = driver) => {
  const { order } = await phone.get(api.getOrder, { params: { id } })
  return { state: order.state, refund: order.refund?.state ?? null }
}
const policies = async (phone = driver) => (await phone.get(api.listPolicies, {})).policies.length
const ledger = (orderId: string) =>
  api_().asOwner<{ kind: string; fen: number }>(
    'SELECT kind, amount_fen::int AS fen FROM ledger WHERE subject_id = $1 ORDER BY kind',
    [orderId],
  )
/** Money in is cover, money given back, and what is still to be given back; and the ledger adds up. */
async function expectBalanced(): Promise<void> {
  const [sums] = await api_().asOwner<Record<string, number>>(`SELECT
      (SELECT coalesce(sum(amount_fen), 0)::int FROM aid_payment) AS paid,
      (SELECT coalesce(sum(o.own_fen), 0)::int FROM aid_policy y JOIN aid_order o ON o.id = y.order_id) AS covered,
      (SELECT coalesce(sum(amount_fen), 0)::int FROM aid_refund) AS refunds,
      (SELECT coalesce(sum(amount_fen), 0)::int FROM aid_refund WHERE state <> 'done') AS open,
      (SELECT coalesce(sum(amount_fen), 0)::int FROM ledger WHERE plan_id IS NOT NULL) AS ledger`)
  expect(sums?.paid).toBe((sums?.covered ?? 0) + (sums?.refunds ?? 0))
  expect(sums?.ledger).toBe(sums?.open)
  expect((await reconcile(context)).filter((it) => it.what === 'ledger-off')).toEqual([])
}

it('joins and pays: the window, the notice, the policy', async () => {
  const order = await opened()
  expect(order).toMatchObject({ provider: 'wechat', payment: { package: `prepay_id=wx${order.number}` } })
  expect(wechat.order(order.number)).toMatchObject({ amount: 4_800, openid: 'openid-of-zhang' })
  expect(await stateOf(order.id)).toEqual({ state: 'awaiting-payment', refund: null })
  wechat.pay(order.number)
  expect(await told(wechat.paymentNotice(order.number))).toBe(204)
  expect(await stateOf(order.id)).toEqual({ state: 'paid', refund: null })
  expect(await policies()).toBe(1)
  expect(await ledger(order.id)).toEqual([
    { kind: 'payment', fen: 4_800 },
    { kind: 'policy', fen: -12_000 },
    { kind: 'subsidy', fen: 7_200 },
  ])
  expect((await driver.refused(api.preparePayment, { params: { id: order.id } })).code).toBe('order-paid')
})

it('opens the window again for the same order, told once', async () => {
  const order = await opened()
  const before = wechat.calls.length
  const { payment } = await driver.get(api.preparePayment, { params: { id: order.id } })
  expect(payment).toMatchObject({ package: `prepay_id=wx${order.number}` })
  expect(wechat.calls.length).toBe(before)
})

it('asks who does not log in by WeChat to pay there, and tells nobody of another’s order', async () => {
  const order = await place()
  const courier = await api_().login('courier')
  expect((await courier.refused(api.preparePayment, { params: { id: order.id } })).code).toBe('not-found')
  await verify(courier, OTHER)
  const own = await place(courier)
  expect((await courier.refused(api.preparePayment, { params: { id: own.id } })).code).toBe('pay-in-wechat')
})

it('refuses forged notices, and takes none that are replayed later', async () => {
  const order = await opened()
  wechat.pay(order.number)
  const good = wechat.paymentNotice(order.number)
  const probe = `WECHATPAY/SIGNTEST/${good.headers['Wechatpay-Signature']}`
  expect(await told({ ...good, headers: { ...good.headers, 'Wechatpay-Signature': probe } })).toBe(422)
  expect(await told({ ...good, body: good.body.replace('支付成功', '支付失败') })).toBe(422)
  expect(await told({ ...good, body: '{' })).toBe(422)
  expect(await told({ ...good, body: '' })).toBe(422)
  api_().now += 6 * MINUTES
  expect(await told(good)).toBe(422)
  expect(await policies()).toBe(0)
  // Signed anew, as WeChat does each time it sends one again.
  expect(await told(wechat.paymentNotice(order.number, {}, 'public-key'))).toBe(204)
  expect(await policies()).toBe(1)
})

it('issues one policy for 15 notices of two people in random order, at the same time and one after the other', async () => {
  const other = await member('li', OTHER)
  const orders = [await opened(), await opened(other)]
  for (const it of orders) wechat.pay(it.number)
  const notices = Array.from({ length: 15 }, (_, i) =>
    orders.map((it) => wechat.paymentNotice(it.number, {}, i % 2 === 0 ? 'certificate' : 'public-key')),
  ).flat()
  notices.sort(() => Math.random() - 0.5)
  const first = await Promise.all(notices.slice(0, 20).map(told))
  for (const it of notices.slice(20)) first.push(await told(it))
  expect(new Set(first)).toEqual(new Set([204]))
  expect([await policies(), await policies(other)]).toEqual([1, 1])
  expect(await api_().asOwner('SELECT 1 FROM aid_payment')).toHaveLength(2)
})

it('takes a notice that comes before the order call returns', async () => {
  const order = await place()
  const number = numberOf(order.id)
  let status = 0
  wechat.beforeAnswer = async () => {
    wechat.pay(number)
    status = await told(wechat.paymentNotice(number))
  }
  await driver.get(api.preparePayment, { params: { id: order.id } })
  expect(status).toBe(204)
  expect(await stateOf(order.id)).toEqual({ state: 'paid', refund: null })
})

it('takes no payment that differs by one fen, nor one for an order that is not there', async () => {
  const order = await opened()
  wechat.pay(order.number)
  for (const total of [4_799, 4_801, 0]) {
    const it = wechat.paymentNotice(order.number, { amount: { total, currency: 'CNY' } })
    expect(await told(it)).toBe(409)
  }
  const strange = { out_trade_no: newKey() }
  expect(await told(wechat.paymentNotice(order.number, strange))).toBe(404)
  expect(await policies()).toBe(0)
  expect(await api_().asOwner('SELECT 1 FROM aid_payment')).toEqual([])
})

it('answers before WeChat gives up though our database does not, and takes the next notice', async () => {
  const order = await opened()
  wechat.pay(order.number)
  const raw = () => {
    const { headers, body } = wechat.paymentNotice(order.number)
    const sent = new Headers(headers)
    return { header: (name: string) => sent.get(name) ?? undefined, body }
  }
  let release = (): void => undefined
  const held = new Promise<void>((resolve) => (release = resolve))
  let locked = (): void => undefined
  const isLocked = new Promise<void>((resolve) => (locked = resolve))
  const holding = api_().database.transaction(async (tx) => {
    await tx.query({ name: 'test.hold', text: 'SELECT 1 FROM worker FOR UPDATE' })
    locked()
    await held
  })
  await isLocked
  await expect(takeNotice(context, raw(), 50)).rejects.toMatchObject({ code: 'unavailable' })
  release()
  await holding
  await takeNotice(context, raw())
  expect(await policies()).toBe(1)
})

describe('a lost notice', () => {
  it('is made up for as soon as the phone asks, and WeChat is not asked more than every ten seconds', async () => {
    const order = await opened()
    expect(await stateOf(order.id)).toEqual({ state: 'awaiting-payment', refund: null })
    const asked = wechat.calls.length
    wechat.pay(order.number)
    for (let i = 0; i < 4; i++) expect((await stateOf(order.id)).state).toBe('awaiting-payment')
    expect(wechat.calls.length).toBe(asked)
    api_().now += 10_000
    expect((await stateOf(order.id)).state).toBe('paid')
  })

  it('is found by reconciling, of the day or of all days', async () => {
    const order = await opened()
    const other = await member('li', OTHER)
    const unpaid = await opened(other)
    wechat.pay(order.number)
    expect(await reconcile(context, '2026-11-22')).toEqual([])
    expect(await reconcile(context, '2026-11-23')).toEqual([{ orderId: order.id, what: 'paid-there' }])
    expect(await reconcile(context)).toEqual([])
    expect(await policies()).toBe(1)
    // Then the notice comes after all.
    expect(await told(wechat.paymentNotice(order.number))).toBe(204)
    expect((await stateOf(unpaid.id, other)).state).toBe('awaiting-payment')
  })

  it('of a payment at the last moment is found when the order is to expire: cover begins by the day of payment', async () => {
    api_().now = Date.parse('2026-11-23T23:40:00+08:00')
    const order = await opened()
    api_().now += 15 * MINUTES
    wechat.pay(order.number)
    api_().now += 30 * MINUTES
    await settleOverdue(context)
    expect((await stateOf(order.id)).state).toBe('paid')
    expect((await driver.get(api.listPolicies, {})).policies).toMatchObject([
      { state: 'in-force', inForceFrom: '2026-11-23T16:00:00.000Z' },
    ])
  })

  it('does not matter for who orders anew: he is covered', async () => {
    const order = await opened()
    const { quote } = await driver.get(api.makeQuote, { body: { planId: plan.id } })
    wechat.pay(order.number)
    api_().now += 29 * MINUTES
    const later = (await driver.get(api.makeQuote, { body: { planId: plan.id } })).quote
    api_().now += 2 * MINUTES
    expect((await driver.refused(api.placeOrder, { body: { quoteId: quote.id }, key: newKey() })).code).toBe(
      'quote-expired',
    )
    const refused = await driver.refused(api.placeOrder, { body: { quoteId: later.id }, key: newKey() })
    expect(refused.code).toBe('already-covered')
  })

  it('is told of where the amount is another, and left to a person', async () => {
    const order = await opened()
    wechat.pay(order.number)
    const paid = wechat.order(order.number)
    if (paid) paid.amount = 4_801
    expect(await reconcile(context)).toEqual([{ orderId: order.id, what: 'amount-differs' }])
    expect(await policies()).toBe(0)
  })
})

describe('an order nobody pays', () => {
  it('is closed at WeChat and ends after half an hour; then one can order anew', async () => {
    const order = await opened()
    api_().now += 29 * MINUTES
    await settleOverdue(context)
    expect((await stateOf(order.id)).state).toBe('awaiting-payment')
    api_().now += 2 * MINUTES
    await settleOverdue(context)
    expect(wechat.order(order.number)?.state).toBe('CLOSED')
    expect((await driver.refused(api.preparePayment, { params: { id: order.id } })).code).toBe(
      'order-expired',
    )
    const again = await opened()
    expect(again.id).not.toBe(order.id)
    wechat.pay(again.number)
    expect(await told(wechat.paymentNotice(again.number))).toBe(204)
  })

  it('stays open while WeChat does not say that nobody can pay it any more', async () => {
    const order = await opened()
    api_().now += 29 * MINUTES
    const later = (await driver.get(api.makeQuote, { body: { planId: plan.id } })).quote
    api_().now += 2 * MINUTES
    wechat.failNext(order.number, 'hang up', 'hang up')
    await settleOverdue(context)
    expect(await api_().asOwner('SELECT state FROM aid_order')).toEqual([{ state: 'awaiting-payment' }])
    wechat.failNext(order.number, 'hang up', 'hang up')
    const refused = await driver.refused(api.placeOrder, { body: { quoteId: later.id }, key: newKey() })
    expect(refused.code).toBe('payment-unavailable')
    await settleOverdue(context)
    expect(await api_().asOwner('SELECT state FROM aid_order')).toEqual([{ state: 'expired' }])
  })

  it('of which WeChat never heard ends without asking it', async () => {
    await place()
    api_().now += 31 * MINUTES
    const before = wechat.calls.length
    await settleOverdue(context)
    expect(wechat.calls.length).toBe(before)
    expect(await api_().asOwner('SELECT state FROM aid_order')).toEqual([{ state: 'expired' }])
  })

  it('that was closed at WeChat by somebody else ends here, and is told of', async () => {
    const order = await opened()
    const there = wechat.order(order.number)
    if (there) there.state = 'CLOSED'
    expect(await reconcile(context)).toEqual([{ orderId: order.id, what: 'closed-there' }])
    expect((await stateOf(order.id)).state).toBe('expired')
  })
})

describe('a refund', () => {
  /** Ended here; then money comes in for it. */
  const paidTooLate = async () => {
    const order = await opened()
    await api_().asOwner(`UPDATE aid_order SET state = 'expired' WHERE id = $1`, [order.id])
    wechat.pay(order.number)
    expect(await told(wechat.paymentNotice(order.number))).toBe(204)
    return order
  }
  const only = () => [...wechat.refunds.values()].at(-1)!

  it('follows a payment after the order has ended: asked for once, noted when it arrives', async () => {
    const order = await paidTooLate()
    const before = wechat.refunds.size
    expect(await stateOf(order.id)).toEqual({ state: 'expired', refund: 'due' })
    await settleOverdue(context)
    await settleOverdue(context)
    expect(wechat.refunds.size).toBe(before + 1)
    expect(only()).toMatchObject({ orderNumber: order.number, amount: 4_800 })
    expect(await stateOf(order.id)).toEqual({ state: 'expired', refund: 'asked' })
    await expectBalanced()

    wechat.endRefund(only().number, 'SUCCESS')
    const notices = Array.from({ length: 15 }, () => wechat.refundNotice(only().number))
    expect(new Set(await Promise.all(notices.map(told)))).toEqual(new Set([204]))
    expect(await stateOf(order.id)).toEqual({ state: 'expired', refund: 'done' })
    expect(await ledger(order.id)).toEqual([
      { kind: 'payment', fen: 4_800 },
      { kind: 'refund', fen: -4_800 },
    ])
    expect(await policies()).toBe(0)
    // The payment's notice once more, and a stale one of the refund.
    expect(await told(wechat.paymentNotice(order.number))).toBe(204)
    wechat.endRefund(only().number, 'CLOSED')
    expect(await told(wechat.refundNotice(only().number))).toBe(204)
    expect(await stateOf(order.id)).toEqual({ state: 'expired', refund: 'done' })
  })

  it('is listed with its order until a week after it arrived, for whoever paid and nobody else', async () => {
    const listed = async (phone = driver) =>
      (await phone.get(api.listOrders, {})).orders.map(({ id, refund }) => ({ id, refund: refund?.state }))
    expect(await listed()).toEqual([])
    const open = await opened()
    expect(await listed()).toEqual([{ id: open.id, refund: undefined }])
    const order = await paidTooLate()
    expect(await listed()).toContainEqual({ id: order.id, refund: 'due' })
    await settleOverdue(context)
    expect(await listed()).toContainEqual({ id: order.id, refund: 'asked' })
    wechat.endRefund(only().number, 'SUCCESS')
    await told(wechat.refundNotice(only().number))
    expect(await listed()).toContainEqual({ id: order.id, refund: 'done' })
    expect(await listed(await member('li', OTHER))).toEqual([])
    api_().now += 8 * 86_400_000
    expect((await listed()).map(({ id }) => id)).not.toContain(order.id)
  })

  it('whose notice was lost is found by reconciling', async () => {
    const order = await paidTooLate()
    await settleOverdue(context)
    wechat.endRefund(only().number, 'SUCCESS')
    expect(await reconcile(context, '2026-11-23')).toEqual([{ orderId: order.id, what: 'refunded-there' }])
    expect(await stateOf(order.id)).toEqual({ state: 'expired', refund: 'done' })
  })

  it('that is given up is told of until somebody has seen to it', async () => {
    const order = await paidTooLate()
    await settleOverdue(context)
    wechat.endRefund(only().number, 'ABNORMAL')
    expect(await told(wechat.refundNotice(only().number))).toBe(204)
    expect(await stateOf(order.id)).toEqual({ state: 'expired', refund: 'failed' })
    expect(await reconcile(context)).toEqual([{ orderId: order.id, what: 'refund-failed' }])
    wechat.endRefund(only().number, 'SUCCESS')
    expect(await reconcile(context)).toEqual([{ orderId: order.id, what: 'refunded-there' }])
  })

  it('that WeChat does not answer is tried again, later each time, and made once', async () => {
    const order = await paidTooLate()
    const before = wechat.refunds.size
    const tries = () => wechat.calls.filter((it) => it.body?.out_trade_no === order.number).length
    const begun = tries()
    // Its work is done, its answer lost.
    wechat.failNext('/refunds', 'hang up', 'hang up')
    await settleOverdue(context)
    await settleOverdue(context)
    expect(tries() - begun).toBe(2)
    api_().now += MINUTES
    wechat.failNext('/refunds', { status: 500, code: 'SYSTEM_ERROR' }, { status: 500, code: 'SYSTEM_ERROR' })
    await settleOverdue(context)
    expect(tries() - begun).toBe(4)
    api_().now += MINUTES
    await settleOverdue(context)
    expect(tries() - begun).toBe(4)
    api_().now += MINUTES
    await settleOverdue(context)
    expect(tries() - begun).toBe(5)
    expect(wechat.refunds.size).toBe(before + 1)
    expect((await stateOf(order.id)).refund).toBe('asked')
  })

  it('of one fen less is not believed', async () => {
    await paidTooLate()
    await settleOverdue(context)
    wechat.endRefund(only().number, 'SUCCESS')
    const over = {
      mchid: wechat.mchid,
      out_refund_no: only().number,
      refund_id: '1',
      refund_status: 'SUCCESS',
    }
    expect(await told(wechat.notice('REFUND.SUCCESS', { ...over, amount: { refund: 4_799 } }))).toBe(409)
    expect(
      await told(
        wechat.notice('REFUND.SUCCESS', { ...over, out_refund_no: newKey(), amount: { refund: 1 } }),
      ),
    ).toBe(404)
  })

  it('follows a payment by who was covered meanwhile', async () => {
    const first = await opened()
    // As if his phone had kept an order open that ended here long ago.
    await api_().asOwner(`UPDATE aid_order SET state = 'expired' WHERE id = $1`, [first.id])
    const second = await opened()
    for (const it of [first, second]) wechat.pay(it.number)
    const notices = [first, second].map((it) => wechat.paymentNotice(it.number))
    expect(await Promise.all(notices.map(told))).toEqual([204, 204])
    expect(await policies()).toBe(1)
    expect(await stateOf(first.id)).toEqual({ state: 'expired', refund: 'due' })
    expect(await stateOf(second.id)).toEqual({ state: 'paid', refund: null })
  })
})

it('keeps accounts by itself, in one of many processes at a time', async () => {
  const order = await opened()
  wechat.pay(order.number)
  const queries = () =>
    wechat.calls.filter((it) => it.method === 'GET' && it.path.includes(order.number)).length
  const before = queries()
  await Promise.all(Array.from({ length: 8 }, () => keepAccounts(context)))
  expect(queries() - before).toBe(1)
  expect(await policies()).toBe(1)
  const other = await member('li', OTHER)
  const second = await opened(other)
  const asked = () =>
    wechat.calls.filter((it) => it.method === 'GET' && it.path.includes(second.number)).length
  for (let minute = 1; minute <= 9; minute++) {
    api_().now += MINUTES
    await keepAccounts(context)
  }
  expect(asked()).toBe(0)
  api_().now += MINUTES
  await Promise.all(Array.from({ length: 8 }, () => keepAccounts(context)))
  expect(asked()).toBe(1)
})

it('says that WeChat Pay does not answer, and charges nothing', async () => {
  const order = await place()
  wechat.failNext('/jsapi', 'hang up', 'hang up')
  expect((await driver.refused(api.preparePayment, { params: { id: order.id } })).code).toBe(
    'payment-unavailable',
  )
  // It had been paid, and neither the window's answer nor the notice arrived.
  await driver.get(api.preparePayment, { params: { id: order.id } })
  wechat.pay(numberOf(order.id))
  await api_().asOwner('UPDATE aid_order SET prepay = NULL')
  expect((await driver.refused(api.preparePayment, { params: { id: order.id } })).code).toBe('order-paid')
  expect(await policies()).toBe(1)
})
