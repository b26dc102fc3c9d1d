import { api, type ReplyOf } from '@/contract'
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

/** A draw, and the caller's own entry in it. Throws a Refusal `not-found`. */
export const fetchDraw = (id: string, signal?: AbortSignal): Promise<ReplyOf<typeof api.getDraw>> =>
  call(api.getDraw, { params: { id }, query: {} }, { signal })

/** Types the public numbers of a draw. Throws a Refusal, also where somebody else typed others. */
export const typeRandomness = (id: string, randomness: string): Promise<ReplyOf<typeof api.typeRandomness>> =>
  call(api.typeRandomness, { params: { id }, body: { randomness } })

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
