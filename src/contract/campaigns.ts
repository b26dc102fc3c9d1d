import * as z from 'zod/mini'
import { endpoint } from './endpoint'
import { refusalCode } from './refusals'
import { count, fen, idParams, latitude, longitude, occupation, stationId, timestamp, uuid } from './shapes'
import { openState, station } from './stations'
import { voucher } from './vouchers'

/**
 * How a campaign hands out: `entitlement` keeps one for each eligible worker until a date, `stock` is limited at each
 * station, `daily` gives one a day out of each shop's quota of that day, `draw` gives to so many of those who enter.
 */
export const distribution = z.enum(['entitlement', 'stock', 'daily', 'draw'])
export type Distribution = z.output<typeof distribution>

/** What is absent, false or an empty list asks for nothing. */
export const eligibility = z.object({
  occupations: z.array(occupation),
  /** Codes of GB/T 2260, or the first two or four digits of one: 13 is all of 河北. */
  regions: z.optional(z.array(z.string().check(z.regex(/^\d{2}(\d{2}){0,2}$/)))),
  /** For members of a union. */
  membership: z.boolean(),
  /** For those verified by name and ID number. */
  verified: z.optional(z.boolean()),
  /** For whoever had an account before this moment. */
  registeredBefore: z.optional(timestamp),
})
export type Eligibility = z.output<typeof eligibility>

export const item = z.object({ name: z.string(), quantity: z.int().check(z.gte(1)) })
export type Item = z.output<typeof item>

/** What one chooses among, such as 手套尺码: S, M, L. */
export const variants = z.object({ label: z.string(), options: z.array(z.string()) })
export type Variants = z.output<typeof variants>

/** The terms of a draw, fixed when the campaign opens. */
export const drawTerms = z.object({
  prizes: z.int().check(z.gte(1)),
  /** Whose numbers will decide, in words: 双色球 2026138 期开奖号码. */
  source: z.string(),
  /** When those numbers become known; after `closesAt`. */
  drawsAt: timestamp,
})
export type DrawTerms = z.output<typeof drawTerms>

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
    /** Vouchers must be redeemed before this moment; those of a `daily` campaign on their own day. */
    redeemBy: timestamp,
    /** Vouchers can be redeemed from this moment on; absent: from the start. */
    redeemFrom: z.optional(timestamp),
    stationCount: count,
    /** What can still be claimed over all stations (of a `daily` one, today); null where nothing is counted. */
    left: z.nullable(count),
    variants: z.optional(variants),
    /** A pass that works so many times; absent: once. */
    uses: z.optional(z.int().check(z.gte(2))),
    /** What it costs, and what of that the holder pays himself. */
    price: z.optional(z.object({ fullFen: fen, ownFen: fen })),
    /** True where one claims at a station, by the code that its clerk or its screen shows. */
    presence: z.optional(z.boolean()),
    draw: z.optional(drawTerms),
    demo: z.boolean(),
  })
  .register(z.globalRegistry, { id: 'Campaign' })
export type Campaign = z.output<typeof campaign>

/**
 * How the caller stands to a campaign; `anonymous` when there is no session to tell by. In a draw one has `entered`, and
 * after it is `waiting` for something to come back, or has `claimed` (won).
 */
export const standing = z
  .object({
    state: z.enum(['claimable', 'claimed', 'entered', 'waiting', 'refused', 'anonymous']),
    /** Why not, by the code a claim would be refused with, and in words. */
    code: z.optional(refusalCode),
    why: z.optional(z.string()),
    retryAt: z.optional(timestamp),
    voucherId: z.optional(uuid),
    entryId: z.optional(uuid),
    /** Place on the waiting list, 1 being the next. */
    place: z.optional(z.int()),
  })
  .register(z.globalRegistry, { id: 'Standing' })
export type Standing = z.output<typeof standing>

/** A station of a campaign; `left` is null where nothing is counted, and is of today where it counts by the day. */
export const campaignStation = z
  .object({
    station,
    left: z.nullable(count),
    /** How many are left of each, in the campaign's order. */
    variants: z.optional(z.array(z.object({ name: z.string(), left: count }))),
    distanceM: z.nullable(count),
    openState,
  })
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
  summary:
    'One campaign with its stations: nearest first where a point is given, those open now before them where it counts by the day. The point is not kept.',
  auth: 'anyone',
  params: idParams,
  query: z.object({ lat: z.optional(latitude), lng: z.optional(longitude) }),
  success: 200,
  reply: z.object({ campaign, standing, stations: z.array(campaignStation) }),
  refusals: ['not-found'],
})

