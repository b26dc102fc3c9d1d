import { api, type AidClaim, type CallInput, type ReplyOf } from '@/contract'
import { call } from '@/platform/call'

/** The caller's claims, and those he filed for a relative; newest first. */
export const fetchClaims = async (signal?: AbortSignal) => (await call(api.listClaims, {}, { signal })).claims

/** One of them. Throws a Refusal `not-found`. */
export const fetchClaim = async (id: string, signal?: AbortSignal): Promise<AidClaim> =>
  (await call(api.getClaim, { params: { id } }, { signal })).claim

/** Takes a claim back. */
export const withdrawClaim = async (id: string): Promise<AidClaim> =>
  (await call(api.withdrawClaim, { params: { id } })).claim

/** Whom a relative's code is about. Throws a Refusal that says why it is no good. */
export const checkFamilyCode = async (code: string) =>
  (await call(api.checkFamilyCode, { body: { code } })).policy

/** Whom a code is about, and what the cover pays. */
export type CodePolicy = ReplyOf<typeof api.checkFamilyCode>['policy']

/** Codes for relatives to a policy. */
export const fetchFamilyCodes = async (policyId: string, signal?: AbortSignal) =>
  (await call(api.listFamilyCodes, { params: { id: policyId } }, { signal })).familyCodes

/** Makes one, which is told this once. */
export const makeFamilyCode = (policyId: string) => call(api.makeFamilyCode, { params: { id: policyId } })

export const withdrawFamilyCode = (id: string) => call(api.withdrawFamilyCode, { params: { id } })

/** Where benefits are paid to. */
export const fetchPayoutAccount = (signal?: AbortSignal): Promise<ReplyOf<typeof api.getPayoutAccount>> =>
  call(api.getPayoutAccount, {}, { signal })

/** Says where. Throws a Refusal that names the field. */
export const putPayoutAccount = (body: CallInput<typeof api.putPayoutAccount>['body']) =>
  call(api.putPayoutAccount, { body })

/** What the plans did so far. Anyone may read it. */
export const fetchFigures = async (signal?: AbortSignal) =>
  (await call(api.getClaimFigures, {}, { signal })).figures
