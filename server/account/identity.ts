import { hmac } from '@noble/hashes/hmac.js'
import { sha256 } from '@noble/hashes/sha2.js'
import { concatBytes } from '@noble/hashes/utils.js'
import { utf8 } from '@/rules/encoding'
import type { Keys, Random } from '../ports'

/** Who someone really is; on disk only under AES-256-GCM. */
export interface Identity {
  name: string
  /** GB 11643, upper case. */
  idNumber: string
  /** YYYY-MM-DD. */
  birthDate: string
}

const KEY_ID = 1
const NONCE = 12

/** The same person always has the same key, and none can be told from it without the pepper. */
export const personKey = (keys: Keys, idNumber: string): Uint8Array =>
  hmac(sha256, keys.pepper, utf8(idNumber))

const importKey = (bytes: Uint8Array) =>
  crypto.subtle.importKey('raw', bytes.slice(), 'AES-GCM', false, ['encrypt', 'decrypt'])

/** Key id, nonce, ciphertext; bound to the worker, so that one row's identity cannot be put into another's. */
export async function sealIdentity(
  keys: Keys,
  random: Random,
  workerId: string,
  identity: Identity,
): Promise<Uint8Array> {
  const iv = random(NONCE).slice()
  const key = await importKey(keys.identity)
  const text = utf8(JSON.stringify(identity)).slice()
  const sealed = await crypto.subtle.encrypt(
    { name: 'AES-GCM', iv, additionalData: utf8(workerId).slice() },
    key,
    text,
  )
  return concatBytes(Uint8Array.of(KEY_ID), iv, new Uint8Array(sealed))
}

/** Throws where the bytes were not sealed for this worker under this key. */
export async function unsealIdentity(keys: Keys, workerId: string, sealed: Uint8Array): Promise<Identity> {
  if (sealed[0] !== KEY_ID) throw new Error(`Identity sealed under unknown key ${sealed[0]}`)
  const bytes = Uint8Array.from(sealed)
  const open = await crypto.subtle.decrypt(
    { name: 'AES-GCM', iv: bytes.slice(1, 1 + NONCE), additionalData: utf8(workerId).slice() },
    await importKey(keys.identity),
    bytes.slice(1 + NONCE),
  )
  return JSON.parse(new TextDecoder().decode(open)) as Identity
}
