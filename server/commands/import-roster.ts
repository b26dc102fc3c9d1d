/** `npm run roster:import -- FILE.csv [--channel=NAME]`: takes a roster in (see roster/read-roster.ts for the columns). */
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { idRegionsOf } from '../account/read-id'
import { createLog } from '../adapters/log'
import { openServer } from '../database/open-server'
import { readEnvironment } from '../environment'
import { readIdRegions } from '../id-regions'
import { importRoster } from '../roster/import-roster'
import { keysOf, loadSecrets } from '../secrets'
import { StartFault } from '../start-fault'

const SHOWN = 100

async function run(file: string, channel: string): Promise<void> {
  const bytes = await readFile(file).catch((error: unknown) => {
    throw new StartFault(`${file} cannot be read (${(error as Error).message}).`)
  })
  const environment = readEnvironment(process.env)
  const regions = idRegionsOf({
    demo: environment.demo,
    idRegions: await readIdRegions(environment.idRegions),
  })
  const keys = keysOf(await loadSecrets(environment), environment)
  const { database, close } = await openServer(environment, createLog({ ...environment.log, level: 'warn' }))
  try {
    const outcome = await importRoster({ database, keys, clock: () => Date.now(), regions }, channel, bytes)
    if (outcome.bad) {
      const lines = outcome.bad.slice(0, SHOWN).map(({ line, fault }) => `${line}: ${fault}`)
      const more = outcome.bad.length > SHOWN ? [`and ${outcome.bad.length - SHOWN} more`] : []
      process.stderr.write(`Nothing was imported. Bad rows:\n${[...lines, ...more].join('\n')}\n`)
      process.exitCode = 1
      return
    }
    process.stdout.write(
      `Imported ${outcome.people} people of ${channel}; of those verified, ${outcome.confirmed} are confirmed.\n`,
    )
  } finally {
    await close()
  }
}

const [file, ...options] = process.argv.slice(2)
const channel = options[0]?.startsWith('--channel=') ? options[0].slice('--channel='.length) : undefined
if (!file || options.length > (channel ? 1 : 0)) {
  process.stderr.write('Usage: npm run roster:import -- FILE.csv [--channel=NAME]\n')
  process.exit(1)
}
run(file, channel ?? path.parse(file).name).catch((error: unknown) => {
  process.stderr.write(`${error instanceof StartFault ? error.message : String(error)}\n`)
  process.exitCode = 1
})
