import { isOnline, onAppShow, onNetworkChange } from '@/platform'
import { latePart } from '@/platform/late'
import type { AidClaim } from '@/contract'
import { allDrafts, sweepPhotos, useDrafts } from './drafts'
import { openOutbox } from './open-outbox'

const firstPauseMs = 4_000
const longestPauseMs = 5 * 60_000

let pauseMs = firstPauseMs
let timer: ReturnType<typeof setTimeout> | undefined
const claimListeners = new Set<(claim: AidClaim) => void>()

// In WeChat the outbox comes when there is something to send: most people never report an accident.
const late = async () =>
  process.env.TARO_ENV === 'weapp' ? latePart<{ openOutbox: typeof openOutbox }>('claims') : { openOutbox }

let outbox: ReturnType<typeof openOutbox> | undefined

async function pumpOutbox() {
  const { openOutbox: open } = await late()
  outbox ??= open((claim) => claimListeners.forEach((told) => told(claim)))
  return outbox.pump()
}

/** Told of each claim that something of this phone has reached; returns how to stop. */
export function onClaimSent(listener: (claim: AidClaim) => void): () => void {
  claimListeners.add(listener)
  return () => void claimListeners.delete(listener)
}

/** Sends what can go, now: something is wanted, the network is back, somebody has logged in. */
export function sendOut(): void {
  pauseMs = firstPauseMs
  void pump()
}

async function pump(): Promise<void> {
  clearTimeout(timer)
  if (allDrafts().length + useDrafts.getState().dropped.length === 0 || !(await isOnline())) return
  const ended = await pumpOutbox().catch(() => 'waits-network' as const)
  if (ended !== 'waits-network') return
  timer = setTimeout(() => void pump(), pauseMs)
  pauseMs = Math.min(longestPauseMs, pauseMs * 2)
}

/** From now on drafts are sent by themselves. Call once, as the app starts. */
export function startSendingOut(): void {
  onNetworkChange((online) => {
    if (online) sendOut()
  })
  onAppShow(sendOut)
  sendOut()
  void sweepPhotos()
}
