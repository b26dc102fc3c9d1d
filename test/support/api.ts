import { randomBytes } from 'node:crypto'
import { ed25519 } from '@noble/curves/ed25519.js'
import {
  api,
  problem,
  type CallInput,
  type Endpoint,
  type Persona,
  type Problem,
  type ReplyOf,
} from '@/contract'
import { loadData, type DemoData } from '../../mock/data/load'
import { createTransferSandbox } from '../../server/adapters/transfer-sandbox'
import { createPaySandbox } from '../../server/adapters/pay-sandbox'
import { silentLog } from '../../server/adapters/log'
import { createApp } from '../../server/app'
import type { Database } from '../../server/database/database'
import { MAX_BODY } from '../../server/http/read-body'
import type { Ports, Settings } from '../../server/ports'
import { rosterKeys } from '../../server/roster/compare'
import { almostPhoto, memoryFiles, unseeingImages } from './photos'
import { createTestDatabase, type TestDatabase } from './postgres'
import { watchLog } from './watched-log'

/** Monday 2026-11-23, 14:32 in Shanghai. */
export const AFTERNOON = Date.parse('2026-11-23T14:32:00+08:00')

export type Answer<E extends Endpoint> =
  | { status: number; reply: ReplyOf<E>; problem?: undefined }
  | { status: number; reply?: undefined; problem: Problem }

export interface Phone {
  /** Calls an endpoint and gives back the reply or the refusal, each held against the contract. */
  ask<E extends Endpoint>(endpoint: E, input: CallInput<E>): Promise<Answer<E>>
  /** Calls an endpoint that must succeed. */
  get<E extends Endpoint>(endpoint: E, input: CallInput<E>): Promise<ReplyOf<E>>
  /** Calls an endpoint that must refuse. */
  refused<E extends Endpoint>(endpoint: E, input: CallInput<E>): Promise<Problem>
  readonly token: string | undefined
}

export interface TestApi extends TestDatabase {
  /** Epoch ms; set it to move time. */
  now: number
  /** `address` is from where the request comes; without one nobody counts it by address. */
  fetch(path: string, init?: RequestInit, address?: string): Promise<Response>
  /** A phone without a session. */
  readonly anyone: Phone
  /** A phone that sends this token. */
  phone(token: string): Phone
  /** A phone on which this persona has logged in. */
  login(persona: Persona): Promise<Phone>
  readonly grantKey: Uint8Array
}

/**
 * The API over a database of its own with `data` loaded, a clock that stands still until it is moved, and every reply held
 * against the contract. `drop` it in afterAll: that also searches all it logged for what may stand in no log.
 */
export async function createTestApi(
  data: DemoData,
  overrides: Partial<Settings> & {
    wrap?: (database: Database) => Database
    /** Ports that need the database themselves. */
    portsOver?: (database: Database) => Partial<Ports>
  } = {},
): Promise<TestApi> {
  const own = await createTestDatabase()
  const grantSeed = randomBytes(32)
  const { wrap, portsOver, ports, ...settings } = overrides
  const state = { now: AFTERNOON }
  const database = wrap ? wrap(own.database) : own.database
  const given: Ports = {
    keys: { pepper: randomBytes(32), identity: randomBytes(32), voucher: randomBytes(32) },
    signer: {
      keyId: 1,
      publicKeys: new Map([[1, ed25519.getPublicKey(grantSeed)]]),
      sign: (payload) => ed25519.sign(payload, grantSeed),
    },
    log: silentLog,
    payments: createPaySandbox(),
    transfers: createTransferSandbox(),
    files: memoryFiles(),
    images: unseeingImages,
    ...ports,
    ...portsOver?.(database),
  }
  await loadData(own.database, state.now, data, rosterKeys(given.keys))
  const watch = watchLog(given)
  const app = createApp({
    database,
    clock: () => state.now,
    random: (bytes) => new Uint8Array(randomBytes(bytes)),
    demo: true,
    checkReplies: true,
    ports: { ...given, log: watch.log },
    ...settings,
  })
  // As the server does: what came with a request is read before the app sees it, and cannot be read again.
  const fetch = async (path: string, init?: RequestInit, address?: string) => {
    const body = typeof init?.body === 'string' && init.body.length <= MAX_BODY ? init.body : undefined
    return body === undefined || body === ''
      ? app.request(path, init, { address })
      : app.request(path, { ...init, body: null }, { address, body })
  }

  const phone = (token?: string): Phone => {
    const ask: Phone['ask'] = async (endpoint, input) => {
      watch.sent(input.body, token)
      const response = await fetch(pathOf(endpoint, input), {
        method: endpoint.method,
        headers: [
          ...(token ? [['Authorization', `Bearer ${token}`] as [string, string]] : []),
          ...(input.key ? [['Idempotency-Key', input.key] as [string, string]] : []),
        ],
        ...bodyOf(endpoint, input),
      })
      if (!response.ok) {
        expect(response.headers.get('Content-Type')).toMatch('application/problem+json')
        return { status: response.status, problem: problem.parse(await response.json()) }
      }
      const empty = response.status === 204 || endpoint.download !== undefined
      const body: unknown = empty ? undefined : await response.json()
      return { status: response.status, reply: endpoint.reply.parse(body) as never }
    }
    return {
      token,
      ask,
      get: async (endpoint, input) => {
        const { status, reply, problem } = await ask(endpoint, input)
        if (problem)
          throw new Error(`${endpoint.path} refused with ${status} ${problem.code}: ${problem.detail}`)
        return reply
      },
      refused: async (endpoint, input) => {
        const { status, problem } = await ask(endpoint, input)
        if (!problem) throw new Error(`${endpoint.path} answered ${status} and should have refused`)
        return problem
      },
    }
  }
  const anyone = phone()

  return {
    ...own,
    async drop() {
      try {
        expect(await watch.leaks(own.database)).toEqual([])
      } finally {
        await own.drop()
      }
    },
    get now() {
      return state.now
    },
    set now(it) {
      state.now = it
    },
    fetch,
    anyone,
    phone,
    async login(persona) {
      const { token } = await anyone.get(api.openSession, { body: { provider: 'demo', code: persona } })
      return phone(token)
    },
    grantKey: ed25519.getPublicKey(grantSeed),
  }
}

/** What an upload sends unless a test has a file of its own. */
export interface WithFile {
  file?: Uint8Array
}

function bodyOf(endpoint: Endpoint, input: AnyInput & WithFile): { body?: BodyInit } {
  const { body, file = almostPhoto } = input
  if (!endpoint.upload) return body === undefined ? {} : { body: JSON.stringify(body) }
  const form = new FormData()
  for (const [name, value] of Object.entries((body ?? {}) as Record<string, unknown>)) {
    form.append(name, String(value))
  }
  form.append(endpoint.upload.field, new Blob([file.slice()]), 'IMG_0001.jpg')
  return { body: form }
}

interface AnyInput {
  body?: unknown
  params?: Record<string, unknown>
  query?: Record<string, unknown>
}

function pathOf(endpoint: Endpoint, input: AnyInput): string {
  const path = endpoint.path.replaceAll(/\{(\w+)\}/g, (_, name: string) => String(input.params?.[name]))
  const search = new URLSearchParams()
  const query = (input.query ?? {}) as Record<string, string | number | boolean | string[] | undefined>
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined) search.set(name, String(value))
  }
  return search.size > 0 ? `${path}?${search}` : path
}

/** A fresh Idempotency-Key. */
export const newKey = (): string => randomBytes(16).toString('hex')
