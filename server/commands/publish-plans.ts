/** `npm run plans -- publish FILE.yaml [--dry-run] | close ID | list` (see docs/mutual-aid.md). */
import { formatInstant } from '@/rules/shanghai'
import { yuan } from '@/rules/wording'
import type { Database } from '../database/database'
import { closePlan } from '../publishing/close-plan'
import { allPlans, type ListedPlan } from '../publishing/plan-queries'
import { publishPlan } from '../publishing/publish-plan'
import { StartFault } from '../start-fault'
import { clock, command, newId, publishFile, readText, readVerb, withDatabase } from './from-file'

const USAGE = 'Usage: npm run plans -- publish FILE.yaml [--dry-run] | close ID | list'
const timeText = (at: Date | null) => (at ? formatInstant(at.getTime(), 'YYYY-MM-DD HH:mm') : '')

async function run(): Promise<void> {
  const { dryRun, target, verb } = readVerb(USAGE, { close: true, list: false })
  const text = verb === 'publish' ? await readText(target) : ''
  await withDatabase(async (database) => {
    if (verb === 'publish') {
      await publishFile(
        target,
        dryRun,
        (dry) => publishPlan(text, { database, clock, newId, dryRun: dry }),
        ({ plan, subsidies }) =>
          `${plan.title}: ${yuan(plan.priceFen)} yuan, ${plan.covers.length} covers, ${subsidies.length} subsidies`,
      )
    } else if (verb === 'close') await close(database, target)
    else await list(database)
  })
}

async function close(database: Database, id: string): Promise<void> {
  const outcome = await closePlan(database, id)
  if (outcome.fault === 'plan-unknown') throw new StartFault(`plan-unknown: there is no plan ${id}.`)
  if (outcome.fault) throw new StartFault(`closed-already: ${outcome.title} is closed.`)
  process.stdout.write(
    `Closed: ${outcome.title}. Who is covered stays so; orders that are open may still be paid.\n`,
  )
}

async function list(database: Database): Promise<void> {
  for (const it of await allPlans(database)) {
    const columns = [
      it.id,
      it.code ?? '-',
      stateOf(it, clock()),
      it.opens_at || it.closes_at ? `${timeText(it.opens_at)} – ${timeText(it.closes_at)}` : 'always',
      `${yuan(it.price_fen)} yuan`,
      `${it.policies} policies`,
      `${it.open_orders} open orders`,
      it.subsidies
        .map(({ amountFen, budgetFen, leftFen, title }) => {
          const left = budgetFen === null ? '' : `, ${yuan(leftFen ?? 0)} of ${yuan(budgetFen)} left`
          return `${title} ${yuan(amountFen)}${left}`
        })
        .join('; ') || 'no subsidy',
      it.title,
    ]
    process.stdout.write(`${columns.join('\t')}\n`)
  }
}

function stateOf({ closes_at, open, opens_at }: ListedPlan, now: number): string {
  if (!open || (closes_at && closes_at.getTime() <= now)) return 'closed'
  return opens_at && opens_at.getTime() > now ? 'coming' : 'open'
}

command(run)
