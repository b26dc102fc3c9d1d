import type { KeyObject } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import * as z from 'zod/mini'
import { formatInstant } from '@/rules/shanghai'
import {
  ServiceFault,
  type Clock,
  type Notice,
  type Paid,
  type Payments,
  type PaymentState,
  type Random,
  type RefundState,
} from '../ports'
import { createKeyRing, isSigned, openSealed, signLines, type PlatformKey } from './wechat-pay-keys'

export interface WechatPayOptions {
  readonly appid: string
  readonly mchid: string
  /** Of the merchant's API certificate. */
  readonly serial: string
  /** The private key of that certificate. */
  readonly key: KeyObject
  /** 32 bytes. */
  readonly apiv3Key: Uint8Array
  /** Keys of WeChat Pay's that are known beforehand; platform certificates are fetched where they are missing. */
  readonly platform: readonly PlatformKey[]
  /** Where notices of payments and refunds shall come: https://…/v1/payments/wechat/notices */
  readonly noticesAt: string
  /** https://api.mch.weixin.qq.com, or a stand-in's. */
  readonly api: string
  readonly clock: Clock
  readonly random: Random
  /** Milliseconds one call may take. Default 4,000. */
  readonly timeoutMs?: number
  /** Pauses before calls that were not answered. Default 300 and 1,000, and up to half as much again by chance. */
  readonly pausesMs?: readonly number[]
}

/** How far the time of what is signed may be from ours, either way. */
const SIGNATURE_GOOD_S = 300

/**
 * WeChat Pay v3 for a mini-program of the merchant's own: JSAPI orders, query, close, refunds, and notices.
 * https://pay.weixin.qq.com/doc/v3/merchant/4012791911
 */
