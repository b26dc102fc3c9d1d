import type { CallInput, api } from '@/contract'
import { CODE_LIVES_MS } from '@/rules/voucher-code'
import { requireStation, type Caller } from '../account/authenticate'
import type { Context } from '../context'
import { DatabaseFault } from '../database/database'
import { Refusal } from '../http/refusal'
import { repeat, type Intent, type Repeated } from '../http/route'
import { notYet, stateRefusal } from '../redemptions/check-scan'
import { guardSpeed } from '../redemptions/guard'
import { findByHandle, findByKey, redeemOnlyOnce } from '../redemptions/queries'
import { showRedeemed, type Redeemed } from '../redemptions/redeem-voucher'
import { leftByHand, ofCard } from './find-by-hand'
import { lockStation } from './queries'

/** Redeems a voucher by the card of its owner, so many a day. The same key gets the same answer. */
export async function redeemByHand(
  context: Context,
  clerk: Caller,
  asked: CallInput<typeof api.redeemByHand>['body'],
  intent: Intent,
): Promise<Redeemed | Repeated<Redeemed>> {
  const { clock, database, newId } = context
  const { stationId, voucherId } = asked
  requireStation(clerk, stationId)
  const earlier = await findByKey(database, clerk.workerId, intent.key)
  if (earlier) return repeat(intent, earlier.request_hash, () => showRedeemed(context, earlier))
  const voucher = (await ofCard(context, clerk, asked)).find((it) => it.id === voucherId)
  if (!voucher) throw new Refusal('person-unknown')
  const at = new Date(clock())
  const early = notYet(voucher, at.getTime())
  if (early) throw early
  await guardSpeed(context, stationId, at.getTime(), false)
  const won = await database
    .transaction(async (tx) => {
      await lockStation(tx, stationId)
      if ((await leftByHand(context, tx, clerk, stationId)) === 0) throw new Refusal('hand-cap')
      return redeemOnlyOnce(tx, newId, {
        id: newId(),
        voucherId,
        stationId,
        clerkId: clerk.workerId,
        by: 'hand',
        redeemedAt: at,
        enteredAt: at,
        note: 'by-hand',
        deviceTime: at,
        notSince: new Date(at.getTime() - CODE_LIVES_MS),
        key: intent.key,
        requestHash: intent.hash,
        pseudonym: voucher.pseudonym,
      })
    })
    .catch((error: unknown) => {
      if (error instanceof DatabaseFault && error.kind === 'duplicate') return false
      throw error
    })
  const row = await findByKey(database, clerk.workerId, intent.key)
  if (row) {
    return won
      ? showRedeemed(context, row)
      : repeat(intent, row.request_hash, () => showRedeemed(context, row))
  }
  const after = await findByHandle(database, voucher.handle)
  throw (after && stateRefusal(after, at.getTime())) ?? new Refusal('person-unknown')
}
