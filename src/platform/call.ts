import * as z from 'zod/mini'
import {
  type CallInput,
  type Endpoint,
  type Place,
  type Problem,
  type RefusalCode,
  type ReplyOf,
  phoneRefusals,
  problem,
  sessionRefusals,
} from '@/contract'
import { now } from './clock'
import { fits } from './fits'
import { type Incoming, NetworkFault, type Outgoing, send } from './request'
import { measuredClock } from './server-clock'

export { NetworkFault }

/** The server said no, and why. `detail` is for the user as it is. */
export class Refusal extends Error implements Omit<Problem, 'type' | 'title'> {
  override readonly name = 'Refusal'
  readonly code: RefusalCode
  readonly detail: string
  readonly status: number
  /** The input that is wrong, as a dotted path. */
  readonly field?: string
  /** RFC 3339: when it would work. */
  readonly retryAt?: string
  /** RFC 3339: when what stands in the way happened. */
  readonly at?: string
  /** Where it would work, or where it was done. */
  readonly where?: Place[]
  /** The caller's own voucher, order or policy that stands in the way. */
  readonly heldId?: string

  constructor(said: Omit<Problem, 'type' | 'title'>) {
    super(`${said.code}: ${said.detail}`)
    this.code = said.code
    this.detail = said.detail
    this.status = said.status
    this.field = said.field
    this.retryAt = said.retryAt
    this.at = said.at
    this.where = said.where
    this.heldId = said.heldId
  }
}

const lost: readonly RefusalCode[] = sessionRefusals

/** Whether a call failed since nobody is logged in on this phone, or not any more; its `detail` says why. */
export const isSessionLost = (fault: unknown): fault is Refusal =>
  fault instanceof Refusal && lost.includes(fault.code)

const plainRefusal = (code: keyof typeof phoneRefusals) => new Refusal({ code, ...phoneRefusals[code] })

let tokenSource: () => string | undefined = () => undefined
const lostListeners = new Set<(why: Refusal) => void>()
const clock = measuredClock()

/** Where the session's token is looked up before each call. */
export function setTokenSource(source: () => string | undefined): void {
  tokenSource = source
}

/** Told when the server does not know the session any more under which a call was made, and why; returns how to stop. */
export function onSessionLost(listener: (why: Refusal) => void): () => void {
  lostListeners.add(listener)
  return () => void lostListeners.delete(listener)
}

/** Milliseconds by which the server's clock is ahead of the phone's; 0 until a reply has told, or where they agree. */
export const serverOffsetMs = (): number => clock.offsetMs()

/** Epoch ms by the server's clock, as well as it is known. */
export const serverNow = (): number => now() + clock.offsetMs()

interface GivenInput {
  params?: Record<string, unknown>
  query?: Record<string, unknown>
  body?: unknown
  key?: string
}

/**
 * Calls the API. Throws a Refusal where it says no, or says what cannot be read; a NetworkFault where it says nothing.
 */
export async function call<const E extends Endpoint>(
  endpoint: E,
  input: CallInput<E>,
  options: { signal?: AbortSignal; timeoutMs?: number } = {},
): Promise<ReplyOf<E>> {
  return replyIn(endpoint, await ask(endpoint, input, {}, options))
}

/** A reply that may be held for long: what the server calls this state of it, and `reply` unless it is the held one. */
export interface Tagged<T> {
  etag: string | undefined
  reply: T | undefined
}

/** Calls the API for what is held already under this ETag. Throws as {@link call} does. */
export async function callTagged<const E extends Endpoint>(
  endpoint: E,
  input: CallInput<E>,
  etag: string | undefined,
  options: { timeoutMs?: number } = {},
): Promise<Tagged<ReplyOf<E>>> {
  const incoming = await ask(endpoint, input, etag === undefined ? {} : { 'if-none-match': etag }, options)
  if (incoming.status === 304) return { etag, reply: undefined }
  return { etag: incoming.headers['etag'], reply: replyIn(endpoint, incoming) }
}

/** Sends a call and gives the reply as it came, once it is known to be no refusal. Throws as {@link call} does. */
export async function ask<const E extends Endpoint>(
  endpoint: E,
  input: CallInput<E>,
  headers: Record<string, string>,
  options: { signal?: AbortSignal; timeoutMs?: number },
  transport: (outgoing: Outgoing) => Promise<Incoming> = send,
): Promise<Incoming> {
  // The endpoint's own types stop here: what follows holds for any of them.
  const { params, query, body, key } = input as GivenInput
  const token = tokenSource()
  const sentAt = now()
  const reply = await transport({
    method: endpoint.method,
    url: `${process.env.TARO_APP_API_BASE}${pathOf(endpoint.path, params)}${queryOf(query)}`,
    headers: {
      accept: 'application/json',
      ...(token && { authorization: `Bearer ${token}` }),
      ...(key && { 'idempotency-key': key }),
      ...headers,
    },
    body,
    ...options,
  })
  clock.measure(reply.headers['date'], sentAt, now())
  if ((reply.status >= 200 && reply.status < 300) || reply.status === 304) return reply
  const said = z.safeParse(problem, reply.body)
  if (!said.success) throw unreadable(reply, endpoint)
  const refusal = new Refusal(said.data)
  // A session that was opened or closed meanwhile is not the one that was lost.
  if (isSessionLost(refusal) && token !== undefined && tokenSource() === token) {
    for (const listener of lostListeners) listener(refusal)
  }
  throw refusal
}

/** What a reply says, once it is as the endpoint describes it. */
export function replyIn<E extends Endpoint>(endpoint: E, incoming: Incoming): ReplyOf<E> {
  if (fits(endpoint.reply, incoming.body)) return incoming.body as ReplyOf<E>
  throw unreadable(incoming, endpoint)
}

/** Something between us and the API answered (a hotspot's login page, a gateway), or an API of another version. */
export function unreadable({ body }: Incoming, { keyed }: Endpoint): Refusal {
  if (typeof body === 'object') return plainRefusal('internal')
  return plainRefusal(keyed ? 'outcome-unknown' : 'unavailable')
}

const pathOf = (template: string, params: Record<string, unknown> = {}): string =>
  template.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(params[name])))

function queryOf(query: Record<string, unknown> = {}): string {
  const pairs = Object.entries(query)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${name}=${encodeURIComponent(String(value))}`)
  return pairs.length > 0 ? `?${pairs.join('&')}` : ''
}
