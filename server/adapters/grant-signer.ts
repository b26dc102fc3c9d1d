import { createPrivateKey, createPublicKey, sign, verify } from 'node:crypto'
import type { GrantSigner } from '../ports'

/** What stands before an Ed25519 seed in PKCS #8, and before a public key in SPKI (RFC 8410). */
const PKCS8_PREFIX = Buffer.from('302e020100300506032b657004220420', 'hex')
const SPKI_PREFIX = Buffer.from('302a300506032b6570032100', 'hex')

/** Signs at once, and keeps whoever called it waiting. */
export interface OwnSigner extends GrantSigner {
  sign(payload: Uint8Array): Uint8Array
}

/**
 * Signs with the Ed25519 key of a 32-byte seed.
 * @param earlier public keys that signed before, by their ids.
 */
export function createGrantSigner(
  seed: Uint8Array,
  keyId: number,
  earlier: ReadonlyMap<number, Uint8Array> = new Map(),
): OwnSigner {
  const key = createPrivateKey({ key: Buffer.concat([PKCS8_PREFIX, seed]), format: 'der', type: 'pkcs8' })
  const own = createPublicKey(key).export({ format: 'der', type: 'spki' }).subarray(SPKI_PREFIX.length)
  return {
    keyId,
    publicKeys: new Map([...earlier, [keyId, new Uint8Array(own)]]),
    sign: (payload) => new Uint8Array(sign(null, payload, key)),
    verify: (signature, payload, publicKey) =>
      verify(
        null,
        payload,
        { key: Buffer.concat([SPKI_PREFIX, publicKey]), format: 'der', type: 'spki' },
        signature,
      ),
  }
}
