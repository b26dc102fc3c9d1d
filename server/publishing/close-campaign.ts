import type { Database } from '../database/database'
import type { Clock } from '../ports'
import { closeNow, findByIdOrCode } from './queries'

export type Closed =
  | { title: string; fault?: undefined }
  | { fault: 'campaign-unknown' }
  | { fault: 'closed-already'; title: string; at: Date }

/**
 * Closes a campaign before its time: nobody claims or enters any more. What was granted stays good until its own end; a draw
 * is drawn among those who entered.
 * @param id its id, or the code of its file.
 */
export async function closeCampaign(
  { clock, database }: { database: Database; clock: Clock },
  id: string,
): Promise<Closed> {
  return database.transaction(async (tx) => {
    const title = await closeNow(tx, id, new Date(clock()))
    if (title !== undefined) return { title }
    const found = await findByIdOrCode(tx, id)
    return found
      ? { fault: 'closed-already', title: found.title, at: found.closes_at }
      : { fault: 'campaign-unknown' }
  })
}
