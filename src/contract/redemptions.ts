import * as z from 'zod/mini'
import { figures } from './campaigns'
import { endpoint } from './endpoint'
import { count, occupation, stationId, timestamp, uuid } from './shapes'

/** What a clerk is shown: never more of a person than a masked name and an occupation. */
export const redemption = z
  .object({
    id: uuid,
    voucherId: uuid,
    campaignId: uuid,
    title: z.string(),
    items: z.array(z.object({ name: z.string(), quantity: count })),
    worker: z.object({ maskedName: z.string(), occupation: z.nullable(occupation) }),
    station: z.object({ id: stationId, name: z.string() }),
    redeemedAt: timestamp,
    variant: z.optional(z.string()),
    /** Of a pass: how often it still works. */
    usesLeft: z.optional(count),
    /** `qr` by the rotating QR, `digits` typed from the screen. */
    by: z.enum(['qr', 'digits']),
  })
  .register(z.globalRegistry, { id: 'Redemption' })
export type Redemption = z.output<typeof redemption>

export const redeemVoucher = endpoint({
  method: 'POST',
  path: '/v1/redemptions',
  summary: 'Redeems a voucher by the QR or digits on its screen, at a station of the calling clerk.',
  auth: 'clerk',
  body: z.strictObject({
    /** The QR's text, or 16 digits (spaces allowed). */
    code: z.string().check(z.minLength(1), z.maxLength(600)),
    stationId,
    /** The clerk's clock, to tell a wrong clock from a stale code. */
    deviceTime: timestamp,
  }),
  keyed: true,
  success: 201,
  reply: z.object({ redemption, figures }),
  refusals: [
    'station-not-yours',
    'code-malformed',
    'code-unknown',
    'code-stale',
    'voucher-redeemed',
    'voucher-expired',
    'voucher-withdrawn',
    'voucher-elsewhere',
    'voucher-just-used',
  ],
})

export const listRedemptions = endpoint({
  method: 'GET',
  path: '/v1/redemptions',
  summary: 'What was redeemed at one of the calling clerk’s stations, newest first, in pages of 20.',
  auth: 'clerk',
  query: z.object({ stationId, after: z.optional(uuid) }),
  success: 200,
  reply: z.object({ redemptions: z.array(redemption), next: z.nullable(uuid) }),
  refusals: ['station-not-yours'],
})
