import * as z from 'zod/mini'
import { endpoint } from './endpoint'
import { idNumberRefusals } from './refusals'
import { base64url, idParams, occupation, point, purpose, stationId, timestamp, uuid } from './shapes'

export const role = z.enum(['worker', 'clerk', 'reviewer', 'admin'])
export type Role = z.output<typeof role>

/** The caller about himself. The ID number never leaves the server; the name comes masked. */
export const worker = z
  .object({
    id: uuid,
    /** 王*明 once verified, else what the account was opened as. */
    maskedName: z.string(),
    /** 138****8000, where a phone number is bound. */
    maskedPhone: z.optional(z.string()),
    /** When the account will be deleted, where its owner asked for that. */
    deletesAt: z.optional(timestamp),
    occupation: z.nullable(occupation),
    /** Whether a roster says so too; else it is what he declared. */
    occupationConfirmed: z.optional(z.boolean()),
    verified: z.boolean(),
    /** Of which union he is a member, and since when. */
    union: z.optional(z.object({ name: z.string(), since: timestamp })),
    roles: z.array(role),
    /** Stations a clerk works for; empty for everyone else. */
    stations: z.array(z.object({ id: stationId, name: z.string(), point })),
  })
  .register(z.globalRegistry, { id: 'Worker' })
export type Worker = z.output<typeof worker>

/** The personas of a demo; see NUANXIN_DEMO. */
export const personas = [
  'rider',
  'courier',
  'driver',
  'trucker',
  'clerk',
  'reviewer',
  'reviewer2',
  'admin',
] as const
export const persona = z.enum(personas)
export type Persona = z.output<typeof persona>

const loginCode = z.string().check(z.minLength(1), z.maxLength(128))
const typedPhone = z.string().check(z.minLength(1), z.maxLength(32))

export const openSession = endpoint({
  method: 'POST',
  path: '/v1/sessions',
  summary: 'Logs in. The token is shown once; send it as `Authorization: Bearer`.',
  auth: 'anyone',
  body: z.discriminatedUnion('provider', [
    /** What wx.login gave. */
    z.strictObject({ provider: z.literal('wechat'), code: loginCode }),
    /** What `sendPhoneCode` sent. */
    z.strictObject({ provider: z.literal('phone'), phone: typedPhone, code: loginCode }),
    /** A persona's name. */
    z.strictObject({ provider: z.literal('demo'), code: loginCode }),
  ]),
  success: 201,
  reply: z.object({ token: base64url, worker }),
  refusals: ['login-refused', 'phone-invalid', 'phone-code-wrong', 'phone-code-expired', 'phone-code-used'],
})

export const sendPhoneCode = endpoint({
  method: 'POST',
  path: '/v1/phone-codes',
  summary:
    'Sends a code of six digits to a phone, to log in with. The answer is the same whether anybody has that number.',
  auth: 'anyone',
  body: z.strictObject({ phone: typedPhone }),
  success: 201,
  reply: z.object({
    expiresAt: timestamp,
    /** Before that no other is sent. */
    resendAt: timestamp,
  }),
  refusals: ['login-refused', 'phone-invalid'],
})

export const closeSession = endpoint({
  method: 'DELETE',
  path: '/v1/sessions/current',
  summary: 'Logs out: the session is dead at once.',
  auth: 'member',
  success: 204,
  reply: z.undefined(),
  refusals: [],
})

export const getMe = endpoint({
  method: 'GET',
  path: '/v1/me',
  summary: 'The caller.',
  auth: 'member',
  success: 200,
  reply: z.object({ worker }),
  refusals: [],
})

export const declareOccupation = endpoint({
  method: 'PUT',
  path: '/v1/me/occupation',
  summary: 'Declares what the caller works as: once, and then again every 30 days, unless a roster has told.',
  auth: 'member',
  body: z.strictObject({ occupation }),
  success: 200,
  reply: z.object({ worker }),
  refusals: ['occupation-confirmed', 'occupation-recent'],
})

