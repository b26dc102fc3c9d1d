import { DatabaseFault, type Database } from '../database/database'
import type { Clock, Random } from '../ports'
import { newHandle } from '../vouchers/handle'
import { writeClaims, type NewClaim, type Written } from './claim-queries'

/** Claims of so many milliseconds go together where nothing is on its way. */
const GATHER_MS = 2
/** In one statement at most. */
const BATCH = 400
/** On their way at once, each with campaigns of its own. */
const FLIGHTS = 2
/** A claim that is passed over so often has met more than chance. */
const TRIES = 8

/** A claim without what the queue itself makes. */
export type AskedClaim = Omit<NewClaim, 'handle'>

/** What became of a claim, and the handle of the voucher where it was granted. */
export type Outcome = Pick<Written, 'granted' | 'used' | 'held' | 'open' | 'slowed'> & {
  handle: string
  claimedAt: Date
  /** What is left of its stock after this, as far as is known. */
  left: number | null
}

interface Waiting {
  readonly claim: AskedClaim
  tries: number
  resolve(outcome: Outcome): void
  reject(fault: unknown): void
}

/**
 * Group commit: the claims of a few milliseconds are written in one statement, each with its own answer. One writing is
 * on its way for each campaign, so that those who come meanwhile make the next batch; campaigns with few claims share one.
 * A batch that the database refuses is taken apart until the claim stands alone that it was for. Where nobody knows
 * whether it was written, everyone in it gets DatabaseFault `unknown`.
 */
export function createClaimQueue(
  database: Database,
  clock: Clock,
  random: Random,
): (claim: AskedClaim) => Promise<Outcome> {
  const queues = new Map<string, Waiting[]>()
  const busy = new Set<string>()
  let flights = 0
  let timer: ReturnType<typeof setTimeout> | undefined

  /** The next batch: whole campaigns that are not on their way, and of each worker one claim. */
  const nextBatch = (): Waiting[] => {
    const batch: Waiting[] = []
    const workers = new Set<string>()
    for (const [campaignId, queue] of queues) {
      if (busy.has(campaignId)) continue
      const rest: Waiting[] = []
      for (const it of queue) {
        if (batch.length < BATCH && !workers.has(it.claim.workerId)) {
          workers.add(it.claim.workerId)
          batch.push(it)
        } else rest.push(it)
      }
      if (rest.length > 0) queues.set(campaignId, rest)
      else queues.delete(campaignId)
      if (batch.length >= BATCH) break
    }
    return batch
  }

  const fly = (): void => {
    timer = undefined
    while (flights < FLIGHTS) {
      const batch = nextBatch()
      if (batch.length === 0) return
      const campaigns = new Set(batch.map((it) => it.claim.campaignId))
      for (const it of campaigns) busy.add(it)
      flights++
      void settle(batch).finally(() => {
        for (const it of campaigns) busy.delete(it)
        flights--
        fly()
      })
    }
  }

  const enqueue = (it: Waiting): void => {
    const queue = queues.get(it.claim.campaignId)
    if (queue) queue.push(it)
    else queues.set(it.claim.campaignId, [it])
  }

  /** Writes a batch and answers everyone in it. */
  const settle = async (batch: readonly Waiting[], again = false): Promise<void> => {
    const claims = batch.map(({ claim }) => ({ ...claim, handle: newHandle(random) }))
    const claimedAt = new Date(clock())
    let written: Written[]
    try {
      written = await writeClaims(database, claimedAt, claims)
    } catch (fault) {
      const kind = fault instanceof DatabaseFault ? fault.kind : undefined
      // A handle was taken, or the statement gave way to another: nothing was written.
      if (!again && (kind === 'duplicate' || kind === 'unreachable')) return settle(batch, true)
      if (batch.length > 1 && (kind === 'duplicate' || kind === 'refused')) {
        const half = Math.ceil(batch.length / 2)
        await settle(batch.slice(0, half))
        await settle(batch.slice(half))
        return
      }
      for (const it of batch) it.reject(fault)
      return
    }
    const stocks = new Map<string, number>()
    for (const [i, { claim }] of batch.entries()) {
      const it = written[i]
      if (it?.granted) stocks.set(stockOf(claim), (stocks.get(stockOf(claim)) ?? 0) + 1)
    }
    for (const [i, it] of batch.entries()) {
      const outcome = written[i]
      if (!outcome) {
        it.reject(new Error('A claim was written and not told of'))
        continue
      }
      const { claim } = it
      const taken = stocks.get(stockOf(claim)) ?? 0
      const left = outcome.left === null ? null : outcome.left - taken
      if (isPassedOver(claim, outcome, left) && ++it.tries < TRIES) enqueue(it)
      else it.resolve({ ...outcome, left, claimedAt, handle: claims[i]?.handle ?? '' })
    }
  }

  return (claim) =>
    new Promise((resolve, reject) => {
      enqueue({ claim, tries: 0, resolve, reject })
      // With all of them on their way, the return of one starts the next.
      if (flights < FLIGHTS) timer ??= setTimeout(fly, GATHER_MS)
    })
}

const stockOf = (it: AskedClaim) => `${it.campaignId} ${it.stationId} ${it.variant} ${it.period}`

/** Neither granted nor refused for a reason: the same worker claimed elsewhere meanwhile, or left one that was his turn. */
function isPassedOver(claim: AskedClaim, it: Written, left: number | null): boolean {
  if (it.granted || it.used || it.held || !it.open || it.slowed) return false
  return !claim.counted || (left !== null && left > 0)
}
