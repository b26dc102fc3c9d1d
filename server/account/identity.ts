import { hmac } from '@noble/hashes/hmac.js'
import { sha256 } from '@noble/hashes/sha2.js'
import { utf8 } from '@/rules/encoding'
import type { Keys, Random } from '../ports'
import { seal, unseal } from './seal'

/** Who someone really is; on disk only under AES-256-GCM. */
export interface Identity {
  name: string
  /** GB 11643, upper case. */
  idNumber: string
  /** YYYY-MM-DD. */
  birthDate: string
}

/** The same person always has the same key, and none can be told from it without the pepper. */
export const personKey = (keys: Keys, idNumber: string): Uint8Array =>
  hmac(sha256, keys.pepper, utf8(idNumber))

/** Bound to the worker. */
export const sealIdentity = (
  keys: Keys,
  random: Random,
  workerId: string,
  identity: Identity,
): Promise<Uint8Array> => seal(keys, random, workerId, utf8(JSON.stringify(identity)))

/** Throws where the bytes were not sealed for this worker under a known key. */
export const unsealIdentity = async (keys: Keys, workerId: string, sealed: Uint8Array): Promise<Identity> =>
  JSON.parse(new TextDecoder().decode(await unseal(keys, workerId, sealed))) as Identity
