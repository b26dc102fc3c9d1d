import { createPrivateKey, sign } from 'node:crypto'
import type { GrantSigner } from '../ports'

/** What stands before an Ed25519 seed in PKCS #8 (RFC 8410). */
const PKCS8_PREFIX = Buffer.from('302e020100300506032b657004220420', 'hex')

/** Signs with the Ed25519 key of a 32-byte seed. */
export function createGrantSigner(seed: Uint8Array, keyId: number): GrantSigner {
  const key = createPrivateKey({ key: Buffer.concat([PKCS8_PREFIX, seed]), format: 'der', type: 'pkcs8' })
  return { keyId, sign: (payload) => new Uint8Array(sign(null, payload, key)) }
}
