/**
 * An AbortController for WeChat's logic layer, which has none. config/index.ts provides it wherever weapp code says
 * `AbortController`. It does what TanStack Query and `send` use: abort once, with a reason, and tell listeners.
 */
type Listener = (event: { type: 'abort' }) => void

class Signal {
  aborted = false
  reason: unknown = undefined
  onabort: Listener | null = null
  private listeners: Listener[] = []

  addEventListener(_type: 'abort', listener: Listener): void {
    if (!this.listeners.includes(listener)) this.listeners.push(listener)
  }

  removeEventListener(_type: 'abort', listener: Listener): void {
    this.listeners = this.listeners.filter((other) => other !== listener)
  }

  throwIfAborted(): void {
    if (this.aborted) throw this.reason
  }

  abort(reason: unknown): void {
    if (this.aborted) return
    this.aborted = true
    this.reason = reason
    const event = { type: 'abort' } as const
    this.onabort?.(event)
    for (const listener of this.listeners) listener(event)
    this.listeners = []
  }
}

export class AbortController {
  readonly signal = new Signal()

  abort(reason?: unknown): void {
    const { signal } = this
    signal.abort(reason ?? Object.assign(new Error('aborted'), { name: 'AbortError' }))
  }
}
