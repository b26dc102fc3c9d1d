import http from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'

/**
 * WeChat's server API as its public documents describe it, with the faults it is known for. Answers are spelled as in the
 * documents' examples.
 */
export interface WechatStandIn {
  readonly url: string
  readonly appid: string
  readonly secret: string
  /** What wx.login would give this user now: good once. */
  loginCode(openid: string): string
  /** What the phone button would give: good once. */
  phoneCode(phone: string, watermark?: { appid?: string; countryCode?: string | number }): string
  /** Answers the next calls of a path with these, in turn, and then as usual again. */
  failNext(path: WechatPath, ...faults: Fault[]): void
  /** From now on it takes so long to answer on a path that whoever asks meanwhile asks at the same time. */
  slowDown(path: WechatPath, ms: number): void
  /** From now on no token given so far is taken. */
  expireTokens(): void
  /** Calls of a path so far. */
  calls(path: WechatPath): number
  /** The user lets one more message of a template through, as wx.requestSubscribeMessage has it. */
  accept(openid: string, template: string): void
  /** Messages shown to users, as they were sent. */
  readonly messages: readonly { touser: string; template_id: string; page: string; data: object }[]
  /** All session_keys and access tokens it ever gave out. */
  readonly secrets: readonly string[]
  close(): Promise<void>
}

export type WechatPath =
  | '/sns/jscode2session'
  | '/cgi-bin/stable_token'
  | '/wxa/business/getuserphonenumber'
  | '/cgi-bin/message/subscribe/send'

export type Fault =
  | { errcode: number; errmsg?: string }
  | { status: number; text: string }
  /** Says nothing at all; `late` has done its work by then. */
  | 'silence'
  | 'hang up'

