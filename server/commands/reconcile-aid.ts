/**
 * `npm run aid:reconcile [-- YYYY-MM-DD]`: asks the payment service about orders and payouts that are not final (see
 * aid/reconcile.ts and payouts/reconcile-transfers.ts).
 */
import { randomBytes } from 'node:crypto'
import { dayOfDate } from '@/rules/shanghai'
import type { Difference } from '../aid/ask-payment'
import { reconcile } from '../aid/reconcile'
import { createGrantSigner } from '../adapters/grant-signer'
import { createLog } from '../adapters/log'
import { openServer } from '../database/open-server'
import { readEnvironment } from '../environment'
import { keyMaker } from '../ids'
import { openPayments } from '../open-payments'
import { openTransfers } from '../open-transfers'
import { reconcileTransfers, type TransferDifference } from '../payouts/reconcile-transfers'
import { keysOf, loadSecrets } from '../secrets'
import { StartFault } from '../start-fault'

const said: Record<Difference['what'] | TransferDifference['what'], string> = {
  'paid-there': 'was paid there: settled now',
  'closed-there': 'is closed there: ended now',
  'refunded-there': 'its refund had arrived: noted now',
  'amount-differs': 'was paid by ANOTHER AMOUNT: look at it',
  'refund-failed': 'its refund was GIVEN UP by the service: look at it',
  unanswered: 'was not answered: run it again',
  'ledger-off': 'its LEDGER does not add up: look at it',
  'taken-there': 'a payout that was taken in WeChat: settled now',
  'returned-there': 'a payout that came to nothing in WeChat: in the queue now',
  'never-there': 'a payout of which WeChat never heard: in the queue now',
  'transfer-differs': 'a payout of ANOTHER AMOUNT, or to somebody else: look at it',
}
/** What is put right by asking. */
const settled: readonly string[] = [
  'paid-there',
  'closed-there',
  'refunded-there',
  'taken-there',
  'returned-there',
  'never-there',
]

/** Resolves to whether something is left for a person. */
async function run(date: string | undefined): Promise<boolean> {
  const environment = readEnvironment(process.env)
  const log = createLog({ ...environment.log, level: 'warn' })
  const secrets = await loadSecrets(environment)
  const clock = () => Date.now()
  const random = (bytes: number) => new Uint8Array(randomBytes(bytes))
  const payments = await openPayments(environment, clock, random)
  const transfers = await openTransfers(environment, clock, random)
  const { database, close } = await openServer(environment, log)
  try {
    const ports = {
      keys: keysOf(secrets, environment),
      signer: createGrantSigner(secrets.grantKey, environment.grantKeyId),
      log,
      payments,
      transfers,
    }
    const context = { database, clock, random, ports, newId: keyMaker(clock, random) }
    const orders = await reconcile(context, date)
    const payouts = await reconcileTransfers(context, date)
    const found = [
      ...orders.map(({ orderId: id, what }) => ({ id, what })),
      ...payouts.map(({ payoutId: id, what }) => ({ id, what })),
    ]
    for (const { id, what } of found) process.stdout.write(`${id}  ${said[what]}\n`)
    process.stdout.write(`${found.length === 0 ? 'No' : found.length} differences\n`)
    return found.some((it) => !settled.includes(it.what))
  } finally {
    await close()
  }
}

const [date, ...more] = process.argv.slice(2)
if (more.length > 0 || (date !== undefined && Number.isNaN(dayOfDate(date)))) {
  process.stderr.write('Usage: npm run aid:reconcile [-- YYYY-MM-DD]\n')
  process.exit(1)
}
run(date).then(
  (left) => {
    if (left) process.exitCode = 2
  },
  (error: unknown) => {
    process.stderr.write(`${error instanceof StartFault ? error.message : String(error)}\n`)
    process.exitCode = 1
  },
)
