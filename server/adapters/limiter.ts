import { RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible'
import { toBase64url } from '../base64url'
import type { Database } from '../database/database'
import { hmacSha256 } from '../hash'
import { limits as usual, type Limits, type Pace, type Subject } from '../limits/paces'
import type { Limiter } from '../ports'
import type { Log } from './log'
import { WindowCounter } from './window-counter'

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
 *
 * Here it counts by itself and not by the library, which sets a timer and makes promises for each, three times a
 * call.
 */
export function createLimiter({ database, key, log, limits: given = usual }: LimiterOptions): Limiter {
  const limits: Limits = given
  const counters: Partial<Record<Pace, Partial<Record<Subject, Counter>>>> = {}
  let some = false
  let warnedAt = 0

  const store = {
    query: ({ name, text, values }: { name: string; text: string; values?: unknown[] }) =>
      database.query({ name, text }, values),
  }

  const counterOf = (pace: Pace, subject: Subject): Counter | undefined => {
    const known = counters[pace]?.[subject]
    if (known) return known
    const limit = limits[pace][subject]
    if (!limit) return undefined
    const { calls, seconds } = limit
    const options = { points: calls, duration: seconds, keyPrefix: `${pace}:${subject}` }
    const made: Counter = {
      calls,
      part: Math.max(1, Math.floor(calls / PARTS)),
      here: new WindowCounter(seconds * 1000),
      everywhere: new RateLimiterPostgres({
        ...options,
        storeClient: store,
        storeType: 'client',
        tableName: 'rate_limit',
        tableCreated: true,
        // One of them cleans up for all.
        clearExpiredByTimeout: !some,
      }),
      turns: new Map(),
    }
    some = true
    ;(counters[pace] ??= {})[subject] = made
    return made
  }

  const everywhere = async (
    { everywhere, here, part }: Counter,
    id: string,
    hashed: string,
  ): Promise<number> => {
    try {
      const wait = await take(everywhere, hashed, part)
      if (wait > 0) here.block(id, Date.now() + wait, Date.now())
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
    toBase64url(hmacSha256(key, `${pace}:${subject}:${id}`).subarray(0, 16))

  const count = (counter: Counter, pace: Pace, subject: Subject, id: string): number | Promise<number> => {
    const now = Date.now()
    const { calls, ends } = counter.here.add(id, now)
    if (calls > counter.calls) return Math.max(1, ends - now)
    if (calls % counter.part !== 0) return 0
    return everywhere(counter, id, hashOf(pace, subject, id))
  }

  /** One after the other: a burst waits for what the database says of its first calls. */
  const inTurn = async (turns: Counter['turns'], id: string, turn: Promise<number>): Promise<number> => {
    turns.set(id, turn)
    try {
      return await turn
    } finally {
      if (turns.get(id) === turn) turns.delete(id)
    }
  }

  return {
    async waiting(pace, subject, id) {
      const counter = counterOf(pace, subject)
      if (!counter) return 0
      const there = await counter.everywhere.get(hashOf(pace, subject, id)).catch(() => null)
      const now = Date.now()
      const here = counter.here.get(id, now)
      return Math.max(
        here && here.calls >= counter.calls ? here.ends - now : 0,
        there && there.consumedPoints >= counter.calls ? there.msBeforeNext : 0,
      )
    },
    take(pace, subject, id) {
      // Requests from this machine come from its operator, or from a proxy we were not told of.
      if (subject === 'address' && pace !== 'login' && isLoopback(id)) return 0
      const counter = counterOf(pace, subject)
      if (!counter) return 0
      const before = counter.turns.get(id)
      const turn = before
        ? before.then(() => count(counter, pace, subject, id))
        : count(counter, pace, subject, id)
      return typeof turn === 'number' ? turn : inTurn(counter.turns, id, turn)
    },
  }
}

interface Counter {
  /** So many are let through. */
  readonly calls: number
  /** So many calls are told together. */
  readonly part: number
  readonly here: WindowCounter
  readonly everywhere: RateLimiterPostgres
  /** Of each id that is being counted, the last in line. */
  readonly turns: Map<string, Promise<number>>
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
