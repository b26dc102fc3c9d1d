import type { Occupation, Role, Worker } from '@/contract'
import { DAY } from '@/rules/shanghai'
import type { Context } from '../context'
import { sha256 } from '../hash'
import { Refusal } from '../http/refusal'
import { prolongSession, type WorkerRow } from './queries'

/** A session lives this long after its owner was last seen. */
export const SESSION_MS = 30 * DAY

const endedBy = {
  elsewhere: 'session-ended-elsewhere',
  recovery: 'session-ended-by-recovery',
} as const

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
  /** Of a union. */
  readonly member: boolean
  /** Of that union: six digits of GB/T 2260. */
  readonly regionCode: string | null
  /** Epoch ms. */
  readonly registeredAt: number
  /** Stations a clerk works for. */
  readonly stations: Worker['stations']
}

export const hashOfToken = (token: string): Uint8Array => sha256(token)

/**
 * The caller of a request, undefined without a token. A token that is not (or no longer) alive is refused even where none
 * is needed: the phone must learn that it is logged out.
 */
export async function authenticate(
  { database, clock, findCaller }: Context,
  authorization: string | undefined,
): Promise<Caller | undefined> {
  if (authorization === undefined) return undefined
  const token = /^Bearer ([A-Za-z0-9_-]{43})$/i.exec(authorization)?.[1]
  const now = clock()
  const row = token ? await findCaller(hashOfToken(token)) : undefined
  // Whoever holds a phone that was logged out from elsewhere learns when, and nothing of where or by whom.
  if (row && row.revoked_at && row.ended_by) {
    throw new Refusal(endedBy[row.ended_by], { at: row.revoked_at.toISOString() })
  }
  if (!row || row.revoked_at) throw new Refusal('session-required', { detail: '登录过期了，请重新登录' })
  // Once a day, so that reading stays reading.
  if (now - row.seen_at.getTime() > DAY) {
    await prolongSession(database, row.session_id, new Date(now), new Date(now + SESSION_MS))
  }
  return {
    sessionId: row.session_id,
    workerId: row.id,
    pseudonym: row.pseudonym,
    displayName: row.display_name,
    occupation: row.occupation,
    roles: row.roles,
    verified: row.verified,
    member: row.union_since !== null,
    regionCode: row.union_region,
    registeredAt: row.created_at.getTime(),
    stations: row.stations ?? [],
  }
}

/** The caller as the API shows him to himself. */
export const workerFrom = (row: WorkerRow): Worker => ({
  id: row.id,
  maskedName: row.display_name,
  ...(row.masked_phone !== null && { maskedPhone: row.masked_phone }),
  ...(row.deletes_at !== null && { deletesAt: row.deletes_at.toISOString() }),
  occupation: row.occupation,
  ...(row.occupation_confirmed && { occupationConfirmed: true }),
  verified: row.verified,
  ...(row.union_name !== null &&
    row.union_since !== null && { union: { name: row.union_name, since: row.union_since.toISOString() } }),
  roles: row.roles,
  stations: row.stations ?? [],
})

/** Refuses a clerk who does not work at this station. */
export function requireStation(clerk: Caller, stationId: string): void {
  if (!clerk.stations.some((it) => it.id === stationId)) throw new Refusal('station-not-yours')
}
