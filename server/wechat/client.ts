import { setTimeout as sleep } from 'node:timers/promises'
import * as z from 'zod/mini'
import type { Database } from '../database/database'
import { ServiceFault, type Clock, type Keys, type Random } from '../ports'
import { createAccessTokens } from './access-tokens'

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

/** Calls WeChat's server API. */
export interface WechatClient {
  /** Asks again, after a pause, where WeChat was busy or was not reached. Throws ServiceFault. */
  ask<S extends z.ZodMiniType>(what: string, path: string, shape: S, body?: object): Promise<z.output<S>>
  /** The same with an access token, which is renewed where WeChat takes it no more. */
  askWithToken<S extends z.ZodMiniType>(
    what: string,
    path: string,
    shape: S,
    body: object,
  ): Promise<z.output<S>>
}

/** https://developers.weixin.qq.com/miniprogram/dev/OpenApiDoc/mp-access-token/getStableAccessToken.html */
export function createWechatClient(options: WechatOptions): WechatClient {
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

  const askWithToken: WechatClient['askWithToken'] = async (what, path, shape, body) => {
    const withToken = (token: string) =>
      ask(what, `${path}?${new URLSearchParams({ access_token: token })}`, shape, body)
    const token = await tokens.current()
    return withToken(token).catch(async (error: unknown) => {
      if (!(error instanceof Refused) || !tokenGone.has(error.errcode)) throw error
      return withToken(await tokens.insteadOf(token))
    })
  }
  return { ask, askWithToken }
}

const refusal = z.object({ errcode: z.int() })
const tokenShape = z.object({
  access_token: z.string().check(z.minLength(1)),
  expires_in: z.int().check(z.gte(1)),
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
  // invalid openid, user refuses the message
  [40003, 'unwanted'],
  [43101, 'unwanted'],
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