/** Of a draw: that one takes part. Its id says nothing about anybody. */
export const drawEntry = z
  .object({
    entryId: uuid,
    campaignId: uuid,
    title: z.string(),
    enteredAt: timestamp,
    /** `missed`: the draw is over and nothing can come back any more. */
    state: z.enum(['entered', 'waiting', 'won', 'missed']),
    place: z.optional(z.int()),
    drawsAt: timestamp,
    voucherId: z.optional(uuid),
  })
  .register(z.globalRegistry, { id: 'DrawEntry' })
export type DrawEntry = z.output<typeof drawEntry>

export const claimCampaign = endpoint({
  method: 'POST',
  path: '/v1/campaigns/{id}/claim',
  summary: 'Claims one for the caller, to be collected at a station; in a draw, takes part for him.',
  auth: 'member',
  params: idParams,
  body: z.strictObject({
    /** Where the campaign counts by station; without one an entitlement may be collected at any of its stations. */
    stationId: z.optional(stationId),
    /** One of the campaign's options, where it has any. */
    variant: z.optional(z.string().check(z.maxLength(32))),
    /** What the station's clerk or screen shows, as scanned or typed. Not part of what the key stands for. */
    presence: z.optional(z.string().check(z.maxLength(200))),
  }),
  keyed: true,
  success: 201,
  /** One of the two. */
  reply: z.object({ voucher: z.optional(voucher), entry: z.optional(drawEntry) }),
  refusals: [
    'not-found',
    'campaign-not-open',
    'campaign-ended',
    'not-eligible',
    'region-elsewhere',
    'membership-required',
    'verification-required',
    'registered-late',
    'already-claimed',
    'already-entered',
    'sold-out-here',
    'sold-out-today',
    'sold-out',
    'station-required',
    'station-not-in-campaign',
    'variant-required',
    'variant-unknown',
    'presence-required',
    'presence-stale',
    'presence-elsewhere',
    'slowed',
  ],
})

/** A hash in hex. */
const hash = z.string().check(z.regex(/^[0-9a-f]{64}$/))

/**
 * A draw as anybody may check it, by the rule of `rules/draw.ts`: the entries are the leaves of `root`, and the winners are
 * the first `prizes` of them by SHA-256 of the randomness followed by the entry's id.
 */
export const draw = z
  .object({
    campaignId: uuid,
    title: z.string(),
    ...drawTerms.shape,
    closesAt: timestamp,
    /** `open`: one may enter; `closed`: not yet frozen; `frozen`: the root stands, the numbers are to come. */
    state: z.enum(['open', 'closed', 'frozen', 'drawn']),
    entryCount: count,
    frozenAt: z.optional(timestamp),
    root: z.optional(hash),
    /** How many people have typed the randomness; two must have. */
    typed: z.optional(count),
    randomness: z.optional(z.string()),
    drawnAt: z.optional(timestamp),
    /** Entries that won, in their order; without those who moved up since. */
    winners: z.optional(z.array(uuid)),
    /** All of them, sorted, once they are frozen; only where they were asked for. */
    entries: z.optional(z.array(uuid)),
  })
  .register(z.globalRegistry, { id: 'Draw' })
export type Draw = z.output<typeof draw>

/** That an entry is a leaf under the root: its place among the leaves, and the hashes beside its way up. */
export const inclusion = z.object({ index: count, path: z.array(hash) })
export type Inclusion = z.output<typeof inclusion>

export const getDraw = endpoint({
  method: 'GET',
  path: '/v1/campaigns/{id}/draw',
  summary:
    'A draw: its terms, the root its entries were frozen under, and who won; with the caller’s own entry.',
  auth: 'anyone',
  params: idParams,
  query: z.object({ entries: z._default(z.boolean(), false) }),
  success: 200,
  reply: z.object({
    draw,
    mine: z.optional(z.object({ entry: drawEntry, inclusion: z.optional(inclusion) })),
  }),
  refusals: ['not-found'],
})

export const typeRandomness = endpoint({
  method: 'POST',
  path: '/v1/campaigns/{id}/draw/randomness',
  summary: 'Types the public numbers of a draw. Once a second person has typed the same, it is drawn.',
  auth: 'reviewer',
  params: idParams,
  body: z.strictObject({ randomness: z.string().check(z.minLength(1), z.maxLength(200)) }),
  success: 200,
  reply: z.object({ draw }),
  refusals: ['not-found', 'randomness-malformed', 'randomness-early', 'randomness-differs', 'draw-done'],
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

export const ledgerHead = endpoint({
  method: 'GET',
  path: '/v1/ledger/head',
  summary:
    'Where the sealed ledger ends: whoever keeps this can have it verified later that no row before it was changed.',
  auth: 'anyone',
  success: 200,
  reply: z.object({
    /** Null before the first row is sealed. */
    head: z.nullable(z.object({ number: z.int(), hash, sealedAt: timestamp })),
  }),
  refusals: [],
})
