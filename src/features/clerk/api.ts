import { api, type CallInput, type ReplyOf } from '@/contract'
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

/** The code that shows who stands at a station. Throws a Refusal `station-not-yours`. */
export const fetchPresence = (id: string, signal?: AbortSignal): Promise<ReplyOf<typeof api.getPresence>> =>
  call(api.getPresence, { params: { id } }, { signal })

/** What was reported missing at a station and is not resolved, oldest first. */
export const fetchMissing = (
  stationId: string,
  signal?: AbortSignal,
): Promise<ReplyOf<typeof api.listMissing>> => call(api.listMissing, { query: { stationId } }, { signal })

/** A campaign with its stations and what they have left. */
export const fetchCampaign = (id: string, signal?: AbortSignal): Promise<ReplyOf<typeof api.getCampaign>> =>
  call(api.getCampaign, { params: { id }, query: {} }, { signal })

/** How a report ends, and where the thing is given instead. */
export type Resolution = { id: string } & CallInput<typeof api.resolveMissing>['body']

/** Resolves a report. Throws a Refusal: `missing-resolved`, `sold-out-here` … */
export const resolveMissing = ({ id, ...body }: Resolution): Promise<ReplyOf<typeof api.resolveMissing>> =>
  call(api.resolveMissing, { params: { id }, body })
