import { maskIdNumber, maskName } from '@/rules/masking'
import { requireStation, type Caller } from '../account/authenticate'
import { unsealIdentity } from '../account/identity'
import { lookupKey } from '../account/seal'
import { readSpokenCode } from '../account/spoken-code'
import type { Context } from '../context'
import type { Queryable } from '../database/database'
import { Refusal } from '../http/refusal'
import { findRecovery, moveAccount, type RecoveryRow } from './queries'

interface Asked {
  code: string
  stationId: string
}
interface Shown {
  maskedName: string
  maskedIdNumber: string
}

/** Shows a clerk what to hold the card against. */
export async function checkRecovery(context: Context, clerk: Caller, asked: Asked): Promise<Shown> {
  requireStation(clerk, asked.stationId)
  return (await found(context, context.database, clerk, asked.code, 'read')).shown
}

/** Gives the account over once, by the word of a clerk who has seen card and person. */
export async function confirmRecovery(context: Context, clerk: Caller, asked: Asked): Promise<Shown> {
  const { clock, database, newId } = context
  requireStation(clerk, asked.stationId)
  return database.transaction(async (tx) => {
    const { row, shown } = await found(context, tx, clerk, asked.code, 'lock')
    await moveAccount(tx, row, { id: newId(), at: new Date(clock()), stationId: asked.stationId })
    return shown
  })
}

async function found(
  { clock, ports }: Context,
  from: Queryable,
  clerk: Caller,
  code: string,
  how: 'read' | 'lock',
): Promise<{ row: RecoveryRow; shown: Shown }> {
  const hash = lookupKey(ports.keys, 'recovery', readSpokenCode(code))
  const row = await findRecovery(from, hash, new Date(clock()), how)
  // Nobody vouches for himself.
  const own = row?.asking_id === clerk.workerId || row?.owned_id === clerk.workerId
  if (!row?.identity || own) throw new Refusal('recovery-unknown', { field: 'code' })
  const { name, idNumber } = await unsealIdentity(ports.keys, row.owned_id, row.identity)
  return { row, shown: { maskedName: maskName(name), maskedIdNumber: maskIdNumber(idNumber) } }
}
