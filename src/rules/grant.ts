import { ed25519 } from '@noble/curves/ed25519.js'
import { concatBytes, hexToBytes, bytesToHex } from '@noble/hashes/utils.js'
import { fromBase64url, toBase64url } from './encoding'

/**
 * A grant: what a voucher is, in 46 bytes with the server's Ed25519 signature behind, so that a clerk without signal can
 * tell a genuine voucher from a made-up one. Text: `<payload>.<signature>`, both base64url.
 * Payload: version 1, key id 1, handle 8 (uint64), campaign 16, station 16 (zeros: any), expiry 4 (unix seconds).
 */
export interface Grant {
  keyId: number
  handle: string
  campaignId: string
  stationId: string | null
  /** Epoch milliseconds, whole seconds. */
  expiresAt: number
}

const VERSION = 1
const LENGTH = 46
const ANYWHERE = '00000000-0000-0000-0000-000000000000'

const uuidBytes = (id: string) => hexToBytes(id.replace(/-/g, ''))
const uuidText = (bytes: Uint8Array) =>
  bytesToHex(bytes).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')

/** The bytes that are signed. */
export function grantPayload(grant: Grant): Uint8Array {
  const numbers = new DataView(new ArrayBuffer(12))
  const handle = Number(grant.handle)
  numbers.setUint32(0, Math.floor(handle / 2 ** 32))
  numbers.setUint32(4, handle % 2 ** 32)
  numbers.setUint32(8, Math.floor(grant.expiresAt / 1000))
  const bytes = new Uint8Array(numbers.buffer)
  return concatBytes(
    Uint8Array.of(VERSION, grant.keyId),
    bytes.subarray(0, 8),
    uuidBytes(grant.campaignId),
    uuidBytes(grant.stationId ?? ANYWHERE),
    bytes.subarray(8),
  )
}

/** The text of a grant from its payload and signature. */
export const grantText = (payload: Uint8Array, signature: Uint8Array): string =>
  `${toBase64url(payload)}.${toBase64url(signature)}`

/** Whether a text has the form of a whole grant; of who signed it this says nothing. */
export const isGrantForm = (text: string): boolean => /^[A-Za-z0-9_-]{62}\.[A-Za-z0-9_-]{86}$/.test(text)

type Verify = (signature: Uint8Array, payload: Uint8Array, publicKey: Uint8Array) => boolean

/**
 * Reads a grant and checks its signature; undefined where it is malformed or not signed by a key of `publicKeys`.
 * @param verify Ed25519, where there is a faster one than that in JavaScript.
 */
export function readGrant(
  text: string,
  publicKeys: ReadonlyMap<number, Uint8Array>,
  verify: Verify = ed25519.verify,
): Grant | undefined {
  const [payloadText = '', signatureText = '', rest] = text.split('.')
  const payload = fromBase64url(payloadText)
  const signature = fromBase64url(signatureText)
  if (rest !== undefined || payload?.length !== LENGTH || signature?.length !== 64) return undefined
  const view = new DataView(payload.buffer, payload.byteOffset)
  const keyId = view.getUint8(1)
  const key = publicKeys.get(keyId)
  if (view.getUint8(0) !== VERSION || !key || !verify(signature, payload, key)) return undefined
  const stationId = uuidText(payload.subarray(26, 42))
  return {
    keyId,
    handle: String(view.getUint32(2) * 2 ** 32 + view.getUint32(6)).padStart(10, '0'),
    campaignId: uuidText(payload.subarray(10, 26)),
    stationId: stationId === ANYWHERE ? null : stationId,
    expiresAt: view.getUint32(42) * 1000,
  }
}
