import { createHash, createPublicKey, generateKeyPairSync, randomBytes } from 'node:crypto'
import { Aes, Formatter, Rsa } from 'wechatpay-axios-plugin'
import { createWechatPay } from '../../server/adapters/wechat-pay'
import type { WechatPayOptions } from '../../server/adapters/wechat-pay-client'
import {
  certificateKey,
  createKeyRing,
  isSigned,
  merchantKey,
  openSealed,
  publicKey,
  signLines,
} from '../../server/adapters/wechat-pay-keys'
import type { Payable } from '../../server/ports'
import {
  createWechatPayStandIn,
  type NoticeMessage,
  type PayFault,
  type WechatPayStandIn,
} from '../support/wechat-pay-stand-in'

const START = Date.parse('2026-11-23T14:32:00+08:00')
let now = START
let wechat: WechatPayStandIn
beforeAll(async () => {
  wechat = await createWechatPayStandIn(() => now)
})
afterAll(() => wechat.close())
beforeEach(() => {
  now = START
  wechat.signBy = undefined
})

const platformKeys = () => [
  certificateKey(wechat.certificate),
  publicKey(wechat.publicKeyId, wechat.publicKey),
]
const pay = (over: Partial<WechatPayOptions> = {}) =>
  createWechatPay({
    appid: wechat.appid,
    mchid: wechat.mchid,
    serial: wechat.serial,
    key: merchantKey(wechat.merchantKey),
    apiv3Key: Buffer.from(wechat.apiv3Key),
    platform: platformKeys(),
    noticesAt: 'https://nuanxin.example/v1/payments/wechat/notices',
    api: wechat.url,
    clock: () => now,
    random: (bytes) => new Uint8Array(randomBytes(bytes)),
    timeoutMs: 300,
    pausesMs: [1, 1],
    ...over,
  })
const newNumber = () => randomBytes(16).toString('hex')
const payable = (over: Partial<Payable> = {}): Payable => ({
  number: newNumber(),
  title: '意外互助',
  amountFen: 4_800,
  payBy: START + 30 * 60_000,
  openid: 'o6_bmjrPTlm6_2sgVt7hMZOPfL2M',
  ...over,
})
const read = (it: NoticeMessage, by = pay()) => {
  const headers = new Headers(it.headers)
  return by.readNotice({ header: (name) => headers.get(name) ?? undefined, body: it.body })
}
const callsOf = (part: string) => wechat.calls.filter((it) => it.path.includes(part)).length
const order = async (over: Partial<Payable> = {}) => {
  const it = payable(over)
  await pay().prepare(it, undefined)
  return it
}

describe('beside another implementation', () => {
  const texts = ['', '\n', '{"a":1}', '互助金 12 万元', 'x'.repeat(5_000)]

  it('signs what that verifies, and verifies what that signs', () => {
    const pair = generateKeyPairSync('rsa', { modulusLength: 2048 })
    for (const text of texts) {
      const lines = Formatter.response('1700000000', 'nonce', text)
      const parts = ['1700000000', 'nonce', text]
      expect(Rsa.verify(lines, signLines(pair.privateKey, parts), pair.publicKey)).toBe(true)
      const theirs = Rsa.sign(lines, pair.privateKey)
      expect(isSigned(pair.publicKey, parts, theirs)).toBe(true)
      expect(isSigned(pair.publicKey, ['1700000001', 'nonce', text], theirs)).toBe(false)
      expect(isSigned(pair.publicKey, ['1700000000', 'nonce', `${text} `], theirs)).toBe(false)
    }
  })

  it('opens what that sealed, and nothing that was changed since', () => {
    const key = randomBytes(16).toString('hex')
    for (const text of texts) {
      for (const associated of ['', 'transaction', '证书']) {
        const nonce = Formatter.nonce(12)
        const ciphertext = Aes.AesGcm.encrypt(text, key, nonce, associated)
        const sealed = {
          algorithm: 'AEAD_AES_256_GCM',
          ciphertext,
          nonce,
          associated_data: associated,
        }
        expect(openSealed(Buffer.from(key), sealed)).toBe(text)
        const bytes = Buffer.from(ciphertext, 'base64')
        bytes[0] = (bytes[0] ?? 0) ^ 1
        for (const changed of [
          { ciphertext: bytes.toString('base64') },
          { ciphertext: bytes.subarray(0, 8).toString('base64') },
          { nonce: Formatter.nonce(12) },
          { associated_data: `${associated}x` },
          { algorithm: 'AEAD_SM4_GCM' },
        ]) {
          expect(() => openSealed(Buffer.from(key), { ...sealed, ...changed })).toThrow()
        }
      }
    }
  })

  it('reads the same serial and key out of a certificate', () => {
    const it = certificateKey(wechat.certificate)
    expect(it.serial).toBe(wechat.certificateSerial)
    const der = it.key.export({ type: 'spki', format: 'der' })
    const theirs = createPublicKey(wechat.certificate).export({ type: 'spki', format: 'der' })
    expect(createHash('sha256').update(der).digest()).toEqual(createHash('sha256').update(theirs).digest())
    expect(() => certificateKey(wechat.publicKey)).toThrow()
    expect(() => merchantKey(wechat.publicKey)).toThrow()
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
    expect(() => merchantKey(privateKey.export({ type: 'pkcs8', format: 'pem' }).toString())).toThrow()
  })
})

