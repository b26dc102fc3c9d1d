/** `npm run retention [-- --dry-run]`: forgets what is due, or says what would be (see account/retention.ts). */
import { randomBytes } from 'node:crypto'
import { sweep } from '../account/retention'
import { createLog } from '../adapters/log'
import { openServer } from '../database/open-server'
import { readEnvironment } from '../environment'
import { keyMaker } from '../ids'
import { StartFault } from '../start-fault'

async function run(dryRun: boolean): Promise<void> {
  const environment = readEnvironment(process.env)
  const { database, close } = await openServer(environment, createLog({ ...environment.log, level: 'warn' }))
  try {
    const random = (bytes: number) => new Uint8Array(randomBytes(bytes))
    const clock = () => Date.now()
    const swept = await sweep({ database, clock, random, newId: keyMaker(clock, random) }, dryRun)
    const lines = Object.entries(swept).map(([what, count]) => `${String(count).padStart(7)}  ${what}`)
    process.stdout.write(`${dryRun ? 'Would go' : 'Gone'}:\n${lines.join('\n')}\n`)
  } finally {
    await close()
  }
}

const options = process.argv.slice(2)
if (options.some((it) => it !== '--dry-run')) {
  process.stderr.write('Usage: npm run retention [-- --dry-run]\n')
  process.exit(1)
}
run(options.includes('--dry-run')).catch((error: unknown) => {
  process.stderr.write(`${error instanceof StartFault ? error.message : String(error)}\n`)
  process.exitCode = 1
})
