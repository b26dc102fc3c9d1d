import { ed25519 } from '@noble/curves/ed25519.js'
import { openGrant, type Grant, type Verify } from './grant'

/**
 * Reads a grant and checks its signature; undefined where it is malformed or not signed by a key of `publicKeys`. Not for
 * phones, whose older ones have no BigInt: see offline-scan.ts.
 * @param verify Ed25519, where there is a faster one than that in JavaScript.
 */
export function readGrant(
  text: string,
  publicKeys: ReadonlyMap<number, Uint8Array>,
  verify: Verify = ed25519.verify,
): Grant | undefined {
  const opened = openGrant(text)
  const key = opened && publicKeys.get(opened.grant.keyId)
  return key && verify(opened.signature, opened.payload, key) ? opened.grant : undefined
}
