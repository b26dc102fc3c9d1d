import * as z from 'zod/mini'
import { endpoint } from './endpoint'
import { count, fen, idParams, timestamp, uuid } from './shapes'

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

/** A union's non-profit mutual aid plan. priceFen = subsidyFen + ownFen. */
export const plan = z
  .object({
    id: uuid,
    title: z.string(),
    operator: z.string(),
    priceFen: fen,
    subsidyFen: fen,
    ownFen: fen,
    termMonths: z.int().check(z.gte(1)),
    minAge: count,
    maxAge: count,
    covers: z.array(coverLine),
    /** What it does not pay for, in users' words. */
    exclusions: z.array(z.string()),
    papers: z.array(z.string()),
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
    /** If paid today. */
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
    state: z.enum(['awaiting-payment', 'paid', 'expired']),
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
    state: z.enum(['waiting', 'in-force', 'ended']),
    inForceFrom: timestamp,
    inForceTo: timestamp,
    priceFen: fen,
    subsidyFen: fen,
    ownFen: fen,
    demo: z.boolean(),
  })
  .register(z.globalRegistry, { id: 'Policy' })
export type Policy = z.output<typeof policy>

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
  refusals: ['not-found', 'purchase-off', 'plan-closed', 'already-covered'],
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

export const listPolicies = endpoint({
  method: 'GET',
  path: '/v1/aid/policies',
  summary: "The caller's policies, newest first.",
  auth: 'member',
  success: 200,
  reply: z.object({ policies: z.array(policy) }),
  refusals: [],
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
