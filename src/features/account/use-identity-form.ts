import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { create } from 'zustand'
import { idNumberRefusals } from '@/contract'
import { Refusal, serverNow } from '@/platform/call'
import { consentHash, consentTexts } from '@/rules/consent-texts'
import { readIdNumber } from '@/rules/id-number'
import { isName } from '@/rules/masking'
import { idFaultText } from '@/rules/wording'
import { type ShownText, putConsent } from './api'
import { onPersonChange } from './session'
import { consentsKey } from './use-consents'

/** What the form itself shows before it asks. */
const shownText = (): ShownText => ({
  purpose: 'identity',
  version: consentTexts.identity.version,
  textHash: consentHash('identity'),
})

type Slot = 'name' | 'idNumber' | 'consent'
type Slots = Partial<Record<Slot, string>>

interface Typed {
  name: string
  idNumber: string
}

const nothing: Typed & { agreed: boolean } = { name: '', idNumber: '', agreed: false }

/**
 * What has been typed, so that one who goes back to read the plan once more need not type 18 digits again. In memory
 * only: an ID number is never written down on the phone.
 */
const useDraft = create(() => nothing)

const forget = () => useDraft.setState(nothing)
onPersonChange(forget)

/** What is wrong with what was typed. The regions are left to the server, which may be told its own. */
function wrong({ name, idNumber }: Typed): Slots {
  const id = readIdNumber(idNumber, 'any', serverNow())
  return {
    ...(!isName(name) && { name: name.trim() === '' ? '请填姓名' : '请填身份证上的姓名' }),
    ...(!id.ok && { idNumber: idNumber.trim() === '' ? '请填身份证号' : idFaultText(id.fault) }),
  }
}

const slotOf: Partial<Record<Refusal['code'], Slot>> = {
  'name-invalid': 'name',
  ...Object.fromEntries(idNumberRefusals.map((it) => [it, 'idNumber'])),
  'identity-in-use': 'idNumber',
  'consent-required': 'consent',
  'consent-outdated': 'consent',
}

const slotOfFault = (fault: Error | undefined): Slot | undefined =>
  fault instanceof Refusal ? slotOf[fault.code] : undefined

export interface IdentityFormControl extends Typed {
  agreed: boolean
  /** Each at its own place. */
  errors: Slots
  /** What went wrong that no field can put right. */
  fault: Error | undefined
  /** This person has an account already. */
  inUse: boolean
  busy: boolean
  change: (typed: Partial<Typed & { agreed: boolean }>) => void
  /** The field has been left: what is in it may be judged. */
  leave: (slot: keyof Typed) => void
  submit: () => void
}

/**
 * Who one is, by name and ID number: checked as far as the phone can, then sent by `send` after consent. Once that has
 * worked, what was typed is forgotten before `onSent` is told.
 */
export function useIdentityForm<T>(
  send: (name: string, idNumber: string) => Promise<T>,
  onSent: (reply: T) => void,
): IdentityFormControl {
  const client = useQueryClient()
  const { name, idNumber, agreed } = useDraft()
  const [judged, setJudged] = useState<Partial<Record<keyof Typed, boolean>>>({})
  const [untold, setUntold] = useState(false)
  const mutation = useMutation({
    mutationFn: async (typed: Typed) => {
      await putConsent(shownText(), true)
      void client.invalidateQueries({ queryKey: consentsKey })
      return send(typed.name.trim(), typed.idNumber)
    },
    onSuccess: (reply) => {
      forget()
      onSent(reply)
    },
    onError: (fault) => {
      // What was agreed to is not the text in force any more.
      if (slotOfFault(fault) === 'consent') useDraft.setState({ agreed: false })
    },
  })
  const refused = mutation.error ?? undefined
  const refusedSlot = slotOfFault(refused)
  const local = wrong({ name, idNumber })
  return {
    name,
    idNumber,
    agreed,
    errors: {
      ...(judged.name && { name: local.name }),
      ...(judged.idNumber && { idNumber: local.idNumber }),
      ...(untold && !agreed && { consent: '请先看一遍，再打勾同意' }),
      ...(refused instanceof Refusal && refusedSlot && { [refusedSlot]: refused.detail }),
    },
    fault: refusedSlot ? undefined : refused,
    inUse: refused instanceof Refusal && refused.code === 'identity-in-use',
    busy: mutation.isPending,
    change(typed) {
      useDraft.setState(typed)
      if (mutation.error) mutation.reset()
    },
    leave: (slot) => setJudged((it) => ({ ...it, [slot]: useDraft.getState()[slot] !== '' })),
    submit() {
      setJudged({ name: true, idNumber: true })
      setUntold(true)
      // As it stands now: a fast thumb is here before the last letter is drawn.
      const { agreed: told, ...typed } = useDraft.getState()
      if (told && Object.keys(wrong(typed)).length === 0) mutation.mutate(typed)
    },
  }
}
