import { api, type CallInput, type LossReason, type ReplyOf } from '@/contract'
import { call } from '@/platform/call'
import { noteServerClock } from '@/platform/code-clock'

/** Longer than this nobody waits before the phone judges by itself. */
const lookTimeoutMs = 5_000

/** Whose voucher a code is of, and what for; redeems nothing. Throws a Refusal as {@link redeem} does. */
export const previewCode = (
  body: CallInput<typeof api.previewRedemption>['body'],
): Promise<ReplyOf<typeof api.previewRedemption>> =>
  call(api.previewRedemption, { body }, { timeoutMs: lookTimeoutMs })

/** Takes a redemption back, within a minute. Throws a Refusal `undo-late`; safe to repeat. */
export const undoRedemption = (id: string): Promise<ReplyOf<typeof api.undoRedemption>> =>
  call(api.undoRedemption, { params: { id } })

/** The keys that vouchers are signed by. */
export async function fetchGrantKeys(signal?: AbortSignal): Promise<ReplyOf<typeof api.grantKeys>> {
  const reply = await call(api.grantKeys, {}, { signal })
  noteServerClock()
  return reply
}

/** What lies at a station, and a page of what was entered there; `after` is the `next` of the page before. */
export const fetchStock = (
  stationId: string,
  after: string | undefined,
  signal?: AbortSignal,
): Promise<ReplyOf<typeof api.getStock>> => call(api.getStock, { query: { stationId, after } }, { signal })

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

/** What is typed from the card of somebody whose phone is dead. */
export type Card = CallInput<typeof api.findByHand>['body']

/** What somebody can use at a station, by his card. Throws a Refusal: `person-unknown`, `station-not-yours`. */
export const findByHand = (body: Card): Promise<ReplyOf<typeof api.findByHand>> =>
  call(api.findByHand, { body })

/** Redeems a voucher found so. Throws a Refusal: `hand-cap`, `voucher-redeemed` …; safe to repeat under the same key. */
export const redeemByHand = (
  body: CallInput<typeof api.redeemByHand>['body'],
  key: string,
): Promise<ReplyOf<typeof api.redeemByHand>> => call(api.redeemByHand, { body, key })

/** What is entered in a station's stock: that so many arrived, or were lost and why. */
export type StockChange = CallInput<typeof api.enterArrival>['body'] & { reason?: LossReason }

/** Enters it, as lost where it has a reason. Throws a Refusal: `stock-short` …; safe to repeat under the same key. */
export const enterStock = (
  { reason, ...body }: StockChange,
  key: string,
): Promise<ReplyOf<typeof api.enterArrival>> =>
  reason ? call(api.enterLoss, { body: { ...body, reason }, key }) : call(api.enterArrival, { body, key })

/** One page of hand-overs at a station, newest first. */
export const fetchHandovers = (
  stationId: string,
  after: string | undefined,
  signal?: AbortSignal,
): Promise<ReplyOf<typeof api.listHandovers>> =>
  call(api.listHandovers, { query: { stationId, after } }, { signal })

/** Hands a station over as it was counted; safe to repeat under the same key. */
export const handOver = (
  body: CallInput<typeof api.handOver>['body'],
  key: string,
): Promise<ReplyOf<typeof api.handOver>> => call(api.handOver, { body, key })

/** Takes a station over. Throws a Refusal: `handover-own`, `handover-taken`; safe to repeat. */
export const takeOver = (id: string): Promise<ReplyOf<typeof api.takeOver>> =>
  call(api.takeOver, { params: { id } })
