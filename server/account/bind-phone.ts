import type { Worker } from '@/contract'
import { toBase64url, utf8 } from '@/rules/encoding'
import { maskPhone } from '@/rules/phone'
import type { Context } from '../context'
import { Refusal } from '../http/refusal'
import { ServiceFault } from '../ports'
import type { Caller } from './authenticate'
import { bindPhoneTo } from './queries'
import { lookupKey, seal } from './seal'
import { meOf } from './verify-identity'

/** Binds the number WeChat vouches for to the caller's account, by which he may then log in on H5 as well. */
export async function bindPhone(context: Context, caller: Caller, code: string): Promise<Worker> {
  const { database, ports, random } = context
  if (!ports.wechat) throw new Refusal('phone-refused', { detail: '现在不能取手机号' })
  const phone = await ports.wechat.phoneOf(code).catch((error: unknown) => {
    if (!(error instanceof ServiceFault)) throw error
    if (error.kind === 'busy' || error.kind === 'misconfigured') {
      ports.log.error('WeChat gave no phone number', { cause: error })
      throw new Refusal('unavailable')
    }
    throw new Refusal('phone-refused')
  })
  const subject = toBase64url(lookupKey(ports.keys, 'phone', phone))
  const bound = await bindPhoneTo(database, {
    workerId: caller.workerId,
    subject,
    sealed: await seal(ports.keys, random, `login:${subject}`, utf8(phone)),
    maskedPhone: maskPhone(phone),
  })
  if (!bound) throw new Refusal('phone-in-use')
  return meOf(context, caller)
}
