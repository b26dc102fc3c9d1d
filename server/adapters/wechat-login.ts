import { setTimeout as sleep } from 'node:timers/promises'
import * as z from 'zod/mini'
import { readPhone } from '@/rules/phone'
import type { Database } from '../database/database'
import { ServiceFault, type Clock, type Keys, type Random, type WechatLogin } from '../ports'
import { createAccessTokens } from '../wechat/access-tokens'

export interface WechatOptions {
  readonly appid: string
  readonly secret: string
  /** https://api.weixin.qq.com, or a stand-in's. */
  readonly api: string
  readonly database: Database
  readonly keys: Keys
  readonly random: Random
  readonly clock: Clock
  /** Milliseconds one call may take. Default 3,000. */
  readonly timeoutMs?: number
  /** Pauses before calls that WeChat was too busy for. Default 200 and 600, and up to half as much again by chance. */
  readonly pausesMs?: readonly number[]
}

/**
 * WeChat's server API as its documents have it: code2session, getuserphonenumber, and the stable access token.
 * https://developers.weixin.qq.com/miniprogram/dev/OpenApiDoc/user-login/code2Session.html
 */
export function createWechatLogin(options: WechatOptions): WechatLogin {
  const { api, appid, random, secret, timeoutMs = 3_000, pausesMs = [200, 600] } = options

  const once = async <S extends z.ZodMiniType>(
    what: string,
    path: string,
    shape: S,
    body?: object,
  ): Promise<z.output<S>> => {
    let response: Response
    let text: string
    try {
      response = await fetch(`${api}${path}`, {
        ...(body && { method: 'POST', body: JSON.stringify(body) }),
        redirect: 'error',
        signal: AbortSignal.timeout(timeoutMs),
      })
      text = await response.text()
    } catch (error) {
      throw new Unanswered(what, error)
    }
    const answer = parse(text)
    const refused = refusal.safeParse(answer)
    if (refused.success && refused.data.errcode !== 0) throw new Refused(what, refused.data.errcode)
    const read = shape.safeParse(answer)
    if (read.success) return read.data
    throw new ServiceFault('busy', `${what}: an answer (${response.status}) that cannot be read`)
  }

  /** Asks again, after a pause, where WeChat was busy or was not reached: where the code cannot have been used up. */
  const ask = async <S extends z.ZodMiniType>(
    what: string,
    path: string,
    shape: S,
    body?: object,
  ): Promise<z.output<S>> => {
    for (let attempt = 0; ; attempt++) {
      try {
        return await once(what, path, shape, body)
      } catch (error) {
        const pause = pausesMs[attempt]
        if (pause === undefined || !isPassing(error)) throw error
        await sleep(pause * (1 + (random(1)[0] ?? 0) / 512))
      }
    }
  }

  const tokens = createAccessTokens({
    ...options,
    fetchToken: async (force) => {
      const { access_token: token, expires_in: seconds } = await ask(
        'stable_token',
        '/cgi-bin/stable_token',
        tokenShape,
        { grant_type: 'client_credential', appid, secret, ...(force && { force_refresh: true }) },
      )
      return { token, seconds }
    },
  })

  return {
    async identify(code) {
      const search = new URLSearchParams({
        appid,
        secret,
        js_code: code,
        grant_type: 'authorization_code',
      })
      // The session_key beside the openid is read by nobody, and so leaves no trace.
      const { openid } = await ask('code2session', `/sns/jscode2session?${search}`, sessionShape)
      return openid
    },
    async phoneOf(code) {
      const withToken = (token: string) =>
        ask(
          'getuserphonenumber',
          `/wxa/business/getuserphonenumber?${new URLSearchParams({ access_token: token })}`,
          phoneShape,
          { code },
        )
      const token = await tokens.current()
      const { phone_info: info } = await withToken(token).catch(async (error: unknown) => {
        if (!(error instanceof Refused) || !tokenGone.has(error.errcode)) throw error
        return withToken(await tokens.insteadOf(token))
      })
      if (info.watermark.appid !== appid) {
        throw new ServiceFault('misconfigured', 'getuserphonenumber: a number given to another appid')
      }
      const phone = String(info.countryCode) === '86' ? readPhone(info.purePhoneNumber) : undefined
      if (phone === undefined) throw new ServiceFault('code', 'getuserphonenumber: no number of the mainland')
      return phone
    },
  }
}

const refusal = z.object({ errcode: z.int() })
const sessionShape = z.object({ openid: z.string().check(z.minLength(1)) })
const tokenShape = z.object({
  access_token: z.string().check(z.minLength(1)),
  expires_in: z.int().check(z.gte(1)),
})
const phoneShape = z.object({
  phone_info: z.object({
    purePhoneNumber: z.string(),
    // Documented as a string, shown as a number.
    countryCode: z.union([z.string(), z.int()]),
    watermark: z.object({ appid: z.string() }),
  }),
})

const SYSTEM_BUSY = -1
/** invalid credential, invalid access_token, access_token expired */
const tokenGone = new Set([40001, 40014, 42001])

const kinds = new Map<number, ServiceFault['kind']>([
  [SYSTEM_BUSY, 'busy'],
  // invalid code, code been used, missing code
  [40029, 'code'],
  [40163, 'code'],
  [41008, 'code'],
  // 100 a minute for each user; the day's quota of an API
  [45011, 'often'],
  [45009, 'often'],
  // high risk user
  [40226, 'blocked'],
  // These pass once another token has been fetched.
  ...[...tokenGone].map((code): [number, 'busy'] => [code, 'busy']),
])

/** WeChat answered with an errcode. Its errmsg is not kept: it may quote what it was sent. */
class Refused extends ServiceFault {
  constructor(
    what: string,
    readonly errcode: number,
  ) {
    super(kinds.get(errcode) ?? 'misconfigured', `${what}: errcode ${errcode}`)
  }
}

/** No answer came. Whether WeChat got the request is not known, unless the connection could not be made at all. */
class Unanswered extends ServiceFault {
  readonly unsent: boolean
  constructor(what: string, cause: unknown) {
    const code = (cause as { cause?: { code?: string } }).cause?.code ?? (cause as Error).name
    super('busy', `${what}: no answer (${code})`)
    this.unsent = ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'UND_ERR_CONNECT_TIMEOUT'].includes(code)
  }
}

const isPassing = (error: unknown): boolean =>
  error instanceof Refused ? error.errcode === SYSTEM_BUSY : error instanceof Unanswered && error.unsent

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return undefined
  }
}
