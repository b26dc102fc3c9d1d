import type { Doubt, LiveState, ReportKind } from '@/contract'
import type { Caller } from '../account/authenticate'
import type { Context } from '../context'
import { Repeated } from '../http/route'
import { addReport, lockWindow, markDoubt, noteFull } from './queries'
import { PEOPLE_NEEDED, reporterKey, WINDOW_MS } from './reporter'
import { stationById } from './station-by-id'

export interface Reported {
  people: number
  needed: number
  doubt?: Doubt
  live: LiveState
}

const SALT_BYTES = 32

/**
 * Takes one person's report. Reports of one station are taken one after another, so that of any number at once each is
 * counted, and whoever makes the third sees the doubt.
 */
export async function reportStation(
  context: Context,
  caller: Caller,
  stationId: string,
  kind: ReportKind,
): Promise<Reported | Repeated<Reported>> {
  const { clock, database, live, ports, random } = context
  const station = await stationById(context, stationId)
  const now = clock()
  const taken = await database.transaction(async (tx) => {
    const since = new Date(now - WINDOW_MS)
    const salt = await lockWindow(tx, stationId, random(SALT_BYTES), new Date(now), since)
    const reporter = reporterKey(ports.keys, salt, stationId, caller.workerId)
    const tally = await addReport(tx, stationId, reporter, kind)
    const inDoubt = tally.people >= PEOPLE_NEEDED
    return {
      ...tally,
      // Who says it twice changes nothing.
      doubt:
        tally.isNew && inDoubt
          ? await markDoubt(tx, stationId, tally.kinds, new Date(now).toISOString())
          : station.doubt,
      row: tally.isNew && kind === 'full' ? await noteFull(tx, stationId, new Date(now)) : undefined,
    }
  })
  live.put(taken.row)
  const reported = {
    people: taken.people,
    needed: PEOPLE_NEEDED,
    ...(taken.doubt && { doubt: taken.doubt }),
    live: (await live.current())(stationId),
  }
  return taken.isNew ? reported : new Repeated(reported)
}
