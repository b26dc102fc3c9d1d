import { requireStation, type Caller } from '../account/authenticate'
import type { Context } from '../context'
import { forgetReports } from './queries'
import { stationById } from './station-by-id'

/** A clerk of the station has looked: nothing that was reported before counts. */
export async function clearReports(context: Context, clerk: Caller, stationId: string): Promise<void> {
  const { database, live } = context
  await stationById(context, stationId)
  requireStation(clerk, stationId)
  live.put(await database.transaction((tx) => forgetReports(tx, stationId)))
}