describe('an order', () => {
  it('gives the phone what opens the payment window, signed by the merchant', async () => {
    const it = payable()
    const { handle, payment } = await pay().prepare(it, undefined)
    expect(handle).toBe(`wx${it.number}`)
    expect(payment).toMatchObject({
      provider: 'wechat',
      package: `prepay_id=${handle}`,
      signType: 'RSA',
      timeStamp: String(START / 1_000),
    })
    if (payment.provider !== 'wechat') throw new Error('Not for WeChat')
    const lines = Formatter.joinedByLineFeed(
      wechat.appid,
      payment.timeStamp,
      payment.nonceStr,
      payment.package,
    )
    expect(Rsa.verify(lines, payment.paySign, wechat.merchantPublicKey)).toBe(true)
    expect(wechat.calls.at(-1)?.body).toEqual({
      appid: wechat.appid,
      mchid: wechat.mchid,
      description: '意外互助',
      out_trade_no: it.number,
      time_expire: '2026-11-23T15:02:00+08:00',
      notify_url: 'https://nuanxin.example/v1/payments/wechat/notices',
      amount: { total: 4_800, currency: 'CNY' },
      payer: { openid: it.openid },
    })
  })

  it('is told once, however often the window is opened', async () => {
    const it = payable()
    const { handle } = await pay().prepare(it, undefined)
    const before = callsOf('/jsapi')
    const again = await pay().prepare(it, handle)
    expect(again.payment).toMatchObject({ package: `prepay_id=${handle}` })
    expect(callsOf('/jsapi')).toBe(before)
  })

  it('needs somebody whom WeChat knows', async () => {
    await expect(pay().prepare(payable({ openid: undefined }), undefined)).rejects.toMatchObject({
      kind: 'code',
    })
  })

  it('is open, paid, closed or not there', async () => {
    const it = await order()
    expect(await pay().findPayment(it.number)).toEqual({ state: 'open' })
    wechat.pay(it.number)
    const paid = {
      state: 'paid',
      paid: {
        number: it.number,
        providerNumber: wechat.order(it.number)?.transactionId,
        amountFen: 4_800,
        paidAt: START,
      },
    }
    expect(await pay().findPayment(it.number)).toEqual(paid)
    // Who closes it too late learns that it was paid.
    expect(await pay().close(it.number)).toEqual(paid)
    const other = await order()
    expect(await pay().close(other.number)).toEqual({ state: 'closed' })
    expect(await pay().findPayment(other.number)).toEqual({ state: 'closed' })
    expect(await pay().findPayment(newNumber())).toEqual({ state: 'absent' })
    expect(await pay().close(newNumber())).toEqual({ state: 'absent' })
  })

  it('is refunded once under one number, and its refund can be asked for', async () => {
    const it = await order()
    wechat.pay(it.number)
    const refund = { number: newNumber(), orderNumber: it.number, amountFen: 4_800 }
    const asked = await pay().refund(refund)
    expect(asked).toEqual({
      number: refund.number,
      state: 'asked',
      providerNumber: wechat.refunds.get(refund.number)?.id,
      amountFen: 4_800,
    })
    expect(await pay().refund(refund)).toEqual(asked)
    wechat.endRefund(refund.number, 'SUCCESS')
    expect(await pay().findRefund(refund.number)).toEqual({ ...asked, state: 'done' })
    wechat.endRefund(refund.number, 'ABNORMAL')
    expect(await pay().findRefund(refund.number)).toEqual({ ...asked, state: 'failed' })
    expect(await pay().findRefund(newNumber())).toBeUndefined()
    // Money that went back had come in.
    expect(await pay().findPayment(it.number)).toMatchObject({ state: 'paid' })
  })
})

