import { hmac } from '@noble/hashes/hmac.js'
import { sha256 } from '@noble/hashes/sha2.js'
import { toBase64url, utf8 } from './encoding'
import type { ParsedCode } from './parse-code'

/**
 * The codes a voucher shows, drawn on the phone without signal and checked on the server by the same functions.
 * QR: `NX1.<handle>.<step>.<mac>.<grant>`; digits: the handle, then the RFC 6238 TOTP (SHA-256, 30 s, 6 digits).
 */

/** A code lives this long, in seconds. */
export const STEP_SECONDS = 30
/** A code is good in its own step and this many before and after. */
export const STEP_TOLERANCE = 1
/** How long what a screen showed once is good, in ms: a pass is not used twice by it. */
export const CODE_LIVES_MS = (2 * STEP_TOLERANCE + 1) * STEP_SECONDS * 1000

export interface CodeSource {
  /** Ten digits. */
  handle: string
  /** 32 bytes, one device's own. */
  secret: Uint8Array
}

/** The step that `now` (epoch ms) falls in. */
export const stepAt = (now: number): number => Math.floor(now / 1000 / STEP_SECONDS)

/** Milliseconds until the next step. */
export const untilNextStep = (now: number): number => (stepAt(now) + 1) * STEP_SECONDS * 1000 - now

const macOf = ({ handle, secret }: CodeSource, step: number) =>
  toBase64url(hmac(sha256, secret, utf8(`${handle}.${step}`))).slice(0, 16)

/** RFC 6238 over SHA-256; `digits` is 6 for vouchers and 8 in the RFC's own vectors. */
export function totp(secret: Uint8Array, step: number, digits = 6): string {
  const counter = new Uint8Array(8)
  new DataView(counter.buffer).setUint32(0, Math.floor(step / 2 ** 32))
  new DataView(counter.buffer).setUint32(4, step >>> 0)
  const hash = hmac(sha256, secret, counter)
  const offset = (hash[hash.length - 1] ?? 0) & 15
  const number = new DataView(hash.buffer, hash.byteOffset).getUint32(offset) & 0x7fffffff
  return String(number % 10 ** digits).padStart(digits, '0')
}

/** The text of the QR at `now`. */
export function qrText(source: CodeSource, grant: string, now: number): string {
  const step = stepAt(now)
  return `NX1.${source.handle}.${step}.${macOf(source, step)}.${grant}`
}

/** The sixteen digits at `now`, without spaces. */
export const codeDigits = (source: CodeSource, now: number): string =>
  source.handle + totp(source.secret, stepAt(now))

/** Compares in a time that does not tell how much was right. */
function same(a: string, b: string): boolean {
  let difference = a.length ^ b.length
  for (let i = 0; i < a.length; i++) difference |= a.charCodeAt(i) ^ b.charCodeAt(i)
  return difference === 0
}

/**
 * Whether a code was drawn with this secret for `now`: `good`; `stale` when it is genuine but of an earlier time (for
 * digits, of the last ten minutes); `future` when it is a QR of a later one; `wrong` otherwise.
 */
export function checkCode(
  code: ParsedCode,
  secret: Uint8Array,
  now: number,
): 'good' | 'stale' | 'future' | 'wrong' {
  const current = stepAt(now)
  if (code.by === 'qr') {
    if (!same(code.mac, macOf({ handle: code.handle, secret }, code.step))) return 'wrong'
    if (code.step > current + STEP_TOLERANCE) return 'future'
    return code.step >= current - STEP_TOLERANCE ? 'good' : 'stale'
  }
  for (let step = current + STEP_TOLERANCE; step >= current - 20; step--) {
    if (same(code.totp, totp(secret, step))) return current - step <= STEP_TOLERANCE ? 'good' : 'stale'
  }
  return 'wrong'
}
