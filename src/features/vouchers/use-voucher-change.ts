import { useMutation, useQueryClient } from '@tanstack/react-query'
import { buzz } from '@/platform'
import { reissueVoucher, reportMissing, returnVoucher } from './api'
import { keepVoucher } from './wallet'

export type Change = 'return' | 'missing' | 'reissue'

const changes = { return: returnVoucher, missing: reportMissing, reissue: reissueVoucher } satisfies Record<
  Change,
  unknown
>

export interface VoucherChange {
  /** Gives it back, says that the thing is not there, or asks for new codes. Each may be sent again. */
  send: (what: Change) => void
  sending: boolean
  fault: Error | null
  /** Forgets the fault. */
  reset: () => void
}

/** What the holder of a voucher can do with it besides collecting. `onDone` once the server has said yes. */
export function useVoucherChange(voucherId: string, onDone: () => void): VoucherChange {
  const client = useQueryClient()
  const { mutate, isPending, error, reset } = useMutation({
    mutationFn: (what: Change) => changes[what](voucherId),
    onSuccess: (voucher) => {
      keepVoucher(voucher)
      buzz('done')
      onDone()
    },
    onError: () => buzz('refused'),
    // What is left has changed, and what one may have.
    onSettled: () => void client.invalidateQueries({ queryKey: ['campaigns'] }),
  })
  return { send: mutate, sending: isPending, fault: error, reset }
}
