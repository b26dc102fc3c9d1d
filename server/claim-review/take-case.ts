import type { ReviewCase } from '@/contract'
import type { Caller } from '../account/authenticate'
import { HOLD_MS, moveClaim } from '../aid-claims/move-claim'
import { setHolder } from '../aid-claims/queries'
import type { Context } from '../context'
import { lockCase } from './queries'
import { requireCase, requireFreeCase } from './require-case'
import { showCase } from './show-case'

/** Takes a case to work on: of any number who try at once, one has it. */
export async function takeCase(context: Context, caller: Caller, id: string): Promise<ReviewCase> {
  const { clock, database } = context
  await database.transaction(async (tx) => {
    const row = await requireFreeCase(tx, context, caller, id)
    const by = { workerId: caller.workerId, holds: true }
    if (await moveClaim(tx, context, row, 'take', by)) return
    await setHolder(tx, id, caller.workerId, new Date(clock() + HOLD_MS))
  })
  return showCase(context, await requireCase(database, caller, id), caller)
}

/** Lets go of a case; of one that he does not hold nothing changes. */
export async function releaseCase(context: Context, caller: Caller, id: string): Promise<ReviewCase> {
  const { database } = context
  await database.transaction(async (tx) => {
    const row = await requireCase(tx, caller, id, lockCase)
    if (row.held_by === caller.workerId) await setHolder(tx, id, null, null)
  })
  return showCase(context, await requireCase(database, caller, id), caller)
}
