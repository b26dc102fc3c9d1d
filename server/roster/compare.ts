import { hmac } from '@noble/hashes/hmac.js'
import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex } from '@noble/hashes/utils.js'
import type { Occupation } from '@/contract'
import { utf8 } from '@/rules/encoding'
import { personKey } from '../account/identity'
import { sameBytes } from '../http/route'
import type { Keys } from '../ports'
import type { RosterEntry } from './queries'

/** By which a name is compared; of no use for anybody else, even of the same name. */
export const nameKey = (keys: Keys, idNumber: string, name: string): Uint8Array =>
  hmac(sha256, keys.pepper, utf8(`name:${idNumber}:${name.replace(/[\s·•]/g, '')}`))

/** By what a roster knows somebody; hex. */
export const rosterKeys =
  (keys: Keys) =>
  ({ idNumber, name }: { idNumber: string; name: string }) => ({
    person_key: bytesToHex(personKey(keys, idNumber)),
    name_key: bytesToHex(nameKey(keys, idNumber, name)),
  })

/** What all channels that know a person say he works as, where they agree on that and on his name. */
export function agreedOccupation(entries: readonly RosterEntry[], name: Uint8Array): Occupation | undefined {
  const [first] = entries
  const agree = entries.every(
    (it) => it.occupation === first?.occupation && sameBytes(Uint8Array.from(it.name_key), name),
  )
  return agree ? first?.occupation : undefined
}
