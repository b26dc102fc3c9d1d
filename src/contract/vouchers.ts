import * as z from 'zod/mini'
import { endpoint } from './endpoint'
import { base64url, count, idParams, point, stationId, timestamp, uuid } from './shapes'

export const voucherState = z.enum(['ready', 'redeemed', 'expired', 'returned', 'revoked'])
export type VoucherState = z.output<typeof voucherState>

export const voucherStation = z.object({ id: stationId, name: z.string(), address: z.string(), point })
export type VoucherStation = z.output<typeof voucherStation>

/** What became of a thing that was promised and missing: it was `found`, given `elsewhere`, or is `gone`. */
export const missingOutcome = z.enum(['found', 'elsewhere', 'gone'])
export type MissingOutcome = z.output<typeof missingOutcome>

/**
 * A right to collect something once. `secret` (32 bytes) is this device's own; the codes are drawn from it without
 * signal (see `rules/voucher-code.ts`).
 */
export const voucher = z
  .object({
    id: uuid,
    campaignId: uuid,
    title: z.string(),
    items: z.array(z.object({ name: z.string(), quantity: count })),
    state: voucherState,
    /** Null where it can be collected at any station of the campaign. */
    station: z.nullable(voucherStation),
    /** Ten digits, unique among live vouchers. */
    handle: z.string().check(z.regex(/^\d{10}$/)),
    secret: base64url,
    /** The server's signed statement of what this voucher is, for clerks without signal. */
    grant: z.string(),
    claimedAt: timestamp,
    expiresAt: timestamp,
    /** Before this moment it cannot be used; absent where it can from the start. */
    usableFrom: z.optional(timestamp),
    redeemedAt: z.nullable(timestamp),
    redeemedWhere: z.nullable(voucherStation),
    /** What was chosen among, such as a size. */
    variant: z.optional(z.string()),
    /** Of a pass: how often it works, and how often it still does. `redeemedAt` is the latest time. */
    uses: z.optional(z.object({ total: count, left: count })),
    /** Where its holder stood at the station and the thing was not there. */
    missing: z.optional(
      z.object({
        reportedAt: timestamp,
        resolvedAt: z.optional(timestamp),
        outcome: z.optional(missingOutcome),
      }),
    ),
    demo: z.boolean(),
  })
  .register(z.globalRegistry, { id: 'Voucher' })
export type Voucher = z.output<typeof voucher>

export const listVouchers = endpoint({
  method: 'GET',
  path: '/v1/vouchers',
  summary: "The caller's vouchers, or those of one kind, newest first, in pages of 20.",
  auth: 'member',
  query: z.object({
    /** `open`: can still be used, or will; `past`: used, expired, returned or withdrawn. */
    kind: z.optional(z.enum(['open', 'past'])),
    /** `next` of the page before. */
    after: z.optional(uuid),
  }),
  success: 200,
  reply: z.object({ vouchers: z.array(voucher), next: z.nullable(uuid) }),
  refusals: [],
})

export const getVoucher = endpoint({
  method: 'GET',
  path: '/v1/vouchers/{id}',
  summary: 'One voucher of the caller.',
  auth: 'member',
  params: idParams,
  success: 200,
  reply: z.object({ voucher }),
  refusals: ['not-found'],
})

/** Why something cannot be done with a voucher that is no longer, or not yet, ready. */
const notReady = ['voucher-redeemed', 'voucher-expired', 'voucher-withdrawn'] as const

export const returnVoucher = endpoint({
  method: 'POST',
  path: '/v1/vouchers/{id}/return',
  summary: 'Gives a voucher back, for somebody else. Returning it again changes nothing.',
  auth: 'member',
  params: idParams,
  success: 200,
  reply: z.object({ voucher }),
  refusals: ['not-found', 'voucher-redeemed', 'voucher-expired', 'voucher-begun'],
})

export const reissueVoucher = endpoint({
  method: 'POST',
  path: '/v1/vouchers/{id}/reissue',
  summary:
    'Gives a voucher new secrets, and with them new codes: what was drawn before, on whatever phone, works no more. For one whose phone was cleared, lost or seen by others.',
  auth: 'member',
  params: idParams,
  success: 200,
  reply: z.object({ voucher }),
  refusals: ['not-found', ...notReady],
})

export const moveVoucher = endpoint({
  method: 'PUT',
  path: '/v1/vouchers/{id}/station',
  summary:
    'Changes the station of a voucher, or what was chosen, while there is stock. The same again changes nothing.',
  auth: 'member',
  params: idParams,
  body: z.strictObject({ stationId, variant: z.optional(z.string().check(z.maxLength(32))) }),
  success: 200,
  reply: z.object({ voucher }),
  refusals: [
    'not-found',
    ...notReady,
    'voucher-unbound',
    'station-not-in-campaign',
    'variant-unknown',
    'sold-out-here',
    'sold-out',
  ],
})

export const reportMissing = endpoint({
  method: 'POST',
  path: '/v1/vouchers/{id}/missing',
  summary: 'Says that the thing was promised and is not there. Said again, the first report stands.',
  auth: 'member',
  params: idParams,
  body: z.strictObject({
    /** Where one stands; needed where the voucher is bound to no station. */
    stationId: z.optional(stationId),
  }),
  success: 200,
  reply: z.object({ voucher }),
  refusals: ['not-found', ...notReady, 'station-required', 'station-not-in-campaign'],
})

/** A report as the station's clerk sees it. */
export const missingReport = z
  .object({
    id: uuid,
    voucherId: uuid,
    campaignId: uuid,
    title: z.string(),
    variant: z.optional(z.string()),
    worker: z.object({ maskedName: z.string() }),
    station: z.object({ id: stationId, name: z.string() }),
    reportedAt: timestamp,
    resolvedAt: z.optional(timestamp),
    outcome: z.optional(missingOutcome),
  })
  .register(z.globalRegistry, { id: 'MissingReport' })
export type MissingReport = z.output<typeof missingReport>

export const listMissing = endpoint({
  method: 'GET',
  path: '/v1/missing',
  summary:
    'What was reported missing at one of the calling clerk’s stations and is not resolved, oldest first.',
  auth: 'clerk',
  query: z.object({ stationId }),
  success: 200,
  reply: z.object({ reports: z.array(missingReport) }),
  refusals: ['station-not-yours'],
})

export const resolveMissing = endpoint({
  method: 'POST',
  path: '/v1/missing/{id}/resolution',
  summary:
    'Resolves a report: the thing was found, is given at another station that has one, or is gone, and its holder may claim again.',
  auth: 'clerk',
  params: idParams,
  body: z.discriminatedUnion('outcome', [
    z.strictObject({ outcome: z.literal('found') }),
    z.strictObject({ outcome: z.literal('elsewhere'), stationId }),
    z.strictObject({ outcome: z.literal('gone') }),
  ]),
  success: 200,
  reply: z.object({ report: missingReport }),
  refusals: ['not-found', 'missing-resolved', 'station-not-in-campaign', 'sold-out-here', ...notReady],
})
