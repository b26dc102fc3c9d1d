import { api, type ReplyOf, type Voucher } from '@/contract'
import { call } from '@/platform/call'

/** Campaigns that run or will, and how the caller stands to each. */
export const fetchCampaigns = (signal?: AbortSignal): Promise<ReplyOf<typeof api.listCampaigns>> =>
  call(api.listCampaigns, {}, { signal })

/** One campaign with all its stations, which the phone sorts by itself. Throws a Refusal `not-found`. */
export const fetchCampaign = (id: string, signal?: AbortSignal): Promise<ReplyOf<typeof api.getCampaign>> =>
  call(api.getCampaign, { params: { id } }, { signal })

/** The open figures of a campaign. */
export const fetchLedger = (id: string, signal?: AbortSignal): Promise<ReplyOf<typeof api.campaignLedger>> =>
  call(api.campaignLedger, { params: { id } }, { signal })

/** Where the sealed ledger ends. */
export const fetchLedgerHead = (signal?: AbortSignal): Promise<ReplyOf<typeof api.ledgerHead>> =>
  call(api.ledgerHead, {}, { signal })

/** A draw, and the caller's own entry in it. Throws a Refusal `not-found`. */
export const fetchDraw = (id: string, signal?: AbortSignal): Promise<ReplyOf<typeof api.getDraw>> =>
  call(api.getDraw, { params: { id }, query: {} }, { signal })

/** Types the public numbers of a draw. Throws a Refusal, also where somebody else typed others. */
export const typeRandomness = (id: string, randomness: string): Promise<ReplyOf<typeof api.typeRandomness>> =>
  call(api.typeRandomness, { params: { id }, body: { randomness } })

/** All the caller may have and has not used, and what he had this year. */
export const fetchEntitlements = (signal?: AbortSignal): Promise<ReplyOf<typeof api.getEntitlements>> =>
  call(api.getEntitlements, {}, { signal })

export interface Claim {
  campaignId: string
  /** Where it is to be collected; only an entitlement and a draw may do without. */
  stationId?: string
  /** Which of the campaign's kinds, where it has any. */
  variant?: string
  /** What a clerk's phone shows to whoever stands before it, scanned or typed. */
  presence?: string
}

/** A voucher, or in a draw an entry. */
export type Claimed = ReplyOf<typeof api.claimCampaign>

/** Claims one. Throws a Refusal that says why and where else, or a NetworkFault; safe to repeat under the same key. */
export const claimCampaign = ({ campaignId, ...body }: Claim, key: string): Promise<Claimed> =>
  call(api.claimCampaign, { params: { id: campaignId }, body, key })

/** A voucher, and a station of its campaign. */
export interface PickedFor {
  voucherId: string
  stationId: string
  /** Another kind than it is for. */
  variant?: string
}

/** Changes the station of a voucher, or what was chosen. Throws a Refusal; safe to repeat. */
export async function moveVoucher({ voucherId, ...body }: PickedFor): Promise<Voucher> {
  return (await call(api.moveVoucher, { params: { id: voucherId }, body })).voucher
}

/** Says that the thing is not there at the station where one stands. Throws a Refusal; safe to repeat. */
export async function reportMissing({ voucherId, stationId }: PickedFor): Promise<Voucher> {
  return (await call(api.reportMissing, { params: { id: voucherId }, body: { stationId } })).voucher
}
