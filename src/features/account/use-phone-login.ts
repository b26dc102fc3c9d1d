import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { create } from 'zustand'
import { Refusal, serverNow } from '@/platform/call'
import { readPhone } from '@/rules/phone'
import { openSession, sendPhoneCode } from './api'
import { sessionOpened } from './session'

type Slot = 'phone' | 'code'
type Slots = Partial<Record<Slot, string>>

/** A code that was asked for. Epoch ms by the server's clock. */
interface Asked {
  phone: string
  resendAt: number
  /** Undefined where none was sent. */
  expiresAt: number | undefined
}

interface Draft {
  phone: string
  code: string
  asked: Asked | undefined
}

const nothing: Draft = { phone: '', code: '', asked: undefined }

/** Kept while the app runs: one goes to the messages to read the code, and looks around meanwhile. */
const useDraft = create(() => nothing)

/** `12345` and `12 34 56` are what they are: the server is asked about six digits only. */
const readCode = (typed: string): string => typed.replace(/\s/g, '')

function wrong({ phone, code, asked }: Draft): Slots {
  const read = readPhone(phone)
  const expiresAt = asked?.phone === read ? asked?.expiresAt : undefined
  if (read === undefined) return { phone: phoneFault(phone) }
  if (!/^\d{6}$/.test(readCode(code))) {
    return { code: code.trim() === '' ? '请填短信里的 6 位数字' : '验证码是 6 位数字' }
  }
  return expiresAt !== undefined && expiresAt <= serverNow() ? { code: '验证码过期了，请重新要一个' } : {}
}

const phoneFault = (typed: string): string =>
  typed.trim() === '' ? '请填手机号' : '手机号是 11 位数字，请检查'

/** At which field a refusal belongs; undefined where no field can put it right. */
function slotOf(fault: Error | null, otherwise: Slot): Slot | undefined {
  if (!(fault instanceof Refusal)) return undefined
  if (fault.code === 'phone-invalid') return 'phone'
  if (fault.field === 'code') return 'code'
  return fault.code === 'too-many' ? otherwise : undefined
}

export interface PhoneLoginControl {
  phone: string
  code: string
  /** Each at its own field. */
  errors: Slots
  /** What went wrong that no field can put right. */
  fault: Error | undefined
  /** Whether a code is on its way to this number. */
  sent: boolean
  /** When another may be asked for; epoch ms by the server's clock, 0 for at once. */
  resendAt: number
  sending: boolean
  busy: boolean
  change: (typed: Partial<Record<Slot, string>>) => void
  send: () => void
  submit: () => void
}

/** Logging in by a phone number and the code that is sent to it. */
export function usePhoneLogin(onDone: () => void): PhoneLoginControl {
  const draft = useDraft()
  const [judged, setJudged] = useState<Slots>({})
  const sending = useMutation({
    mutationFn: sendPhoneCode,
    onSuccess: ({ resendAt, expiresAt }, phone) => {
      const asked = { phone, resendAt: Date.parse(resendAt), expiresAt: Date.parse(expiresAt) }
      // The older code is worth nothing any more.
      useDraft.setState({ asked, code: '' })
      setJudged({})
    },
    onError: (fault, phone) => {
      if (!(fault instanceof Refusal) || fault.retryAt === undefined) return
      const { asked } = useDraft.getState()
      const expiresAt = asked?.phone === phone ? asked.expiresAt : undefined
      useDraft.setState({ asked: { phone, resendAt: Date.parse(fault.retryAt), expiresAt } })
    },
  })
  const opening = useMutation({
    mutationFn: ({ phone, code }: { phone: string; code: string }) =>
      openSession({ provider: 'phone', phone, code }),
    onSuccess: (opened) => {
      useDraft.setState(nothing)
      sessionOpened({ ...opened, demo: false })
      onDone()
    },
  })
  const asked = draft.asked?.phone === readPhone(draft.phone) ? draft.asked : undefined
  const sendSlot = slotOf(sending.error, 'phone')
  const openSlot = slotOf(opening.error, 'code')
  return {
    phone: draft.phone,
    code: draft.code,
    errors: {
      ...(sendSlot && { [sendSlot]: (sending.error as Refusal).detail }),
      ...(openSlot && { [openSlot]: (opening.error as Refusal).detail }),
      ...judged,
    },
    fault: (sendSlot ? undefined : sending.error) ?? (openSlot ? undefined : opening.error) ?? undefined,
    sent: asked?.expiresAt !== undefined,
    resendAt: asked?.resendAt ?? 0,
    sending: sending.isPending,
    busy: opening.isPending,
    change(typed) {
      useDraft.setState(typed)
      setJudged({})
      if (sending.error) sending.reset()
      if (opening.error) opening.reset()
    },
    send() {
      const phone = readPhone(useDraft.getState().phone)
      opening.reset()
      setJudged(phone === undefined ? { phone: phoneFault(draft.phone) } : {})
      if (phone !== undefined && !sending.isPending) sending.mutate(phone)
    },
    submit() {
      const typed = useDraft.getState()
      const faults = wrong(typed)
      sending.reset()
      setJudged(faults)
      const phone = readPhone(typed.phone)
      if (phone === undefined || Object.keys(faults).length > 0 || opening.isPending) return
      opening.mutate({ phone, code: readCode(typed.code) })
    },
  }
}
