import * as z from 'zod/mini'
import { campaign, drawEntry, standing } from './campaigns'
import { endpoint } from './endpoint'
import { count, fen } from './shapes'
import { voucher } from './vouchers'

/** What the union has done for the caller in one year, Asia/Shanghai. */
export const statement = z
  .object({
    year: z.int(),
    /** Vouchers claimed and not given back. */
    claimed: count,
    /** Times that something was collected. */
    redeemed: count,
    /** What was collected, most of it first. */
    items: z.array(z.object({ name: z.string(), quantity: count })),
    /** What the union paid towards meals and the like, and towards mutual aid. */
    savedFen: fen,
    subsidyFen: fen,
  })
  .register(z.globalRegistry, { id: 'Statement' })
export type Statement = z.output<typeof statement>

export const getEntitlements = endpoint({
  method: 'GET',
  path: '/v1/me/entitlements',
  summary:
    'All the caller is entitled to and has not used, what of it expires within 3 days, and this year’s statement.',
  auth: 'member',
  success: 200,
  reply: z.object({
    /** Campaigns from which he may claim now; what closes first comes first. */
    open: z.array(z.object({ campaign, standing })),
    /** Draws he takes part in and whose end is open. */
    entries: z.array(drawEntry),
    /** Vouchers not used yet; what expires first comes first. */
    vouchers: z.array(voucher),
    /** How many of `open` and `vouchers` end within 3 days. */
    endingSoon: count,
    statement,
  }),
  refusals: [],
})
