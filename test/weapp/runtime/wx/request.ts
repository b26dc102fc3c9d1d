import type { Exchange, Network } from '../network'
import type { Realm } from '../realm'
import type { OptionOf, Wx } from './types'

const defaultTimeoutMs = 60_000

/** `content-type` -> `Content-Type`, so that nobody relies on how this machine spells them. */
export const spelled = (name: string) => name.replace(/(^|-)(\w)/g, (start) => start.toUpperCase())

/** As WeChat on an iPhone says who it is. */
export const userAgent =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 15_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) ' +
  'Mobile/15E148 MicroMessenger/8.0.44(0x18002c2f) NetType/WIFI Language/zh_CN'

type Option = OptionOf<'request'>
export type Outcome = { ok: object } | { fail: string }
/** Hands a result to success or fail, and to complete. */
type Settle = (option: Option, outcome: Outcome) => void

/** wx.request. Hosts must be reached by HTTPS, except this machine. */
export function requestApi(network: Network, realm: Realm, settle: Settle): Wx['request'] {
  return ((option: Option) => {
    const { url, method = 'GET', timeout = defaultTimeoutMs } = option
    const exchange: Exchange = { url, method, begunAt: performance.now() }
    network.exchanges.push(exchange)
    const controller = new AbortController()
    let settled = false
    const finish = (outcome: Outcome) => {
      if (settled) return
      settled = true
      exchange.endedAt = performance.now()
      clearTimeout(timer)
      stop()
      settle(option, outcome)
      controller.abort()
    }
    const timer = realm.later('timeout', () => finish({ fail: 'timeout' }), timeout)
    const stop = network.onCut(() => finish({ fail: '' }))
    const { protocol, hostname } = new URL(url)
    if (protocol !== 'https:' && hostname !== '127.0.0.1' && hostname !== 'localhost')
      finish({ fail: `url not in domain list:${url}` })
    else if (!network.online) finish({ fail: '' })
    else
      network
        .server(requestOf(option, controller.signal))
        .then(async (response) => {
          const body = new Uint8Array(await response.arrayBuffer())
          exchange.status = response.status
          exchange.bytes = body.length
          finish({ ok: resultOf(option, response, body) })
        })
        .catch((fault: unknown) => finish({ fail: fault instanceof Error ? fault.message : String(fault) }))
    return (
      realm.give({}) &&
      Object.assign(realm.give({}) as object, {
        abort: realm.wrap(() => finish({ fail: 'abort' })),
        onHeadersReceived: realm.wrap(() => undefined),
        offHeadersReceived: realm.wrap(() => undefined),
      })
    )
  }) as unknown as Wx['request']
}

function requestOf({ url, method = 'GET', header = {}, data }: Option, signal: AbortSignal): Request {
  const headers = new Headers({ 'content-type': 'application/json', 'user-agent': userAgent })
  for (const [name, value] of Object.entries(header)) headers.set(name, String(value))
  const target = new URL(url)
  const bare = method === 'GET' || method === 'HEAD'
  if (bare && typeof data === 'object')
    for (const [name, value] of Object.entries(data)) target.searchParams.set(name, String(value))
  const body = bare || data === undefined ? undefined : typeof data === 'string' ? data : JSON.stringify(data)
  return new Request(target, { method, headers, body, signal })
}

function resultOf({ dataType = 'json', responseType }: Option, response: Response, body: Uint8Array) {
  const header = Object.fromEntries([...response.headers].map(([name, value]) => [spelled(name), value]))
  const result = { statusCode: response.status, header, cookies: [] }
  if (responseType === 'arraybuffer') return { ...result, data: body }
  const text = new TextDecoder().decode(body)
  if (dataType !== 'json') return { ...result, data: text }
  try {
    return { ...result, data: JSON.parse(text) as unknown }
  } catch {
    return { ...result, data: text }
  }
}
