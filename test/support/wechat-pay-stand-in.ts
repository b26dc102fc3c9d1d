import { constants, generateKeyPair, privateDecrypt, randomBytes, X509Certificate } from 'node:crypto'
import http from 'node:http'
import type { AddressInfo } from 'node:net'
import { promisify } from 'node:util'
import { generate } from 'selfsigned'
import { Aes, Formatter, Rsa } from 'wechatpay-axios-plugin'
import { createTransfersStandIn, type TransfersStandIn } from './wechat-transfers-stand-in'

/**
 * WeChat Pay v3 as its public documents describe it, with keys of its own: a platform certificate and a 微信支付公钥, and
 * it knows the merchant's public key only. What it signs, seals and verifies it does by another implementation than ours.
 */
export interface WechatPayStandIn {
  readonly url: string
  readonly appid: string
  readonly mchid: string
  readonly serial: string
  /** The merchant's private key, PEM. */
  readonly merchantKey: string
  readonly merchantPublicKey: string
  /** 32 characters. */
  readonly apiv3Key: string
  /** PEM. */
  readonly certificate: string
  readonly certificateSerial: string
  readonly publicKeyId: string
  /** PEM. */
  readonly publicKey: string
  /** Signs by this from now on. Default: the key whose serial the caller names, else the certificate. */
  signBy: Signer | undefined
  /** Somebody pays an order that is open. */
  pay(number: string): void
  /** The number of the order that a phone's payment window is opened for; undefined where WeChat would refuse to open it. */
  windowOf(asked: {
    timeStamp: string
    nonceStr: string
    package: string
    signType?: string
    paySign: string
  }): string | undefined
  /** A refund arrives, or is given up. */
  endRefund(number: string, status: 'SUCCESS' | 'ABNORMAL' | 'CLOSED'): void
  order(number: string): StandInOrder | undefined
  readonly orders: ReadonlyMap<string, StandInOrder>
  readonly refunds: ReadonlyMap<string, StandInRefund>
  /** A notice of what is true of an order now; `over` changes what is sealed. */
  paymentNotice(number: string, over?: object, by?: Signer): NoticeMessage
  refundNotice(number: string, by?: Signer): NoticeMessage
  readonly transfers: TransfersStandIn
  /** A notice of what is true of a transfer's bill now; `over` changes what is sealed. */
  transferNotice(number: string, over?: object, by?: Signer): NoticeMessage
  /** Seals and signs anything. */
  notice(eventType: string, said: object, by?: Signer): NoticeMessage
  /** Answers the next calls whose path holds this with these, in turn, and then as usual again. */
  failNext(path: string, ...faults: PayFault[]): void
  /** Does this just before the next call about a new order or transfer is answered. */
  beforeAnswer: (() => Promise<void>) | undefined
  readonly calls: readonly { method: string; path: string; body: Record<string, unknown> | undefined }[]
  /** Nothing that was to fail does any more. */
  mend(): void
  /** As if nothing had ever been asked of it; its keys stay. */
  forget(): void
  close(): Promise<void>
}

export type Signer = 'certificate' | 'public-key'
export type PayFault =
  | { status: number; code: string }
  /** `late`: the work was done. */
  | 'silence'
  | 'late silence'
  | 'hang up'
  | 'unsigned'

export interface NoticeMessage {
  headers: Record<string, string>
  body: string
}

export interface StandInOrder {
  number: string
  amount: number
  openid: string
  expires: number
  state: 'NOTPAY' | 'SUCCESS' | 'CLOSED' | 'REFUND'
  transactionId: string | undefined
  paidAt: number | undefined
}

export interface StandInRefund {
  number: string
  orderNumber: string
  amount: number
  id: string
  status: 'PROCESSING' | 'SUCCESS' | 'ABNORMAL' | 'CLOSED'
}

type Reply = { status: number; body?: object }

