import { v7 } from 'uuid'
import { dateText, dayOf } from '@/rules/shanghai'
import type { Clock, Random } from './ports'

/**
 * Makes UUIDv7 keys from the injected clock and randomness. Those of one process rise strictly, also within a millisecond
 * and when the clock is set back, so that "newest first" by key is the order in which things were made.
 */
export function keyMaker(clock: Clock, random: Random): () => string {
  let msecs = 0
  let seq = 0
  return () => {
    const now = clock()
    const bytes = random(16)
    if (now > msecs) {
      msecs = now
      // Starts low, to leave room for all that may follow within the millisecond.
      seq = ((bytes[6] ?? 0) << 16) | ((bytes[7] ?? 0) << 8) | (bytes[8] ?? 0)
    } else {
      seq += 1
    }
    return v7({ msecs, seq, random: bytes })
  }
}

/**
 * What people call a paper by: `LP`, the day of `now` (epoch ms) in Shanghai, and ten random digits, `LP20261123-4265918126`.
 * So many that two of a day are not alike.
 */
export function paperNumber(kind: 'LP' | 'FK', now: number, random: Random): string {
  const digits = Array.from(random(5), (it) => String(it % 100).padStart(2, '0')).join('')
  return `${kind}${dateText(dayOf(now)).replaceAll('-', '')}-${digits}`
}