describe('a call', () => {
  it.each<[string, PayFault[], number]>([
    ['is not heard', ['silence', 'hang up'], 3],
    ['is heard and not answered', ['late silence'], 2],
    ['comes too often', [{ status: 429, code: 'FREQUENCY_LIMITED' }], 2],
    [
      'meets a fault of WeChat’s',
      [
        { status: 500, code: 'SYSTEM_ERROR' },
        { status: 502, code: 'X' },
      ],
      3,
    ],
    ['gets an answer that is not signed', ['unsigned'], 2],
  ])('that %s is made again', async (_what, faults, times) => {
    const it = payable()
    const before = callsOf('/jsapi')
    wechat.failNext('/jsapi', ...faults)
    expect((await pay().prepare(it, undefined)).handle).toBe(`wx${it.number}`)
    expect(callsOf('/jsapi') - before).toBe(times)
  })

  it('gives up in the end, and tells nothing of what was sent', async () => {
    wechat.failNext('/jsapi', 'hang up', 'hang up', 'hang up')
    const fault = await pay()
      .prepare(payable(), undefined)
      .catch((error: unknown) => error as Error)
    expect(fault).toMatchObject({ name: 'ServiceFault', kind: 'busy' })
    expect(JSON.stringify([fault, (fault as Error).message])).not.toContain('o6_bmj')
  })

  it.each<[string, Partial<WechatPayOptions>]>([
    ['by another merchant’s key', { key: generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey }],
    ['under another serial', { serial: 'ABCDEF0123' }],
    ['for another merchant', { mchid: '1900000002' }],
  ])('is refused %s, and not repeated', async (_what, over) => {
    const before = callsOf('/jsapi')
    await expect(pay(over).prepare(payable(), undefined)).rejects.toMatchObject({ kind: 'misconfigured' })
    expect(callsOf('/jsapi') - before).toBe(1)
  })

  it('believes no answer signed by another', async () => {
    const other = await createWechatPayStandIn(() => now)
    const platform = [certificateKey(other.certificate)]
    const it = await order()
    wechat.pay(it.number)
    // Its own platform keys are not fetched: whoever stands in between could sign those.
    const blind = pay({ platform, apiv3Key: Buffer.from(other.apiv3Key) })
    await expect(blind.findPayment(it.number)).rejects.toMatchObject({ name: 'ServiceFault' })
    await other.close()
  })
})

