import type { PayoutBatch } from '@/contract'
import type { Context } from '../context'
import { Refusal } from '../http/refusal'
import { readBankFile } from './bank-file'
import { findBatch, lockPayoutsOfBatch } from './queries'
import { settlePayout } from './settle-payout'
import { showBatch } from './show-payout'

/** Takes what the bank says of a batch: all of it or nothing, and each once however often it comes. */
export async function importResults(
  context: Context,
  batchId: string,
  csv: string,
): Promise<{ batch: PayoutBatch; done: number; failed: number }> {
  const { database } = context
  if (!(await findBatch(database, batchId))) throw new Refusal('not-found')
  const read = readBankFile(csv)
  if (!Array.isArray(read)) {
    throw new Refusal('results-malformed', { field: 'csv', detail: `第 ${read.line} 行：${read.why}` })
  }
  const counted = { done: 0, failed: 0 }
  await database.transaction(async (tx) => {
    const rows = new Map((await lockPayoutsOfBatch(tx, batchId)).map((it) => [it.claim_number, it]))
    for (const { fen, number, outcome, reason } of read) {
      const differs = (why: string) =>
        new Refusal('results-differ', { field: 'csv', detail: `${number}：${why}，一行也没有记` })
      const row = rows.get(number)
      if (!row) throw differs('不在这一批里')
      if (Number(row.amount_fen) !== fen) throw differs('金额和我们记的不一样')
      if (row.state !== 'sent') {
        if (row.state !== outcome) throw differs('已经记过另一个结果')
        continue
      }
      if (await settlePayout(tx, context, row, { state: outcome, fault: reason })) counted[outcome]++
    }
  })
  const batch = await findBatch(database, batchId)
  if (!batch) throw new Error(`Batch ${batchId} is missing`)
  return { batch: showBatch(batch), ...counted }
}
