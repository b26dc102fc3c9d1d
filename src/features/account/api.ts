import { api, type Purpose, type ReplyOf } from '@/contract'
import { call } from '@/platform/call'
import { consentHash, consentTexts } from '@/rules/consent-texts'

/** Whether the server answers, and whether it is a demo. */
export const fetchHealth = (signal?: AbortSignal): Promise<ReplyOf<typeof api.getHealth>> =>
  call(api.getHealth, {}, { signal })

/** Logs in. Throws a Refusal `login-refused`. */
export const openSession = (
  provider: 'wechat' | 'demo',
  code: string,
): Promise<ReplyOf<typeof api.openSession>> => call(api.openSession, { body: { provider, code } })

/** Ends the session under whose token this is called. */
export const closeSession = (): Promise<ReplyOf<typeof api.closeSession>> => call(api.closeSession, {})

export const fetchMe = (signal?: AbortSignal): Promise<ReplyOf<typeof api.getMe>> =>
  call(api.getMe, {}, { signal })

/** The latest word on each purpose that was ever asked about. */
export const fetchConsents = (signal?: AbortSignal): Promise<ReplyOf<typeof api.listConsents>> =>
  call(api.listConsents, {}, { signal })

/** Gives or withdraws consent under the text in force. Throws a Refusal `consent-outdated` where there is a newer one. */
export const putConsent = (purpose: Purpose, given: boolean): Promise<ReplyOf<typeof api.putConsent>> =>
  call(api.putConsent, {
    body: { purpose, version: consentTexts[purpose].version, textHash: consentHash(purpose), given },
  })

/** Records who the caller is. Throws a Refusal that says what is wrong, by `field` where it is one. */
export const verifyIdentity = (name: string, idNumber: string): Promise<ReplyOf<typeof api.verifyIdentity>> =>
  call(api.verifyIdentity, { body: { name, idNumber } })