export async function createWechatStandIn(): Promise<WechatStandIn> {
  const appid = 'wx0123456789abcdef'
  const secret = '0123456789abcdef0123456789abcdef'
  const codes = new Map<string, { openid?: string; phone?: object; used: boolean }>()
  const faults = new Map<string, Fault[]>()
  const delays = new Map<string, number>()
  const counted = new Map<string, number>()
  const secrets: string[] = []
  const accepted = new Map<string, number>()
  const messages: { touser: string; template_id: string; page: string; data: object }[] = []
  let token: string | undefined
  let made = 0

  const give = (kind: string) => `${kind}-${++made}-${'k'.repeat(24)}`
  const use = (code: string | null) => {
    const known = codes.get(code ?? '')
    if (!known) return { errcode: 40029, errmsg: 'invalid code, rid: 5f0c3a5e-4b6a2d1c-0b8f1d2e' }
    if (known.used) return { errcode: 40163, errmsg: 'code been used, rid: 5f0c3a5e-4b6a2d1c-0b8f1d2e' }
    known.used = true
    return known
  }

  const answers: Record<string, (query: URLSearchParams, body: Record<string, unknown>) => object> = {
    '/sns/jscode2session': (query) => {
      if (query.get('appid') !== appid) return { errcode: 40013, errmsg: 'invalid appid' }
      if (query.get('secret') !== secret) return { errcode: 40125, errmsg: 'invalid appsecret' }
      if (query.get('grant_type') !== 'authorization_code') return { errcode: 40002, errmsg: 'invalid type' }
      const known = use(query.get('js_code'))
      if ('errcode' in known) return known
      const sessionKey = give('session-key')
      secrets.push(sessionKey)
      return { session_key: sessionKey, openid: known.openid, unionid: 'o6_bmasdasdsad6_2sgVt7hMZOPfL' }
    },
    '/cgi-bin/stable_token': (_query, body) => {
      if (body.appid !== appid) return { errcode: 40013, errmsg: 'invalid appid' }
      if (body.secret !== secret) return { errcode: 40125, errmsg: 'invalid appsecret' }
      if (body.grant_type !== 'client_credential') return { errcode: 40002, errmsg: 'invalid grant_type' }
      if (token === undefined || body.force_refresh === true) {
        token = give('access-token')
        secrets.push(token)
      }
      return { access_token: token, expires_in: 7200 }
    },
    '/wxa/business/getuserphonenumber': (query, body) => {
      if (query.get('access_token') !== token || token === undefined) {
        return { errcode: 42001, errmsg: 'access_token expired rid: 5f0c3a5e-4b6a2d1c-0b8f1d2e' }
      }
      const known = use(String(body.code))
      return 'errcode' in known ? known : { errcode: 0, errmsg: 'ok', phone_info: known.phone }
    },
  }

  /** Keywords by what they may hold, and how much of it. */
  const keywords: Record<string, RegExp> = {
    thing: /^.{1,20}$/u,
    time: /^\d{4}-\d\d-\d\d \d\d:\d\d$/,
  }
  answers['/cgi-bin/message/subscribe/send'] = (query, body) => {
    if (query.get('access_token') !== token || token === undefined) {
      return { errcode: 40001, errmsg: 'invalid credential, access_token is invalid or not latest' }
    }
    const message = body as { touser: string; template_id: string; page: string; data: object }
    if (!message.touser.startsWith('o')) return { errcode: 40003, errmsg: 'invalid openid' }
    for (const [name, { value }] of Object.entries(message.data as Record<string, { value: string }>)) {
      if (!keywords[name.replace(/\d+$/, '')]?.test(value)) {
        return { errcode: 47003, errmsg: `argument invalid! data.${name}.value is invalid` }
      }
    }
    const leave = `${message.touser} ${message.template_id}`
    const left = accepted.get(leave) ?? 0
    if (left === 0) return { errcode: 43101, errmsg: 'user refuse to accept the msg' }
    accepted.set(leave, left - 1)
    messages.push(message)
    return { errcode: 0, errmsg: 'ok', msgid: messages.length }
  }

  const server = http.createServer((request, response) => {
    void (async () => {
      const { pathname, searchParams } = new URL(request.url ?? '', 'http://x')
      let text = ''
      for await (const chunk of request) text += String(chunk)
      counted.set(pathname, (counted.get(pathname) ?? 0) + 1)
      await sleep(delays.get(pathname) ?? 0)
      const fault = faults.get(pathname)?.shift()
      if (fault === 'silence') return
      if (fault === 'hang up') return void response.destroy()
      // WeChat labels its JSON as text.
      const reply = (status: number, said: string) =>
        response.writeHead(status, { 'Content-Type': 'text/plain' }).end(said)
      if (fault && 'status' in fault) return void reply(fault.status, fault.text)
      const answer =
        fault ?? answers[pathname]?.(searchParams, text ? (JSON.parse(text) as Record<string, unknown>) : {})
      return void reply(answer ? 200 : 404, JSON.stringify(answer ?? {}))
    })()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))

  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    appid,
    secret,
    loginCode(openid) {
      const code = give('0a3Login')
      codes.set(code, { openid, used: false })
      return code
    },
    phoneCode(phone, more = {}) {
      const code = give('e31968a7phone')
      const countryCode = more.countryCode ?? 86
      codes.set(code, {
        phone: {
          phoneNumber: String(countryCode) === '86' ? phone : `${countryCode}${phone}`,
          purePhoneNumber: phone,
          countryCode,
          watermark: { timestamp: 1637744274, appid: more.appid ?? appid },
        },
        used: false,
      })
      return code
    },
    failNext: (path, ...next) => void faults.set(path, [...(faults.get(path) ?? []), ...next]),
    slowDown: (path, ms) => void delays.set(path, ms),
    accept: (openid, template) => {
      const leave = `${openid} ${template}`
      accepted.set(leave, (accepted.get(leave) ?? 0) + 1)
    },
    messages,
    expireTokens: () => void (token = undefined),
    calls: (path) => counted.get(path) ?? 0,
    secrets,
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