export function createWechatPay(options: WechatPayOptions): Payments {
  const { api, apiv3Key, appid, clock, key, mchid, noticesAt, platform, random, serial } = options
  const { timeoutMs = 4_000, pausesMs = [300, 1_000] } = options
  const seconds = () => String(Math.floor(clock() / 1_000))
  const nonce = () => Buffer.from(random(16)).toString('hex')
  // Tells WeChat by which of its keys to sign what it answers.
  const preferred = platform.find((it) => it.serial.startsWith('PUB_KEY_ID_'))?.serial

  const ring = createKeyRing({ given: platform, clock, download: downloadCertificates })

  /** One signed call. Resolves to the answer as text, whoever it may be from. */
  async function send(what: string, method: 'GET' | 'POST', path: string, body?: object): Promise<Answer> {
    const text = body ? JSON.stringify(body) : ''
    const at = seconds()
    const once = nonce()
    const token = [
      `mchid="${mchid}"`,
      `nonce_str="${once}"`,
      `signature="${signLines(key, [method, path, at, once, text])}"`,
      `timestamp="${at}"`,
      `serial_no="${serial}"`,
    ].join(',')
    try {
      const response = await fetch(`${api}${path}`, {
        method,
        headers: {
          Accept: 'application/json',
          'User-Agent': 'nuanxin',
          Authorization: `WECHATPAY2-SHA256-RSA2048 ${token}`,
          ...(preferred && { 'Wechatpay-Serial': preferred }),
          ...(body && { 'Content-Type': 'application/json' }),
        },
        ...(body && { body: text }),
        redirect: 'error',
        signal: AbortSignal.timeout(timeoutMs),
      })
      const header = (name: string) => response.headers.get(name) ?? undefined
      return { status: response.status, header, text: await response.text() }
    } catch (error) {
      const code = (error as { cause?: { code?: string } }).cause?.code ?? (error as Error).name
      throw new ServiceFault('busy', `${what}: no answer (${code})`)
    }
  }

  /** Whether this was signed by WeChat Pay, within the last minutes. */
  async function isGenuine(header: Answer['header'], text: string): Promise<boolean> {
    const [at, once, signature, by] = ['Timestamp', 'Nonce', 'Signature', 'Serial'].map((it) =>
      header(`Wechatpay-${it}`),
    )
    if (!at || !once || !signature || !by || !/^\d{1,12}$/.test(at)) return false
    if (Math.abs(clock() / 1_000 - Number(at)) > SIGNATURE_GOOD_S) return false
    const known = await ring.find(by)
    return known !== undefined && isSigned(known, [at, once, text], signature)
  }

  async function once<S extends z.ZodMiniType>(
    what: string,
    method: 'GET' | 'POST',
    path: string,
    shape: S,
    body?: object,
  ): Promise<z.output<S>> {
    const answer = await send(what, method, path, body)
    if (answer.status === 401 || answer.status === 403) {
      throw new ServiceFault('misconfigured', `${what}: refused (${answer.status} ${codeOf(answer.text)})`)
    }
    if (!(await isGenuine(answer.header, answer.text))) {
      throw new ServiceFault('busy', `${what}: an answer (${answer.status}) that is not signed`)
    }
    if (answer.status >= 300) throw new Refused(what, answer.status, codeOf(answer.text))
    const read = shape.safeParse(parse(answer.text))
    if (read.success) return read.data
    throw new ServiceFault('busy', `${what}: an answer (${answer.status}) that cannot be read`)
  }

  /** Asks again, after a pause, where nothing came back or WeChat was busy: every call is safe to repeat. */
  async function ask<S extends z.ZodMiniType>(
    what: string,
    method: 'GET' | 'POST',
    path: string,
    shape: S,
    body?: object,
  ): Promise<z.output<S>> {
    for (let attempt = 0; ; attempt++) {
      try {
        return await once(what, method, path, shape, body)
      } catch (error) {
        const pause = pausesMs[attempt]
        if (pause === undefined || !(error instanceof ServiceFault) || error.kind !== 'busy') throw error
        await sleep(pause * (1 + (random(1)[0] ?? 0) / 512))
      }
    }
  }

  /** Signed by one of themselves; that they are WeChat Pay's shows in that they are sealed under our key. */
  async function downloadCertificates(): Promise<string[]> {
    const answer = await send('certificates', 'GET', '/v3/certificates')
    const read = certificatesShape.safeParse(parse(answer.text))
    if (!read.success) throw new ServiceFault('busy', `certificates: no answer (${answer.status}) to be read`)
    try {
      return read.data.data.map((it) => openSealed(apiv3Key, it.encrypt_certificate))
    } catch (cause) {
      throw new ServiceFault('misconfigured', 'certificates: sealed under another key', { cause })
    }
  }

  const ours = (it: { mchid: string; appid?: string | undefined }, what: string): void => {
    if (it.mchid !== mchid || (it.appid !== undefined && it.appid !== appid)) {
      throw new ServiceFault('misconfigured', `${what}: about another merchant or mini-program`)
    }
  }

  function paymentOf(it: z.output<typeof transactionShape>, what: string): PaymentState {
    ours(it, what)
    // Paid is also what was given back since.
    if (it.trade_state !== 'SUCCESS' && it.trade_state !== 'REFUND') {
      return { state: it.trade_state === 'CLOSED' || it.trade_state === 'REVOKED' ? 'closed' : 'open' }
    }
    if (it.transaction_id === undefined || it.amount === undefined || it.success_time === undefined) {
      throw new ServiceFault('misconfigured', `${what}: paid, and does not say what`)
    }
    if ((it.amount.currency ?? 'CNY') !== 'CNY') {
      throw new ServiceFault('misconfigured', `${what}: paid in another currency`)
    }
    const paid: Paid = {
      number: it.out_trade_no,
      providerNumber: it.transaction_id,
      amountFen: it.amount.total,
      paidAt: Date.parse(it.success_time),
    }
    return { state: 'paid', paid }
  }

  const findPayment = async (number: string): Promise<PaymentState> => {
    const path = `/v3/pay/transactions/out-trade-no/${number}?mchid=${mchid}`
    try {
      return paymentOf(await ask('query', 'GET', path, transactionShape), 'query')
    } catch (error) {
      if (isAbsent(error)) return { state: 'absent' }
      throw error
    }
  }

  return {
    provider: 'wechat',
    async prepare({ number, title, amountFen, payBy, openid }, known) {
      if (openid === undefined) throw new ServiceFault('code', 'jsapi: nobody who is known to WeChat pays')
      let prepayId = known
      if (prepayId === undefined) {
        const answer = await ask('jsapi', 'POST', '/v3/pay/transactions/jsapi', prepayShape, {
          appid,
          mchid,
          description: title.slice(0, 40),
          out_trade_no: number,
          time_expire: formatInstant(payBy, 'YYYY-MM-DDTHH:mm:ssZ'),
          notify_url: noticesAt,
          amount: { total: amountFen, currency: 'CNY' },
          payer: { openid },
        })
        prepayId = answer.prepay_id
      }
      const timeStamp = seconds()
      const nonceStr = nonce()
      const what = `prepay_id=${prepayId}`
      return {
        handle: prepayId,
        payment: {
          provider: 'wechat',
          timeStamp,
          nonceStr,
          package: what,
          signType: 'RSA',
          paySign: signLines(key, [appid, timeStamp, nonceStr, what]),
        },
      }
    },
    findPayment,
    async close(number) {
      try {
        await ask('close', 'POST', `/v3/pay/transactions/out-trade-no/${number}/close`, z.unknown(), {
          mchid,
        })
        return { state: 'closed' }
      } catch (error) {
        // Paid, closed or never heard of: its codes for that differ by document, the order's state does not.
        if (error instanceof Refused) return findPayment(number)
        throw error
      }
    },
    async refund({ number, orderNumber, amountFen }) {
      const answer = await ask('refund', 'POST', '/v3/refund/domestic/refunds', refundShape, {
        out_trade_no: orderNumber,
        out_refund_no: number,
        notify_url: noticesAt,
        amount: { refund: amountFen, total: amountFen, currency: 'CNY' },
      })
      return refundOf(answer, answer.status)
    },
    async findRefund(number) {
      try {
        const answer = await ask('refund query', 'GET', `/v3/refund/domestic/refunds/${number}`, refundShape)
        return refundOf(answer, answer.status)
      } catch (error) {
        if (isAbsent(error)) return undefined
        throw error
      }
    },
    async readNotice({ header, body }) {
      if (!(await isGenuine(header, body))) return 'refused'
      const envelope = envelopeShape.safeParse(parse(body))
      if (!envelope.success) throw new ServiceFault('misconfigured', 'notice: signed, and cannot be read')
      const { event_type: event, resource } = envelope.data
      const isRefund = /^REFUND\./.test(event)
      if (!isRefund && event !== 'TRANSACTION.SUCCESS') return undefined
      let said: unknown
      try {
        said = parse(openSealed(apiv3Key, resource))
      } catch (cause) {
        throw new ServiceFault('misconfigured', 'notice: sealed under another key', { cause })
      }
      return isRefund ? refundNotice(said) : paymentNotice(said)
    },
  }

  function paymentNotice(said: unknown): Notice {
    const read = transactionShape.safeParse(said)
    if (!read.success) throw new ServiceFault('misconfigured', 'notice: a payment that cannot be read')
    const it = paymentOf(read.data, 'notice')
    if (it.state !== 'paid') throw new ServiceFault('misconfigured', 'notice: of success, and not paid')
    return { kind: 'paid', paid: it.paid }
  }

  function refundNotice(said: unknown): Notice {
    const read = refundNoticeShape.safeParse(said)
    if (!read.success) throw new ServiceFault('misconfigured', 'notice: a refund that cannot be read')
    ours(read.data, 'notice')
    return { kind: 'refund', refund: refundOf(read.data, read.data.refund_status) }
  }
}

