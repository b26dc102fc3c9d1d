import { v4 } from 'uuid'
import { api, persona, type CallInput, type Worker } from '@/contract'
import { toBase64url, utf8 } from '@/rules/encoding'
import { maskPhone } from '@/rules/phone'
import type { Context } from '../context'
import { DatabaseFault } from '../database/database'
import { Refusal } from '../http/refusal'
import { ServiceFault } from '../ports'
import { hashOfToken, SESSION_MS, workerFrom } from './authenticate'
import { deviceOf } from './device'
import { checkPhoneCode, phoneFrom } from './phone-code'
import { addSession, addWorker, findLogin, findWorker } from './queries'
import { lookupKey, seal } from './seal'

type Login = CallInput<typeof api.openSession>['body']

/** Logs in, and opens an account for whoever comes for the first time. The token leaves the server here and never again. */
export async function openSession(
  context: Context,
  login: Login,
  userAgent: string | undefined,
): Promise<{ token: string; worker: Worker }> {
  const { clock, database, newId, random } = context
  const workerId = await workerBehind(context, login)
  const worker = workerId && (await findWorker(database, workerId))
  if (!worker) throw new Refusal('login-refused')
  const token = toBase64url(random(32))
  const now = clock()
  await addSession(database, {
    id: newId(),
    workerId: worker.id,
    tokenHash: hashOfToken(token),
    device: deviceOf(userAgent),
    openedAt: new Date(now),
    expiresAt: new Date(now + SESSION_MS),
  })
  return { token, worker: workerFrom(worker) }
}

async function workerBehind(context: Context, login: Login): Promise<string | undefined> {
  const { database, demo, ports } = context
  switch (login.provider) {
    case 'demo':
      return demo && persona.safeParse(login.code).success
        ? findLogin(database, 'demo', login.code)
        : undefined
    case 'wechat': {
      if (!ports.wechat) throw new Refusal('login-refused', { detail: '现在不能用微信登录' })
      const openid = await ports.wechat.identify(login.code).catch((error: unknown) => {
        throw loginRefusal(context, error)
      })
      return findOrAdd(context, 'wechat', openid, { displayName: '微信用户', maskedPhone: null })
    }
    case 'phone': {
      if (!ports.sms) throw new Refusal('login-refused', { detail: '现在不能用手机号登录' })
      const phone = phoneFrom(login.phone)
      await checkPhoneCode(context, phone, login.code)
      const maskedPhone = maskPhone(phone)
      return findOrAdd(context, 'phone', phone, { displayName: maskedPhone, maskedPhone })
    }
  }
}

/** Whose account a login opens; made now where there is none. Two phones at once make one. */
async function findOrAdd(
  context: Context,
  provider: 'wechat' | 'phone',
  subject: string,
  shown: { displayName: string; maskedPhone: string | null },
): Promise<string | undefined> {
  const { clock, database, newId, ports, random } = context
  const key = toBase64url(lookupKey(ports.keys, provider, subject))
  const known = await findLogin(database, provider, key)
  if (known) return known
  const id = newId()
  try {
    await addWorker(database, {
      id,
      pseudonym: v4({ random: random(16) }),
      ...shown,
      at: new Date(clock()),
      login: {
        provider,
        subject: key,
        sealed: await seal(ports.keys, random, `login:${key}`, utf8(subject)),
      },
    })
    return id
  } catch (error) {
    if (error instanceof DatabaseFault && error.kind === 'duplicate') {
      return findLogin(database, provider, key)
    }
    throw error
  }
}

/** What somebody is told when WeChat did not let him in. */
function loginRefusal({ clock, ports }: Context, error: unknown): unknown {
  if (!(error instanceof ServiceFault)) return error
  switch (error.kind) {
    case 'code':
      return new Refusal('login-refused', { detail: '这次登录过期了，请再点一次' })
    case 'blocked':
      return new Refusal('login-refused', { detail: '微信暂时不让这个账号登录' })
    case 'often':
      return new Refusal('too-many', { retryAt: new Date(clock() + OFTEN_MS).toISOString() })
    case 'misconfigured':
      ports.log.error('WeChat refuses this server', { cause: error })
      return new Refusal('unavailable')
    case 'busy':
      ports.log.warn('WeChat does not answer', { cause: error })
      return new Refusal('unavailable')
  }
}

/** WeChat counts a user's calls by the minute. */
const OFTEN_MS = 60_000
