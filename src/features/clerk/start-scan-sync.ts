import { onlineManager } from '@tanstack/react-query'
import { onAppShow } from '@/platform'
import { latePart } from '@/platform/late'
import { syncScans } from './scan-sync'
import { scanningClerk, setScanningClerk, waitingScans } from './waiting-scans'

/** Until the queue's code, which did not come, is asked for again. */
const againMs = 20_000

let timer: ReturnType<typeof setTimeout> | undefined

// Few phones are a clerk's, and on few of those something waits: in WeChat the queue's code comes when it does.
const late = async () =>
  process.env.TARO_ENV === 'weapp' ? latePart<{ syncScans: () => void }>('scans') : { syncScans }

/** Sends what waits on this phone, if anything does. */
export function sendWaitingScans(): void {
  clearTimeout(timer)
  const clerkId = scanningClerk()
  if (clerkId === undefined || waitingScans(clerkId) === 0 || !onlineManager.isOnline()) return
  late().then(
    ({ syncScans }) => syncScans(),
    () => {
      timer = setTimeout(sendWaitingScans, againMs)
    },
  )
}

/**
 * Sends what was scanned without signal as soon as there is any: now, when the network or the app comes back, and every so
 * often. Call once, when the app starts.
 * @param clerkId who is logged in.
 */
export function startScanSync(clerkId: () => string | undefined): void {
  setScanningClerk(clerkId)
  onlineManager.subscribe((online) => {
    if (online) sendWaitingScans()
  })
  onAppShow(sendWaitingScans)
  sendWaitingScans()
}
