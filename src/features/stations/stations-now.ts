import type { OpenState, Point, Station } from '@/contract'
import { metresBetween } from '@/rules/nearest'
import { isOpen, openState } from '@/rules/opening-hours'
import { placeOf } from '@/rules/station-place'

export interface StationNow {
  station: Station
  /** From the exact point, which only the phone knows. */
  distanceM: number
  openState: OpenState
}

const sections = { open: 0, 'closing-soon': 0, unknown: 1, closed: 2 } as const

/** Stations as they are at `now` (epoch ms): the open ones first, then those of unknown hours; nearest first in each. */
export function stationsNow(stations: readonly Station[], from: Point, now: number): StationNow[] {
  return stations
    .map((station) => ({
      station,
      distanceM: metresBetween(from, placeOf(station, now).point),
      openState: openState(station.hours, now),
    }))
    .sort(
      (a, b) =>
        sections[a.openState.state] - sections[b.openState.state] ||
        a.distanceM - b.distanceM ||
        (a.station.id < b.station.id ? -1 : 1),
    )
}

export type Foremost =
  | { kind: 'open'; it: StationNow }
  /** Nothing is open: the one that opens first. */
  | { kind: 'next'; it: StationNow }
  /** Nothing is open, and nothing says when it will be. */
  | { kind: 'none' }

/** What belongs on the large card. `stations` as {@link stationsNow} sorts them. */
export function foremost(stations: readonly StationNow[]): Foremost {
  const [first] = stations
  if (first && isOpen(first.openState)) return { kind: 'open', it: first }
  let next: { it: StationNow; opensAt: number } | undefined
  for (const it of stations) {
    if (it.openState.state !== 'closed' || it.openState.opensAt === null) continue
    const opensAt = Date.parse(it.openState.opensAt)
    if (!next || opensAt < next.opensAt) next = { it, opensAt }
  }
  return next ? { kind: 'next', it: next.it } : { kind: 'none' }
}
