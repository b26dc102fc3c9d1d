import * as z from 'zod/mini'
import { distribution, figures, item } from './campaigns'
import { endpoint } from './endpoint'
import { redemption } from './redemptions'
import { count, idParams, stationId, timestamp, uuid } from './shapes'

/** What a clerk types from the card of somebody whose phone is dead. */
const card = {
  stationId,
  name: z.string().check(z.minLength(1), z.maxLength(64)),
  /** The last four of the ID number. */
  idLast4: z.string().check(z.regex(/^\d{3}[\dXx]$/)),
}

/** A voucher found without its code. */
export const foundVoucher = z
  .object({
    id: uuid,
    title: z.string(),
    items: z.array(item),
    variant: z.optional(z.string()),
    expiresAt: timestamp,
    /** Of a pass. */
    usesLeft: z.optional(count),
  })
  .register(z.globalRegistry, { id: 'FoundVoucher' })
export type FoundVoucher = z.output<typeof foundVoucher>

export const findByHand = endpoint({
  method: 'POST',
  path: '/v1/desk/lookups',
  summary:
    'For a dead phone: the vouchers that somebody can use at a station of the calling clerk, by the card he shows. Whoever was never verified is not found.',
  auth: 'clerk',
  body: z.strictObject(card),
  success: 200,
  reply: z.object({
    maskedName: z.string(),
    vouchers: z.array(foundVoucher),
    /** So many more may be redeemed by hand today: by this clerk, at this station. */
    left: count,
  }),
  refusals: ['station-not-yours', 'person-unknown'],
})

export const redeemByHand = endpoint({
  method: 'POST',
  path: '/v1/redemptions/by-hand',
  summary:
    'Redeems a voucher found by the card of its owner. So many a day, and marked as by hand in the ledger.',
  auth: 'clerk',
  body: z.strictObject({ ...card, voucherId: uuid }),
  keyed: true,
  success: 201,
  reply: z.object({ redemption, figures }),
  refusals: [
    'station-not-yours',
    'person-unknown',
    'hand-cap',
    'voucher-redeemed',
    'voucher-just-used',
    'voucher-not-yet',
    'station-fast',
  ],
})

/** 破损, 过期, 丢失, 点错了数. */
export const lossReason = z.enum(['damaged', 'expired', 'stolen', 'miscounted'])
export type LossReason = z.output<typeof lossReason>

/** What a clerk entered: that things arrived, or were lost. */
export const stockEntry = z
  .object({
    id: uuid,
    kind: z.enum(['received', 'lost']),
    campaignId: uuid,
    title: z.string(),
    variant: z.optional(z.string()),
    count,
    reason: z.optional(lossReason),
    at: timestamp,
    clerk: z.nullable(z.object({ maskedName: z.string() })),
  })
  .register(z.globalRegistry, { id: 'StockEntry' })
export type StockEntry = z.output<typeof stockEntry>

/** A campaign's things at one station. */
export const stationStock = z
  .object({
    campaignId: uuid,
    title: z.string(),
    items: z.array(item),
    distribution,
    /** How often one voucher works; once where it is missing. */
    uses: z.optional(count),
    figures,
    /** What lies there: received, less what was redeemed and lost. */
    onShelf: count,
    /** How much of it can still be claimed (of a `daily` one, today); null where claims do not count it. */
    left: z.nullable(count),
    variants: z.optional(z.array(z.object({ name: z.string(), left: count }))),
  })
  .register(z.globalRegistry, { id: 'StationStock' })
export type StationStock = z.output<typeof stationStock>

export const getStock = endpoint({
  method: 'GET',
  path: '/v1/stock',
  summary:
    'What lies at a station of the calling clerk, campaign by campaign, and what was entered there, newest first, in pages of 20.',
  auth: 'clerk',
  query: z.object({ stationId, after: z.optional(uuid) }),
  success: 200,
  reply: z.object({
    stock: z.array(stationStock),
    entries: z.array(stockEntry),
    next: z.nullable(uuid),
  }),
  refusals: ['station-not-yours'],
})

const goods = {
  stationId,
  campaignId: uuid,
  variant: z.optional(z.string().check(z.maxLength(32))),
  count: z.int().check(z.gte(1), z.lte(100_000)),
}
const goodsRefusals = [
  'station-not-yours',
  'station-not-in-campaign',
  'variant-required',
  'variant-unknown',
] as const

export const enterArrival = endpoint({
  method: 'POST',
  path: '/v1/stock/arrivals',
  summary: 'Enters that so many arrived at a station of the calling clerk; they can be claimed at once.',
  auth: 'clerk',
  body: z.strictObject(goods),
  keyed: true,
  success: 201,
  reply: z.object({ entry: stockEntry, figures }),
  refusals: goodsRefusals,
})

export const enterLoss = endpoint({
  method: 'POST',
  path: '/v1/stock/losses',
  summary: 'Enters that so many of what lies at a station of the calling clerk are lost, and why.',
  auth: 'clerk',
  body: z.strictObject({ ...goods, reason: lossReason }),
  keyed: true,
  success: 201,
  reply: z.object({ entry: stockEntry, figures }),
  refusals: [...goodsRefusals, 'stock-short'],
})

/** One clerk counts what lies there, the next takes it over; what the ledger expected stands beside it. */
export const handover = z
  .object({
    id: uuid,
    station: z.object({ id: stationId, name: z.string() }),
    at: timestamp,
    from: z.nullable(z.object({ maskedName: z.string() })),
    takenAt: z.optional(timestamp),
    to: z.optional(z.object({ maskedName: z.string() })),
    counts: z.array(z.object({ campaignId: uuid, title: z.string(), expected: count, counted: count })),
    /** Whether the caller made it, and another has to take it over. */
    own: z.boolean(),
  })
  .register(z.globalRegistry, { id: 'Handover' })
export type Handover = z.output<typeof handover>

export const handOver = endpoint({
  method: 'POST',
  path: '/v1/handovers',
  summary: 'Hands a station over as counted by the calling clerk. What is missing he enters as a loss.',
  auth: 'clerk',
  body: z.strictObject({
    stationId,
    counts: z
      .array(z.strictObject({ campaignId: uuid, counted: z.int().check(z.gte(0), z.lte(1_000_000)) }))
      .check(z.minLength(1), z.maxLength(100)),
  }),
  keyed: true,
  success: 201,
  reply: z.object({ handover }),
  refusals: ['station-not-yours', 'station-not-in-campaign'],
})

export const takeOver = endpoint({
  method: 'POST',
  path: '/v1/handovers/{id}/receipt',
  summary: 'Takes a station over from another clerk, as he counted. Again, it changes nothing.',
  auth: 'clerk',
  params: idParams,
  success: 200,
  reply: z.object({ handover }),
  refusals: ['not-found', 'handover-own', 'handover-taken'],
})

export const listHandovers = endpoint({
  method: 'GET',
  path: '/v1/handovers',
  summary: 'Hand-overs at a station of the calling clerk, newest first, in pages of 20.',
  auth: 'clerk',
  query: z.object({ stationId, after: z.optional(uuid) }),
  success: 200,
  reply: z.object({ handovers: z.array(handover), next: z.nullable(uuid) }),
  refusals: ['station-not-yours'],
})
