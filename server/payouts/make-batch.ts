import { DAY, dateText, dayOf, startOf } from '@/rules/shanghai'
import type { PayoutBatch } from '@/contract'
import type { Caller } from '../account/authenticate'
import type { Context } from '../context'
import { DatabaseFault } from '../database/database'
import { Refusal } from '../http/refusal'
import { repeat, Repeated, type Intent } from '../http/route'
import { addBatch, findBatch, findBatchByKey } from './queries'
import { showBatch } from './show-payout'

const TRIES = 3

/** Puts what is due into one file for the bank; each payout goes into one file at a time. */
export async function makeBatch(
  { clock, database, newId }: Context,
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
  const add = (id: string) =>
    database.transaction(async (tx) => {
      const count = await addBatch(tx, {
        id,
        number: batchNumber(now, id),
        by: caller.workerId,
        at: new Date(now),
        key: intent.key,
        requestHash: intent.hash,
      })
      if (count === 0) throw new Refusal('batch-empty')
    })
  let id = newId()
  for (let tries = 1; ; tries++) {
    try {
      await add(id)
      break
    } catch (error) {
      if (!(error instanceof DatabaseFault && error.kind === 'duplicate')) throw error
      const twin = await again()
      if (twin) return twin
      // Another of the same second ends in the same digits.
      if (tries === TRIES) throw error
      id = newId()
    }
  }
  const row = await findBatch(database, id)
  if (!row) throw new Error(`Batch ${id} is missing`)
  return showBatch(row)
}

/** `FK20261123-52320-` the second of the day, and the end of its id. */
function batchNumber(now: number, id: string): string {
  const day = dayOf(now)
  const second = Math.floor(((now - startOf(day)) % DAY) / 1_000)
  return `FK${dateText(day).replaceAll('-', '')}-${second}-${id.slice(-4)}`
}
