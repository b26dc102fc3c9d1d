import * as z from 'zod/mini'
import { coverLine, occupation, plan } from '@/contract'

/** As in the database, for plans that say nothing. */
const usualClaims = { reportDays: 10, paperDays: 30, reviewDays: 5, payDays: 3, objectDays: 30 }
const days = (usual: number) => z._default(z.int().check(z.gte(1), z.lte(730)), usual)

/** The fields of a mutual aid plan's file. What the contract says of them holds here too; times may be written as in Shanghai. */

const moment = z.string()
const filled = (most: number) => z.string().check(z.minLength(1), z.maxLength(most))
const words = z.array(filled(60)).check(z.minLength(1), z.maxLength(20))
const stretch = { opensAt: z.optional(moment), closesAt: z.optional(moment) }

export const planFile = z.strictObject({
  /** What the file's plan is called by; no two have the same. */
  code: z.string().check(z.regex(/^[A-Za-z0-9-]{3,40}$/)),
  title: filled(20),
  operator: filled(40),
  priceFen: plan.shape.priceFen,
  subsidies: z._default(
    z
      .array(
        z.strictObject({
          title: filled(20),
          amountFen: plan.shape.priceFen.check(z.gte(1)),
          /** Left out: as much as it takes. */
          budgetFen: z.optional(z.int().check(z.gte(0))),
          regions: z._default(z.array(z.string().check(z.regex(/^\d{2}(\d{2}(\d{2})?)?$/))), []),
          occupations: z._default(z.array(occupation), []),
          /** The channel of a roster: only whom it names. */
          roster: z.optional(filled(64)),
          ...stretch,
        }),
      )
      .check(z.maxLength(20)),
    [],
  ),
  termMonths: plan.shape.termMonths.check(z.lte(36)),
  minAge: plan.shape.minAge,
  maxAge: plan.shape.maxAge.check(z.lte(120)),
  occupations: z._default(plan.shape.occupations, []),
  ...stretch,
  coolingDays: z._default(plan.shape.coolingDays.check(z.lte(60)), 0),
  renewDays: z._default(plan.shape.renewDays.check(z.lte(90)), 30),
  covers: z.array(z.strictObject(coverLine.shape)).check(z.minLength(1), z.maxLength(12)),
  exclusions: words,
  papers: words,
  /** Each left out is as usual. */
  claims: z._default(
    z.strictObject({
      reportDays: days(usualClaims.reportDays),
      paperDays: days(usualClaims.paperDays),
      reviewDays: days(usualClaims.reviewDays),
      payDays: days(usualClaims.payDays),
      objectDays: days(usualClaims.objectDays),
    }),
    usualClaims,
  ),
})
export type PlanFile = z.output<typeof planFile>
