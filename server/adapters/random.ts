import { randomFillSync } from 'node:crypto'
import type { Random } from '../ports'

/** Drawn from the operating system at once: bytes by the dozen cost little more there than a few. */
const POOL = 4096

/** Node's cryptographic randomness. Each byte is handed out once, and kept no longer. */
export function createRandom(): Random {
  const pool = new Uint8Array(POOL)
  let used = POOL
  return (count) => {
    if (count > POOL) return randomFillSync(new Uint8Array(count))
    if (used + count > POOL) {
      randomFillSync(pool)
      used = 0
    }
    const taken = pool.slice(used, used + count)
    pool.fill(0, used, used + count)
    used += count
    return taken
  }
}
