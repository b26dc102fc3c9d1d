import { setTimeout as sleep } from 'node:timers/promises'

/** Waits until `probe` gives something true, and returns it; throws after `limitMs`. */
export async function waitUntil<T>(
  what: string,
  probe: () => T | Promise<T>,
  limitMs = 30_000,
): Promise<NonNullable<T>> {
  const since = Date.now()
  for (;;) {
    const found = await probe()
    if (found) return found
    if (Date.now() - since > limitMs) throw new Error(`Waited ${limitMs} ms in vain: ${what}`)
    await sleep(20)
  }
}
