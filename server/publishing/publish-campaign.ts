import type { Campaign } from '@/contract'
import { DatabaseFault, type Database } from '../database/database'
import type { Clock } from '../ports'
import { addCampaign, addQuotas, stationIdsOf, titleOfCode } from './queries'
import { readCampaign, type CampaignFault, type ReadCampaign } from './read-file'

export interface PublishOptions {
  readonly database: Database
  readonly clock: Clock
  readonly newId: () => string
  /** Whether it stops before anything is written. */
  readonly dryRun: boolean
}

export type Published =
  | { faults: readonly CampaignFault[] }
  | {
      faults?: undefined
      /** Absent after a dry run. */
      id?: string
      campaign: Pick<Campaign, 'title' | 'distribution'>
      stations: number
      /** Of all stations and kinds together; of a daily one each day. */
      quantity: number
    }

/** Publishes a campaign from its file: all of it, or nothing and what is wrong with it, by line and column. */
export async function publishCampaign(text: string, options: PublishOptions): Promise<Published> {
  const { clock, database, dryRun, newId } = options
  const now = clock()
  const read = readCampaign(text, now)
  const seen = 'faults' in read ? read.seen : read
  const ids = await stationIdsOf(database, seen?.quotas.map((it) => it.station) ?? [])
  const more = seen ? await faultsIn(database, seen, ids) : []
  if ('faults' in read) {
    return { faults: [...read.faults, ...more].sort((a, b) => a.line - b.line || a.column - b.column) }
  }
  if (more.length > 0) return { faults: more }
  const { campaign, code, quotas } = read
  const outcome = {
    campaign,
    stations: new Set(quotas.map((it) => it.station)).size,
    quantity: quotas.reduce((sum, it) => sum + it.quantity, 0),
  }
  if (dryRun) return outcome
  const id = newId()
  try {
    await database.transaction(async (tx) => {
      await addCampaign(tx, id, code, campaign)
      const placed = quotas.map((it) => ({ ...it, stationId: ids.get(it.station) ?? '' }))
      await addQuotas(tx, newId, new Date(now), id, campaign.distribution, placed)
    })
  } catch (fault) {
    // Published by somebody else meanwhile.
    if (fault instanceof DatabaseFault && fault.kind === 'duplicate')
      return { faults: [takenFault(read, '')] }
    throw fault
  }
  return { ...outcome, id }
}

type Seen = Pick<ReadCampaign, 'code' | 'quotas' | 'fault'>

const takenFault = (read: Seen, title: string): CampaignFault =>
  read.fault('code', 'code-taken', `a campaign has the code ${read.code} already${title && `: ${title}`}`)

async function faultsIn(
  database: Database,
  read: Seen,
  ids: ReadonlyMap<string, string>,
): Promise<CampaignFault[]> {
  const unknown = [...new Set(read.quotas.map((it) => it.station))].filter((it) => !ids.has(it))
  const title = await titleOfCode(database, read.code)
  return [
    ...(title === undefined ? [] : [takenFault(read, title)]),
    ...unknown.map((station) => read.fault({ station }, 'station-unknown', `there is no station ${station}`)),
  ]
}
