import * as z from 'zod/mini'
import { figures, item } from './campaigns'
import { endpoint, idempotencyKey } from './endpoint'
import { problem, type RefusalCode } from './refusals'
import { base64url, count, idParams, occupation, stationId, timestamp, uuid } from './shapes'

/** Never more of a person than this. */
const holder = z.object({ maskedName: z.string(), occupation: z.nullable(occupation) })

/** What a clerk is shown. */
export const redemption = z
  .object({
    id: uuid,
    voucherId: uuid,
    campaignId: uuid,
    title: z.string(),
    items: z.array(item),
    worker: holder,
    station: z.object({ id: stationId, name: z.string() }),
    redeemedAt: timestamp,
    variant: z.optional(z.string()),
    /** Of a pass: how often it still works. */
    usesLeft: z.optional(count),
    /** `qr` by the rotating QR, `digits` typed from the screen, `hand` by the card of somebody whose phone was dead. */
    by: z.enum(['qr', 'digits', 'hand']),
    /** When it was taken back: the voucher is as it was before. */
    undoneAt: z.optional(timestamp),
  })
  .register(z.globalRegistry, { id: 'Redemption' })
export type Redemption = z.output<typeof redemption>

/** Why a code does not redeem its voucher. */
const codeRefusals = [
  'code-truncated',
  'code-malformed',
  'code-unknown',
  'code-forged',
  'code-stale',
  'code-reissued',
  'code-future',
  'grant-forged',
  'voucher-redeemed',
  'voucher-expired',
  'voucher-withdrawn',
  'voucher-elsewhere',
  'voucher-just-used',
  'voucher-not-yet',
  'digits-guessed',
  'station-fast',
] as const satisfies readonly RefusalCode[]

/** A code as its voucher's holder shows it. */
const presented = {
  /** The QR's text, or 16 digits (spaces allowed). */
  code: z.string().check(z.minLength(1), z.maxLength(600)),
  stationId,
  /** The clerk's clock, to tell a wrong clock from a stale code. */
  deviceTime: timestamp,
}

export const previewRedemption = endpoint({
  method: 'POST',
  path: '/v1/redemptions/preview',
  summary: 'Whose voucher a code is of, and what for, as redeeming it would find it; redeems nothing.',
  auth: 'clerk',
  body: z.strictObject(presented),
  success: 200,
  reply: z.object({
    title: z.string(),
    items: z.array(item),
    worker: holder,
    variant: z.optional(z.string()),
    /** Of a pass: how often it still works before this. */
    usesLeft: z.optional(count),
    expiresAt: timestamp,
  }),
  refusals: ['station-not-yours', ...codeRefusals],
})

export const redeemVoucher = endpoint({
  method: 'POST',
  path: '/v1/redemptions',
  summary: 'Redeems a voucher by the QR or digits on its screen, at a station of the calling clerk.',
  auth: 'clerk',
  body: z.strictObject(presented),
  keyed: true,
  success: 201,
  reply: z.object({ redemption, figures }),
  refusals: ['station-not-yours', ...codeRefusals],
})

export const undoRedemption = endpoint({
  method: 'POST',
  path: '/v1/redemptions/{id}/undo',
  summary:
    'Takes a redemption at one of the calling clerk’s stations back, within 60 seconds. Again, it changes nothing.',
  auth: 'clerk',
  params: idParams,
  success: 200,
  reply: z.object({ redemption, figures }),
  refusals: ['not-found', 'undo-late'],
})

/** What became of a queued scan: it redeemed (now, or when it was sent before), or it was refused. One of the two. */
export const scanOutcome = z
  .object({ key: idempotencyKey, redemption: z.optional(redemption), refusal: z.optional(problem) })
  .register(z.globalRegistry, { id: 'ScanOutcome' })
export type ScanOutcome = z.output<typeof scanOutcome>

/**
 * Scans that a clerk's phone made without signal, in the order in which it made them. Each is known by a key of its own,
 * made when it was scanned: sent again, it has the same outcome, even where it was sent to POST /v1/redemptions first and
 * no answer came. Codes are checked for the time of the scan, by the phone's
 * clock as far as `deviceTime` shows it to be off. Where that is more than an hour, each is refused with `clock-wrong`, and
 * stays in the queue: the phone sends both times again, corrected by the Date of this reply.
 */
export const redeemBatch = endpoint({
  method: 'POST',
  path: '/v1/redemptions/batch',
  summary:
    'Redeems queued scans one after the other, at a station of the calling clerk; each has its outcome.',
  auth: 'clerk',
  body: z.strictObject({
    stationId,
    /** The phone's clock as this is sent. */
    deviceTime: timestamp,
    scans: z
      .array(
        z.strictObject({
          key: idempotencyKey,
          /** The QR's text. */
          code: z.string().check(z.minLength(1), z.maxLength(600)),
          /** By the same clock. */
          scannedAt: timestamp,
        }),
      )
      .check(z.minLength(1), z.maxLength(50)),
  }),
  success: 200,
  reply: z.object({
    /** In the order of the scans. */
    outcomes: z.array(scanOutcome),
  }),
  refusals: ['station-not-yours'],
})

export const grantKeys = endpoint({
  method: 'GET',
  path: '/v1/grant-keys',
  summary:
    'The public keys that vouchers’ grants are signed by, now and earlier: to check them without signal.',
  auth: 'anyone',
  success: 200,
  reply: z.object({
    keys: z.array(
      z.object({
        /** 0 to 255; the second byte of a grant. */
        id: z.int(),
        /** Ed25519, 32 bytes. */
        publicKey: base64url,
      }),
    ),
  }),
  refusals: [],
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
