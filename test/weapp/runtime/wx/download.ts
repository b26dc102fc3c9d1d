import type { Exchange, Network } from '../network'
import type { Realm } from '../realm'
import { type Outcome, spelled, userAgent } from './request'
import type { OptionOf, Wx } from './types'

const defaultTimeoutMs = 60_000

type Option = OptionOf<'downloadFile'>
type Listener = (what: unknown) => void

/** wx.downloadFile: whatever the server says, of any status, is put into a temporary file. */
export function downloadApi(
  network: Network,
  realm: Realm,
  addTemporary: (bytes: Uint8Array) => string,
  settle: (option: Option, outcome: Outcome) => void,
): Wx['downloadFile'] {
  return ((option: Option) => {
    const { url, header = {}, timeout = defaultTimeoutMs } = option
    const exchange: Exchange = { url, method: 'GET', begunAt: performance.now() }
    network.exchanges.push(exchange)
    const headers = new Set<Listener>()
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

    const fetchIt = async () => {
      const { protocol, hostname } = new URL(url)
      if (protocol !== 'https:' && hostname !== '127.0.0.1' && hostname !== 'localhost') {
        finish({ fail: `url not in domain list:${url}` })
        return
      }
      if (!network.online) {
        finish({ fail: '' })
        return
      }
      const sent = new Headers({ 'user-agent': userAgent })
      for (const [key, value] of Object.entries(header)) sent.set(key, String(value))
      const { signal } = controller
      const response = await network.server(new Request(url, { headers: sent, signal }))
      const bytes = new Uint8Array(await response.arrayBuffer())
      exchange.status = response.status
      exchange.bytes = bytes.length
      const told = Object.fromEntries([...response.headers].map(([key, value]) => [spelled(key), value]))
      realm.later('download', () => {
        for (const listener of headers) listener(realm.give({ header: told }))
      })
      realm.later('download', () => {
        if (settled) return
        finish({ ok: { statusCode: response.status, tempFilePath: addTemporary(bytes) } })
      })
    }
    fetchIt().catch((fault: unknown) =>
      finish({ fail: fault instanceof Error ? fault.message : String(fault) }),
    )

    return Object.assign(realm.give({}) as object, {
      abort: realm.wrap(() => finish({ fail: 'abort' })),
      onProgressUpdate: realm.wrap(() => undefined),
      offProgressUpdate: realm.wrap(() => undefined),
      onHeadersReceived: realm.wrap((listener: Listener) => void headers.add(listener)),
      offHeadersReceived: realm.wrap((listener: Listener) => void headers.delete(listener)),
    })
  }) as unknown as Wx['downloadFile']
}
