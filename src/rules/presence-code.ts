import { hmac } from '@noble/hashes/hmac.js'
import { sha256 } from '@noble/hashes/sha2.js'
import { toBase64url, utf8 } from './encoding'
import { STEP_TOLERANCE, stepAt, totp } from './voucher-code'

/**
 * What a station's clerk or screen shows to whoever stands before it: another code every 30 seconds, so that a photograph
 * of it is worth nothing a minute later. QR: `NXP1.<station>.<step>.<mac>`; typed: eight digits.
 */

const macOf = (secret: Uint8Array, stationId: string, step: number) =>
  toBase64url(hmac(sha256, secret, utf8(`${stationId}.${step}`))).slice(0, 16)

/** The text of the QR at `now` (epoch ms). */
export const presenceText = (secret: Uint8Array, stationId: string, now: number): string =>
  `NXP1.${stationId}.${stepAt(now)}.${macOf(secret, stationId, stepAt(now))}`

/** The eight digits at `now`. */
export const presenceDigits = (secret: Uint8Array, now: number): string => totp(secret, stepAt(now), 8)

export type PresenceCode =
  { by: 'qr'; stationId: string; step: number; mac: string } | { by: 'digits'; digits: string }

/** Reads a scanned text or typed digits; undefined where it is no such code. */
export function parsePresence(text: string): PresenceCode | undefined {
  const digits = text.replace(/[\s-]/g, '')
  if (/^\d{8}$/.test(digits)) return { by: 'digits', digits }
  const match = /^NXP1\.([0-9a-f-]{36})\.(\d{1,12})\.([A-Za-z0-9_-]{16})$/.exec(text.trim())
  if (!match) return undefined
  const [, stationId = '', step = '', mac = ''] = match
  return { by: 'qr', stationId, step: Number(step), mac }
}

/** Whether a code was shown at this station just now; `stale` where it is genuine and of another time. */
export function checkPresence(
  code: PresenceCode,
  secret: Uint8Array,
  stationId: string,
  now: number,
): 'good' | 'stale' | 'elsewhere' {
  const current = stepAt(now)
  if (code.by === 'qr') {
    if (code.stationId !== stationId) return 'elsewhere'
    if (code.mac !== macOf(secret, stationId, code.step)) return 'stale'
    return Math.abs(code.step - current) <= STEP_TOLERANCE ? 'good' : 'stale'
  }
  for (let step = current - STEP_TOLERANCE; step <= current + STEP_TOLERANCE; step++) {
    if (code.digits === totp(secret, step, 8)) return 'good'
  }
  return 'stale'
}
