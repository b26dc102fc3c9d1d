import { hmac } from '@noble/hashes/hmac.js'
import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex } from '@noble/hashes/utils.js'
import { utf8 } from '@/rules/encoding'
import { DAY } from '@/rules/shanghai'
import type { Keys } from '../ports'

/** A station's window lasts this long from its first report; then its pseudonyms and their salt are forgotten. */
export const WINDOW_MS = DAY

/** Different people whose reports put a station in doubt. */
export const PEOPLE_NEEDED = 3

/**
 * Who reports, as this station knows him during this window: two stations, or two windows, cannot tell that it was the
 * same person. The salt is kept no longer than the window, and the pepper is not in the database.
 */
export const reporterKey = (
  { pepper }: Keys,
  salt: Uint8Array,
  stationId: string,
  workerId: string,
): Uint8Array => hmac(sha256, pepper, utf8(`report:${bytesToHex(salt)}:${stationId}:${workerId}`))
