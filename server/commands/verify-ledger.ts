/** `npm run ledger:verify [-- --heads=FILE|URL]`: whether the ledger is as it was sealed (see docs/ledger.md). */
import { parseArgs } from 'node:util'
import { createHeadKeeper } from '../adapters/ledger-heads'
import { createLog } from '../adapters/log'
import { openServer } from '../database/open-server'
import { readEnvironment } from '../environment'
import { verifyLedger, type LedgerFault } from '../ledger/verify-ledger'
import { createProgressBar } from './progress-bar'
import { StartFault } from '../start-fault'

const says = (it: LedgerFault): string => {
  switch (it.kind) {
    case 'altered':
      return `Row ${it.number} (${it.id}) was altered after it was sealed.`
    case 'removed':
      return `Row ${it.number} (${it.id}) was removed after it was sealed.`
    case 'slipped-in':
      return `Row ${it.id} was slipped in: it claims a place before row ${it.number}, and was not there when that was sealed.`
    case 'link-removed':
      return it.to === undefined
        ? `From row ${it.number} on the chain was cut off: heads beyond it were kept outside.`
        : `The links of rows ${it.number} to ${it.to} were removed.`
    case 'rewritten':
      return `Rows ${it.number} to ${it.to} are not those that were sealed: their chain was made anew, and its head is not the one kept outside.`
  }
}

async function run(): Promise<void> {
  const environment = readEnvironment(process.env)
  const target = readArguments() ?? environment.ledgerHeads
  if (target === undefined) {
    throw new StartFault(
      'Name where the heads are kept outside the database: NUANXIN_LEDGER_HEADS, or --heads=FILE|URL.',
    )
  }
  const outside = await createHeadKeeper(target).read()
  const { database, close } = await openServer(environment, createLog({ ...environment.log, level: 'warn' }))
  const bar = createProgressBar('rows')
  try {
    const { fault, heads, open, sealed } = await verifyLedger(database, outside, (part, rows) =>
      bar.show(part, rows),
    ).finally(() => bar.end())
    if (fault) {
      process.stderr.write(`WRONG: ${says(fault)}\n`)
      process.exitCode = 1
      return
    }
    process.stdout.write(
      `${sealed} rows are as they were sealed, and the chain runs through all ${heads} heads kept outside. ` +
        `${open} rows came since.\n`,
    )
  } finally {
    await close()
  }
}

function readArguments(): string | undefined {
  try {
    return parseArgs({ options: { heads: { type: 'string' } } }).values.heads
  } catch {
    throw new StartFault('Usage: npm run ledger:verify [-- --heads=FILE|URL]')
  }
}

run().catch((error: unknown) => {
  process.stderr.write(`${error instanceof StartFault ? error.message : String(error)}\n`)
  process.exitCode = 1
})
