/** `npm run campaigns -- publish FILE.yaml [--dry-run] | close ID | list | slowed | let-through ID` (see docs/campaigns.md). */
import { formatInstant } from '@/rules/shanghai'
import type { Database } from '../database/database'
import { letThrough, slowedBefore } from '../fairness/queries'
import { slowRuleText } from '../fairness/slow-rules'
import { closeCampaign } from '../publishing/close-campaign'
import { publishCampaign } from '../publishing/publish-campaign'
import { allCampaigns } from '../publishing/queries'
import { StartFault } from '../start-fault'
import { clock, command, newId, publishFile, readText, readVerb, withDatabase } from './from-file'

const USAGE =
  'Usage: npm run campaigns -- publish FILE.yaml [--dry-run] | close ID | list | slowed | let-through ID'
/** Of those who were slowed, the latest. */
const SHOWN = 200
const timeText = (at: Date) => formatInstant(at.getTime(), 'YYYY-MM-DD HH:mm')

async function run(): Promise<void> {
  const { dryRun, target, verb } = readVerb(USAGE, {
    close: true,
    list: false,
    slowed: false,
    'let-through': true,
  })
  const text = verb === 'publish' ? await readText(target) : ''
  await withDatabase(async (database) => {
    if (verb === 'publish') {
      await publishFile(
        target,
        dryRun,
        (dry) => publishCampaign(text, { database, clock, newId, dryRun: dry }),
        ({ campaign, quantity, stations }) =>
          `${campaign.title} (${campaign.distribution}): ${quantity} at ${stations} stations`,
      )
    } else if (verb === 'close') await end(database, target)
    else if (verb === 'slowed') await listSlowed(database)
    else if (verb === 'let-through') await clear(database, target)
    else await list(database)
  })
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

command(run)
