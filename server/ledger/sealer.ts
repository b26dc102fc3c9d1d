import type { Log } from '../adapters/log'
import type { Database } from '../database/database'
import type { Clock } from '../ports'
import type { Head, HeadKeeper } from './chain'
import { headOf, sealLedger } from './seal-ledger'

const SEAL_EVERY_MS = 10_000

export interface SealerOptions {
  readonly database: Database
  readonly clock: Clock
  /** Absent: heads are kept in the database only. */
  readonly heads: HeadKeeper | undefined
  readonly log: Log
}

export interface Sealer {
  /** Seals now, and keeps the head outside where this process has not done so yet. Never rejects. */
  round(): Promise<void>
  /** Stops, once what is under way is done. */
  close(): Promise<void>
}

/** Seals the ledger every ten seconds; what fails is told and done the next time. */
export function createSealer({ clock, database, heads, log }: SealerOptions): Sealer {
  let kept = 0
  const keep = async (head: Head, sealedAt: string): Promise<void> => {
    await heads?.keep(head, sealedAt)
    kept = head.number
  }
  const seal = async (): Promise<void> => {
    try {
      await sealLedger({ clock, database }, keep)
      // Another process may have sealed, or this one may have failed to keep what it sealed.
      const head = await headOf(database)
      if (head && head.number > kept) await keep(head, head.sealedAt)
    } catch (cause) {
      log.error('The ledger was not sealed, or its head not kept outside', { cause })
    }
  }
  let running: Promise<void> | undefined
  const round = (): Promise<void> => (running ??= seal().finally(() => (running = undefined)))
  const timer = setInterval(() => void round(), SEAL_EVERY_MS)
  timer.unref()
  return {
    round,
    async close() {
      clearInterval(timer)
      await running
    },
  }
}
