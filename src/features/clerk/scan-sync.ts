import { onlineManager } from '@tanstack/react-query'
import { create } from 'zustand'
import { serverNow } from '@/platform/call'
import { sendScans } from './send-scans'
import { isWaiting, scansOf, useQueueStore } from './queue'
import { scanningClerk } from './waiting-scans'
import { syncQueue } from './sync-queue'

interface SyncState {
  running: boolean
  /** Why the last try did not get all of it through. */
  fault: Error | null
}

export const useSyncState = create<SyncState>()(() => ({ running: false, fault: null }))

/** Between two tries while something waits. */
const againMs = 20_000
/** What was just queued stays on the phone so long, to be taken back, even where there seems to be signal. */
const graceMs = 10_000

let timer: ReturnType<typeof setTimeout> | undefined
/** It was asked for while one ran. */
let again = false

/** Sends what waits. One at a time; asked for meanwhile, it looks once more. */
export function syncScans(): void {
  clearTimeout(timer)
  const clerkId = scanningClerk()
  const waits = () =>
    clerkId !== undefined && scansOf(useQueueStore.getState().scans, clerkId).some(isWaiting)
  if (useSyncState.getState().running) {
    again = true
    return
  }
  // What is marked as sent cannot be taken back: a try without a network would be for nothing.
  if (clerkId === undefined || !waits() || !onlineManager.isOnline()) return
  again = false
  useSyncState.setState({ running: true })
  void syncQueue({ queue: useQueueStore, send: sendScans, now: serverNow }, clerkId)
    .then(
      () => null,
      (fault: unknown) => (fault instanceof Error ? fault : new Error(String(fault))),
    )
    .then((fault) => {
      useSyncState.setState({ running: false, fault })
      if (again) syncScans()
      else if (waits()) timer = setTimeout(syncScans, againMs)
    })
}

/** Sends what waits after a short while. */
export function syncSoon(): void {
  clearTimeout(timer)
  timer = setTimeout(syncScans, graceMs)
}
