import type { KeyObject } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import * as z from 'zod/mini'
import { ServiceFault, type Clock, type Random, type RawNotice } from '../ports'
import { createKeyRing, isSigned, openSealed, sealFor, signLines, type PlatformKey } from './wechat-pay-keys'

/** A merchant of WeChat Pay's, and how it is reached. */
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
  /** Where notices shall come, https. */
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

/** One call: what it is in faults, and what it answers. */
interface Asked<S> {
  readonly what: string
  readonly method: 'GET' | 'POST'
  readonly path: string
  readonly shape: S
  readonly body?: object
  /** By which of WeChat's keys something in the body is sealed. */
  readonly sealedBy?: string
}

/** Signed calls to WeChat Pay v3, and what it says to us. */
export interface WechatPayClient {
  /** Seconds of the clock, and what nobody used before, as they are signed. */
  seconds(): string
  nonce(): string
  /**
   * Asks again, after a pause, where nothing came back or WeChat was busy: every call is safe to repeat. Throws
   * {@link Refused} where WeChat will not, and other ServiceFaults.
   */
  ask<S extends z.ZodMiniType>(asked: Asked<S>): Promise<z.output<S>>
  /** Throws ServiceFault where it is about another merchant or mini-program. */
  ours(it: { mchid: string | undefined; appid?: string | undefined }, what: string): void
  /** What a notice says: `refused` where it is not signed by WeChat Pay now. Throws ServiceFault where it cannot be read. */
  openNotice(
    raw: RawNotice,
    isWanted: (event: string) => boolean,
  ): Promise<OpenedNotice | 'refused' | undefined>
  /** Something that only WeChat can read, in base64, and the serial number of the key it is sealed by. */
  seal(text: string): Promise<{ sealed: string; by: string }>
}

interface OpenedNotice {
  readonly event: string
  readonly said: unknown
}

/** How far the time of what is signed may be from ours, either way. */
const SIGNATURE_GOOD_S = 300

export function createWechatPayClient(options: WechatPayOptions): WechatPayClient {
  const { api, apiv3Key, appid, clock, key, mchid, platform, random, serial } = options
  const { timeoutMs = 4_000, pausesMs = [300, 1_000] } = options
  const seconds = () => String(Math.floor(clock() / 1_000))
  const nonce = () => Buffer.from(random(16)).toString('hex')
  // Tells WeChat by which of its keys to sign what it answers.
  const preferred = platform.find((it) => it.serial.startsWith('PUB_KEY_ID_'))?.serial

  const ring = createKeyRing({ given: platform, clock, download: downloadCertificates })

  /** One signed call. Resolves to the answer as text, whoever it may be from. */
  async function send({
    what,
    method,
    path,
    body,
    sealedBy,
  }: Omit<Asked<unknown>, 'shape'>): Promise<Answer> {
    const by = sealedBy ?? preferred
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
          ...(by && { 'Wechatpay-Serial': by }),
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

  async function once<S extends z.ZodMiniType>(asked: Asked<S>): Promise<z.output<S>> {
    const { shape, what } = asked
    const answer = await send(asked)
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

  async function ask<S extends z.ZodMiniType>(asked: Asked<S>): Promise<z.output<S>> {
    for (let attempt = 0; ; attempt++) {
      try {
        return await once(asked)
      } catch (error) {
        const pause = pausesMs[attempt]
        if (pause === undefined || !(error instanceof ServiceFault) || error.kind !== 'busy') throw error
        await sleep(pause * (1 + (random(1)[0] ?? 0) / 512))
      }
    }
  }

  /** Signed by one of themselves; that they are WeChat Pay's shows in that they are sealed under our key. */
  async function downloadCertificates(): Promise<string[]> {
    const answer = await send({ what: 'certificates', method: 'GET', path: '/v3/certificates' })
    const read = certificatesShape.safeParse(parse(answer.text))
    if (!read.success) throw new ServiceFault('busy', `certificates: no answer (${answer.status}) to be read`)
    try {
      return read.data.data.map((it) => openSealed(apiv3Key, it.encrypt_certificate))
    } catch (cause) {
      throw new ServiceFault('misconfigured', 'certificates: sealed under another key', { cause })
    }
  }

  return {
    seconds,
    nonce,
    ask,
    ours(it, what) {
      if (it.mchid !== mchid || (it.appid !== undefined && it.appid !== appid)) {
        throw new ServiceFault('misconfigured', `${what}: about another merchant or mini-program`)
      }
    },
    async openNotice({ header, body }, isWanted) {
      if (!(await isGenuine(header, body))) return 'refused'
      const envelope = envelopeShape.safeParse(parse(body))
      if (!envelope.success) throw new ServiceFault('misconfigured', 'notice: signed, and cannot be read')
      const { event_type: event, resource } = envelope.data
      if (!isWanted(event)) return undefined
      try {
        return { event, said: parse(openSealed(apiv3Key, resource)) }
      } catch (cause) {
        throw new ServiceFault('misconfigured', 'notice: sealed under another key', { cause })
      }
    },
    async seal(text) {
      const to = await ring.newest()
      if (!to) throw new ServiceFault('misconfigured', 'seal: no key of WeChat Pay’s is known')
      return { sealed: sealFor(to.key, text), by: to.serial }
    },
  }
}

interface Answer {
  readonly status: number
  readonly header: (name: string) => string | undefined
  readonly text: string
}

const sealedShape = z.object({
  algorithm: z.string(),
  ciphertext: z.string(),
  nonce: z.string(),
  associated_data: z.optional(z.string()),
})
const certificatesShape = z.object({ data: z.array(z.object({ encrypt_certificate: sealedShape })) })
const envelopeShape = z.object({ event_type: z.string(), resource: sealedShape })

/** WeChat Pay answered, signed, that it will not. Its message is not kept: it may quote what it was sent. */
export class Refused extends ServiceFault {
  constructor(
    what: string,
    readonly status: number,
    readonly reason: string,
  ) {
    super(status === 429 || status >= 500 ? 'busy' : 'misconfigured', `${what}: ${status} ${reason}`)
  }
}

/** Whether WeChat never heard of it. */
export const isAbsent = (error: unknown): boolean => error instanceof Refused && error.status === 404

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
