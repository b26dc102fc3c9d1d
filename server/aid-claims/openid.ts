import type { Queryable } from '../database/database'

const login = {
  name: 'claims.wechat-login',
  text: `SELECT subject, sealed FROM login WHERE worker_id = $1 AND provider = 'wechat' AND sealed IS NOT NULL LIMIT 1`,
}

/** By what WeChat knows a worker, sealed; undefined where he does not log in by WeChat. */
export const openidOf = async (
  database: Queryable,
  workerId: string,
): Promise<{ subject: string; sealed: Uint8Array } | undefined> =>
  (await database.query<{ subject: string; sealed: Uint8Array }>(login, [workerId])).rows[0]
