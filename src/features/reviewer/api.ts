import { api, type CallInput, type ReplyOf } from '@/contract'
import { call } from '@/platform/call'

type CaseReply = ReplyOf<typeof api.getCase>

/** One page of a queue; `after` is the `next` of the page before. */
export const fetchCases = (
  query: CallInput<typeof api.listCases>['query'],
  signal?: AbortSignal,
): Promise<ReplyOf<typeof api.listCases>> => call(api.listCases, { query }, { signal })

/** One case; the server logs the look. Throws a Refusal: `not-found`, `own-case`. */
export const fetchCase = (id: string, signal?: AbortSignal): Promise<CaseReply> =>
  call(api.getCase, { params: { id } }, { signal })

/** Takes a case to work on; safe to repeat. Throws a Refusal: `case-taken`, `own-case`, `relative-case`, `case-closed`. */
export const takeCase = (id: string): Promise<CaseReply> => call(api.takeCase, { params: { id } })

/** Lets go of a case; safe to repeat. */
export const releaseCase = (id: string): Promise<CaseReply> => call(api.releaseCase, { params: { id } })

export type Identity = ReplyOf<typeof api.revealIdentity>

/** Who it is, in full. Throws a Refusal, `reason-required` and `identity-gone` among them. */
export const revealIdentity = (id: string, reason: string): Promise<Identity> =>
  call(api.revealIdentity, { params: { id }, body: { reason } })

export type AskedPapers = CallInput<typeof api.askForPapers>['body']['papers']

/** Asks the member for papers. Throws a Refusal, `case-moved` among them. */
export const askForPapers = (id: string, papers: AskedPapers): Promise<CaseReply> =>
  call(api.askForPapers, { params: { id }, body: { papers } })

export type Proposal = CallInput<typeof api.proposeDecision>['body']

/** Proposes a decision; safe to repeat under its key. Throws a Refusal with the field that is wrong. */
export const propose = (id: string, body: Proposal, key: string): Promise<CaseReply> =>
  call(api.proposeDecision, { params: { id }, body, key })

export type Confirmation = CallInput<typeof api.confirmDecision>['body']

/** The second person's word; safe to repeat under its key. Throws a Refusal, `benefit-changed` among them. */
export const confirm = (id: string, body: Confirmation, key: string): Promise<CaseReply> =>
  call(api.confirmDecision, { params: { id }, body, key })

/** Payouts that are open or done, and the last bank files. */
export const fetchPayouts = (
  state: 'open' | 'done',
  signal?: AbortSignal,
): Promise<ReplyOf<typeof api.listPayouts>> => call(api.listPayouts, { query: { state } }, { signal })

/** Puts all bank payouts that are due into one file; safe to repeat under its key. Throws a Refusal: `batch-empty`. */
export const makeBatch = (key: string): Promise<ReplyOf<typeof api.makePayoutBatch>> =>
  call(api.makePayoutBatch, { body: {}, key })

/** A batch as the bank wants it; the server logs the look. */
export const fetchBatchFile = (id: string): Promise<ReplyOf<typeof api.getPayoutFile>> =>
  call(api.getPayoutFile, { params: { id } })

/** Hands in what the bank says became of a batch. Throws a Refusal: `results-malformed`, `results-differ`. */
export const importResults = (id: string, csv: string): Promise<ReplyOf<typeof api.importPayoutResults>> =>
  call(api.importPayoutResults, { params: { id }, body: { csv } })

/** Puts a payout that came back in the queue again. Throws a Refusal: `payout-not-failed`, `own-case`, `relative-case`. */
export const retryPayout = (id: string): Promise<ReplyOf<typeof api.retryPayout>> =>
  call(api.retryPayout, { params: { id } })

export type FamilyCodeRequest = CallInput<typeof api.giveFamilyCode>['body']

/** A code for a member's relative, told once. Throws a Refusal: `policy-unknown`, `own-case`, `family-codes-full`. */
export const giveFamilyCode = (body: FamilyCodeRequest): Promise<ReplyOf<typeof api.giveFamilyCode>> =>
  call(api.giveFamilyCode, { body })

/** One page of who looked at what, newest first; of one claim where `claim` is its number. */
export const fetchLooks = (
  claim: string | undefined,
  after: string | undefined,
  signal?: AbortSignal,
): Promise<ReplyOf<typeof api.listClaimLooks>> =>
  call(api.listClaimLooks, { query: { claim, after } }, { signal })

/** Claims on which the union is late, the latest first. */
export const fetchOverdue = (signal?: AbortSignal): Promise<ReplyOf<typeof api.listOverdueClaims>> =>
  call(api.listOverdueClaims, {}, { signal })
