import { persona, type Worker } from '@/contract'
import { toBase64url } from '@/rules/encoding'
import { DAY } from '@/rules/shanghai'
import type { Context } from '../context'
import { Refusal } from '../http/refusal'
import { hashOfToken, workerFrom } from './authenticate'
import { addSession, findLogin, findWorker } from './queries'

const SESSION_DAYS = 30

/** Logs in; the token leaves the server here and never again. */
export async function openSession(
  context: Context,
  login: { provider: 'wechat' | 'demo'; code: string },
): Promise<{ token: string; worker: Worker }> {
  const { clock, database, demo, newId, random } = context
  if (login.provider !== 'demo' || !demo || !persona.safeParse(login.code).success)
    throw new Refusal('login-refused')
  const workerId = await findLogin(database, 'demo', login.code)
  const worker = workerId && (await findWorker(database, workerId))
  if (!worker) throw new Refusal('login-refused')
  const token = toBase64url(random(32))
  const now = clock()
  await addSession(database, {
    id: newId(),
    workerId: worker.id,
    tokenHash: hashOfToken(token),
    openedAt: new Date(now),
    expiresAt: new Date(now + SESSION_DAYS * DAY),
  })
  return { token, worker: workerFrom(worker) }
}
