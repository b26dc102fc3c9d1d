import * as z from 'zod/mini'
import { endpoint } from './endpoint'
import { idParams, occupation, timestamp, uuid } from './shapes'

/** By what somebody without an employer's union belongs to one: where he is registered 户籍地, or where he works 常驻地. */
export const unionBasis = z.enum(['household', 'workplace'])
export type UnionBasis = z.output<typeof unionBasis>

/** A union of a district or street, which takes single workers. */
export const union = z
  .object({
    id: uuid,
    name: z.string(),
    /** Six digits of GB/T 2260, and the same in words: 河北省秦皇岛市海港区. */
    regionCode: z.string(),
    area: z.string(),
    address: z.string(),
    phone: z.optional(z.string()),
    /** By what it takes people. */
    takes: z.array(unionBasis),
    /** True for invented data, which the screen must call so. */
    demo: z.boolean(),
  })
  .register(z.globalRegistry, { id: 'Union' })
export type Union = z.output<typeof union>

/**
 * submitted 已提交 → accepted 已受理 → member 已入会; or refused 没通过. The worker himself can make of the first two
 * withdrawn 已撤回, and of a membership left 已退会.
 */
export const applicationState = z.enum(['submitted', 'accepted', 'member', 'refused', 'withdrawn', 'left'])
export type ApplicationState = z.output<typeof applicationState>

/** Why somebody is not taken: not of this area, has an employer's union, is a member elsewhere, could not be reached. */
export const unionRefusal = z.enum([
  'other-area',
  'employer-union',
  'member-elsewhere',
  'not-reached',
  'other',
])
export type UnionRefusal = z.output<typeof unionRefusal>

export const unionApplication = z
  .object({
    id: uuid,
    union,
    basis: unionBasis,
    state: applicationState,
    /** All that happened so far, oldest first; the last is `state`. */
    steps: z.array(z.object({ state: applicationState, at: timestamp })),
    /** By when the union should say the next word; null where none is due. */
    expectedBy: z.nullable(timestamp),
    /** Where it was refused: why, and what one can do, in words; `note` is the decider's own. */
    refusal: z.nullable(
      z.object({ reason: unionRefusal, why: z.string(), advice: z.string(), note: z.nullable(z.string()) }),
    ),
  })
  .register(z.globalRegistry, { id: 'UnionApplication' })
export type UnionApplication = z.output<typeof unionApplication>

/** An application as those see it who decide. */
export const unionCase = z
  .object({
    application: unionApplication,
    applicant: z.object({
      maskedName: z.string(),
      maskedPhone: z.optional(z.string()),
      occupation: z.nullable(occupation),
      /** Whether a roster says so too. */
      occupationConfirmed: z.boolean(),
    }),
  })
  .register(z.globalRegistry, { id: 'UnionCase' })
export type UnionCase = z.output<typeof unionCase>

export const listUnions = endpoint({
  method: 'GET',
  path: '/v1/unions',
  summary: 'Unions that take single workers, at most 100, by region.',
  auth: 'anyone',
  query: z.object({
    /** Two, four or six digits: a province, a city, a district. */
    region: z.optional(z.string().check(z.regex(/^(\d{2}){1,3}$/))),
    /** All of these must be in the name, the area or the address. */
    words: z.optional(z.string().check(z.maxLength(64))),
    takes: z.optional(unionBasis),
  }),
  success: 200,
  reply: z.object({ unions: z.array(union) }),
  refusals: [],
})

export const joinUnion = endpoint({
  method: 'POST',
  path: '/v1/me/union-applications',
  summary:
    'Applies to a union, as verified. One application is open at a time; the same once more gives back the one there is.',
  auth: 'member',
  body: z.strictObject({ unionId: uuid, basis: unionBasis }),
  consents: ['identity'],
  success: 201,
  reply: z.object({ application: unionApplication }),
  refusals: [
    'verification-required',
    'union-unknown',
    'union-takes-others',
    'application-open',
    'already-union-member',
  ],
})

export const listUnionApplications = endpoint({
  method: 'GET',
  path: '/v1/me/union-applications',
  summary: "The caller's applications, newest first: at most one is open or a membership.",
  auth: 'member',
  success: 200,
  reply: z.object({ applications: z.array(unionApplication) }),
  refusals: [],
})

export const leaveUnion = endpoint({
  method: 'DELETE',
  path: '/v1/me/union-applications/{id}',
  summary: 'Withdraws an application of the caller, or ends his membership.',
  auth: 'member',
  params: idParams,
  success: 200,
  reply: z.object({ application: unionApplication }),
  refusals: ['not-found', 'application-decided'],
})

export const listUnionCases = endpoint({
  method: 'GET',
  path: '/v1/admin/union-applications',
  summary:
    'Applications in pages of 20: the open ones oldest first, or those that have ended or made a member, newest first.',
  auth: 'admin',
  query: z.object({
    state: z._default(z.enum(['open', 'decided']), 'open'),
    /** `next` of the page before. */
    after: z.optional(uuid),
  }),
  success: 200,
  reply: z.object({ cases: z.array(unionCase), next: z.nullable(uuid) }),
  refusals: [],
})

export const decideUnionCase = endpoint({
  method: 'POST',
  path: '/v1/admin/union-applications/{id}/decisions',
  summary:
    'Accepts an application for handling, admits its applicant as a member, or refuses him and says why.',
  auth: 'admin',
  params: idParams,
  body: z.discriminatedUnion('decision', [
    z.strictObject({ decision: z.literal('accept') }),
    z.strictObject({ decision: z.literal('admit') }),
    z.strictObject({
      decision: z.literal('refuse'),
      reason: unionRefusal,
      /** For the applicant to read, beside the words of the reason. */
      note: z.optional(z.string().check(z.maxLength(200))),
    }),
  ]),
  success: 200,
  reply: z.object({ case: unionCase }),
  refusals: ['not-found', 'application-decided', 'application-own'],
})
