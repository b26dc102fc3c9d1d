import { bytesToHex } from '@noble/hashes/utils.js'
import type { Context as HonoContext, Hono } from 'hono'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import type * as z from 'zod/mini'
import {
  idempotencyKey,
  refusalsOf,
  type Auth,
  type Endpoint,
  type HandledInput,
  type ReplyOf,
} from '@/contract'
import { authenticate, type Caller } from '../account/authenticate'
import { requireConsents } from '../account/consents'
import type { Context } from '../context'
import { sha256 } from '../hash'
import { allow } from '../limits/allow'
import { paceOf } from '../limits/paces'
import type { RawNotice } from '../ports'
import { queryReader } from './read-query'
import { Refusal } from './refusal'

/** What a keyed call is known by: the header's key, and the hash of what was asked under it. */
export interface Intent {
  readonly key: string
  readonly hash: Uint8Array
}

/**
 * The endpoint is noted on each request, for the metrics. `address` is from where it came, where that is known (see
 * server/address.ts); `body` is what came with it, where that was read beforehand (see read-body.ts).
 */
export type App = Hono<{ Variables: { endpoint?: Endpoint }; Bindings: Bindings | undefined }>

interface Bindings {
  address?: string
  body?: string
}

interface Call<E extends Endpoint> extends HandledInput<E> {
  caller: E['auth'] extends 'anyone' ? Caller | undefined : Caller
  /** From where it comes, where that is known. */
  address: string | undefined
  intent: E extends { keyed: true } ? Intent : undefined
  /** The file that came with the call. */
  file: E extends { upload: object } ? Uint8Array : undefined
  /** What was sent as it came. */
  raw: Raw
}

class Raw {
  constructor(private readonly c: HonoContext) {}

  header(name: string): string | undefined {
    return this.c.req.header(name)
  }

  /** For those who sign what they send. */
  async notice(): Promise<RawNotice> {
    return { header: (name) => this.header(name), body: await readText(this.c) }
  }
}

/** A reply that repeats what was made before: 200 in place of 201. */
export class Repeated<T> {
  constructor(readonly reply: T) {}
}

/** A reply of bytes, of the type that the endpoint names. */
export class Download {
  constructor(readonly bytes: Uint8Array) {}
}

/** A reply that was written out beforehand: JSON, and what it is known by where the caller may hold it already. */
export class Prepared {
  constructor(
    readonly json: string | Uint8Array<ArrayBuffer>,
    readonly more: {
      readonly etag?: string
      /** The same, gzipped. */
      readonly gzipped?: Uint8Array<ArrayBuffer>
    } = {},
  ) {}
}

export type Handler<E extends Endpoint> = (
  call: Call<E>,
) => Promise<ReplyOf<E> | Repeated<ReplyOf<E>> | Prepared | Download>

/**
 * Binds an endpoint of the contract to its handler: counts the call, reads and checks the session, the role, the
 * consents, the input and the Idempotency-Key, in this one place, and answers with what the contract says.
 */
export function route<E extends Endpoint>(app: App, context: Context, endpoint: E, handle: Handler<E>): void {
  const pace = paceOf(endpoint)
  const readQuery = endpoint.query && queryReader(endpoint.query)
  app.on(endpoint.method, endpoint.path.replaceAll(/\{(\w+)\}/g, ':$1'), async (c) => {
    c.set('endpoint', endpoint)
    // Before anything is looked up: made-up tokens are not to keep the database busy.
    const address = c.env?.address
    if (address !== undefined) {
      const asking = allow(context, pace, { address })
      if (asking) await asking
    }
    const authorization = c.req.header('authorization')
    const caller = authorization === undefined ? undefined : await authenticate(context, authorization)
    if (caller) {
      const asking = allow(context, pace, { person: caller.workerId, device: caller.sessionId })
      if (asking) await asking
    }
    permit(endpoint.auth, caller)
    if (endpoint.consents && caller) {
      await requireConsents(context.database, caller.workerId, endpoint.consents)
    }
    const params = endpoint.params && check(endpoint.params, c.req.param(), 'not-found')
    const query = readQuery && check(endpoint.query, readQuery(c.req.url))
    const form = endpoint.upload && (await readForm(c, endpoint.upload))
    const body = endpoint.body && check(endpoint.body, form ? form.fields : await readJson(c))
    const file = form?.file
    const intent = endpoint.keyed ? readIntent(c, body, file) : undefined
    try {
      const call = { params, query, body, caller, intent, file, address, raw: new Raw(c) }
      const outcome = await handle(call as Call<E>)
      if (outcome instanceof Prepared) {
        if (context.checkReplies) holdToContract(endpoint, JSON.parse(textOf(outcome.json)))
        return sendPrepared(c, outcome, endpoint.success)
      }
      if (outcome instanceof Download) return sendBytes(c, outcome.bytes, endpoint)
      const repeated = outcome instanceof Repeated
      const reply = repeated ? outcome.reply : outcome
      const status = repeated ? 200 : endpoint.success
      if (context.checkReplies) holdToContract(endpoint, reply)
      return status === 204 ? c.body(null, 204) : c.json(reply as object, status as ContentfulStatusCode)
    } catch (error) {
      if (context.checkReplies && error instanceof Refusal && !refusalsOf(endpoint).includes(error.code)) {
        throw new Error(`${endpoint.method} ${endpoint.path} may not refuse with ${error.code}`, {
          cause: error,
        })
      }
      throw error
    }
  })
}

const decoder = new TextDecoder()
const textOf = (json: string | Uint8Array) => (typeof json === 'string' ? json : decoder.decode(json))

