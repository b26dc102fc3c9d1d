import type { Offer } from '@/contract'
import type { Caller } from '../account/authenticate'
import { lookupKey } from '../account/seal'
import { readSpokenCode } from '../account/spoken-code'
import type { Context } from '../context'
import { Refusal } from '../http/refusal'
import { named } from './named'
import { findInvitation, useInvitation } from './queries'

const hashOf = ({ ports }: Context, typed: string) =>
  lookupKey(ports.keys, 'invitation', readSpokenCode(typed))

/** What a code would make the caller. Refuses where it would make him nothing, and says why. */
export async function checkInvitation(context: Context, caller: Caller, typed: string): Promise<Offer> {
  const { clock, database } = context
  const row = await findInvitation(database, hashOf(context, typed))
  if (!row) throw new Refusal('invitation-refused', { field: 'code' })
  const { role, station_ids, used_at, expires_at } = row
  const at = new Set(caller.stations.map((it) => it.id))
  if (caller.roles.includes(role) && station_ids.every((it) => at.has(it))) {
    throw new Refusal('already-staff', { detail: alreadyText[role] })
  }
  if (used_at) throw new Refusal('invitation-used', { field: 'code', at: used_at.toISOString() })
  if (expires_at.getTime() <= clock()) {
    throw new Refusal('invitation-expired', { field: 'code', at: expires_at.toISOString() })
  }
  return { role, stations: await named(context, station_ids), expiresAt: expires_at.toISOString() }
}

const alreadyText = {
  clerk: '你已经是这里的驿站员了，不用再填',
  reviewer: '你已经是审核员了，不用再填',
}

/** Makes the caller what the code says, once. Of many who use it at the same time one gets through. */
export async function acceptInvitation(context: Context, caller: Caller, typed: string): Promise<void> {
  const { clock, database } = context
  await checkInvitation(context, caller, typed)
  if (!(await useInvitation(database, hashOf(context, typed), caller.workerId, new Date(clock())))) {
    // Somebody was faster.
    throw new Refusal('invitation-used', { field: 'code' })
  }
}
