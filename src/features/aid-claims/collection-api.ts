import { api, type AidClaim, type Collection } from '@/contract'
import { call } from '@/platform/call'

/** Offers a benefit in WeChat, and gives what opens WeChat's page. Throws a Refusal that says why there is nothing to take. */
export const collectPayout = async (id: string): Promise<Collection> =>
  (await call(api.collectPayout, { params: { id } })).collection

/** Takes it where it is play money. */
export const takeSandboxPayout = async (claimId: string): Promise<AidClaim> =>
  (await call(api.takeSandboxPayout, { body: { claimId } })).claim
