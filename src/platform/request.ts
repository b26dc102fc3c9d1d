import Taro from '@tarojs/taro'

export type Method = 'GET' | 'POST' | 'PUT' | 'DELETE'

export interface Outgoing {
  method: Method
  url: string
  headers?: Record<string, string>
  /** Sent as JSON; the caller names no content type. */
  body?: unknown
  /** Milliseconds until the call gives up; 10,000 unless told. */
  timeoutMs?: number
  signal?: AbortSignal
}

export interface Incoming {
  status: number
  /** Names in lower case. */
  headers: Record<string, string>
  /** Parsed if the reply says it is JSON and is; else its text, or undefined where there is none. */
  body: unknown
}

/** The call got no reply: no network ('offline'), none in time ('timeout'), or the caller gave up ('aborted'). */
export class NetworkFault extends Error {
  override readonly name = 'NetworkFault'
  constructor(readonly kind: 'offline' | 'timeout' | 'aborted') {
    super(`no reply: ${kind}`)
  }
}

let gate: Promise<unknown> | undefined

/** Lets every call wait until an API that starts beside the app is there. */
export function holdRequests(until: Promise<unknown>): void {
  gate = until
}

/** Resolves once the API is there. */
export async function gated(): Promise<void> {
  await gate
}

/** One HTTP call. Any status is a reply; throws NetworkFault where there is none. */
export async function send(outgoing: Outgoing): Promise<Incoming> {
  await gated()
  const { method, url, headers, body, timeoutMs = 10_000, signal } = outgoing
  if (signal?.aborted) throw new NetworkFault('aborted')
  return new Promise((resolve, reject) => {
    const settle = (finish: () => void) => {
      clearTimeout(timer)
      signal?.removeEventListener('abort', abandon)
      finish()
    }
    const giveUp = (kind: 'timeout' | 'aborted') => {
      settle(() => reject(new NetworkFault(kind)))
      task.abort()
    }
    const abandon = () => giveUp('aborted')
    const timer = setTimeout(() => giveUp('timeout'), timeoutMs)
    signal?.addEventListener('abort', abandon)
    const task = Taro.request<string>({
      method,
      url,
      header: body === undefined ? { ...headers } : { 'content-type': 'application/json', ...headers },
      data: body === undefined ? undefined : JSON.stringify(body),
      // As text, so that a proxy's HTML error page is a reply like any other.
      dataType: 'text',
      responseType: 'text',
      // Ours ends first, so that both platforms report the same fault.
      timeout: timeoutMs + 1_000,
    })
    task.then(
      ({ statusCode, header, data }) =>
        settle(() => {
          const lower = lowerCase(header)
          resolve({ status: statusCode, headers: lower, body: parse(lower['content-type'] ?? '', data) })
        }),
      (fault: unknown) => {
        const { errMsg = '' } = (fault ?? {}) as { errMsg?: string }
        settle(() => reject(new NetworkFault(errMsg.includes('timeout') ? 'timeout' : 'offline')))
      },
    )
  })
}

/** Headers under their names in lower case. */
export function lowerCase(header: Record<string, unknown> | undefined): Record<string, string> {
  return Object.fromEntries(
    Object.entries(header ?? {}).map(([name, value]) => [name.toLowerCase(), String(value)]),
  )
}

/** A reply's text as its type says it is to be read. */
export function parse(contentType: string, text: unknown): unknown {
  if (typeof text !== 'string') return text ?? undefined
  if (text === '') return undefined
  if (!/[/+]json\b/.test(contentType)) return text
  try {
    return JSON.parse(text) as unknown
  } catch {
    return text
  }
}
