import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import type { ReplyOf, api } from '@/contract'
import { buzz } from '@/platform'
import { Refusal } from '@/platform/call'
import { checkRecovery, confirmRecovery } from './api'

type Person = ReplyOf<typeof api.checkRecovery>['recovery']

export type RecoveryCheckState =
  | { at: 'typing' }
  | { at: 'found'; person: Person }
  | { at: 'given'; person: Person }
  /** No word whether it was given: the phone beside the clerk tells. */
  | { at: 'unsure'; person: Person }

export interface RecoveryCheckControl {
  state: RecoveryCheckState
  code: string
  type: (code: string) => void
  error: string | undefined
  fault: Error | undefined
  busy: boolean
  /** Looks up the code that was typed, or one that was scanned. */
  check: (scanned?: string) => void
  confirm: () => void
  /** Ready for the next. */
  leave: () => void
}

const codeLength = 12

const isAbout = (fault: unknown): fault is Refusal =>
  fault instanceof Refusal && fault.code === 'recovery-unknown'

/** A clerk's check of somebody who lost his phone, at one station. */
export function useRecoveryCheck(stationId: string, scanned: string | undefined): RecoveryCheckControl {
  const [code, setCode] = useState(scanned ?? '')
  const [untold, setUntold] = useState(false)
  const [lost, setLost] = useState(false)
  const checking = useMutation({
    mutationFn: async (typed: string) => (await checkRecovery({ code: typed, stationId })).recovery,
  })
  const confirming = useMutation({
    mutationFn: async (typed: string) => (await confirmRecovery({ code: typed, stationId })).recovery,
    onSuccess: () => buzz('done'),
    onError: (fault) => {
      // What got no answer may have been done.
      if (!(fault instanceof Refusal)) setLost(true)
      buzz('refused')
    },
  })
  const reset = () => {
    setLost(false)
    checking.reset()
    confirming.reset()
  }
  const short = code.replace(/[\s-]/g, '').length !== codeLength
  const fault = confirming.error ?? checking.error ?? undefined
  return {
    state: stateOf(),
    code,
    type(typed) {
      setCode(typed)
      setUntold(false)
      reset()
    },
    error: isAbout(fault)
      ? fault.detail
      : untold && short
        ? code.trim() === ''
          ? '请填找回码'
          : '找回码是 12 位，请核对'
        : undefined,
    fault: isAbout(fault) ? undefined : fault,
    busy: checking.isPending || confirming.isPending,
    check(held) {
      if (held !== undefined) {
        reset()
        setCode(held)
      }
      setUntold(true)
      if ((held !== undefined || !short) && !checking.isPending) checking.mutate(held ?? code)
    },
    confirm: () => {
      if (!confirming.isPending) confirming.mutate(code)
    },
    leave() {
      setCode('')
      setUntold(false)
      reset()
    },
  }

  function stateOf(): RecoveryCheckState {
    const person = checking.data
    if (!person) return { at: 'typing' }
    if (confirming.isSuccess) return { at: 'given', person }
    // Asked again, a code that was used is not known any more.
    if (lost && isAbout(confirming.error)) return { at: 'unsure', person }
    return isAbout(confirming.error) ? { at: 'typing' } : { at: 'found', person }
  }
}
