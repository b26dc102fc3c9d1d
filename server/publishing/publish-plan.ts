import { DatabaseFault, type Database } from '../database/database'
import { addPlan, knownChannels, titleOfPlan } from './plan-queries'
import type { PublishOptions } from './publish-campaign'
import { readPlan, type PlanFault, type ReadPlan } from './read-plan'

export type PublishedPlan =
  | { faults: readonly PlanFault[] }
  /** `id` is absent after a dry run. */
  | ({ faults?: undefined; id?: string } & Pick<ReadPlan, 'plan' | 'subsidies'>)

/** Publishes a mutual aid plan from its file: all of it, or nothing and what is wrong with it, by line and column. */
export async function publishPlan(
  text: string,
  { clock, database, dryRun, newId }: PublishOptions,
): Promise<PublishedPlan> {
  const read = readPlan(text, clock())
  if ('faults' in read) return read
  const { plan, subsidies } = read
  const faults = await faultsIn(database, read)
  if (faults.length > 0) return { faults }
  if (dryRun) return { plan, subsidies }
  const id = newId()
  try {
    await database.transaction((tx) => addPlan(tx, id, newId, read))
  } catch (fault) {
    // Published by somebody else meanwhile.
    if (fault instanceof DatabaseFault && fault.kind === 'duplicate')
      return { faults: [takenFault(read, '')] }
    throw fault
  }
  return { id, plan, subsidies }
}

const takenFault = (read: ReadPlan, title: string): PlanFault =>
  read.fault(['code'], 'code-taken', `a plan has the code ${read.code} already${title && `: ${title}`}`)

async function faultsIn(database: Database, read: ReadPlan): Promise<PlanFault[]> {
  const asked = read.subsidies.flatMap(({ roster }, i) => (roster === undefined ? [] : [{ roster, i }]))
  const known = await knownChannels(
    database,
    asked.map((it) => it.roster),
  )
  const title = await titleOfPlan(database, read.code)
  return [
    ...(title === undefined ? [] : [takenFault(read, title)]),
    ...asked
      .filter((it) => !known.has(it.roster))
      .map(({ i, roster }) =>
        read.fault(
          ['subsidies', i, 'roster'],
          'roster-unknown',
          `no roster was imported from the channel ${roster}`,
        ),
      ),
  ]
}
