import * as z from 'zod/mini'
import { idempotencyKey, place, refusalCode, stationId, timestamp, uuid } from '@/contract'
import { storage } from '@/platform'
import { persisted } from '@/platform/persisted'
import { QUEUE_CAP } from '@/rules/desk'
import { CODE_LIVES_MS } from '@/rules/voucher-code'
import { scansKey } from './waiting-scans'

/** How a scan ended: somebody got it, or it was refused and the clerk has to know. */
const ending = z.union([
  z.object({ at: timestamp, who: z.string(), title: z.string(), redemptionId: z.optional(uuid) }),
  z.object({
    code: refusalCode,
    detail: z.string(),
    at: z.optional(timestamp),
    where: z.optional(z.array(place)),
  }),
])

/** A scan that was made without signal. As strict as the API: what is read here can be sent. */
const queuedScan = z.object({
  key: idempotencyKey,
  /** Whose it is: nobody else on this phone sees it, or sends it. */
  clerkId: uuid,
  stationId,
  stationName: z.string().check(z.maxLength(200)),
  /** The QR's text. */
  code: z.string().check(z.minLength(1), z.maxLength(600)),
  handle: z.string().check(z.regex(/^\d{10}$/)),
  /** What was handed out, as far as the phone knew. */
  title: z.optional(z.string().check(z.maxLength(200))),
  /** By the server's clock as the phone knew it, which the code's own time agreed with. */
  scannedAt: timestamp,
  /** It was on its way once: the server may have it. */
  sent: z.optional(z.boolean()),
  end: z.optional(ending),
  /** The clerk has seen how it ended. */
  seen: z.optional(z.boolean()),
})
export type QueuedScan = z.output<typeof queuedScan>
export type Ending = z.output<typeof ending>

/** The queue of this phone. A scan that cannot be read any more is null, and the others stay. */
export const openQueue = () =>
  persisted(
    scansKey,
    z.object({
      scans: z.array(z.catch(z.nullable(queuedScan), null)),
      /** Handles that this phone has redeemed with signal, the latest last. */
      used: z.array(z.catch(z.string(), '')),
    }),
    { scans: [], used: [] },
  )
export type Queue = ReturnType<typeof openQueue>

export const useQueueStore: Queue = openQueue()

/** So many scans that ended well, and handles, are kept. */
const keptDone = 50
const keptHandles = 200

export const isWaiting = (scan: QueuedScan): boolean => scan.end === undefined
/** Refused, and the clerk has not said that he knows. */
export const isConflict = (scan: QueuedScan): boolean =>
  scan.end !== undefined && 'code' in scan.end && scan.seen !== true

/** The readable scans of a clerk, in the order in which he made them. */
export const scansOf = (scans: readonly (QueuedScan | null)[], clerkId: string): QueuedScan[] =>
  scans.filter((it): it is QueuedScan => it?.clerkId === clerkId)

/** Scans of a voucher on this phone that wait or went through, the latest last. */
function takesOf(queue: Queue, handle: string): QueuedScan[] {
  queue.reread()
  return queue
    .getState()
    .scans.filter((it): it is QueuedScan => it?.handle === handle && !(it.end && 'code' in it.end))
}

/** Whether a voucher was taken on this phone before: by a scan that waits or went through, or with signal. */
export const wasTaken = (queue: Queue, handle: string): QueuedScan | 'with-signal' | undefined =>
  takesOf(queue, handle).slice(-1)[0] ?? (queue.getState().used.includes(handle) ? 'with-signal' : undefined)

/** Why a pass, which works `uses` times, is not taken once more at `now` (epoch ms), as far as this phone knows. */
export function passTaken(
  queue: Queue,
  handle: string,
  uses: number,
  now: number,
): QueuedScan | 'with-signal' | 'just-used' | undefined {
  const takes = takesOf(queue, handle)
  const [last] = takes.slice(-1)
  if (queue.getState().used.includes(handle)) return 'with-signal'
  if (!last || takes.length >= uses) return last
  return Date.parse(last.scannedAt) > now - CODE_LIVES_MS ? 'just-used' : undefined
}

/** Notes that a voucher was redeemed with signal, or that this was undone. */
export function noteUsed({ getState, reread, setState }: Queue, handle: string, used: boolean): void {
  reread()
  const others = getState().used.filter((it) => it !== handle)
  setState({ used: used ? [...others, handle].slice(-keptHandles) : others })
}

/**
 * Puts a scan at the end of the queue, and into storage before anything is handed out. `full` where so many wait already,
 * `unsaved` where storage did not take it: then it is not in the queue.
 */
export function enqueue(queue: Queue, scan: QueuedScan): 'queued' | 'full' | 'unsaved' {
  queue.reread()
  const { scans } = queue.getState()
  if (scansOf(scans, scan.clerkId).filter(isWaiting).length >= QUEUE_CAP) return 'full'
  if (!z.safeParse(queuedScan, scan).success) return 'unsaved'
  queue.setState({ scans: [...scans, scan] })
  if (storage.get(scansKey)?.includes(scan.key)) return 'queued'
  queue.setState({ scans })
  return 'unsaved'
}

/** Changes scans as they lie in storage: of two tabs neither undoes what the other has done. */
function change({ getState, reread, setState }: Queue, changed: (scan: QueuedScan) => QueuedScan): void {
  reread()
  setState({ scans: getState().scans.map((it) => it && changed(it)) })
}

/** Marks scans as on their way. */
export function markSent(queue: Queue, keys: ReadonlySet<string>): void {
  change(queue, (it) => (keys.has(it.key) && !it.sent ? { ...it, sent: true } : it))
}

/** Writes down how scans ended; of those that ended well, and refusals that were seen, the older ones go. */
export function settle(queue: Queue, ends: ReadonlyMap<string, Ending>): void {
  queue.reread()
  // A key that comes twice was copied by hand: the first has the outcome.
  const met = new Set(queue.getState().scans.flatMap((it) => (it?.end ? [it.key] : [])))
  change(queue, (it) => {
    const end = ends.get(it.key)
    if (!end || !isWaiting(it)) return it
    if (met.has(it.key))
      return { ...it, end: { code: 'key-reused', detail: '这条记录和别的一条重复，不能算' } }
    met.add(it.key)
    return { ...it, end }
  })
  forgetOld(queue)
}

function forgetOld({ getState, setState }: Queue): void {
  const { scans } = getState()
  const old = scans.filter((it) => it && !isWaiting(it) && !isConflict(it)).slice(0, -keptDone)
  if (old.length > 0) setState({ scans: scans.filter((it) => !old.includes(it)) })
}

/** The clerk knows how this scan ended. */
export function markSeen(queue: Queue, key: string): void {
  change(queue, (it) => (it.key === key && !isWaiting(it) ? { ...it, seen: true } : it))
  forgetOld(queue)
}

/** Takes a scan back that never left the phone; false where it did, or is over. */
export function takeBack(queue: Queue, key: string): boolean {
  queue.reread()
  const { scans } = queue.getState()
  const scan = scans.find((it) => it?.key === key)
  if (!scan || !isWaiting(scan) || scan.sent) return false
  queue.setState({ scans: scans.filter((it) => it !== scan) })
  return true
}

/** Forgets a scan that was taken back after it had gone through. */
export function dropScan({ getState, reread, setState }: Queue, key: string): void {
  reread()
  setState({ scans: getState().scans.filter((it) => it?.key !== key) })
}

/** Clears away what cannot be read. */
export function dropDamaged({ getState, reread, setState }: Queue): void {
  reread()
  setState({ scans: getState().scans.filter((it) => it !== null) })
}
