import * as z from 'zod/mini'
import { endpoint } from './endpoint'
import { base64url, count, idParams, point, stationId, timestamp, uuid } from './shapes'

export const voucherState = z.enum(['ready', 'redeemed', 'expired', 'returned', 'revoked'])
export type VoucherState = z.output<typeof voucherState>

export const voucherStation = z.object({ id: stationId, name: z.string(), address: z.string(), point })
export type VoucherStation = z.output<typeof voucherStation>

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
    redeemedAt: z.nullable(timestamp),
    redeemedWhere: z.nullable(voucherStation),
    demo: z.boolean(),
  })
  .register(z.globalRegistry, { id: 'Voucher' })
export type Voucher = z.output<typeof voucher>

export const listVouchers = endpoint({
  method: 'GET',
  path: '/v1/vouchers',
  summary: "The caller's vouchers, newest first, in pages of 20.",
  auth: 'member',
  query: z.object({
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
