import { MINUTE } from '@/rules/shanghai'
import { utf8 } from '@/rules/encoding'
import { seal, unseal } from '../account/seal'
import type { Database, Queryable } from '../database/database'
import type { Clock, Keys, Random } from '../ports'

/** WeChat's access token: one for all processes, fetched by whichever finds it run out. */
export interface AccessTokens {
  current(): Promise<string>
  /** Another one than `refused`, which WeChat did not take. */
  insteadOf(refused: string): Promise<string>
}

export interface AccessTokenOptions {
  readonly appid: string
  readonly database: Database
  readonly keys: Keys
  readonly random: Random
  readonly clock: Clock
  /** Asks WeChat; `force` asks for another than the one in force. */
  fetchToken(force: boolean): Promise<{ token: string; seconds: number }>
}

interface Held {
  readonly token: string
  /** Epoch ms. */
  readonly until: number
}

/** Renewed this long before its end: WeChat lets the old one live five minutes beside the new. */
const EARLY = 5 * MINUTE

const addRow = {
  name: 'wechat.add-token-row',
  text: `INSERT INTO wechat_token (appid) VALUES ($1) ON CONFLICT DO NOTHING`,
}
const lockRow = {
  name: 'wechat.lock-token',
  text: `SELECT sealed, expires_at FROM wechat_token WHERE appid = $1 FOR UPDATE`,
}
const read = { name: 'wechat.token', text: `SELECT sealed, expires_at FROM wechat_token WHERE appid = $1` }
const write = {
  name: 'wechat.set-token',
  text: `UPDATE wechat_token SET sealed = $2, expires_at = $3 WHERE appid = $1`,
}

export function createAccessTokens(options: AccessTokenOptions): AccessTokens {
  const { appid, clock, database, fetchToken, keys, random } = options
  const owner = `wechat-token:${appid}`
  let held: Held | undefined
  let renewing: Promise<Held> | undefined

  const kept = async (from: Queryable, statement: typeof read): Promise<Held | undefined> => {
    const { rows } = await from.query<{ sealed: Uint8Array | null; expires_at: Date | null }>(statement, [
      appid,
    ])
    const { sealed, expires_at: expiresAt } = rows[0] ?? {}
    if (!sealed || !expiresAt) return undefined
    const token = new TextDecoder().decode(await unseal(keys, owner, sealed))
    return { token, until: expiresAt.getTime() }
  }
  const isGood = (it: Held | undefined, refused: string | undefined): it is Held =>
    it !== undefined && it.token !== refused && it.until - EARLY > clock()

  /** Whoever gets the lock asks WeChat; the others then find what it got. */
  const renew = (refused: string | undefined): Promise<Held> =>
    database.transaction(async (tx) => {
      await tx.query(addRow, [appid])
      const found = await kept(tx, lockRow)
      if (isGood(found, refused)) return found
      let fresh = await fetchToken(false)
      // WeChat gives the same one as long as it takes it to be good.
      if (fresh.token === refused) fresh = await fetchToken(true)
      const until = clock() + fresh.seconds * 1000
      await tx.query(write, [appid, await seal(keys, random, owner, utf8(fresh.token)), new Date(until)])
      return { token: fresh.token, until }
    })

  const get = async (refused?: string): Promise<string> => {
    if (isGood(held, refused)) return held.token
    const found = await kept(database, read)
    if (isGood(found, refused)) return (held = found).token
    renewing ??= renew(refused).finally(() => (renewing = undefined))
    return (held = await renewing).token
  }
  return { current: () => get(), insteadOf: (refused) => get(refused) }
}
