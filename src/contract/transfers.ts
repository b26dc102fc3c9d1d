import * as z from 'zod/mini'
import { aidClaim } from './aid-claims'
import { endpoint } from './endpoint'
import { idParams, uuid } from './shapes'

/** Payouts by WeChat's 商家转账: the member takes them himself, on a page of WeChat's. */

/** What opens that page. In the sandbox there is none: play money is taken by `takeSandboxPayout`. */
export const collection = z.discriminatedUnion('provider', [
  z.object({ provider: z.literal('sandbox') }),
  z.object({
    provider: z.literal('wechat'),
    mchId: z.string(),
    appId: z.string(),
    package: z.string(),
  }),
])
export type Collection = z.output<typeof collection>

export const collectPayout = endpoint({
  method: 'POST',
  path: '/v1/aid/claims/{id}/collection',
  summary:
    'Offers the caller his benefit in WeChat, and gives what opens WeChat’s page to take it. Asked again it is the same money: a new bill is made only once WeChat says that the one before came to nothing.',
  auth: 'member',
  params: idParams,
  success: 200,
  reply: z.object({ collection }),
  refusals: [
    'not-found',
    'payout-not-waiting',
    'verification-required',
    'wechat-payout-off',
    'collect-in-wechat',
    'payout-preparing',
    'payout-came-back',
    'payout-unavailable',
  ],
})

export const takeSandboxPayout = endpoint({
  method: 'POST',
  path: '/v1/payouts/sandbox',
  summary:
    'Sandbox only: takes a payout of the caller as play money, and sends the notice that WeChat would.',
  auth: 'member',
  body: z.strictObject({ claimId: uuid }),
  success: 200,
  reply: z.object({ claim: aidClaim }),
  refusals: ['not-found', 'payout-not-waiting'],
})

export const wechatTransferNotices = endpoint({
  method: 'POST',
  path: '/v1/payouts/wechat/notices',
  summary:
    'WeChat Pay tells how a transfer ended, signed over the body as it was sent (API v3, which also says what the body is). The same notice may come any number of times, and before our call is answered.',
  auth: 'anyone',
  success: 204,
  reply: z.undefined(),
  refusals: ['signature-refused', 'not-found', 'payment-differs'],
})
