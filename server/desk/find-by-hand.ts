import type { CallInput, ReplyOf, api } from '@/contract'
import { BY_HAND_A_DAY } from '@/rules/desk'
import { maskName } from '@/rules/masking'
import { dayOf, startOf } from '@/rules/shanghai'
import { requireStation, type Caller } from '../account/authenticate'
import { unsealIdentity } from '../account/identity'
import type { Context } from '../context'
import type { Queryable } from '../database/database'
import { Refusal } from '../http/refusal'
import { candidatesAt, countByHand, type Candidate } from './queries'

type Card = CallInput<typeof api.findByHand>['body']

/** What somebody whose phone is dead can use at one of the clerk's stations, by the card he shows. */
export async function findByHand(
  context: Context,
  clerk: Caller,
  card: Card,
): Promise<ReplyOf<typeof api.findByHand>> {
  requireStation(clerk, card.stationId)
  const found = await ofCard(context, clerk, card)
  return {
    maskedName: maskName(card.name),
    vouchers: found.map((it) => ({
      id: it.id,
      title: it.title,
      items: it.items,
      ...(it.variant !== '' && { variant: it.variant }),
      expiresAt: it.expires_at.toISOString(),
      ...(it.uses > 1 && { usesLeft: it.uses_left }),
    })),
    left: await leftByHand(context, context.database, clerk, card.stationId),
  }
}

/** Vouchers of whoever the card is of; refuses where it is of nobody who has one here. */
export async function ofCard(
  { clock, database, ports }: Context,
  clerk: Caller,
  { idLast4, name, stationId }: Card,
): Promise<Candidate[]> {
  const now = new Date(clock())
  const maskedName = maskName(name)
  const found = await candidatesAt(database, { maskedName, stationId, clerkId: clerk.workerId, now })
  const identities = new Map<string, Promise<boolean>>()
  const isHis = async (it: Candidate): Promise<boolean> => {
    const identity = await unsealIdentity(ports.keys, it.worker_id, it.identity)
    return identity.name === name.trim() && identity.idNumber.slice(-4) === idLast4.toUpperCase()
  }
  const his: Candidate[] = []
  for (const it of found) {
    const known = identities.get(it.worker_id) ?? isHis(it)
    identities.set(it.worker_id, known)
    if (await known) his.push(it)
  }
  if (his.length === 0) throw new Refusal('person-unknown')
  return his
}

/** How many more a clerk may redeem by hand at a station today. */
export async function leftByHand(
  { clock }: Context,
  database: Queryable,
  clerk: Caller,
  stationId: string,
): Promise<number> {
  const since = new Date(startOf(dayOf(clock())))
  const made = await countByHand(database, stationId, clerk.workerId, since)
  return Math.max(0, Math.min(BY_HAND_A_DAY.clerk - made.clerk, BY_HAND_A_DAY.station - made.station))
}
