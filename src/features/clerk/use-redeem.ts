import { onlineManager, useMutation, useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import type { ReplyOf, api } from '@/contract'
import { buzz, now } from '@/platform'
import { NetworkFault, Refusal } from '@/platform/call'
import { codeNow, noteServerClock } from '@/platform/code-clock'
import { newKey } from '@/platform/new-key'
import { checkOffline } from '@/rules/offline-scan'
import { parseCode } from '@/rules/parse-code'
import { type Attempt, previewCode, redeem, undoRedemption } from './api'
import { handedOut, offlineDesk } from './desk-pack'
import {
  dropScan,
  enqueue,
  noteUsed,
  passTaken,
  type QueuedScan,
  takeBack,
  useQueueStore,
  wasTaken,
} from './queue'
import { syncScans, syncSoon } from './scan-sync'
import { justUsed, offlineWords, ownRefusal, type Refused } from './scan-words'
import type { ClerkStation } from './use-station-choice'

export type Redeemed = ReplyOf<typeof api.redeemVoucher>
export type Preview = ReplyOf<typeof api.previewRedemption>

/** A voucher before the clerk: as the server knows it, or as far as the phone can tell. */
export interface Presented {
  /** The QR's text, or 16 digits. */
  code: string
  /** Undefined without signal. */
  preview?: Preview
  /** Without signal: what is handed out, where the phone knows. */
  offline?: { title?: string; items?: string; uses?: number }
  /** When it was scanned, epoch ms by the server's clock. */
  at: number
}

type RedeemState =
  | { state: 'idle' }
  | { state: 'looking'; code: string }
  | { state: 'presented'; presented: Presented; sending: boolean }
  | { state: 'redeemed'; redeemed: Redeemed; code: string; at: number; undo?: 'sending' | Error }
  /** Given back to its owner. */
  | { state: 'undone'; title: string; who?: string }
  /** Handed out without signal, and waiting in the queue. */
  | { state: 'queued'; scan: QueuedScan; at: number; undo?: 'sending' | Error }
  | { state: 'refused'; refused: Refused }
  /** It could not even be looked at, and nothing was redeemed. */
  | { state: 'unseen'; code: string; fault: Error }
  /** No word whether it was redeemed: sending the same again tells, and cannot do it twice. */
  | { state: 'unsure'; presented: Presented; fault: Error }

export interface RedeemControl {
  redeem: RedeemState
  /** Looks at what a code is of; redeems nothing. */
  look: (code: string) => void
  /** Redeems what was looked at, or tries once more. */
  confirm: () => void
  /** Takes back what was just redeemed, or queued. */
  undo: () => void
  /** Ready for the next. */
  reset: () => void
}

/** Refusals that end an intent. Those of another kind (too many, server down, session gone) leave it open. */
const isFinal = (fault: unknown): fault is Refusal =>
  fault instanceof Refusal && fault.status >= 403 && fault.status < 500 && fault.code !== 'too-many'

const asError = (fault: unknown): Error => (fault instanceof Error ? fault : new Error(String(fault)))

/** What names the voucher in a code, however it was read. */
const handleOf = (code: string) => parseCode(code)?.handle ?? code

/**
 * Redeems vouchers, one look and one tap each. With signal under an Idempotency-Key that is kept until the server has said
 * yes or no; a QR that gets no answer goes into the queue under the same key, so that it counts once, whatever became of
 * the first try. Without signal the phone judges by itself and queues.
 */
export function useRedeem(clerkId: string, station: ClerkStation): RedeemControl {
  const client = useQueryClient()
  const [state, setState] = useState<RedeemState>({ state: 'idle' })
  /** Digits whose redemption got no answer, by their handles: the next look asks first what became of them. */
  const open = useRef(new Map<string, Attempt>())
  const turn = useRef(0)
  const looking = useMutation({ mutationFn: previewCode })
  const redeeming = useMutation({
    mutationFn: redeem,
    onSettled: () => void client.invalidateQueries({ queryKey: ['redemptions', station.id] }),
  })
  const undoing = useMutation({
    mutationFn: undoRedemption,
    onSettled: () => void client.invalidateQueries({ queryKey: ['redemptions', station.id] }),
  })

  /** What comes of this, unless the clerk has gone on meanwhile. */
  const begin = (first: RedeemState) => {
    const mine = ++turn.current
    setState(first)
    return (next: RedeemState) => {
      if (turn.current === mine) setState(next)
    }
  }

  /** Sends an attempt; remembers it as long as its outcome is not known. */
  const settle = async (attempt: Attempt): Promise<Redeemed> => {
    const handle = handleOf(attempt.code)
    open.current.set(handle, attempt)
    try {
      const redeemed = await redeeming.mutateAsync(attempt)
      open.current.delete(handle)
      // Of a pass there may be more.
      if (!redeemed.redemption.usesLeft) noteUsed(useQueueStore, handle, true)
      return redeemed
    } catch (fault) {
      if (isFinal(fault)) open.current.delete(handle)
      throw fault
    }
  }

  const done = (redeemed: Redeemed, code: string): RedeemState => {
    buzz('done')
    return { state: 'redeemed', redeemed, code, at: codeNow() }
  }
  const no = (refused: Refused): RedeemState => {
    buzz('refused')
    return { state: 'refused', refused }
  }

  /** Without signal. */
  const judge = (code: string): RedeemState => {
    const desk = offlineDesk(station.id)
    const judged = checkOffline(code, desk)
    if ('refused' in judged) return no(offlineWords(judged.refused))
    const { handle } = judged.grant
    const offline: Presented['offline'] & object = handedOut(station.id, judged.grant.campaignId) ?? {}
    const taken =
      offline.uses === undefined
        ? wasTaken(useQueueStore, handle)
        : passTaken(useQueueStore, handle, offline.uses, desk.now)
    if (taken === 'with-signal') return no(ownRefusal('voucher-taken'))
    if (taken === 'just-used') return no(justUsed)
    if (taken) return no(ownRefusal(taken.end ? 'voucher-taken' : 'voucher-queued', taken.scannedAt))
    return { state: 'presented', presented: { code, offline, at: desk.now }, sending: false }
  }

  const queue = ({ at, code, offline, preview }: Presented, key: string): RedeemState => {
    const title = preview?.title ?? offline?.title
    const scan: QueuedScan = {
      key,
      clerkId,
      stationId: station.id,
      stationName: station.name,
      code,
      handle: handleOf(code),
      ...(title && { title }),
      scannedAt: new Date(at).toISOString(),
      ...(preview && { sent: true }),
    }
    const outcome = enqueue(useQueueStore, scan)
    if (outcome !== 'queued') return no(ownRefusal(outcome === 'full' ? 'queue-full' : 'queue-unsaved'))
    buzz('done')
    syncSoon()
    return { state: 'queued', scan, at: codeNow() }
  }

  const look = async (code: string) => {
    const say = begin({ state: 'looking', code })
    const at = codeNow()
    const earlier = open.current.get(handleOf(code))
    if (!onlineManager.isOnline() && !earlier) {
      say(judge(code))
      return
    }
    const waiting = wasTaken(useQueueStore, handleOf(code))
    // Its scan is on the way; the server would say that somebody has it, and it was we.
    if (waiting && waiting !== 'with-signal' && !waiting.end) {
      syncScans()
      say(no(ownRefusal('voucher-queued', waiting.scannedAt)))
      return
    }
    try {
      if (earlier) {
        try {
          say(done(await settle(earlier), earlier.code))
          return
        } catch (fault) {
          // It never got through, and its code has grown old: the new one may be good.
          if (!isFinal(fault) || earlier.code === code) throw fault
        }
      }
      const deviceTime = new Date(now()).toISOString()
      const preview = await looking.mutateAsync({ code, stationId: station.id, deviceTime })
      noteServerClock()
      say({ state: 'presented', presented: { code, preview, at }, sending: false })
    } catch (fault) {
      if (isFinal(fault)) say(no(fault))
      else if (fault instanceof NetworkFault && !earlier) say(judge(code))
      else say({ state: 'unseen', code, fault: asError(fault) })
    }
  }

  const confirm = async (presented: Presented) => {
    const say = begin({ state: 'presented', presented, sending: true })
    const { code, preview } = presented
    const known = open.current.get(handleOf(code))
    const key = known?.key ?? (await newKey())
    if (!preview) {
      say(queue(presented, key))
      return
    }
    try {
      const attempt = known ?? { code, stationId: station.id, deviceTime: new Date(now()).toISOString(), key }
      say(done(await settle(attempt), code))
    } catch (fault) {
      if (isFinal(fault)) say(no(fault))
      else if (fault instanceof NetworkFault && parseCode(code)?.by === 'qr') {
        open.current.delete(handleOf(code))
        say(queue(presented, key))
      } else say({ state: 'unsure', presented, fault: asError(fault) })
    }
  }

  /** It is still on this phone, or it has gone through by itself; where neither is known, it cannot be taken back. */
  const undoQueued = async (queued: Extract<RedeemState, { state: 'queued' }>) => {
    const { handle, key, title } = queued.scan
    if (queued.undo === 'sending') return
    if (takeBack(useQueueStore, key)) {
      noteUsed(useQueueStore, handle, false)
      setState({ state: 'undone', title: title ?? '这张券' })
      return
    }
    const end = useQueueStore.getState().scans.find((it) => it?.key === key)?.end
    if (!end || 'code' in end || !end.redemptionId) {
      setState(no(ownRefusal('voucher-queued')))
      return
    }
    const say = begin({ ...queued, undo: 'sending' })
    try {
      await undoing.mutateAsync(end.redemptionId)
      dropScan(useQueueStore, key)
      noteUsed(useQueueStore, handle, false)
      say({ state: 'undone', title: end.title, who: end.who })
    } catch (fault) {
      say({ ...queued, undo: asError(fault) })
    }
  }

  const undo = async () => {
    if (state.state === 'queued') {
      await undoQueued(state)
      return
    }
    if (state.state !== 'redeemed' || state.undo === 'sending') return
    const { code, redeemed } = state
    const say = begin({ ...state, undo: 'sending' })
    try {
      const { redemption } = await undoing.mutateAsync(redeemed.redemption.id)
      noteUsed(useQueueStore, handleOf(code), false)
      say({ state: 'undone', title: redemption.title, who: redemption.worker.maskedName })
    } catch (fault) {
      say({ ...state, undo: asError(fault) })
    }
  }

  return {
    redeem: state,
    look: (code) => void look(code),
    confirm() {
      if (state.state === 'presented' && !state.sending) void confirm(state.presented)
      else if (state.state === 'unsure') void confirm(state.presented)
      else if (state.state === 'unseen') void look(state.code)
    },
    undo: () => void undo(),
    reset: () => void begin({ state: 'idle' }),
  }
}
