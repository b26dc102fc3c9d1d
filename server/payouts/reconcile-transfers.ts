import { DAY, dayOfDate, MINUTE, startOf } from '@/rules/shanghai'
import { isUnanswered } from '../aid/ask-payment'
import type { AidContext } from '../aid/context'
import { numberOf, takeTurn } from '../aid/payment-queries'
import { within } from '../aid/within'
import { Refusal } from '../http/refusal'
import type { Transfers } from '../ports'
import { settleTransfer } from './settle-transfer'
import {
  findTransfer,
  openTransfers,
  takeAskingOf,
  unwantedTransfers,
  type TransferRow,
} from './transfer-queries'

/** Where WeChat and we did not say the same of a payout. */
export interface TransferDifference {
  readonly payoutId: string
  readonly what:
    /** He took it, and we had not heard: the claim is paid now. */
    | 'taken-there'
    /** It lapsed or failed there, and we had not heard: it is in the queue now. */
    | 'returned-there'
    /** WeChat never heard of the bill, long after we told it: the payout is in the queue now. */
    | 'never-there'
    /** Of another amount, or to somebody else. For a person to look at. */
    | 'transfer-differs'
    /** It does not answer; asked again later. */
    | 'unanswered'
}

/**
 * After this long a bill of which WeChat never heard will not come to it any more: it refuses what was signed more than five
 * minutes before, and nothing is waited for as long.
 */
const ABSENT_MS = 60 * MINUTE
const RECONCILE_EVERY_MS = 10 * MINUTE
/** WeChat is asked for a member no more often than this, and he is not kept waiting longer. */
const ASK_AGAIN_MS = 10_000
const ASK_MS = 1_500

/** Asks about one bill, or calls it back where he does not want it any more. Undefined where we say the same. */
async function askTransfer(
  context: AidContext,
  transfers: Transfers,
  row: TransferRow,
): Promise<TransferDifference | undefined> {
  const number = numberOf(row.id)
  const said = await (row.wanted ? transfers.find(number) : transfers.cancel(number))
  const found = { payoutId: row.payout_id }
  if (said) {
    try {
      if (!(await settleTransfer(context, said))) return undefined
    } catch (error) {
      if (!(error instanceof Refusal) || error.code !== 'payment-differs') throw error
      return { ...found, what: 'transfer-differs' }
    }
    return { ...found, what: said.state === 'done' ? 'taken-there' : 'returned-there' }
  }
  const before = new Date(context.clock() - ABSENT_MS)
  if (row.told_at > before) return undefined
  const lapsed = { number, state: 'lapsed', fault: '微信没有收到这一笔' } as const
  return (await settleTransfer(context, lapsed, before)) ? { ...found, what: 'never-there' } : undefined
}

async function askAll(
  context: AidContext,
  transfers: Transfers,
  rows: readonly TransferRow[],
): Promise<TransferDifference[]> {
  const found: TransferDifference[] = []
  for (const row of rows) {
    try {
      const difference = await askTransfer(context, transfers, row)
      if (difference) found.push(difference)
    } catch (error) {
      if (!isUnanswered(context, error)) throw error
      found.push({ payoutId: row.payout_id, what: 'unanswered' })
    }
  }
  return found
}

/**
 * Asks WeChat about every bill of which it has not said how it ended, settles what it says, and lists where that was not
 * what we had.
 * @param date `YYYY-MM-DD`: bills made on that day in Shanghai only; undefined for all.
 */
export async function reconcileTransfers(context: AidContext, date?: string): Promise<TransferDifference[]> {
  const { transfers } = context.ports
  if (!transfers) return []
  const day = date === undefined ? undefined : startOf(dayOfDate(date))
  const from = day === undefined ? null : new Date(day)
  const to = day === undefined ? null : new Date(day + DAY)
  return askAll(context, transfers, await openTransfers(context.database, transfers.provider, from, to))
}

/** Calls back what no member, or this one, wants in WeChat any more. What is not answered is called back later. */
async function recallTransfers(context: AidContext, workerId?: string): Promise<void> {
  const { database, ports } = context
  const { transfers } = ports
  if (!transfers) return
  await askAll(context, transfers, await unwantedTransfers(database, transfers.provider, workerId))
}

/** The same where a member has just named another account, or none: he is not kept waiting for it. */
export async function recallForMember(context: AidContext, workerId: string): Promise<void> {
  await within(ASK_MS, recallTransfers(context, workerId))
}

/** Asks about the bill of a claim for the member who looks at it. What is not answered in time is settled later. */
export async function askForMember(context: AidContext, claimId: string): Promise<void> {
  const { clock, database, ports } = context
  const { transfers } = ports
  if (transfers?.provider !== 'wechat') return
  const now = clock()
  const id = await takeAskingOf(database, claimId, new Date(now), new Date(now - ASK_AGAIN_MS))
  const row = id === undefined ? undefined : await findTransfer(database, id)
  if (row) await within(ASK_MS, askAll(context, transfers, [row]))
}

/** What a running API does every minute; of any number of processes each thing is done by one. */
export async function keepTransfers(context: AidContext): Promise<void> {
  const { clock, database, ports } = context
  const now = clock()
  const turn = (name: string, ms: number) =>
    // A little less than a round, so that it is not missed by a moment.
    takeTurn(database, name, new Date(now), new Date(now + ms - 5_000))
  if (await turn('transfers-recall', MINUTE)) await recallTransfers(context)
  if (!(await turn('transfers-reconcile', RECONCILE_EVERY_MS))) return
  const found = await reconcileTransfers(context)
  if (found.length > 0) ports.log.warn('WeChat and we did not say the same of payouts', { found })
}
