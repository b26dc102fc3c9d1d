import * as z from 'zod/mini'
import { endpoint } from './endpoint'
import { refusalCode } from './refusals'
import { count, idParams, latitude, longitude, occupation, stationId, timestamp, uuid } from './shapes'
import { openState, station } from './stations'
import { voucher } from './vouchers'

/**
 * How a campaign hands out: `entitlement` keeps one for each eligible worker until a date, `stock` is limited at each
 * station. (`daily` and `draw` are to come.)
 */
export const distribution = z.enum(['entitlement', 'stock'])
export type Distribution = z.output<typeof distribution>

/** An empty list asks for nothing. `membership`: only members of a union. */
export const eligibility = z.object({ occupations: z.array(occupation), membership: z.boolean() })
export type Eligibility = z.output<typeof eligibility>

export const item = z.object({ name: z.string(), quantity: z.int().check(z.gte(1)) })
export type Item = z.output<typeof item>

export const campaign = z
  .object({
    id: uuid,
    title: z.string(),
    summary: z.string(),
    sponsor: z.string(),
    distribution,
    items: z.array(item),
    eligibility,
    opensAt: timestamp,
    closesAt: timestamp,
    /** Vouchers must be redeemed before this moment. */
    redeemBy: timestamp,
    stationCount: count,
    /** What can still be claimed over all stations; null where each eligible worker has one kept. */
    left: z.nullable(count),
    demo: z.boolean(),
  })
  .register(z.globalRegistry, { id: 'Campaign' })
export type Campaign = z.output<typeof campaign>

/** How the caller stands to a campaign; `anonymous` when there is no session to tell by. */
export const standing = z
  .object({
    state: z.enum(['claimable', 'claimed', 'refused', 'anonymous']),
    /** Why not, by the code a claim would be refused with, and in words. */
    code: z.optional(refusalCode),
    why: z.optional(z.string()),
    retryAt: z.optional(timestamp),
    voucherId: z.optional(uuid),
  })
  .register(z.globalRegistry, { id: 'Standing' })
export type Standing = z.output<typeof standing>

/** A station of a campaign; `left` is null for an entitlement. */
export const campaignStation = z
  .object({ station, left: z.nullable(count), distanceM: z.nullable(count), openState })
  .register(z.globalRegistry, { id: 'CampaignStation' })
export type CampaignStation = z.output<typeof campaignStation>

export const listCampaigns = endpoint({
  method: 'GET',
  path: '/v1/campaigns',
  summary: 'Campaigns that run or will, and how the caller stands to each.',
  auth: 'anyone',
  success: 200,
  reply: z.object({ campaigns: z.array(z.object({ campaign, standing })) }),
  refusals: [],
})

export const getCampaign = endpoint({
  method: 'GET',
  path: '/v1/campaigns/{id}',
  summary: 'One campaign with its stations, nearest first where a point is given. The point is not kept.',
  auth: 'anyone',
  params: idParams,
  query: z.object({ lat: z.optional(latitude), lng: z.optional(longitude) }),
  success: 200,
  reply: z.object({ campaign, standing, stations: z.array(campaignStation) }),
  refusals: ['not-found'],
})

export const claimCampaign = endpoint({
  method: 'POST',
  path: '/v1/campaigns/{id}/claim',
  summary: 'Claims one for the caller, to be collected at a station.',
  auth: 'member',
  params: idParams,
  /** A station where the campaign is per station; without one an entitlement may be collected at any of its stations. */
  body: z.strictObject({ stationId: z.optional(stationId) }),
  keyed: true,
  success: 201,
  reply: z.object({ voucher }),
  refusals: [
    'not-found',
    'campaign-not-open',
    'campaign-ended',
    'not-eligible',
    'membership-required',
    'already-claimed',
    'sold-out-here',
    'sold-out',
    'station-required',
    'station-not-in-campaign',
  ],
})

/**
 * Open figures, all from the ledger. received 到货, claimed 已领 (net of returned), reserved 预留 (claimed and not yet
 * collected), redeemed 已核销, returned 退回, lost 损耗, left 剩余 = received − claimed − lost.
 */
export const figures = z
  .object({
    received: count,
    claimed: count,
    reserved: count,
    redeemed: count,
    returned: count,
    lost: count,
    left: count,
  })
  .register(z.globalRegistry, { id: 'Figures' })
export type Figures = z.output<typeof figures>

export const campaignLedger = endpoint({
  method: 'GET',
  path: '/v1/campaigns/{id}/ledger',
  summary: 'The open ledger: figures in all and for each station, without identities.',
  auth: 'anyone',
  params: idParams,
  success: 200,
  reply: z.object({
    total: figures,
    stations: z.array(z.object({ stationId, name: z.string(), figures })),
  }),
  refusals: ['not-found'],
})
