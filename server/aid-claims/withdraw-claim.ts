import type { AidClaim } from '@/contract'
import type { Caller } from '../account/authenticate'
import type { Context } from '../context'
import { Refusal } from '../http/refusal'
import { deletePhotosOf } from '../uploads/queries'
import { requireMine } from './add-papers'
import { decisionsOf, endDecision } from './decision-queries'
import { moveClaim } from './move-claim'
import { lockClaim } from './queries'
import { showClaim } from './show-claim'

/** Takes a claim back that is not decided; its photos go. A proposal that waited for a second person is dropped. */
export async function withdrawClaim(context: Context, caller: Caller, id: string): Promise<AidClaim> {
  const { clock, database } = context
  await database.transaction(async (tx) => {
    const row = await requireMine(tx, caller, id, lockClaim)
    if (row.state === 'withdrawn') return
    const by = { workerId: caller.workerId, holds: false }
    if (!(await moveClaim(tx, context, row, 'withdraw', by))) throw new Refusal('claim-decided')
    const open = (await decisionsOf(tx, id)).find((it) => it.outcome === null)
    if (open) await endDecision(tx, { id: open.id, by: null, at: new Date(clock()), outcome: 'dropped' })
    await deletePhotosOf(tx, id)
  })
  return showClaim(context, await requireMine(database, caller, id), caller)
}
