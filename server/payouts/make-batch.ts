import type { PayoutBatch } from '@/contract'
import type { Caller } from '../account/authenticate'
import type { Context } from '../context'
import { DatabaseFault } from '../database/database'
import { Refusal } from '../http/refusal'
import { repeat, Repeated, type Intent } from '../http/route'
import { paperNumber } from '../ids'
import { addBatch, findBatch, findBatchByKey } from './queries'
import { showBatch } from './show-payout'

/** Puts what is due into one file for the bank; each payout goes into one file at a time. */
export async function makeBatch(
  { clock, database, newId, random }: Context,
  caller: Caller,
  intent: Intent,
): Promise<PayoutBatch | Repeated<PayoutBatch>> {
  const again = async () => {
    const row = await findBatchByKey(database, caller.workerId, intent.key)
    return row && repeat(intent, row.request_hash, async () => showBatch(row))
  }
  const earlier = await again()
  if (earlier) return earlier
  const now = clock()
  const id = newId()
  try {
    await database.transaction(async (tx) => {
      const count = await addBatch(tx, {
        id,
        number: paperNumber('FK', now, random),
        by: caller.workerId,
        at: new Date(now),
        key: intent.key,
        requestHash: intent.hash,
      })
      if (count === 0) throw new Refusal('batch-empty')
    })
  } catch (error) {
    const twin = error instanceof DatabaseFault && error.kind === 'duplicate' ? await again() : undefined
    if (twin) return twin
    throw error
  }
  const row = await findBatch(database, id)
  if (!row) throw new Error(`Batch ${id} is missing`)
  return showBatch(row)
}
