import { api, type ReplyOf } from '@/contract'
import { call } from '@/platform/call'

/** What is sent for one voucher; a repeat must be the same in every part, or its key is refused. */
export interface Attempt {
  /** The QR's text, or 16 digits. */
  code: string
  stationId: string
  /** RFC 3339, by this phone's own clock. */
  deviceTime: string
  key: string
}

/** Redeems a voucher. Throws a Refusal that says why, when and where; safe to repeat. */
export const redeem = ({ key, ...body }: Attempt): Promise<ReplyOf<typeof api.redeemVoucher>> =>
  call(api.redeemVoucher, { body, key })

/** One page of what was redeemed at a station, newest first; `after` is the `next` of the page before. */
export const fetchRedemptions = (
  stationId: string,
  after: string | undefined,
  signal?: AbortSignal,
): Promise<ReplyOf<typeof api.listRedemptions>> =>
  call(api.listRedemptions, { query: { stationId, after } }, { signal })

interface Asked {
  /** As the new phone shows it, however it is typed. */
  code: string
  stationId: string
}

/** Whose account is asked for, to be held against a card. Throws a Refusal: `recovery-unknown`, `station-not-yours`. */
export const checkRecovery = (body: Asked): Promise<ReplyOf<typeof api.checkRecovery>> =>
  call(api.checkRecovery, { body })

/** Gives the account to the new phone, once. Throws a Refusal: `recovery-unknown`, `station-not-yours`. */
export const confirmRecovery = (body: Asked): Promise<ReplyOf<typeof api.confirmRecovery>> =>
  call(api.confirmRecovery, { body })