describe('a notice', () => {
  const paid = async () => {
    const it = await order()
    wechat.pay(it.number)
    return it
  }

  it.each(['certificate', 'public-key'] as const)('is taken that is signed by %s', async (by) => {
    const it = await paid()
    expect(await read(wechat.paymentNotice(it.number, {}, by))).toEqual({
      kind: 'paid',
      paid: {
        number: it.number,
        providerNumber: wechat.order(it.number)?.transactionId,
        amountFen: 4_800,
        paidAt: START,
      },
    })
    const refund = { number: newNumber(), orderNumber: it.number, amountFen: 4_800 }
    await pay().refund(refund)
    for (const [status, state] of [
      ['SUCCESS', 'done'],
      ['ABNORMAL', 'failed'],
      ['CLOSED', 'failed'],
    ] as const) {
      wechat.endRefund(refund.number, status)
      expect(await read(wechat.refundNotice(refund.number, by))).toMatchObject({
        kind: 'refund',
        refund: { number: refund.number, state, amountFen: 4_800 },
      })
    }
  })

  it('is refused where its signature is wrong, WeChat’s own probes among them', async () => {
    const it = await paid()
    const good = wechat.paymentNotice(it.number)
    const signature = good.headers['Wechatpay-Signature'] ?? ''
    const changed: Record<string, Partial<NoticeMessage>> = {
      probe: { headers: { ...good.headers, 'Wechatpay-Signature': `WECHATPAY/SIGNTEST/${signature}` } },
      'no signature': { headers: { ...good.headers, 'Wechatpay-Signature': '' } },
      nonsense: { headers: { ...good.headers, 'Wechatpay-Signature': '!!!' } },
      'a letter off': {
        headers: {
          ...good.headers,
          'Wechatpay-Signature': (signature.startsWith('A') ? 'B' : 'A') + signature.slice(1),
        },
      },
      'another nonce': { headers: { ...good.headers, 'Wechatpay-Nonce': 'x' } },
      'another time': { headers: { ...good.headers, 'Wechatpay-Timestamp': String(START / 1_000 + 1) } },
      'no time': { headers: { ...good.headers, 'Wechatpay-Timestamp': 'soon' } },
      'another key': { headers: { ...good.headers, 'Wechatpay-Serial': wechat.publicKeyId } },
      'a made-up key': { headers: { ...good.headers, 'Wechatpay-Serial': 'PUB_KEY_ID_1' } },
      'another body': { body: good.body.replace('支付成功', '支付失败') },
      // Read and written again it is the same JSON, and not what was signed.
      'another spelling': { body: JSON.stringify(JSON.parse(good.body), undefined, 1) },
      'no headers': { headers: {} },
    }
    for (const [what, over] of Object.entries(changed)) {
      expect([what, await read({ ...good, ...over })]).toEqual([what, 'refused'])
    }
    expect(await read(good)).toMatchObject({ kind: 'paid' })
  })

  it('is refused when it is old, or of a time to come', async () => {
    const { number } = await paid()
    const it = wechat.paymentNotice(number)
    for (const [minutes, taken] of [
      [5, true],
      [-5, true],
      [5.1, false],
      [-5.1, false],
      [24 * 60, false],
    ] as const) {
      now = START + minutes * 60_000
      expect((await read(it)) !== 'refused').toBe(taken)
    }
  })

  it('is not believed about another merchant, mini-program or currency, or under another key', async () => {
    const { number } = await paid()
    for (const over of [
      { mchid: '1900000002' },
      { appid: 'wxffffffffffffffff' },
      { trade_state: 'NOTPAY' },
      { amount: { total: 4_800, currency: 'USD' } },
      { out_trade_no: '../../etc' },
      { success_time: undefined },
    ]) {
      await expect(read(wechat.paymentNotice(number, over))).rejects.toMatchObject({ kind: 'misconfigured' })
    }
    const blind = pay({ apiv3Key: randomBytes(32) })
    await expect(read(wechat.paymentNotice(number), blind)).rejects.toMatchObject({ kind: 'misconfigured' })
  })

  it('of something else is let pass', async () => {
    expect(await read(wechat.notice('PAYSCORE.USER_OPEN_SERVICE', { openid: 'x' }))).toBeUndefined()
  })
})

describe('platform certificates', () => {
  it('are fetched when something is signed by one that is not known, and asked for once a minute at most', async () => {
    const by = pay({ platform: [] })
    const before = callsOf('/v3/certificates')
    const it = payable()
    await by.prepare(it, undefined)
    wechat.pay(it.number)
    expect(await read(wechat.paymentNotice(it.number), by)).toMatchObject({ kind: 'paid' })
    expect(callsOf('/v3/certificates') - before).toBe(1)
    const strange = wechat.paymentNotice(it.number)
    strange.headers['Wechatpay-Serial'] = 'ABCDEF0123456789'
    for (let i = 0; i < 5; i++) expect(await read(strange, by)).toBe('refused')
    expect(callsOf('/v3/certificates') - before).toBe(1)
    now += 61_000
    expect(await read(strange, by)).toBe('refused')
    expect(callsOf('/v3/certificates') - before).toBe(2)
  })

  it('end with their time', async () => {
    const ring = createKeyRing({ given: platformKeys(), clock: () => now, download: async () => [] })
    expect(await ring.find(wechat.certificateSerial.toLowerCase())).toBeDefined()
    now = START + 6 * 365 * 86_400_000
    expect(await ring.find(wechat.certificateSerial)).toBeUndefined()
    expect(await ring.find(wechat.publicKeyId)).toBeDefined()
  })
})
