import { sha256 } from '@noble/hashes/sha2.js'
import type { Occupation, Role, Worker } from '@/contract'
import { utf8 } from '@/rules/encoding'
import type { Context } from '../context'
import { Refusal } from '../http/refusal'
import { findCaller, type CallerRow } from './queries'

/** Whoever a live session belongs to. */
export interface Caller {
  readonly sessionId: string
  readonly workerId: string
  /** Stands for the worker in the ledger. */
  readonly pseudonym: string
  readonly displayName: string
  readonly occupation: Occupation | null
  readonly roles: readonly Role[]
  readonly verified: boolean
  /** Stations a clerk works for. */
  readonly stations: Worker['stations']
}

export const hashOfToken = (token: string): Uint8Array => sha256(utf8(token))

/**
 * The caller of a request, undefined without a token. A token that is not (or no longer) alive is refused even where none
 * is needed: the phone must learn that it is logged out.
 */
export async function authenticate(
  { database, clock }: Context,
  authorization: string | undefined,
): Promise<Caller | undefined> {
  if (authorization === undefined) return undefined
  const token = /^Bearer ([A-Za-z0-9_-]{43})$/i.exec(authorization)?.[1]
  const row = token && (await findCaller(database, hashOfToken(token), new Date(clock())))
  if (!row) throw new Refusal('session-required', { detail: '登录过期了，请重新登录' })
  return {
    sessionId: row.session_id,
    workerId: row.id,
    pseudonym: row.pseudonym,
    displayName: row.display_name,
    occupation: row.occupation,
    roles: row.roles,
    verified: row.verified,
    stations: row.stations,
  }
}

/** The caller as the API shows him to himself. */
export const workerFrom = (row: Omit<CallerRow, 'session_id'>): Worker => ({
  id: row.id,
  maskedName: row.display_name,
  occupation: row.occupation,
  verified: row.verified,
  roles: row.roles,
  stations: row.stations,
})
