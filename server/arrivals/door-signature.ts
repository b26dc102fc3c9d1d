import { hmac } from '@noble/hashes/hmac.js'
import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex } from '@noble/hashes/utils.js'
import { utf8 } from '@/rules/encoding'

/** A message between us and the system behind the doors, in either direction (docs/doors.md). */
export interface DoorMessage {
  /** Epoch seconds. */
  timestamp: number
  /** 16 to 64 letters, digits, `-` or `_`, of this message alone. */
  nonce: string
  /** JSON text. */
  payload: string
  /** Lower-case hex. */
  signature: string
}

/** How far a message's time may be from ours, either way. */
export const SIGNATURE_GOOD_MS = 5 * 60_000

const signatureOf = (secret: Uint8Array, it: Omit<DoorMessage, 'signature'>): string =>
  bytesToHex(hmac(sha256, secret, utf8(`${it.timestamp}\n${it.nonce}\n${it.payload}\n`)))

export const signDoorMessage = (secret: Uint8Array, it: Omit<DoorMessage, 'signature'>): DoorMessage => ({
  ...it,
  signature: signatureOf(secret, it),
})

/** Whether a message is signed by who knows the secret, and of now (epoch ms). That it comes twice this cannot tell. */
export function isDoorMessage(secret: Uint8Array, it: DoorMessage, now: number): boolean {
  const expected = signatureOf(secret, it)
  let different = expected.length ^ it.signature.length
  // All of it is compared, so that time does not tell how much was right.
  for (let i = 0; i < expected.length; i++)
    different |= expected.charCodeAt(i) ^ (it.signature.charCodeAt(i) || 0)
  return different === 0 && Math.abs(now - it.timestamp * 1_000) <= SIGNATURE_GOOD_MS
}