const makeKeys = () =>
  promisify(generateKeyPair)('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  })

/** @param now the time at WeChat's, epoch ms. */
export async function createWechatPayStandIn(now: () => number): Promise<WechatPayStandIn> {
  const [merchant, platform, publicPair] = await Promise.all([makeKeys(), makeKeys(), makeKeys()])
  const { cert: certificate } = await generate([{ name: 'commonName', value: 'Stand-in Platform CA' }], {
    keyPair: platform,
    algorithm: 'sha256',
    notBeforeDate: new Date(now() - 86_400_000),
    notAfterDate: new Date(now() + 5 * 365 * 86_400_000),
  })
  const certificateSerial = new X509Certificate(certificate).serialNumber
  const publicKeyId = `PUB_KEY_ID_${'0'.repeat(16)}2026112300000001`
  const signers: Record<Signer, { serial: string; key: string }> = {
    certificate: { serial: certificateSerial, key: platform.privateKey },
    'public-key': { serial: publicKeyId, key: publicPair.privateKey },
  }
  const appid = 'wx0123456789abcdef'
  const mchid = '1900000001'
  const serial = randomBytes(20).toString('hex').toUpperCase()
  const apiv3Key = randomBytes(16).toString('hex')
  const orders = new Map<string, StandInOrder>()
  const refunds = new Map<string, StandInRefund>()
  const faults: { path: string; fault: PayFault }[] = []
  const calls: { method: string; path: string; body: Record<string, unknown> | undefined }[] = []
  let made = 0
  const give = (start: string) => `${start}${String(++made).padStart(24, '0')}`
  const rfc3339 = (ms: number) => `${new Date(ms + 8 * 3_600_000).toISOString().slice(0, 19)}+08:00`

  const signed = (body: string, by: Signer): Record<string, string> => {
    const timestamp = String(Math.floor(now() / 1_000))
    const nonce = Formatter.nonce()
    return {
      'Wechatpay-Timestamp': timestamp,
      'Wechatpay-Nonce': nonce,
      'Wechatpay-Serial': signers[by].serial,
      'Wechatpay-Signature-Type': 'WECHATPAY2-SHA256-RSA2048',
      'Wechatpay-Signature': Rsa.sign(Formatter.response(timestamp, nonce, body), signers[by].key),
    }
  }
  const seal = (text: string, associated: string) => {
    const nonce = Formatter.nonce(12)
    return {
      algorithm: 'AEAD_AES_256_GCM',
      ciphertext: Aes.AesGcm.encrypt(text, apiv3Key, nonce, associated),
      associated_data: associated,
      nonce,
    }
  }
  const transaction = (it: StandInOrder) => ({
    appid,
    mchid,
    out_trade_no: it.number,
    trade_type: 'JSAPI',
    trade_state: it.state,
    trade_state_desc: '',
    payer: { openid: it.openid },
    ...(it.transactionId !== undefined &&
      it.paidAt !== undefined && {
        transaction_id: it.transactionId,
        bank_type: 'OTHERS',
        success_time: rfc3339(it.paidAt),
        amount: { total: it.amount, payer_total: it.amount, currency: 'CNY', payer_currency: 'CNY' },
      }),
  })
  const refundOf = (it: StandInRefund) => ({
    out_refund_no: it.number,
    refund_id: it.id,
    out_trade_no: it.orderNumber,
    amount: { total: it.amount, refund: it.amount, payer_total: it.amount, payer_refund: it.amount },
    user_received_account: '支付用户零钱',
  })
  const refused = (status: number, code: string): Reply => ({ status, body: { code, message: code } })
  const open = (sealed: string, serial: string | undefined): string | undefined => {
    const signer = Object.values(signers).find((it) => it.serial === serial)
    if (!signer) return undefined
    const padding = { key: signer.key, padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: 'sha1' }
    return privateDecrypt(padding, Buffer.from(sealed, 'base64')).toString('utf8')
  }
  const transfers = createTransfersStandIn({ appid, mchid, now, give, rfc3339, open })

  const isAuthorised = (request: http.IncomingMessage, body: string): boolean => {
    const [type, rest = ''] = (request.headers.authorization ?? '').split(' ')
    const said: Partial<Record<string, string>> = Object.fromEntries(
      [...rest.matchAll(/(\w+)="([^"]*)"/g)].map(([, name = '', it = '']) => [name, it] as const),
    )
    if (type !== 'WECHATPAY2-SHA256-RSA2048' || said.mchid !== mchid || said.serial_no !== serial)
      return false
    if (Math.abs(now() / 1_000 - Number(said.timestamp)) > 300) return false
    const lines = Formatter.request(
      request.method ?? '',
      request.url ?? '',
      said.timestamp ?? '',
      said.nonce_str ?? '',
      body,
    )
    return Rsa.verify(lines, said.signature ?? '', merchant.publicKey)
  }

  const answer = (
    method: string,
    url: URL,
    body: Record<string, unknown> | undefined,
    sealedBy: string | undefined,
  ): Reply => {
    const path = url.pathname
    if (method === 'GET' && path === '/v3/certificates') {
      const encrypted = seal(certificate, 'certificate')
      return {
        status: 200,
        body: { data: [{ serial_no: certificateSerial, encrypt_certificate: encrypted }] },
      }
    }
    if (method === 'POST' && path === '/v3/pay/transactions/jsapi') return placed(body ?? {})
    const closing = /^\/v3\/pay\/transactions\/out-trade-no\/(\w+)\/close$/.exec(path)
    if (method === 'POST' && closing) {
      const it = orders.get(closing[1] ?? '')
      if (body?.mchid !== mchid) return refused(400, 'PARAM_ERROR')
      if (!it) return refused(404, 'ORDER_NOT_EXIST')
      if (it.state === 'SUCCESS' || it.state === 'REFUND') return refused(400, 'ORDER_PAID')
      it.state = 'CLOSED'
      return { status: 204 }
    }
    const query = /^\/v3\/pay\/transactions\/out-trade-no\/(\w+)$/.exec(path)
    if (method === 'GET' && query) {
      const it = orders.get(query[1] ?? '')
      if (url.searchParams.get('mchid') !== mchid) return refused(400, 'PARAM_ERROR')
      return it ? { status: 200, body: transaction(it) } : refused(404, 'ORDER_NOT_EXIST')
    }
    if (method === 'POST' && path === '/v3/refund/domestic/refunds') return refund(body ?? {})
    const refundQuery = /^\/v3\/refund\/domestic\/refunds\/(\w+)$/.exec(path)
    if (method === 'GET' && refundQuery) {
      const it = refunds.get(refundQuery[1] ?? '')
      if (!it) return refused(404, 'RESOURCE_NOT_EXISTS')
      return { status: 200, body: { ...refundOf(it), status: it.status } }
    }
    return transfers.answer(method, path, body, sealedBy) ?? refused(404, 'NOT_FOUND')
  }

  const placed = (body: Record<string, unknown>): Reply => {
    const { amount, payer } = body as { amount: { total: number }; payer: { openid: string } }
    const expires = String(body.time_expire)
    if (body.appid !== appid || body.mchid !== mchid) return refused(400, 'APPID_MCHID_NOT_MATCH')
    if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+08:00$/.test(expires)) return refused(400, 'PARAM_ERROR')
    if (!Number.isInteger(amount.total) || amount.total < 1) return refused(400, 'PARAM_ERROR')
    const number = String(body.out_trade_no)
    const known = orders.get(number)
    if (known && known.state !== 'NOTPAY') {
      return refused(400, known.state === 'CLOSED' ? 'ORDER_CLOSED' : 'ORDER_PAID')
    }
    if (known && known.amount !== amount.total) return refused(400, 'OUT_TRADE_NO_USED')
    orders.set(number, {
      number,
      amount: amount.total,
      openid: payer.openid,
      expires: Date.parse(expires),
      state: 'NOTPAY',
      transactionId: undefined,
      paidAt: undefined,
    })
    return { status: 200, body: { prepay_id: `wx${number}` } }
  }

  const refund = (body: Record<string, unknown>): Reply => {
    const { amount } = body as { amount: { refund: number; total: number } }
    const number = String(body.out_refund_no)
    const it = orders.get(String(body.out_trade_no))
    if (!it || it.state === 'NOTPAY' || it.state === 'CLOSED') return refused(404, 'RESOURCE_NOT_EXISTS')
    if (amount.total !== it.amount || amount.refund > it.amount) return refused(400, 'PARAM_ERROR')
    const known = refunds.get(number)
    if (!known && it.state === 'REFUND') return refused(403, 'NOT_ENOUGH')
    const made: StandInRefund = known ?? {
      number,
      orderNumber: it.number,
      amount: amount.refund,
      id: give('5030'),
      status: 'PROCESSING',
    }
    refunds.set(number, made)
    it.state = 'REFUND'
    return { status: 200, body: { ...refundOf(made), status: made.status } }
  }

  const server = http.createServer((request, response) => {
    void (async () => {
      const chunks: Buffer[] = []
      for await (const chunk of request) chunks.push(chunk as Buffer)
      const text = Buffer.concat(chunks).toString('utf8')
      const url = new URL(request.url ?? '', 'http://x')
      const body = text === '' ? undefined : (JSON.parse(text) as Record<string, unknown>)
      calls.push({ method: request.method ?? '', path: url.pathname, body })
      const at = faults.findIndex((it) => url.pathname.includes(it.path))
      const fault = at < 0 ? undefined : faults.splice(at, 1)[0]?.fault
      if (fault === 'silence') return
      if (fault === 'hang up') return void response.destroy()
      const reply = !isAuthorised(request, text)
        ? refused(401, 'SIGN_ERROR')
        : typeof fault === 'object'
          ? refused(fault.status, fault.code)
          : answer(request.method ?? '', url, body, request.headers['wechatpay-serial']?.toString())
      if (fault === 'late silence') return
      const before = standIn.beforeAnswer
      if (before && /\/(jsapi|transfer-bills)$/.test(url.pathname)) {
        standIn.beforeAnswer = undefined
        await before()
      }
      const said = reply.body ? JSON.stringify(reply.body) : ''
      const asked = request.headers['wechatpay-serial'] === publicKeyId ? 'public-key' : 'certificate'
      const headers = fault === 'unsigned' ? {} : signed(said, standIn.signBy ?? asked)
      response.writeHead(reply.status, { 'Content-Type': 'application/json', ...headers }).end(said)
    })()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))

  const notice = (eventType: string, said: object, by: Signer = 'certificate'): NoticeMessage => {
    const body = JSON.stringify({
      id: randomBytes(16).toString('hex'),
      create_time: rfc3339(now()),
      resource_type: 'encrypt-resource',
      event_type: eventType,
      summary: '支付成功',
      resource: { original_type: 'transaction', ...seal(JSON.stringify(said), 'transaction') },
    })
    return { headers: signed(body, by), body }
  }
  const standIn: WechatPayStandIn = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    appid,
    mchid,
    serial,
    merchantKey: merchant.privateKey,
    merchantPublicKey: merchant.publicKey,
    apiv3Key,
    certificate,
    certificateSerial,
    publicKeyId,
    publicKey: publicPair.publicKey,
    signBy: undefined,
    beforeAnswer: undefined,
    pay(number) {
      const it = orders.get(number)
      if (!it || it.state !== 'NOTPAY' || now() > it.expires) throw new Error('Nobody can pay this')
      it.state = 'SUCCESS'
      it.transactionId = give('4200')
      it.paidAt = now()
    },
    windowOf({ nonceStr, package: what, paySign, signType, timeStamp }) {
      const lines = Formatter.joinedByLineFeed(appid, timeStamp, nonceStr, what)
      if (signType !== 'RSA' || !Rsa.verify(lines, paySign, merchant.publicKey)) return undefined
      const number = what.replace(/^prepay_id=wx/, '')
      return orders.get(number)?.state === 'NOTPAY' ? number : undefined
    },
    endRefund(number, status) {
      const it = refunds.get(number)
      if (!it) throw new Error('No such refund')
      it.status = status
    },
    order: (number) => orders.get(number),
    orders,
    refunds,
    notice,
    paymentNotice(number, over = {}, by) {
      const it = orders.get(number)
      if (!it) throw new Error('No such order')
      return notice('TRANSACTION.SUCCESS', { ...transaction(it), ...over }, by)
    },
    refundNotice(number, by) {
      const it = refunds.get(number)
      if (!it) throw new Error('No such refund')
      return notice(`REFUND.${it.status}`, { mchid, ...refundOf(it), refund_status: it.status }, by)
    },
    transfers: transfers.standIn,
    transferNotice: (number, over = {}, by) =>
      notice('MCHTRANSFER.BILL.FINISHED', { ...transfers.said(number), ...over }, by),
    failNext: (path, ...next) => void faults.push(...next.map((fault) => ({ path, fault }))),
    calls,
    mend() {
      faults.length = 0
      standIn.beforeAnswer = undefined
    },
    forget() {
      standIn.mend()
      orders.clear()
      refunds.clear()
      transfers.forget()
      calls.length = 0
    },
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
  return standIn
}
