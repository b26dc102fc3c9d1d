import { hmac } from '@noble/hashes/hmac.js'
import { sha256 } from '@noble/hashes/sha2.js'
import { concatBytes } from '@noble/hashes/utils.js'
import { utf8 } from '@/rules/encoding'
import type { Keys, Random } from '../ports'

/** What is kept and must be read again lies under AES-256-GCM; what need only be found again, as an HMAC. */

const FIRST_KEY_ID = 1
const NONCE = 12

const importKey = (bytes: Uint8Array) =>
  crypto.subtle.importKey('raw', bytes.slice(), 'AES-GCM', false, ['encrypt', 'decrypt'])

/** Key id, nonce, ciphertext; bound to `owner`, so that one row's content cannot be put into another's. */
export async function seal(
  keys: Keys,
  random: Random,
  owner: string,
  content: Uint8Array,
): Promise<Uint8Array> {
  const iv = random(NONCE).slice()
  const algorithm = { name: 'AES-GCM', iv, additionalData: utf8(owner).slice() }
  const sealed = await crypto.subtle.encrypt(algorithm, await importKey(keys.identity), content.slice())
  return concatBytes(Uint8Array.of(keys.identityKeyId ?? FIRST_KEY_ID), iv, new Uint8Array(sealed))
}

/** Throws where the bytes were not sealed for this owner, or under a key that is not known any more. */
export async function unseal(keys: Keys, owner: string, sealed: Uint8Array): Promise<Uint8Array> {
  const id = sealed[0] ?? 0
  const key = id === (keys.identityKeyId ?? FIRST_KEY_ID) ? keys.identity : keys.otherIdentity?.get(id)
  if (!key) throw new Error(`Sealed under unknown key ${id}`)
  const bytes = Uint8Array.from(sealed)
  const algorithm = {
    name: 'AES-GCM',
    iv: bytes.slice(1, 1 + NONCE),
    additionalData: utf8(owner).slice(),
  }
  return new Uint8Array(await crypto.subtle.decrypt(algorithm, await importKey(key), bytes.slice(1 + NONCE)))
}

/** By what a phone number or an openid is found again. Of no use without the pepper, though there are few phone numbers. */
export const lookupKey = (
  keys: Keys,
  kind: 'phone' | 'wechat' | 'phone-code' | 'invitation' | 'recovery' | 'cover' | 'family',
  value: string,
): Uint8Array => hmac(sha256, keys.pepper, utf8(`${kind}:${value}`))
