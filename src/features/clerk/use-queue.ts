import { useMemo } from 'react'
import { isConflict, isWaiting, type QueuedScan, scansOf, useQueueStore } from './queue'

export interface QueueView {
  /** In the order in which they go out. */
  waiting: QueuedScan[]
  /** Refused, and not yet seen; the latest first. */
  conflicts: QueuedScan[]
  /** Over; the latest first. */
  done: QueuedScan[]
  /** How many can no longer be read. */
  damaged: number
}

/** What a clerk scanned without signal. */
export function useQueue(clerkId: string): QueueView {
  const scans = useQueueStore((it) => it.scans)
  return useMemo(() => {
    const own = scansOf(scans, clerkId)
    const latest = [...own].reverse()
    return {
      waiting: own.filter(isWaiting),
      conflicts: latest.filter(isConflict),
      done: latest.filter((it) => !isWaiting(it) && !isConflict(it)),
      damaged: scans.filter((it) => it === null).length,
    }
  }, [scans, clerkId])
}
