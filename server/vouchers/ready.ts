import { Refusal } from '../http/refusal'
import type { HeldVoucher } from './change-queries'

/** Why a voucher is not, or no more, to be used; undefined where it is. */
export function notReady({ expires_at, redeemed_at, state }: HeldVoucher, now: number): Refusal | undefined {
  if (state === 'redeemed') {
    return new Refusal('voucher-redeemed', { ...(redeemed_at && { at: redeemed_at.toISOString() }) })
  }
  if (state === 'returned' || state === 'revoked') return new Refusal('voucher-withdrawn')
  if (state === 'expired' || expires_at.getTime() <= now) {
    return new Refusal('voucher-expired', { at: expires_at.toISOString() })
  }
  return undefined
}
