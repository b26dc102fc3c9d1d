import { api, type CallInput, type Consent, type Occupation, type ReplyOf } from '@/contract'
import { call } from '@/platform/call'

/** Whether the server answers, and whether it is a demo. */
export const fetchHealth = (signal?: AbortSignal): Promise<ReplyOf<typeof api.getHealth>> =>
  call(api.getHealth, {}, { signal })

/** Logs in. Throws a Refusal whose `field` is `code` or `phone` where what was typed is wrong. */
export const openSession = (
  body: CallInput<typeof api.openSession>['body'],
): Promise<ReplyOf<typeof api.openSession>> => call(api.openSession, { body })

/** Has a code sent to a phone to log in with. Throws a Refusal: `phone-invalid`, or `too-many` with its `retryAt`. */
export const sendPhoneCode = (phone: string): Promise<ReplyOf<typeof api.sendPhoneCode>> =>
  call(api.sendPhoneCode, { body: { phone } })

/** Ends the session under whose token this is called. */
export const closeSession = (): Promise<ReplyOf<typeof api.closeSession>> => call(api.closeSession, {})

export const fetchMe = (signal?: AbortSignal): Promise<ReplyOf<typeof api.getMe>> =>
  call(api.getMe, {}, { signal })

/** Declares what the caller works as. Throws a Refusal: `occupation-confirmed`, or `occupation-recent` with `retryAt`. */
export const declareOccupation = (occupation: Occupation): Promise<ReplyOf<typeof api.declareOccupation>> =>
  call(api.declareOccupation, { body: { occupation } })

/** The devices on which the caller is logged in. */
export const fetchSessions = (signal?: AbortSignal): Promise<ReplyOf<typeof api.listSessions>> =>
  call(api.listSessions, {}, { signal })

/** Logs one of the caller's devices out. Throws a Refusal `not-found` where it is not logged in any more. */
export const revokeSession = (id: string): Promise<ReplyOf<typeof api.revokeSession>> =>
  call(api.revokeSession, { params: { id } })

/** Binds the phone number behind a code of WeChat's button. Throws a Refusal `phone-refused` or `phone-in-use`. */
export const bindPhone = (code: string): Promise<ReplyOf<typeof api.bindPhone>> =>
  call(api.bindPhone, { body: { code } })

/** Every purpose with the text in force, and how the caller stands to it. */
export const fetchConsents = (signal?: AbortSignal): Promise<ReplyOf<typeof api.listConsents>> =>
  call(api.listConsents, {}, { signal })

/** A text that was shown. */
export type ShownText = Pick<Consent, 'purpose' | 'version' | 'textHash'>

/** Gives or withdraws consent under the text that was shown. Throws a Refusal `consent-outdated` where there is a newer one. */
export const putConsent = (
  { purpose, version, textHash }: ShownText,
  given: boolean,
): Promise<ReplyOf<typeof api.putConsent>> =>
  call(api.putConsent, { body: { purpose, version, textHash, given } })

/** Records who the caller is. Throws a Refusal that says what is wrong, by `field` where it is one. */
export const verifyIdentity = (name: string, idNumber: string): Promise<ReplyOf<typeof api.verifyIdentity>> =>
  call(api.verifyIdentity, { body: { name, idNumber } })
