import { addNotice } from '../aid-claims/claim-notices'
import { findClaim } from '../aid-claims/queries'
import type { Context } from '../context'
import type { Queryable } from '../database/database'
import type { PayoutRow } from './queries'
import { queueAgain } from './transfer-queries'

type Clock = Pick<Context, 'clock' | 'newId'>

/**
 * Puts a payout of which no bill is open in the queue again, for whichever account the member has now, and tells him where
 * something is left for him to do: not where he has named a card or taken his account back, since that is his own doing.
 * `stops`: not to the same WeChat before a person has seen to it.
 */
export async function giveBackPayout(
  tx: Queryable,
  context: Clock,
  payout: Pick<PayoutRow, 'id' | 'claim_id'>,
  { fault, stops }: { fault: string; stops: boolean },
): Promise<void> {
  const state = await queueAgain(tx, payout.id, fault, stops)
  if (state === 'failed') await tellReturned(tx, context, payout.claim_id, '没打成')
  if (state === 'collect') await tellReturned(tx, context, payout.claim_id, '还没收，可以再收')
}

/** Tells the member that his money came back, from the bank or from WeChat. */
export async function tellReturned(
  tx: Queryable,
  { clock, newId }: Clock,
  claimId: string,
  state: '没打成' | '还没收，可以再收',
): Promise<void> {
  const claim = await findClaim(tx, claimId)
  if (claim) await addNotice(tx, newId, { claim, state, at: new Date(clock()), to: [claim.worker_id] })
}
