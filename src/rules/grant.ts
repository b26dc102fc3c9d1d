import { bytesToHex } from '@noble/hashes/utils.js'
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

const uuidText = (bytes: Uint8Array) =>
  bytesToHex(bytes).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')

/** The bytes that are signed. */
export function grantPayload(grant: Grant): Uint8Array {
  const view = new DataView(new ArrayBuffer(LENGTH))
  const handle = Number(grant.handle)
  view.setUint8(0, VERSION)
  view.setUint8(1, grant.keyId)
  view.setUint32(2, Math.floor(handle / 2 ** 32))
  view.setUint32(6, handle % 2 ** 32)
  putUuid(grant.campaignId, view, 10)
  if (grant.stationId !== null) putUuid(grant.stationId, view, 26)
  view.setUint32(42, Math.floor(grant.expiresAt / 1000))
  return new Uint8Array(view.buffer)
}

function putUuid(id: string, view: DataView, from: number): void {
  const digits = id.replace(/-/g, '')
  for (let i = 0; i < 16; i += 4)
    view.setUint32(from + i, Number.parseInt(digits.slice(2 * i, 2 * i + 8), 16))
}

/**
 * The text of a grant from its payload and signature.
 * @param encode base64url, where there is a faster one than ours.
 */
export const grantText = (payload: Uint8Array, signature: Uint8Array, encode = toBase64url): string =>
  `${encode(payload)}.${encode(signature)}`

/** Whether a text has the form of a whole grant; of who signed it this says nothing. */
export const isGrantForm = (text: string): boolean => /^[A-Za-z0-9_-]{62}\.[A-Za-z0-9_-]{86}$/.test(text)

/** A grant whose signature nobody has checked yet. */
export interface Unchecked {
  grant: Grant
  payload: Uint8Array
  signature: Uint8Array
}

/** Reads a grant without checking its signature; undefined where it is malformed. */
export function openGrant(text: string): Unchecked | undefined {
  const [payloadText = '', signatureText = '', rest] = text.split('.')
  const payload = fromBase64url(payloadText)
  const signature = fromBase64url(signatureText)
  if (rest !== undefined || payload?.length !== LENGTH || signature?.length !== 64) return undefined
  const view = new DataView(payload.buffer, payload.byteOffset)
  if (view.getUint8(0) !== VERSION) return undefined
  const stationId = uuidText(payload.subarray(26, 42))
  const grant = {
    keyId: view.getUint8(1),
    handle: String(view.getUint32(2) * 2 ** 32 + view.getUint32(6)).padStart(10, '0'),
    campaignId: uuidText(payload.subarray(10, 26)),
    stationId: stationId === ANYWHERE ? null : stationId,
    expiresAt: view.getUint32(42) * 1000,
  }
  return { grant, payload, signature }
}

/** Whether a signature is that of a payload by the owner of an Ed25519 key (64, n and 32 bytes). */
export type Verify = (signature: Uint8Array, payload: Uint8Array, publicKey: Uint8Array) => boolean
