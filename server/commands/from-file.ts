/** What commands that publish from a file have in common. */
import { randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { createLog } from '../adapters/log'
import { DatabaseFault, type Database } from '../database/database'
import { openServer } from '../database/open-server'
import { readEnvironment } from '../environment'
import { keyMaker } from '../ids'
import type { FileFault } from '../publishing/yaml-file'
import { StartFault } from '../start-fault'

export const clock = () => Date.now()
export const newId = keyMaker(clock, (bytes) => new Uint8Array(randomBytes(bytes)))

export const readText = (file: string) =>
  readFile(file, 'utf8').catch((error: unknown) => {
    throw new StartFault(`${file} cannot be read (${(error as Error).message}).`)
  })

type Published<O> = Exclude<O, { faults: readonly FileFault[] }> & { id?: string }

const isPublished = <O extends { faults?: readonly FileFault[] | undefined }>(
  outcome: O,
): outcome is Published<O> => outcome.faults === undefined

/**
 * Publishes first without writing anything, so that all that is wrong is told before anything is done, and then, unless
 * `only` that, for real. `tell` says what there is of an outcome.
 */
export async function publishFile<O extends { faults?: readonly FileFault[] | undefined }>(
  file: string,
  only: boolean,
  publish: (dryRun: boolean) => Promise<O>,
  tell: (outcome: Published<O>) => string,
): Promise<void> {
  for (const dryRun of only ? [true] : [true, false]) {
    const outcome = await publish(dryRun)
    if (!isPublished(outcome)) {
      const { faults = [] } = outcome
      const lines = faults.map(
        ({ code, column, line, says }) => `${file}:${line}:${column}\t${code}\t${says}`,
      )
      throw new StartFault(`Nothing was published. What is wrong:\n${lines.join('\n')}`)
    }
    process.stdout.write(
      outcome.id === undefined
        ? `Dry run, nothing wrong: ${tell(outcome)}.\n`
        : `Published as ${outcome.id}.\n`,
    )
  }
}

/** Opens the database that the environment names, and says plainly where it was not reached. */
export async function withDatabase(work: (database: Database) => Promise<void>): Promise<void> {
  const environment = readEnvironment(process.env)
  const { database, close } = await openServer(environment, createLog({ ...environment.log, level: 'warn' }))
  try {
    await work(database)
  } catch (error) {
    if (error instanceof DatabaseFault && error.kind === 'unknown')
      throw new StartFault('The connection broke at the last moment: see by `list` whether it was done.', {
        cause: error,
      })
    if (error instanceof DatabaseFault && error.kind === 'unreachable')
      throw new StartFault('The database did not answer, or not in time. Nothing was done; try again.', {
        cause: error,
      })
    throw error
  } finally {
    await close()
  }
}

/** What `publish FILE [--dry-run]` and its fellow verbs were called with; `usage` is said where that fits none of them. */
export function readVerb<Verb extends string>(
  usage: string,
  /** The other verbs, and whether each needs an id. */
  others: Record<Verb, boolean>,
): { verb: Verb | 'publish'; target: string; dryRun: boolean } {
  let parsed
  try {
    parsed = parseArgs({
      options: { 'dry-run': { type: 'boolean', default: false } },
      allowPositionals: true,
    })
  } catch {
    throw new StartFault(usage)
  }
  const [verb = '', target = '', ...more] = parsed.positionals
  const dryRun = parsed.values['dry-run']
  const needs: Record<string, boolean> = { ...others, publish: true }
  const fits =
    Object.hasOwn(needs, verb) &&
    needs[verb] === (target !== '') &&
    (verb === 'publish' || !dryRun) &&
    more.length === 0
  if (!fits) throw new StartFault(usage)
  return { verb: verb as Verb | 'publish', target, dryRun }
}

/** Runs a command: where it fails, its message on stderr and 1. */
export function command(run: () => Promise<void>): void {
  // `… list | head` has read enough.
  process.stdout.on('error', (fault: NodeJS.ErrnoException) => {
    if (fault.code !== 'EPIPE') throw fault
    process.exit(0)
  })
  run().catch((error: unknown) => {
    process.stderr.write(`${error instanceof StartFault ? error.message : String(error)}\n`)
    process.exitCode = 1
  })
}
