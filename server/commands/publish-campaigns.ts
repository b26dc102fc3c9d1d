/** `npm run campaigns -- publish FILE.yaml [--dry-run] | close ID | list | slowed | let-through ID` (see docs/campaigns.md). */
import { randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { formatInstant } from '@/rules/shanghai'
import { createLog } from '../adapters/log'
import { DatabaseFault, type Database } from '../database/database'
import { openServer } from '../database/open-server'
import { readEnvironment } from '../environment'
import { letThrough, slowedBefore } from '../fairness/queries'
import { slowRuleText } from '../fairness/slow-rules'
import { keyMaker } from '../ids'
import { closeCampaign } from '../publishing/close-campaign'
import { publishCampaign } from '../publishing/publish-campaign'
import { allCampaigns } from '../publishing/queries'
import { StartFault } from '../start-fault'

const USAGE =
  'Usage: npm run campaigns -- publish FILE.yaml [--dry-run] | close ID | list | slowed | let-through ID'
/** Of those who were slowed, the latest. */
const SHOWN = 200
const clock = () => Date.now()
const newId = keyMaker(clock, (bytes) => new Uint8Array(randomBytes(bytes)))
const timeText = (at: Date) => formatInstant(at.getTime(), 'YYYY-MM-DD HH:mm')

async function run(): Promise<void> {
  const { dryRun, target, verb } = readArguments()
  const text = verb === 'publish' ? await read(target) : ''
  const environment = readEnvironment(process.env)
  const { database, close } = await openServer(environment, createLog({ ...environment.log, level: 'warn' }))
  try {
    if (verb === 'publish') await publish(database, target, text, dryRun)
    else if (verb === 'close') await end(database, target)
    else if (verb === 'slowed') await listSlowed(database)
    else if (verb === 'let-through') await clear(database, target)
    else await list(database)
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

const read = (file: string) =>
  readFile(file, 'utf8').catch((error: unknown) => {
    throw new StartFault(`${file} cannot be read (${(error as Error).message}).`)
  })

async function publish(database: Database, file: string, text: string, only: boolean): Promise<void> {
  // First without writing anything, so that all that is wrong is told before anything is done.
  for (const dryRun of only ? [true] : [true, false]) {
    const outcome = await publishCampaign(text, { database, clock, newId, dryRun })
    if (outcome.faults) {
      const lines = outcome.faults.map(
        ({ code, column, line, says }) => `${file}:${line}:${column}\t${code}\t${says}`,
      )
      throw new StartFault(`Nothing was published. What is wrong:\n${lines.join('\n')}`)
    }
    const { campaign, id, quantity, stations } = outcome
    const what = `${campaign.title} (${campaign.distribution}): ${quantity} at ${stations} stations`
    process.stdout.write(id === undefined ? `Dry run, nothing wrong: ${what}.\n` : `Published as ${id}.\n`)
  }
}

async function end(database: Database, id: string): Promise<void> {
  const outcome = await closeCampaign({ database, clock }, id)
  if (outcome.fault === 'campaign-unknown')
    throw new StartFault(`campaign-unknown: there is no campaign ${id}.`)
  if (outcome.fault)
    throw new StartFault(`closed-already: ${outcome.title} is closed since ${timeText(outcome.at)}.`)
  process.stdout.write(`Closed: ${outcome.title}. What was granted stays good.\n`)
}

async function list(database: Database): Promise<void> {
  const now = clock()
  for (const it of await allCampaigns(database)) {
    const state = it.closes_at.getTime() <= now ? 'closed' : it.opens_at.getTime() > now ? 'coming' : 'open'
    const columns = [
      it.id,
      it.code ?? '-',
      state,
      it.distribution,
      `${timeText(it.opens_at)} – ${timeText(it.closes_at)}`,
      `${it.stations} stations`,
      `${it.given} given`,
      it.title,
    ]
    process.stdout.write(`${columns.join('\t')}\n`)
  }
}

async function listSlowed(database: Database): Promise<void> {
  for (const it of await slowedBefore(database, undefined, SHOWN)) {
    const since = it.cleared_at ?? it.claimed_at
    const columns = [
      it.id,
      timeText(it.last_at),
      `${it.times} times`,
      it.rule,
      slowRuleText[it.rule],
      it.title,
      it.display_name,
      it.verified ? 'verified' : 'not verified',
      since
        ? `${it.cleared_at ? 'let through' : 'claimed'} ${timeText(since)}`
        : `until ${timeText(it.until)}`,
    ]
    process.stdout.write(`${columns.join('\t')}\n`)
  }
}

async function clear(database: Database, id: string): Promise<void> {
  const known = /^[0-9a-f-]{36}$/.test(id) && (await letThrough(database, id, new Date(clock())))
  if (!known) throw new StartFault(`slowed-unknown: nobody was slowed under ${id}.`)
  process.stdout.write('Let through, now and from now on.\n')
}

type Verb = 'publish' | 'close' | 'list' | 'slowed' | 'let-through'

function readArguments(): { verb: Verb; target: string; dryRun: boolean } {
  let parsed
  try {
    parsed = parseArgs({
      options: { 'dry-run': { type: 'boolean', default: false } },
      allowPositionals: true,
    })
  } catch {
    throw new StartFault(USAGE)
  }
  const [verb, target = '', ...more] = parsed.positionals
  const dryRun = parsed.values['dry-run']
  const fits =
    verb === 'publish' || verb === 'close' || verb === 'let-through'
      ? target !== '' && (verb === 'publish' || !dryRun)
      : (verb === 'list' || verb === 'slowed') && target === '' && !dryRun
  if (!fits || more.length > 0) throw new StartFault(USAGE)
  return { verb: verb as Verb, target, dryRun }
}

run().catch((error: unknown) => {
  process.stderr.write(`${error instanceof StartFault ? error.message : String(error)}\n`)
  process.exitCode = 1
})
