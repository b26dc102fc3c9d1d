import type { api, HandledInput, Invitation } from '@/contract'
import { DAY } from '@/rules/shanghai'
import type { Caller } from '../account/authenticate'
import { lookupKey } from '../account/seal'
import { newSpokenCode } from '../account/spoken-code'
import type { Context } from '../context'
import { Refusal } from '../http/refusal'
import { addInvitation } from './queries'

/** Makes an invitation. Its code, 60 random bits, leaves the server here and never again. */
export async function invite(
  { clock, database, newId, ports, random, stations }: Context,
  admin: Caller,
  to: HandledInput<typeof api.invite>['body'],
): Promise<{ invitation: Invitation; code: string }> {
  const { byId } = await stations.current()
  const named = [...new Set(to.role === 'clerk' ? to.stationIds : [])].map((id) => {
    const station = byId.get(id)
    if (!station) throw new Refusal('station-unknown', { field: 'stationIds' })
    return { id, name: station.name }
  })
  const { code, shown } = newSpokenCode(random)
  const now = clock()
  const id = newId()
  const expiresAt = new Date(now + to.days * DAY)
  await addInvitation(database, {
    id,
    role: to.role,
    station_ids: named.map((it) => it.id),
    codeHash: lookupKey(ports.keys, 'invitation', code),
    invitedBy: admin.workerId,
    invitedAt: new Date(now),
    expires_at: expiresAt,
  })
  return {
    invitation: { id, role: to.role, stations: named, expiresAt: expiresAt.toISOString() },
    code: shown,
  }
}
