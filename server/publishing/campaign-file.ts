import * as z from 'zod/mini'
import { campaign, distribution, drawTerms, eligibility, item, variants } from '@/contract'

/** The fields of a campaign's file. What the contract says of them holds here too; times may be written as in Shanghai. */

const moment = z.string()
const filled = (most: number) => z.string().check(z.minLength(1), z.maxLength(most))
const quantity = z.int()

export const campaignFile = z.strictObject({
  /** What the file's campaign is called by; no two have the same. */
  code: z.string().check(z.regex(/^[A-Za-z0-9-]{3,40}$/)),
  title: filled(40),
  summary: filled(200),
  sponsor: filled(40),
  distribution,
  items: z.array(z.strictObject(item.shape)).check(z.minLength(1), z.maxLength(20)),
  eligibility: z.optional(
    z.strictObject({
      occupations: z._default(eligibility.shape.occupations, []),
      regions: eligibility.shape.regions,
      membership: z._default(eligibility.shape.membership, false),
      verified: eligibility.shape.verified,
      registeredBefore: z.optional(moment),
    }),
  ),
  opensAt: moment,
  closesAt: moment,
  redeemBy: moment,
  redeemFrom: z.optional(moment),
  variants: z.optional(
    z.strictObject({
      label: variants.shape.label,
      options: variants.shape.options.check(z.minLength(2), z.maxLength(20)),
    }),
  ),
  uses: campaign.shape.uses,
  price: campaign.shape.price,
  presence: campaign.shape.presence,
  draw: z.optional(z.strictObject({ prizes: drawTerms.shape.prizes, source: filled(100), drawsAt: moment })),
  stations: z
    .array(
      z.strictObject({
        /** A station's code. */
        station: filled(32),
        /** How many come in there; of a `daily` campaign each day. Of each option where there are several. */
        quota: z.optional(z.union([quantity, z.record(z.string(), quantity)])),
      }),
    )
    .check(z.minLength(1)),
})
export type CampaignFile = z.output<typeof campaignFile>
