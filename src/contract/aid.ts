import * as z from 'zod/mini'
import { endpoint } from './endpoint'
import { count, fen, idParams, occupation, timestamp, uuid } from './shapes'

/**
 * One line of what a plan pays. Amounts in fen; `rate` in percent of what exceeds the deductible; `fromDay`/`toDay`
 * count days in hospital; nothing is paid for what begins within `waitingDays` of the start.
 */
export const coverLine = z
  .object({
    kind: z.enum(['death-disability', 'accident-treatment', 'hospital-days', 'serious-illness']),
    title: z.string(),
    sumFen: fen,
    perDayFen: z.optional(fen),
    deductibleFen: z.optional(fen),
    rate: z.optional(z.int().check(z.gte(1), z.lte(100))),
    fromDay: z.optional(count),
    toDay: z.optional(count),
    waitingDays: count,
  })
  .register(z.globalRegistry, { id: 'CoverLine' })
export type CoverLine = z.output<typeof coverLine>

/** How long a plan's claims take. */
export const claimTerms = z
  .object({
    /** From the event to its report; later ones are taken too, with the reason. */
    reportDays: count,
    /** For papers that are asked for. */
    paperDays: count,
    /** Working days, from when all is in to the decision. */
    reviewDays: count,
    /** Working days, from the decision to the money. */
    payDays: count,
    /** After a refusal, to object. */
    objectDays: count,
  })
  .register(z.globalRegistry, { id: 'ClaimTerms' })
export type ClaimTerms = z.output<typeof claimTerms>

/** Somebody else's money for those who join. Empty lists are for everybody. */
export const subsidy = z
  .object({
    /** Whose money it is, in users' words. */
    title: z.string(),
    amountFen: fen,
    /** What is left of its budget; null where it is not limited. */
    leftFen: z.nullable(fen),
    /** Leading digits of codes of GB/T 2260. */
    regions: z.array(z.string()),
    occupations: z.array(occupation),
    /** Only for those whom a list names that the union was given. */
    listed: z.boolean(),
  })
  .register(z.globalRegistry, { id: 'Subsidy' })
export type Subsidy = z.output<typeof subsidy>

/** A union's non-profit mutual aid plan. priceFen = subsidyFen + ownFen. */
export const plan = z
  .object({
    id: uuid,
    title: z.string(),
    operator: z.string(),
    priceFen: fen,
    /** As the caller would get it now; without a session, as everybody would. */
    subsidyFen: fen,
    ownFen: fen,
    /** Whose money the subsidy is; null where there is none. */
    subsidyTitle: z.nullable(z.string()),
    /** All that are offered, the largest first. */
    subsidies: z.array(subsidy),
    termMonths: z.int().check(z.gte(1)),
    minAge: count,
    maxAge: count,
    /** Whom it is for; empty: everybody. */
    occupations: z.array(occupation),
    /** When one may join; null: from ever, for ever. */
    opensAt: z.nullable(timestamp),
    closesAt: z.nullable(timestamp),
    /** For so many days after the day of joining one may take it back; 0: not at all. */
    coolingDays: count,
    /** So many days before its end cover may be renewed. */
    renewDays: count,
    covers: z.array(coverLine),
    /** What it does not pay for, in users' words. */
    exclusions: z.array(z.string()),
    papers: z.array(z.string()),
    claimTerms,
    /** Whether one can join now. */
    open: z.boolean(),
    demo: z.boolean(),
  })
  .register(z.globalRegistry, { id: 'Plan' })
export type Plan = z.output<typeof plan>

/** The price as the caller would pay it now, good until `expiresAt`. In force from 00:00 Asia/Shanghai after payment. */
export const quote = z
  .object({
    id: uuid,
    planId: uuid,
    priceFen: fen,
    subsidyFen: fen,
    ownFen: fen,
    /** Whose money the subsidy is. */
    subsidyTitle: z.nullable(z.string()),
    /** If paid today; where cover is renewed, from its end. */
    inForceFrom: timestamp,
    inForceTo: timestamp,
    expiresAt: timestamp,
  })
  .register(z.globalRegistry, { id: 'Quote' })
export type Quote = z.output<typeof quote>

/** What the phone hands to the payment window: `wechat` is what `wx.requestPayment` takes. */
export const payment = z.discriminatedUnion('provider', [
  z.object({ provider: z.literal('sandbox') }),
  z.object({
    provider: z.literal('wechat'),
    timeStamp: z.string(),
    nonceStr: z.string(),
    package: z.string(),
    signType: z.literal('RSA'),
    paySign: z.string(),
  }),
])
export type Payment = z.output<typeof payment>

/** How an order is paid. `none`: there is nothing to pay. */
export const orderProvider = z.enum(['sandbox', 'wechat', 'none'])
export type OrderProvider = z.output<typeof orderProvider>

/** Money on its way back: `failed` where the payment service gave up and the operator has to see to it. */
export const refund = z
  .object({
    amountFen: fen,
    state: z.enum(['due', 'asked', 'done', 'failed']),
    /** When it arrived, as far as the payment service knows. */
    doneAt: z.nullable(timestamp),
  })
  .register(z.globalRegistry, { id: 'Refund' })
export type Refund = z.output<typeof refund>

export const order = z
  .object({
    id: uuid,
    planId: uuid,
    title: z.string(),
    ownFen: fen,
    /** `cancelled`: joining was taken back. */
    state: z.enum(['awaiting-payment', 'paid', 'expired', 'cancelled']),
    payBy: timestamp,
    provider: orderProvider,
    policyId: z.nullable(uuid),
    /** Of what was paid where no policy could be had for it any more. */
    refund: z.nullable(refund),
  })
  .register(z.globalRegistry, { id: 'Order' })
export type Order = z.output<typeof order>