interface Answer {
  readonly status: number
  readonly header: (name: string) => string | undefined
  readonly text: string
}

const text = z.string().check(z.minLength(1))
const amount = z.int().check(z.gte(0))

const sealedShape = z.object({
  algorithm: z.string(),
  ciphertext: z.string(),
  nonce: z.string(),
  associated_data: z.optional(z.string()),
})
const certificatesShape = z.object({ data: z.array(z.object({ encrypt_certificate: sealedShape })) })
const prepayShape = z.object({ prepay_id: text })
const transactionShape = z.object({
  mchid: z.string(),
  appid: z.string(),
  out_trade_no: z.string().check(z.regex(/^[0-9a-f]{32}$/)),
  trade_state: z.string(),
  transaction_id: z.optional(text),
  success_time: z.optional(z.iso.datetime({ offset: true })),
  // `total` is the price; what the payer paid himself may be less, by a coupon of WeChat's.
  amount: z.optional(z.object({ total: amount, currency: z.optional(z.string()) })),
})
const refundShape = z.object({
  out_refund_no: z.string().check(z.regex(/^[0-9a-f]{32}$/)),
  refund_id: text,
  status: z.string(),
  amount: z.object({ refund: amount }),
})
const refundNoticeShape = z.object({
  mchid: z.string(),
  out_refund_no: refundShape.shape.out_refund_no,
  refund_id: text,
  refund_status: z.string(),
  amount: z.object({ refund: amount }),
})
const envelopeShape = z.object({ event_type: z.string(), resource: sealedShape })

const refundStates: Record<string, RefundState['state']> = {
  PROCESSING: 'asked',
  SUCCESS: 'done',
  CLOSED: 'failed',
  ABNORMAL: 'failed',
}

function refundOf(
  it: { out_refund_no: string; refund_id: string; amount: { refund: number } },
  status: string,
): RefundState {
  const state = refundStates[status]
  if (!state) throw new ServiceFault('misconfigured', 'refund: a state that is not known')
  return { number: it.out_refund_no, state, providerNumber: it.refund_id, amountFen: it.amount.refund }
}

/** WeChat Pay answered, signed, that it will not. Its message is not kept: it may quote what it was sent. */
class Refused extends ServiceFault {
  constructor(
    what: string,
    readonly status: number,
    readonly reason: string,
  ) {
    super(status === 429 || status >= 500 ? 'busy' : 'misconfigured', `${what}: ${status} ${reason}`)
  }
}

const isAbsent = (error: unknown): boolean => error instanceof Refused && error.status === 404

/** Its code, of letters and underscores only. */
function codeOf(said: string): string {
  const code = (parse(said) as { code?: unknown } | undefined)?.code
  return typeof code === 'string' && /^[A-Z_]{1,40}$/.test(code) ? code : 'without a code'
}

function parse(said: string): unknown {
  try {
    return JSON.parse(said) as unknown
  } catch {
    return undefined
  }
}
