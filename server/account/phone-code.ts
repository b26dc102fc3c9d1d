import { MINUTE } from '@/rules/shanghai'
import { readPhone } from '@/rules/phone'
import type { Context } from '../context'
import { Refusal } from '../http/refusal'
import { allow } from '../limits/allow'
import { ServiceFault } from '../ports'
import { phoneCodeSentAt, putPhoneCode, usePhoneCode } from './queries'
import { lookupKey } from './seal'

const GOOD_FOR = 5 * MINUTE
const RESEND_AFTER = MINUTE
const TRIES = 5

export function phoneFrom(typed: string): string {
  const phone = readPhone(typed)
  if (phone === undefined) throw new Refusal('phone-invalid', { field: 'phone' })
  return phone
}

/** Sends a code of six digits; the one sent before is worth nothing any more. */
export async function sendPhoneCode(
  context: Context,
  typed: string,
): Promise<{ expiresAt: string; resendAt: string }> {
  const { clock, database, ports, random } = context
  if (!ports.sms) throw new Refusal('login-refused', { detail: '现在不能用手机号登录' })
  const phone = phoneFrom(typed)
  await allow(context, 'sms', { phone })
  const now = clock()
  const code = sixDigits(random(4))
  const phoneKey = lookupKey(ports.keys, 'phone', phone)
  const put = await putPhoneCode(database, {
    phoneKey,
    codeHash: codeHash(context, phone, code),
    sentAt: new Date(now),
    expiresAt: new Date(now + GOOD_FOR),
    notSince: new Date(now - RESEND_AFTER),
  })
  if (!put) {
    const sentAt = (await phoneCodeSentAt(database, phoneKey))?.getTime() ?? now
    throw new Refusal('too-many', {
      detail: '刚发过一次，一分钟后再要',
      retryAt: new Date(sentAt + RESEND_AFTER).toISOString(),
    })
  }
  try {
    await ports.sms.sendLoginCode(phone, code)
  } catch (cause) {
    if (!(cause instanceof ServiceFault)) throw cause
    ports.log.error('A text could not be sent', { cause })
    throw new Refusal('unavailable')
  }
  return {
    expiresAt: new Date(now + GOOD_FOR).toISOString(),
    resendAt: new Date(now + RESEND_AFTER).toISOString(),
  }
}

/**
 * Uses up the code that was sent to a phone, or refuses. That it has run out or was used is told only to who has the right
 * one: whoever guesses hears the same each time, whether or not a code was sent, and after five guesses whatever he says.
 */
export async function checkPhoneCode(context: Context, phone: string, typed: string): Promise<void> {
  const { clock, database, ports } = context
  const outcome = await usePhoneCode(database, {
    phoneKey: lookupKey(ports.keys, 'phone', phone),
    codeHash: codeHash(context, phone, typed.trim()),
    now: new Date(clock()),
    tries: TRIES,
  })
  if (outcome !== 'ok') throw new Refusal(`phone-code-${outcome}`, { field: 'code' })
}

const codeHash = ({ ports }: Context, phone: string, code: string) =>
  lookupKey(ports.keys, 'phone-code', `${phone}:${code}`)

function sixDigits(bytes: Uint8Array): string {
  const number = new DataView(bytes.buffer, bytes.byteOffset, 4).getUint32(0)
  return String(number % 1_000_000).padStart(6, '0')
}
