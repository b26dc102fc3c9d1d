/** `npm run stations:import -- FILE.csv [--from gcj02|wgs84|bd09]`: takes stations in (see docs/stations-import.md). */
import { randomBytes } from 'node:crypto'
import { parseArgs } from 'node:util'
import { createLog } from '../adapters/log'
import { DatabaseFault } from '../database/database'
import { openServer } from '../database/open-server'
import { readEnvironment } from '../environment'
import { keyMaker } from '../ids'
import { createProgressBar } from './progress-bar'
import { StartFault } from '../start-fault'
import { importStations } from '../station-import/import-stations'
import type { CoordinateSystem } from '../station-import/read-dated'

const USAGE = 'Usage: npm run stations:import -- FILE.csv [--from gcj02|wgs84|bd09]'
const systems: readonly string[] = ['gcj02', 'wgs84', 'bd09'] satisfies CoordinateSystem[]

async function run(): Promise<void> {
  const { file, from } = readArguments()
  const environment = readEnvironment(process.env)
  const { database, close } = await openServer(environment, createLog({ ...environment.log, level: 'warn' }))
  const bar = createProgressBar('rows')
  const newId = keyMaker(
    () => Date.now(),
    (bytes) => new Uint8Array(randomBytes(bytes)),
  )
  try {
    const outcome = await importStations(file, {
      database,
      newId,
      from,
      progress: (part, rows) => bar.show(part, rows),
    }).finally(() => bar.end())
    if (outcome.bad) {
      const lines = outcome.bad.map(({ line, column, fault }) => `${line}\t${column}\t${fault}`)
      process.stderr.write(`Nothing was imported. What is wrong, by line and column:\n${lines.join('\n')}\n`)
      process.exitCode = 1
      return
    }
    const { added, rows, unchanged, updated } = outcome
    process.stdout.write(`${rows} stations: ${added} new, ${updated} changed, ${unchanged} as they were.\n`)
  } catch (error) {
    if (error instanceof DatabaseFault && error.kind !== 'refused' && error.kind !== 'duplicate') {
      throw new StartFault(
        error.kind === 'unknown'
          ? 'The connection to the database broke at the last moment. Import the file again: what is in already stays.'
          : 'The database did not answer, or not in time. Nothing was imported; try again.',
        { cause: error },
      )
    }
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ENOENT' || code === 'EACCES' || code === 'EISDIR') {
      throw new StartFault(`${file} cannot be read (${(error as Error).message}).`)
    }
    throw error
  } finally {
    await close()
  }
}

function readArguments(): { file: string; from: CoordinateSystem } {
  let read
  try {
    read = parseArgs({ options: { from: { type: 'string', default: 'gcj02' } }, allowPositionals: true })
  } catch {
    throw new StartFault(USAGE)
  }
  const { positionals, values } = read
  const [file] = positionals
  if (file === undefined || positionals.length > 1 || !systems.includes(values.from))
    throw new StartFault(USAGE)
  return { file, from: values.from as CoordinateSystem }
}

run().catch((error: unknown) => {
  process.stderr.write(`${error instanceof StartFault ? error.message : String(error)}\n`)
  process.exitCode = 1
})