/** A device on which the caller is logged in. */
export const session = z
  .object({
    id: uuid,
    /** 苹果手机 · 微信 */
    device: z.string(),
    openedAt: timestamp,
    /** Exact to the day. */
    seenAt: timestamp,
    /** Whether it is the one that asks. */
    current: z.boolean(),
  })
  .register(z.globalRegistry, { id: 'Session' })
export type Session = z.output<typeof session>

export const listSessions = endpoint({
  method: 'GET',
  path: '/v1/me/sessions',
  summary: 'The devices on which the caller is logged in, newest first.',
  auth: 'member',
  success: 200,
  reply: z.object({ sessions: z.array(session) }),
  refusals: [],
})

export const revokeSession = endpoint({
  method: 'DELETE',
  path: '/v1/me/sessions/{id}',
  summary: 'Logs one of the caller’s devices out, at once. Its voucher codes are worth nothing from then on.',
  auth: 'member',
  params: idParams,
  success: 204,
  reply: z.undefined(),
  refusals: ['not-found'],
})

export const bindPhone = endpoint({
  method: 'POST',
  path: '/v1/me/phone',
  summary: 'Binds the phone number that WeChat vouches for, by the code its button gave.',
  auth: 'member',
  body: z.strictObject({ code: loginCode }),
  success: 200,
  reply: z.object({ worker }),
  refusals: ['phone-refused', 'phone-in-use'],
})

/** One word of the caller on one purpose, as it was recorded. */
export const consentWord = z
  .object({ purpose, version: z.string(), textHash: base64url, given: z.boolean(), at: timestamp })
  .register(z.globalRegistry, { id: 'ConsentWord' })
export type ConsentWord = z.output<typeof consentWord>

/** How the caller stands to one purpose, with all that a screen says about it. */
export const consent = z
  .object({
    purpose,
    title: z.string(),
    /** The text in force, its version and hash: what an agreement is recorded under. */
    text: z.string(),
    version: z.string(),
    textHash: base64url,
    /** What taking it back does, in words. */
    withdrawal: z.string(),
    /** outdated: he agreed to an earlier text, which holds for nothing any more; to be asked again. */
    state: z.enum(['never', 'given', 'withdrawn', 'outdated']),
    /** Of his last word. */
    at: z.nullable(timestamp),
    /** Until when what was kept under a consent now withdrawn stays, since cover of his depends on it. */
    keptUntil: z.optional(timestamp),
  })
  .register(z.globalRegistry, { id: 'Consent' })
export type Consent = z.output<typeof consent>

export const listConsents = endpoint({
  method: 'GET',
  path: '/v1/me/consents',
  summary: 'Every purpose with the text in force, and how the caller stands to it.',
  auth: 'member',
  success: 200,
  reply: z.object({ consents: z.array(consent) }),
  refusals: [],
})

export const putConsent = endpoint({
  method: 'PUT',
  path: '/v1/me/consents',
  summary:
    'Gives or withdraws consent to one purpose, under the text that was shown. A withdrawal acts at once.',
  auth: 'member',
  body: z.strictObject({
    purpose,
    version: z.string().check(z.maxLength(32)),
    /** base64url of the SHA-256 of the text's UTF-8 bytes. */
    textHash: base64url.check(z.maxLength(64)),
    given: z.boolean(),
  }),
  success: 200,
  reply: z.object({
    consent,
    /** As a withdrawal may have left him. */
    worker,
  }),
  refusals: ['consent-outdated'],
})

export const verifyIdentity = endpoint({
  method: 'POST',
  path: '/v1/me/verification',
  summary: 'Verifies the caller by name and ID number (GB 11643), after consent. One account per person.',
  auth: 'member',
  body: z.strictObject({
    name: z.string().check(z.minLength(1), z.maxLength(64)),
    idNumber: z.string().check(z.minLength(1), z.maxLength(32)),
  }),
  consents: ['identity'],
  success: 200,
  reply: z.object({ worker }),
  refusals: [...idNumberRefusals, 'name-invalid', 'identity-in-use', 'already-verified'],
})
