import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { Voucher } from '@/contract'
import { buzz } from '@/platform'
import { type PickedFor, moveVoucher, reportMissing } from './api'

export interface ChangePickupControl {
  send: (place: PickedFor) => void
  sending: boolean
  fault: Error | null
}

/**
 * Moves a voucher to another station or kind, or says where what it promises is missing. `onDone` gets the voucher as it is
 * from then on. Sent again, nothing changes.
 */
export function useChangePickup(missing: boolean, onDone: (voucher: Voucher) => void): ChangePickupControl {
  const client = useQueryClient()
  const { mutate, isPending, error } = useMutation({
    mutationFn: (place: PickedFor) => (missing ? reportMissing(place) : moveVoucher(place)),
    onSuccess: (voucher) => {
      buzz('done')
      onDone(voucher)
    },
    onError: () => buzz('refused'),
    onSettled: () => void client.invalidateQueries({ queryKey: ['campaigns'] }),
  })
  return { send: mutate, sending: isPending, fault: error }
}