export const policy = z
  .object({
    id: uuid,
    planId: uuid,
    title: z.string(),
    operator: z.string(),
    /** Printed on the certificate. */
    number: z.string(),
    holder: z.string(),
    /** The largest sum among its cover lines. */
    sumFen: fen,
    /** `cancelled`: joining was taken back, it never covered. */
    state: z.enum(['waiting', 'in-force', 'ended', 'cancelled']),
    inForceFrom: timestamp,
    inForceTo: timestamp,
    priceFen: fen,
    subsidyFen: fen,
    ownFen: fen,
    /** By which anybody may check the certificate: 16 letters and digits. */
    certificate: z.string(),
    /** Until when joining may be taken back; null: not (any more). */
    cancelBy: z.nullable(timestamp),
    cancelledAt: z.nullable(timestamp),
    /** From when the next term may be joined. */
    renewFrom: timestamp,
    /** Of what was paid, once joining was taken back. */
    refund: z.nullable(refund),
    demo: z.boolean(),
  })
  .register(z.globalRegistry, { id: 'Policy' })
export type Policy = z.output<typeof policy>

/** What a certificate shows to whoever checks it; the holder's name is masked. */
export const certificate = z
  .object({
    title: z.string(),
    operator: z.string(),
    number: z.string(),
    holder: z.string(),
    sumFen: fen,
    state: policy.shape.state,
    inForceFrom: timestamp,
    inForceTo: timestamp,
    demo: z.boolean(),
  })
  .register(z.globalRegistry, { id: 'Certificate' })
export type Certificate = z.output<typeof certificate>

export const listPlans = endpoint({
  method: 'GET',
  path: '/v1/aid/plans',
  summary: 'The plans, with all they pay and do not pay.',
  auth: 'anyone',
  success: 200,
  reply: z.object({ plans: z.array(plan) }),
  refusals: [],
})

export const makeQuote = endpoint({
  method: 'POST',
  path: '/v1/aid/quotes',
  summary: 'Prices a plan for the caller.',
  auth: 'member',
  body: z.strictObject({ planId: uuid }),
  success: 201,
  reply: z.object({ quote }),
  refusals: ['not-found', 'purchase-off', 'plan-closed', 'plan-occupation', 'already-covered'],
})

export const placeOrder = endpoint({
  method: 'POST',
  path: '/v1/aid/orders',
  summary:
    'Orders what was quoted, for the caller as verified. An order that is still open is given back instead.',
  auth: 'member',
  body: z.strictObject({ quoteId: uuid }),
  consents: ['identity'],
  keyed: true,
  success: 201,
  reply: z.object({ order }),
  refusals: [
    'not-found',
    'verification-required',
    'age-out-of-range',
    'already-covered',
    'purchase-off',
    'plan-closed',
    'plan-occupation',
    'quote-expired',
    'quote-outdated',
    'payment-unavailable',
  ],
})

export const getOrder = endpoint({
  method: 'GET',
  path: '/v1/aid/orders/{id}',
  summary: 'One order of the caller.',
  auth: 'member',
  params: idParams,
  success: 200,
  reply: z.object({ order }),
  refusals: ['not-found'],
})

export const listOrders = endpoint({
  method: 'GET',
  path: '/v1/aid/orders',
  summary:
    "The caller's orders that are still open, and those whose money goes back, or went back within a week; newest first.",
  auth: 'member',
  success: 200,
  reply: z.object({ orders: z.array(order) }),
  refusals: [],
})

export const listPolicies = endpoint({
  method: 'GET',
  path: '/v1/aid/policies',
  summary: "The caller's policies, newest first.",
  auth: 'member',
  success: 200,
  reply: z.object({ policies: z.array(policy) }),
  refusals: [],
})

export const cancelPolicy = endpoint({
  method: 'POST',
  path: '/v1/aid/policies/{id}/cancel',
  summary: 'Takes joining back, within the days the plan gives for that; what was paid goes back.',
  auth: 'member',
  params: idParams,
  success: 200,
  reply: z.object({ policy }),
  refusals: ['not-found', 'cooling-over', 'policy-claimed'],
})

export const checkCertificate = endpoint({
  method: 'GET',
  path: '/v1/aid/certificates/{code}',
  summary: 'Whether a certificate is genuine, and what it says, by the code that stands on it.',
  auth: 'anyone',
  params: z.object({ code: z.string() }),
  success: 200,
  reply: z.object({ certificate }),
  refusals: ['certificate-malformed', 'certificate-unknown'],
})

export const preparePayment = endpoint({
  method: 'POST',
  path: '/v1/aid/orders/{id}/payment',
  summary: 'What the phone hands to the payment window for an open order of the caller; good for minutes.',
  auth: 'member',
  params: idParams,
  success: 200,
  reply: z.object({ payment }),
  refusals: [
    'not-found',
    'order-expired',
    'order-paid',
    'purchase-off',
    'pay-in-wechat',
    'payment-unavailable',
  ],
})

export const paySandboxOrder = endpoint({
  method: 'POST',
  path: '/v1/payments/sandbox',
  summary:
    'Sandbox only: pays an order of the caller with play money, and sends the notice a payment service would.',
  auth: 'member',
  body: z.strictObject({ orderId: uuid }),
  success: 200,
  reply: z.object({ order }),
  refusals: ['not-found', 'order-expired'],
})

export const wechatNotices = endpoint({
  method: 'POST',
  path: '/v1/payments/wechat/notices',
  summary:
    'WeChat Pay tells of a payment or a refund, signed over the body as it was sent (API v3, which also says what the body is). The same notice may come any number of times and in any order.',
  auth: 'anyone',
  success: 204,
  reply: z.undefined(),
  refusals: ['signature-refused', 'not-found', 'payment-differs'],
})
