import type { AidContext } from '../aid/context'
import { idOfNumber } from '../aid/payment-queries'
import { lockWorker } from '../account/queries'
import { unseal } from '../account/seal'
import { Refusal } from '../http/refusal'
import type { TransferState } from '../ports'
import { giveBackPayout } from './give-back-payout'
import { settlePayout } from './settle-payout'
import { endTransfer, findTransfer, lockPayout, moveTransfer, type TransferRow } from './transfer-queries'

/** What a transfer's openid is sealed for. */
export const transferOwner = (id: string): string => `transfer:${id}`

/**
 * Notes how a transfer stands, whether asked or told, any number of times and in any order; how it ended it does once. What
 * was taken makes the claim paid; what lapsed can be taken again, and what failed waits for another account or a reviewer.
 * True where it ended by this. Refuses with `not-found` where there is no such bill, and with `payment-differs` where it
 * is of another amount, or somebody else's.
 * @param toldBefore does nothing where WeChat has been told of it since, so that it may have heard of it meanwhile.
 */
export async function settleTransfer(
  context: AidContext,
  said: TransferState,
  toldBefore?: Date,
): Promise<boolean> {
  const { clock, database, ports } = context
  const id = idOfNumber(said.number)
  const found = await findTransfer(database, id)
  if (!found) {
    ports.log.error('A transfer went out that nobody asked for', { transfer: id })
    throw new Refusal('not-found')
  }
  await requireSame(context, found, said)
  return database.transaction(async (tx) => {
    // Before the payout, as whoever names another account does.
    await lockWorker(tx, found.worker_id)
    const payout = await lockPayout(tx, { id: found.payout_id })
    const row = await findTransfer(tx, id)
    if (!payout || !row) throw new Error(`Transfer ${id} is missing`)
    if (row.outcome !== null) {
      if (said.state !== 'done' || row.outcome === 'done') return false
      ports.log.error('A transfer was taken that had come to nothing', { transfer: id, payout: payout.id })
      throw new Refusal('payment-differs')
    }
    if (toldBefore && row.told_at > toldBefore) return false
    if (said.state === 'waiting' || said.state === 'moving') {
      await moveTransfer(tx, id, said.state === 'waiting' ? 'collect' : 'sent', said.handle)
      return false
    }
    const fault = said.state === 'done' ? null : (said.fault ?? '微信没有打成')
    await endTransfer(tx, { id, outcome: said.state, at: new Date(clock()), fault })
    if (said.state === 'done') await settlePayout(tx, context, payout, { state: 'done', fault })
    else await giveBackPayout(tx, context, payout, { fault: fault ?? '', stops: said.state === 'failed' })
    return true
  })
}

async function requireSame({ ports }: AidContext, row: TransferRow, said: TransferState): Promise<void> {
  const { amountFen, openid } = said
  const id = row.id
  if (amountFen !== undefined && amountFen !== Number(row.amount_fen)) {
    ports.log.error('A transfer is of another amount', { transfer: id, fen: amountFen, due: row.amount_fen })
    throw new Refusal('payment-differs')
  }
  if (openid === undefined || row.sealed === null) return
  const own = new TextDecoder().decode(await unseal(ports.keys, transferOwner(id), row.sealed))
  if (openid === own) return
  ports.log.error('A transfer goes to somebody else', { transfer: id })
  throw new Refusal('payment-differs')
}
