import type { Collection } from '@/contract'
import { yuan } from '@/rules/wording'
import type { Caller } from '../account/authenticate'
import { unsealIdentity } from '../account/identity'
import { readIdentity } from '../account/queries'
import { seal, unseal } from '../account/seal'
import { isUnanswered } from '../aid/ask-payment'
import { numberOf } from '../aid/payment-queries'
import { requireMine } from '../aid-claims/add-papers'
import { openidOf } from '../aid-claims/openid'
import type { Context } from '../context'
import { Refusal } from '../http/refusal'
import type { Transfers, TransferState } from '../ports'
import { giveBackPayout } from './give-back-payout'
import { settleTransfer, transferOwner } from './settle-transfer'
import {
  addTransfer,
  findTransfer,
  lockPayout,
  openTransferOf,
  setTold,
  type TransferRow,
} from './transfer-queries'

/**
 * Offers a member his benefit in WeChat, and gives what opens WeChat's page. While a bill of it may still pay, the same one
 * is offered again, under the same number; where it lapsed, another.
 */
export async function collectPayout(context: Context, caller: Caller, claimId: string): Promise<Collection> {
  const { database, ports } = context
  const claim = await requireMine(database, caller, claimId)
  if (claim.worker_id !== caller.workerId) throw new Refusal('payout-not-waiting')
  const { transfers } = ports
  if (!transfers) throw new Refusal('wechat-payout-off')
  const sealedName = await readIdentity(database, caller.workerId)
  if (!sealedName) throw new Refusal('verification-required')
  const { name } = await unsealIdentity(ports.keys, caller.workerId, sealedName)

  for (let bills = 1; ; bills++) {
    const bill = await openBill(context, transfers, caller.workerId, claimId)
    const said = await offer(context, transfers, bill, name)
    if (said.state === 'lapsed' && bills === 1) continue
    if (said.state === 'done') throw new Refusal('payout-not-waiting', { detail: '这笔钱已经到账了' })
    if (said.state === 'failed' || said.state === 'lapsed') {
      throw new Refusal('payout-came-back', { detail: said.fault })
    }
    const handle = said.handle ?? bill.handle ?? undefined
    if (said.state === 'moving' || handle === undefined) throw new Refusal('payout-preparing')
    return transfers.open(handle)
  }
}

/** The bill that is open, or a new one, noted before WeChat hears of it. */
async function openBill(
  context: Context,
  transfers: Transfers,
  workerId: string,
  claimId: string,
): Promise<TransferRow> {
  const { clock, database, newId, ports, random } = context
  const login = transfers.provider === 'wechat' ? await openidOf(database, workerId) : undefined
  if (transfers.provider === 'wechat' && !login) throw new Refusal('collect-in-wechat')
  const id = newId()
  const openid = login && (await unseal(ports.keys, `login:${login.subject}`, login.sealed))
  const sealed = openid ? await seal(ports.keys, random, transferOwner(id), openid) : null
  let beyond: string | undefined
  const bill = await database.transaction(async (tx) => {
    const payout = await lockPayout(tx, { claimId })
    if (payout?.provider !== 'wechat' || (payout.state !== 'collect' && payout.state !== 'sent')) {
      throw new Refusal('payout-not-waiting')
    }
    const open = await openTransferOf(tx, payout.id)
    if (open) {
      await setTold(tx, open.id, new Date(clock()))
      return open
    }
    beyond = outside(transfers, Number(payout.amount_fen))
    if (beyond !== undefined) {
      await giveBackPayout(tx, context, payout, { fault: beyond, stops: true })
      return undefined
    }
    await addTransfer(tx, {
      id,
      payoutId: payout.id,
      provider: transfers.provider,
      sealed,
      at: new Date(clock()),
    })
    return findTransfer(tx, id)
  })
  if (beyond !== undefined) throw new Refusal('payout-came-back', { detail: beyond })
  if (!bill) throw new Error(`Transfer ${id} is missing`)
  // The operator has changed the service meanwhile.
  if (bill.provider !== transfers.provider) throw new Refusal('wechat-payout-off')
  return bill
}

const outside = ({ leastFen, mostFen }: Transfers, fen: number): string | undefined =>
  fen > mostFen
    ? `微信一次最多收 ${yuan(mostFen)} 元，请换成银行卡`
    : fen < leastFen
      ? `微信一次最少收 ${yuan(leastFen)} 元，请换成银行卡`
      : undefined

/** Tells WeChat of a bill, any number of times; where that is not answered, what it says when it is asked. */
async function offer(
  context: Context,
  transfers: Transfers,
  bill: TransferRow,
  name: string,
): Promise<TransferState> {
  const { ports } = context
  const openid =
    bill.sealed && new TextDecoder().decode(await unseal(ports.keys, transferOwner(bill.id), bill.sealed))
  const number = numberOf(bill.id)
  const said = await transfers
    .send({
      number,
      amountFen: Number(bill.amount_fen),
      openid: openid ?? undefined,
      name,
      claimNumber: bill.claim_number,
    })
    .catch(async (error: unknown) => {
      if (!isUnanswered(context, error)) throw error
      // Whatever it says of the call: of the bill only the bill's state tells.
      return transfers.find(number).catch((again: unknown) => {
        if (!isUnanswered(context, again)) throw again
        return undefined
      })
    })
  if (!said) throw new Refusal('payout-unavailable')
  try {
    await settleTransfer(context, said)
  } catch (error) {
    throw error instanceof Refusal ? new Refusal('payout-unavailable') : error
  }
  return said
}
