import { hmac } from '@noble/hashes/hmac.js'
import { sha256 } from '@noble/hashes/sha2.js'
import { RateLimiterMemory, RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible'
import { toBase64url, utf8 } from '@/rules/encoding'
import type { Database } from '../database/database'
import { limits as usual, type Limits, type Pace, type Subject } from '../limits/paces'
import type { Limiter } from '../ports'
import type { Log } from './log'

export interface LimiterOptions {
  readonly database: Database
  /** Under which ids are hashed before they go into the database. */
  readonly key: Uint8Array
  readonly log: Log
  readonly limits?: Limits
}

/** Of a limit so many parts are told to the database: ordinary use of a wide limit never reaches it. */
const PARTS = 8
const WARN_EVERY_MS = 60_000

/**
 * Counts in this process first, and tells PostgreSQL of every eighth of a limit that was used up here, so that the
 * processes together let through what the limit says and at most an eighth more for each further process. Limits under 16
 * are told call by call, and are exact. While the database is away each process counts for itself.
 */
export function createLimiter({ database, key, log, limits: given = usual }: LimiterOptions): Limiter {
  const limits: Limits = given
  const counters = new Map<string, Counter>()
  let warnedAt = 0

  const store = {
    query: ({ name, text, values }: { name: string; text: string; values?: unknown[] }) =>
      database.query({ name, text }, values),
  }

  const counterOf = (pace: Pace, subject: Subject): Counter | undefined => {
    const name = `${pace}:${subject}`
    const known = counters.get(name)
    if (known) return known
    const limit = limits[pace][subject]
    if (!limit) return undefined
    const { calls, seconds } = limit
    const options = { points: calls, duration: seconds, keyPrefix: name }
    const made: Counter = {
      part: Math.max(1, Math.floor(calls / PARTS)),
      here: new RateLimiterMemory(options),
      everywhere: new RateLimiterPostgres({
        ...options,
        storeClient: store,
        storeType: 'client',
        tableName: 'rate_limit',
        tableCreated: true,
        // One of them cleans up for all.
        clearExpiredByTimeout: counters.size === 0,
      }),
      turns: new Map(),
    }
    counters.set(name, made)
    return made
  }

  const everywhere = async (
    { everywhere, here, part }: Counter,
    id: string,
    hashed: string,
  ): Promise<number> => {
    try {
      const wait = await take(everywhere, hashed, part)
      if (wait > 0) await here.block(id, Math.ceil(wait / 1000))
      return wait
    } catch (cause) {
      if (Date.now() - warnedAt > WARN_EVERY_MS) {
        warnedAt = Date.now()
        log.warn('Limits are counted by each process for itself', { cause })
      }
      return 0
    }
  }

  const hashOf = (pace: Pace, subject: Subject, id: string): string =>
    toBase64url(hmac(sha256, key, utf8(`${pace}:${subject}:${id}`)).subarray(0, 16))

  const count = async (counter: Counter, pace: Pace, subject: Subject, id: string): Promise<number> => {
    const outcome = await counter.here.consume(id).catch(refused)
    if (outcome.consumedPoints > counter.here.points) return Math.max(1, outcome.msBeforeNext)
    if (outcome.consumedPoints % counter.part !== 0) return 0
    return everywhere(counter, id, hashOf(pace, subject, id))
  }

  return {
    async waiting(pace, subject, id) {
      const counter = counterOf(pace, subject)
      if (!counter) return 0
      const here = await counter.here.get(id)
      const there = await counter.everywhere.get(hashOf(pace, subject, id)).catch(() => null)
      const full = [here, there].filter((it) => it !== null && it.consumedPoints >= counter.here.points)
      return Math.max(0, ...full.map((it) => it?.msBeforeNext ?? 0))
    },
    async take(pace, subject, id) {
      // Requests from this machine come from its operator, or from a proxy we were not told of.
      if (subject === 'address' && pace !== 'login' && isLoopback(id)) return 0
      const counter = counterOf(pace, subject)
      if (!counter) return 0
      // One after the other: a burst waits for what the database says of its first calls.
      const before = counter.turns.get(id)
      const again = () => count(counter, pace, subject, id)
      const turn = before ? before.then(again) : again()
      counter.turns.set(id, turn)
      try {
        return await turn
      } finally {
        if (counter.turns.get(id) === turn) counter.turns.delete(id)
      }
    },
  }
}

interface Counter {
  /** So many calls are told together. */
  readonly part: number
  readonly here: RateLimiterMemory
  readonly everywhere: RateLimiterPostgres
  /** Of each id that is being counted, the last in line. */
  readonly turns: Map<string, Promise<unknown>>
}

/** Milliseconds to wait, 0 where it is let through. */
async function take(limiter: RateLimiterPostgres, id: string, points: number): Promise<number> {
  const outcome = await limiter.consume(id, points).catch(refused)
  return outcome.consumedPoints > limiter.points ? Math.max(1, outcome.msBeforeNext) : 0
}

/** The library rejects with what it counted; anything else is a fault. */
function refused(reason: unknown): RateLimiterRes {
  if (reason instanceof RateLimiterRes) return reason
  throw reason
}

const isLoopback = (address: string) => address === '::1' || address.startsWith('127.')
