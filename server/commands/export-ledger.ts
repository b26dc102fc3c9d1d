/** `npm run ledger:export -- FILE.csv [--campaign=ID]`: the ledger for auditors (see docs/ledger.md). */
import { parseArgs } from 'node:util'
import { uuid } from '@/contract'
import { createLog } from '../adapters/log'
import { openServer } from '../database/open-server'
import { readEnvironment } from '../environment'
import { exportLedger } from '../ledger/export-ledger'
import { createProgressBar } from './progress-bar'
import { StartFault } from '../start-fault'

const USAGE = 'Usage: npm run ledger:export -- FILE.csv [--campaign=ID]'

async function run(): Promise<void> {
  const { file, campaign } = readArguments()
  const environment = readEnvironment(process.env)
  const { database, close } = await openServer(environment, createLog({ ...environment.log, level: 'warn' }))
  const bar = createProgressBar('rows')
  try {
    const rows = await exportLedger(database, file, campaign, (part, count) => bar.show(part, count)).finally(
      () => bar.end(),
    )
    process.stdout.write(`${rows} rows are in ${file}.\n`)
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'EEXIST')
      throw new StartFault(`${file}.part is there: another export writes it, or broke off.`)
    if (code && ['ENOENT', 'EACCES', 'EISDIR', 'ENOSPC', 'EROFS'].includes(code))
      throw new StartFault(`${file} cannot be written (${(error as Error).message}).`)
    throw error
  } finally {
    await close()
  }
}

function readArguments(): { file: string; campaign: string | undefined } {
  try {
    const { positionals, values } = parseArgs({
      options: { campaign: { type: 'string' } },
      allowPositionals: true,
    })
    const [file] = positionals
    if (file === undefined || positionals.length > 1) throw new StartFault(USAGE)
    const { campaign } = values
    if (campaign !== undefined && !uuid.safeParse(campaign).success) throw new StartFault(USAGE)
    return { file, campaign }
  } catch {
    throw new StartFault(USAGE)
  }
}

run().catch((error: unknown) => {
  process.stderr.write(`${error instanceof StartFault ? error.message : String(error)}\n`)
  process.exitCode = 1
})
