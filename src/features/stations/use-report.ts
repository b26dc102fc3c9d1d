import { useQueryClient } from '@tanstack/react-query'
import { useCallback, useEffect, useRef, useState } from 'react'
import type { ReportKind } from '@/contract'
import { onAppHide } from '@/platform'
import { Refusal } from '@/platform/call'
import { report } from './api'
import type { Told } from './stations-now'
import { stationKey } from './use-station'

/** How long a mistaken tap can be taken back: until then nothing has been sent. */
const undoMs = 5_000

export type ReportState =
  | { step: 'idle' | 'fine' }
  | { step: 'waiting' | 'sending'; kind: ReportKind }
  /** `missing`: how many more people it takes for 待核实. */
  | { step: 'sent'; kind: ReportKind; missing: number }
  | { step: 'failed'; kind: ReportKind; why: string }

export interface ReportControl {
  state: ReportState
  say: (kind: ReportKind | 'fine') => void
  undo: () => void
  again: () => void
}

/**
 * One report on a station. It goes out once it can no longer be taken back, or when the page or the app is left. `asMember` runs what
 * it is given once somebody is logged in.
 */
export function useReport(stationId: string, asMember: (act: () => void) => void): ReportControl {
  const client = useQueryClient()
  const [state, setState] = useState<ReportState>({ step: 'idle' })
  const timer = useRef<ReturnType<typeof setTimeout>>()
  const due = useRef<ReportKind>()

  const send = useCallback(
    async (kind: ReportKind) => {
      clearTimeout(timer.current)
      due.current = undefined
      setState({ step: 'sending', kind })
      try {
        const { people, needed, live, doubt } = await report(stationId, kind)
        setState({ step: 'sent', kind, missing: Math.max(0, needed - people) })
        client.setQueryData<Told>(
          stationKey(stationId),
          (told) => told && { station: { ...told.station, doubt: doubt ?? told.station.doubt }, live },
        )
      } catch (fault) {
        setState({ step: 'failed', kind, why: fault instanceof Refusal ? fault.detail : '没信号，没报上去' })
      }
    },
    [client, stationId],
  )
  useEffect(() => {
    const now = () => {
      if (due.current) void send(due.current)
    }
    // Behind another app a timer may never end.
    const stop = onAppHide(now)
    return () => {
      stop()
      now()
    }
  }, [send])
  const say = (kind: ReportKind | 'fine') => {
    clearTimeout(timer.current)
    due.current = undefined
    if (kind === 'fine') setState({ step: 'fine' })
    else
      asMember(() => {
        due.current = kind
        setState({ step: 'waiting', kind })
        timer.current = setTimeout(() => void send(kind), undoMs)
      })
  }
  return {
    state,
    say,
    undo: () => {
      clearTimeout(timer.current)
      due.current = undefined
      setState({ step: 'idle' })
    },
    again: () => {
      if (state.step === 'failed') void send(state.kind)
    },
  }
}
