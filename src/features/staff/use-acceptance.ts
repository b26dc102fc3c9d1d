import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import type { Offer, Worker } from '@/contract'
import { Refusal } from '@/platform/call'
import { acceptInvitation, checkInvitation } from './api'

export type AcceptanceState =
  | { at: 'typing' }
  | { at: 'offered'; offer: Offer }
  | { at: 'accepted'; offer: Offer }
  /** He is already what the code would make him. */
  | { at: 'already'; refusal: Refusal }

export interface AcceptanceControl {
  state: AcceptanceState
  code: string
  type: (code: string) => void
  /** What is wrong with the code. */
  error: string | undefined
  /** What went wrong that another code cannot put right. */
  fault: Error | undefined
  busy: boolean
  check: () => void
  accept: () => void
  /** Back to another code. */
  leave: () => void
}

const codeLength = 12

/** Letters and digits, however they are grouped. */
const lettersOf = (code: string): string => code.replace(/[\s-]/g, '')

const isAbout = (fault: unknown): fault is Refusal =>
  fault instanceof Refusal && fault.code.startsWith('invitation-')

const isAlready = (fault: unknown): fault is Refusal =>
  fault instanceof Refusal && fault.code === 'already-staff'

/**
 * Becoming what an admin's code says: looked at first, then taken. `scanned` is a code that was read elsewhere;
 * `onAccepted` gets who one is from now on, or is told to ask where the reply was lost.
 */
export function useAcceptance(
  scanned: string | undefined,
  onAccepted: (worker: Worker | undefined) => void,
): AcceptanceControl {
  const [code, setCode] = useState(scanned ?? '')
  const [untold, setUntold] = useState(false)
  const checking = useMutation({ mutationFn: async (typed: string) => (await checkInvitation(typed)).offer })
  const accepting = useMutation({
    mutationFn: async (typed: string) => {
      try {
        return (await acceptInvitation(typed)).worker
      } catch (fault) {
        // It was offered a moment ago: an earlier try came through, and its reply was lost.
        if (isAlready(fault)) return undefined
        throw fault
      }
    },
    onSuccess: onAccepted,
  })
  const reset = () => {
    checking.reset()
    accepting.reset()
  }
  const fault = accepting.error ?? checking.error ?? undefined
  const short = lettersOf(code).length !== codeLength
  return {
    state: stateOf(checking.data, accepting.isSuccess, checking.error, accepting.error),
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
          ? '请填邀请码'
          : '邀请码是 12 位，请核对'
        : undefined,
    fault: isAbout(fault) || isAlready(fault) ? undefined : fault,
    busy: checking.isPending || accepting.isPending,
    check() {
      setUntold(true)
      if (!short && !checking.isPending) checking.mutate(code)
    },
    accept: () => {
      if (!accepting.isPending) accepting.mutate(code)
    },
    leave() {
      setCode('')
      setUntold(false)
      reset()
    },
  }
}

function stateOf(
  offer: Offer | undefined,
  accepted: boolean,
  refused: Error | null,
  lost: Error | null,
): AcceptanceState {
  if (isAlready(refused)) return { at: 'already', refusal: refused }
  // Somebody else used it in between.
  if (!offer || isAbout(lost)) return { at: 'typing' }
  return accepted ? { at: 'accepted', offer } : { at: 'offered', offer }
}
