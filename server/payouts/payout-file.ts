import type { Caller } from '../account/authenticate'
import { unsealIdentity } from '../account/identity'
import { readIdentity } from '../account/queries'
import { unseal } from '../account/seal'
import { addLook } from '../aid-claims/looks'
import type { Context } from '../context'
import { Refusal } from '../http/refusal'
import { writeBankFile, type BankLine } from './bank-file'
import { findBatch, payoutsOfBatch, type PayoutRow } from './queries'

/** A batch as the bank takes it, names and card numbers in full. Logged before it is handed out. */
export async function payoutFile(
  context: Context,
  caller: Caller,
  batchId: string,
): Promise<{ name: string; csv: string }> {
  const { database } = context
  const batch = await findBatch(database, batchId)
  if (!batch) throw new Refusal('not-found')
  const rows = await payoutsOfBatch(database, batchId)
  await addLook(context, caller, { what: 'payout-file', claimId: null, subjectId: batch.id })
  const open = rows.filter((it) => it.state === 'sent' && it.sealed !== null)
  const lines = await Promise.all(open.map((it) => lineOf(context, it)))
  return { name: `${batch.number}.csv`, csv: writeBankFile(lines) }
}

async function lineOf({ database, ports }: Context, row: PayoutRow): Promise<BankLine> {
  const sealed = await readIdentity(database, row.worker_id)
  const identity = sealed && (await unsealIdentity(ports.keys, row.worker_id, sealed))
  const card = row.sealed ? await unseal(ports.keys, `account:${row.worker_id}`, row.sealed) : undefined
  return {
    number: row.claim_number,
    name: identity?.name ?? '',
    bank: row.bank ?? '',
    card: card ? new TextDecoder().decode(card) : '',
    fen: Number(row.amount_fen),
  }
}
