import type { ReplyOf, api } from '@/contract'
import { Refusal } from '@/platform/call'
import { type Ending, isWaiting, markSent, type Queue, type QueuedScan, scansOf, settle } from './queue'

type Reply = ReplyOf<typeof api.redeemBatch>

export interface Batch {
  stationId: string
  scans: Pick<QueuedScan, 'key' | 'code' | 'scannedAt'>[]
}

export interface SyncOptions {
  queue: Queue
  /** Sends a batch. Throws as calls do. */
  send: (batch: Batch) => Promise<Reply>
  /** Epoch ms by the server's clock, as well as the last reply tells. */
  now: () => number
}

/** As many as the API takes. */
const batchSize = 50
/** A scan that lies later than this was not made by this app. */
const slackMs = 60_000

/** The server answered, and some of it has to be sent again all the same: its own trouble, or a clock that is off. */
export class StillWaiting extends Error {
  override readonly name = 'StillWaiting'
}

/** Refusals of a whole batch that no later try will change. */
const forGood = new Set(['station-not-yours', 'role-required', 'invalid-input'])

/**
 * Sends what a clerk's phone has queued, in order, and writes down how each scan ended. What got no answer waits, and has
 * the outcome it had when it is sent again: its key is the same. Throws where the rest could not be sent; to be called by
 * one at a time.
 */
export async function syncQueue({ queue, send, now }: SyncOptions, clerkId: string): Promise<void> {
  let most = batchSize
  let tried: string | undefined
  const left = new Set<string>()
  for (;;) {
    queue.reread()
    const waiting = scansOf(queue.getState().scans, clerkId).filter(
      (it) => isWaiting(it) && !left.has(it.key),
    )
    const [first] = waiting
    if (!first) break
    const elsewhere = waiting.findIndex((it) => it.stationId !== first.stationId)
    const scans = waiting.slice(0, elsewhere < 0 ? most : Math.min(most, elsewhere))
    // Before it goes out: whoever takes a scan back must know.
    markSent(queue, new Set(scans.map((it) => it.key)))
    const ends = new Map<string, Ending>()
    try {
      const { outcomes } = await send({
        stationId: first.stationId,
        scans: scans.map(({ key, code, scannedAt }) => ({ key, code, scannedAt })),
      })
      for (const it of scans) {
        const outcome = outcomes.find(({ key }) => key === it.key)
        const end = outcome && endOf(outcome, it, now())
        if (end) ends.set(it.key, end)
      }
    } catch (fault) {
      if (!(fault instanceof Refusal) || !forGood.has(fault.code)) throw fault
      // One that is bad must not hold up the others.
      if (scans.length > 1 && fault.code === 'invalid-input') {
        most = 1
        continue
      }
      for (const it of scans) ends.set(it.key, refused(fault))
    }
    settle(queue, ends)
    // The first reply has told by how much the clock is off; a second one that settles nothing will not tell more, and
    // must not hold up what was scanned elsewhere.
    if (ends.size === 0 && tried === first.key) for (const it of scans) left.add(it.key)
    tried = ends.size === 0 ? first.key : undefined
  }
  if (left.size > 0) throw new StillWaiting()
}

const refused = ({ code, detail, at, where }: Pick<Refusal, 'code' | 'detail' | 'at' | 'where'>): Ending => ({
  code,
  detail,
  ...(at && { at }),
  ...(where && { where }),
})

/** How a scan ended; undefined where it has to be sent again. */
function endOf(
  { redemption, refusal }: Reply['outcomes'][number],
  { scannedAt }: QueuedScan,
  now: number,
): Ending | undefined {
  if (redemption) {
    const { id, redeemedAt, title, worker } = redemption
    return { at: redeemedAt, who: worker.maskedName, title, redemptionId: id }
  }
  if (!refusal || refusal.status >= 500 || refusal.status === 429) return undefined
  if (refusal.code !== 'clock-wrong') return refused(refusal)
  // By a clock that is right this lies ahead: no phone has made it.
  return Date.parse(scannedAt) > now + slackMs
    ? { code: 'clock-wrong', detail: '这条记录的时间还没到，被改过，不能算' }
    : undefined
}