function sendPrepared(c: HonoContext, { json, more: { etag, gzipped } }: Prepared, status: number): Response {
  const headers: Record<string, string> = {}
  if (etag !== undefined) {
    headers['ETag'] = etag
    // To be asked for again each time, which costs nothing but the asking.
    headers['Cache-Control'] = 'no-cache'
    if (named(c.req.header('if-none-match'), etag)) return c.body(null, 304, headers)
  }
  headers['Content-Type'] = 'application/json; charset=utf-8'
  if (gzipped) headers['Vary'] = 'Accept-Encoding'
  if (gzipped && /\bgzip\b/.test(c.req.header('accept-encoding') ?? '')) {
    headers['Content-Encoding'] = 'gzip'
    return c.body(gzipped, status as ContentfulStatusCode, headers)
  }
  return c.body(json, status as ContentfulStatusCode, headers)
}

function sendBytes(c: HonoContext, bytes: Uint8Array, { download }: Endpoint): Response {
  if (download === undefined) throw new Error('Bytes are sent by an endpoint that does not say so')
  return c.body(bytes.slice(), 200, { 'Content-Type': download })
}

/** Whether an If-None-Match names this ETag; weak ones and strong ones are the same here (RFC 9110, 13.1.2). */
function named(header: string | undefined, etag: string): boolean {
  const bare = (tag: string) => tag.trim().replace(/^W\//, '')
  return header !== undefined && header.split(',').some((it) => it.trim() === '*' || bare(it) === bare(etag))
}

function permit(auth: Auth, caller: Caller | undefined): void {
  if (auth === 'anyone') return
  if (!caller) throw new Refusal('session-required')
  if (auth !== 'member' && !caller.roles.includes(auth)) throw new Refusal('role-required')
}

function check<S extends z.ZodMiniType>(
  schema: S | undefined,
  value: unknown,
  code: 'invalid-input' | 'not-found' = 'invalid-input',
): z.output<S> | undefined {
  if (!schema) return undefined
  const parsed = schema.safeParse(value)
  if (parsed.success) return parsed.data
  if (code === 'not-found') throw new Refusal(code)
  const issue = parsed.error.issues[0]
  const unknownKeys = issue?.code === 'unrecognized_keys' ? issue.keys : []
  const field = [...(issue?.path ?? []), ...unknownKeys.slice(0, 1)].join('.')
  throw new Refusal(code, field ? { field, detail: `这一项不对：${field}` } : {})
}

/** What came with a request; where it was read beforehand, there is nothing left to be read from the connection. */
const readText = async (c: HonoContext): Promise<string> =>
  (c.env as Bindings | undefined)?.body ?? (await c.req.text())

async function readJson(c: HonoContext): Promise<unknown> {
  try {
    return JSON.parse(await readText(c))
  } catch {
    throw new Refusal('malformed-json')
  }
}

/** The one file of a form, and its other fields; a field that comes twice counts once. */
async function readForm(
  c: HonoContext,
  { field, maxBytes }: NonNullable<Endpoint['upload']>,
): Promise<{ file: Uint8Array; fields: Record<string, string> }> {
  let form: FormData
  try {
    form = await c.req.raw.formData()
  } catch {
    throw new Refusal('malformed-json')
  }
  const file = form.get(field)
  if (file === null || typeof file === 'string') {
    throw new Refusal('invalid-input', { field, detail: '没有收到照片，请再传一次' })
  }
  if (file.size > maxBytes) throw new Refusal('photo-too-large', { field })
  const fields: Record<string, string> = {}
  for (const [name, value] of form.entries()) {
    if (name !== field && typeof value === 'string') fields[name] = value
  }
  return { file: new Uint8Array(await file.arrayBuffer()), fields }
}

function readIntent(c: HonoContext, body: unknown, file: Uint8Array | undefined): Intent {
  const parsed = idempotencyKey.safeParse(c.req.header('idempotency-key'))
  if (!parsed.success) throw new Refusal('key-missing')
  return new AskedIntent(parsed.data, c.req.path, body, file)
}

/** Hashed only for whom the key alone does not do. */
class AskedIntent implements Intent {
  private made: Uint8Array | undefined

  constructor(
    readonly key: string,
    private readonly path: string,
    private readonly body: unknown,
    private readonly file: Uint8Array | undefined,
  ) {}

  get hash(): Uint8Array {
    const { body, file, path } = this
    const asked = `${path}\n${JSON.stringify(body)}`
    return (this.made ??= sha256(file ? `${asked}\n${bytesToHex(sha256(file))}` : asked))
  }
}

function holdToContract(endpoint: Endpoint, reply: unknown): void {
  const parsed = endpoint.reply.safeParse(reply)
  if (!parsed.success) {
    const issues = JSON.stringify(parsed.error.issues)
    throw new Error(`The reply of ${endpoint.method} ${endpoint.path} breaks the contract: ${issues}`)
  }
  if (endpoint.success !== 204 && JSON.stringify(sorted(parsed.data)) !== JSON.stringify(sorted(reply))) {
    throw new Error(`The reply of ${endpoint.method} ${endpoint.path} says more than the contract`)
  }
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted)
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, it]) => it !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, it]) => [key, sorted(it)]),
  )
}

/** Whether two byte strings are the same. */
export const sameBytes = (a: Uint8Array, b: Uint8Array): boolean =>
  a.length === b.length && a.every((byte, i) => byte === b[i])

/**
 * Settles a call under a key that was used before: the same request is repeated by `again`, another one refused.
 */
export async function repeat<T>(
  intent: Intent,
  earlierHash: Uint8Array,
  again: () => Promise<T>,
): Promise<Repeated<T>> {
  if (!sameBytes(intent.hash, earlierHash)) throw new Refusal('key-reused')
  return new Repeated(await again())
}
