import type { Exchange, Network } from '../network'
import type { Realm } from '../realm'
import { type Outcome, spelled, userAgent } from './request'
import { Failure, type OptionOf, type Wx } from './types'

const defaultTimeoutMs = 60_000

type Option = OptionOf<'uploadFile'>
type Listener = (what: unknown) => void

/** wx.uploadFile: one file and texts as multipart/form-data. Its answer is text, whatever type it says it has. */
export function uploadApi(
  network: Network,
  realm: Realm,
  bytesAt: (path: string) => Uint8Array,
  settle: (option: Option, outcome: Outcome) => void,
): Wx['uploadFile'] {
  return ((option: Option) => {
    const { url, filePath, name, formData = {}, header = {}, timeout = defaultTimeoutMs } = option
    const exchange: Exchange = { url, method: 'POST', begunAt: performance.now() }
    network.exchanges.push(exchange)
    const progress = new Set<Listener>()
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
    const tell = (listeners: Set<Listener>, what: object) =>
      realm.later('upload', () => {
        if (!settled || listeners === headers) for (const listener of listeners) listener(realm.give(what))
      })
    const timer = realm.later('timeout', () => finish({ fail: 'timeout' }), timeout)
    const stop = network.onCut(() => finish({ fail: '' }))

    const send = async () => {
      const { protocol, hostname } = new URL(url)
      if (protocol !== 'https:' && hostname !== '127.0.0.1' && hostname !== 'localhost')
        throw new Failure(`url not in domain list:${url}`)
      const bytes = bytesAt(filePath)
      if (!network.online) throw new Failure('')
      const form = new FormData()
      for (const [key, text] of Object.entries(formData as Record<string, unknown>))
        form.append(key, String(text))
      const file = filePath.slice(filePath.lastIndexOf('/') + 1)
      form.append(name, new Blob([bytes as Uint8Array<ArrayBuffer>], { type: 'image/jpeg' }), file)
      const sent = new Headers({ 'user-agent': userAgent })
      for (const [key, value] of Object.entries(header)) sent.set(key, String(value))
      // WeChat says by itself where the parts begin and end.
      sent.delete('content-type')
      for (const percent of [30, 100])
        tell(progress, {
          progress: percent,
          totalBytesSent: Math.round((bytes.length * percent) / 100),
          totalBytesExpectedToSend: bytes.length,
        })
      const { signal } = controller
      const response = await network.server(
        new Request(url, { method: 'POST', headers: sent, body: form, signal }),
      )
      const data = await response.text()
      exchange.status = response.status
      exchange.bytes = data.length
      const header_ = Object.fromEntries([...response.headers].map(([key, value]) => [spelled(key), value]))
      tell(headers, { header: header_ })
      realm.later('upload', () => finish({ ok: { statusCode: response.status, data } }))
    }
    send().catch((fault: unknown) => finish({ fail: fault instanceof Error ? fault.message : String(fault) }))

    return Object.assign(realm.give({}) as object, {
      abort: realm.wrap(() => finish({ fail: 'abort' })),
      onProgressUpdate: realm.wrap((listener: Listener) => void progress.add(listener)),
      offProgressUpdate: realm.wrap((listener: Listener) => void progress.delete(listener)),
      onHeadersReceived: realm.wrap((listener: Listener) => void headers.add(listener)),
      offHeadersReceived: realm.wrap((listener: Listener) => void headers.delete(listener)),
    })
  }) as unknown as Wx['uploadFile']
}
