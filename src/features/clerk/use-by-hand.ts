import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { FoundVoucher, ReplyOf, api } from '@/contract'
import { buzz } from '@/platform'
import { Refusal } from '@/platform/call'
import { codeNow } from '@/platform/code-clock'
import { useIntentKey } from '@/platform/new-key'
import { type Card, findByHand, redeemByHand, undoRedemption } from './api'
import type { Redeemed } from './use-redeem'

type Found = ReplyOf<typeof api.findByHand>

export interface ByHandControl {
  name: string
  idLast4: string
  typeName: (name: string) => void
  typeLast4: (last4: string) => void
  /** What is wrong with a field, once it was tried. */
  wrong: { name?: string; idLast4?: string }
  find: () => void
  finding: boolean
  found: Found | undefined
  /** The voucher that is looked at, to be redeemed. */
  picked: FoundVoucher | undefined
  pick: (voucher: FoundVoucher | undefined) => void
  redeem: () => void
  redeeming: boolean
  /** Why nothing was found, or the last redemption came to nothing. */
  fault: Error | null
  redeemed: { result: Redeemed; at: number } | undefined
  undo: () => void
  undoing: 'sending' | Error | undefined
  undone: boolean
  /** Ready for the next. */
  reset: () => void
}

/** Finds and redeems the vouchers of somebody whose phone is dead, by his card, at one station. */
export function useByHand(stationId: string): ByHandControl {
  const client = useQueryClient()
  const keys = useIntentKey()
  const [name, setName] = useState('')
  const [idLast4, setIdLast4] = useState('')
  const [told, setTold] = useState(false)
  const [picked, setPicked] = useState<FoundVoucher>()
  const refresh = () => void client.invalidateQueries({ queryKey: ['redemptions', stationId] })
  const finding = useMutation({ mutationFn: (card: Card) => findByHand(card) })
  const redeeming = useMutation({
    mutationFn: async ({ voucherId, ...card }: Card & { voucherId: string }) => {
      try {
        const result = await redeemByHand({ ...card, voucherId }, await keys.of(voucherId))
        keys.settle(voucherId)
        return { result, at: codeNow() }
      } catch (fault) {
        if (fault instanceof Refusal && fault.status >= 403 && fault.status < 500) keys.settle(voucherId)
        throw fault
      }
    },
    onSuccess: () => buzz('done'),
    onError: () => buzz('refused'),
    onSettled: refresh,
  })
  const undoing = useMutation({ mutationFn: undoRedemption, onSettled: refresh })
  const card = { stationId, name: name.trim(), idLast4 }
  const wrong = {
    ...(card.name === '' && { name: '照身份证上的名字填' }),
    ...(!/^\d{3}[\dXx]$/.test(idLast4) && { idLast4: '填身份证号的最后四位，末位可能是 X' }),
  }
  const forget = () => {
    setTold(false)
    setPicked(undefined)
    finding.reset()
    redeeming.reset()
    undoing.reset()
  }
  return {
    name,
    idLast4,
    typeName(typed) {
      setName(typed)
      forget()
    },
    typeLast4(typed) {
      setIdLast4(typed.trim())
      forget()
    },
    wrong: told ? wrong : {},
    find() {
      setTold(true)
      if (!('name' in wrong) && !('idLast4' in wrong) && !finding.isPending) finding.mutate(card)
    },
    finding: finding.isPending,
    found: finding.data,
    picked,
    pick(voucher) {
      redeeming.reset()
      setPicked(voucher)
    },
    redeem() {
      if (picked && !redeeming.isPending) redeeming.mutate({ ...card, voucherId: picked.id })
    },
    redeeming: redeeming.isPending,
    fault: redeeming.error ?? finding.error,
    redeemed: redeeming.data,
    undo() {
      const id = redeeming.data?.result.redemption.id
      if (id && !undoing.isPending) undoing.mutate(id)
    },
    undoing: undoing.isPending ? 'sending' : (undoing.error ?? undefined),
    undone: undoing.isSuccess,
    reset() {
      setName('')
      setIdLast4('')
      forget()
    },
  }
}
