import type { OpenState } from '@/contract'
import { doorOpens } from '@/rules/doors'
import { isOpen, openState } from '@/rules/opening-hours'
import type { Context } from '../context'
import { Refusal } from '../http/refusal'
import { ServiceFault } from '../ports'
import { doorOf } from './queries'
import { stationById } from './station-by-id'

/** Unlocks a station's door for whoever stands before it; resolves to when it locks again. Keeps nothing of who it was. */
export async function openDoor(context: Context, stationId: string): Promise<{ until: string }> {
  const { clock, database, ports } = context
  const station = await stationById(context, stationId)
  const state = openState(station.hours, clock())
  if (!station.smartDoor || !ports.doors) throw new Refusal('door-none')
  if (!doorOpens(station, state)) throw new Refusal('door-not-now', whyNot(state))
  const door = await doorOf(database, stationId)
  if (door === undefined) throw new Refusal('door-none')
  try {
    return { until: new Date(await ports.doors.unlock(door)).toISOString() }
  } catch (error) {
    if (!(error instanceof ServiceFault)) throw error
    ports.log.warn('A door did not open', { station: station.code, kind: error.kind, cause: error })
    throw new Refusal('door-silent')
  }
}

function whyNot(state: OpenState): { detail?: string; retryAt?: string } {
  if (isOpen(state)) {
    const staffed = 'access' in state && state.access === 'staff'
    return { detail: staffed ? '现在有人在，请敲门或叫工作人员' : '门开着，直接进' }
  }
  if (state.state === 'closed' && state.opensAt !== null) {
    return { detail: '现在关着，开门时间到了再来', retryAt: state.opensAt }
  }
  return {}
}
