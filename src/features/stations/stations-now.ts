import type { FacilityKind, LiveState, OpenState, Point, Station } from '@/contract'
import { type Drive, drive, mayPark } from '@/rules/driving'
import { hasAll } from '@/rules/find-stations'
import { metresBetween } from '@/rules/nearest'
import { isOpen, openState } from '@/rules/opening-hours'
import { placeOf } from '@/rules/station-place'
import type { Driving } from './driving'

/** A station as it was told, with what happened there of late where that was told too. */
export interface Told {
  station: Station
  live?: LiveState
}

export interface StationNow extends Told {
  /** Where it stands today. */
  place: { point: Point; address: string }
  /** From the exact point, which only the phone knows. */
  distanceM: number
  openState: OpenState
  /** For who drives. */
  drive?: Drive
}

/** What one looks for. */
export interface Wanted {
  needs: readonly FacilityKind[]
  /** Who drives, and asks for parking. */
  driving?: Driving
}

/** Whether a station has all that is asked for, and for who drives room for his vehicle. */
export const suits = (station: Station, { needs, driving }: Wanted): boolean =>
  hasAll(station, needs) && (!driving || mayPark(station.parking, driving.vehicle))

const sections = { open: 0, 'closing-soon': 0, unknown: 1, closed: 2 } as const

/**
 * Stations as they are at `now` (epoch ms): the open ones first, then those of unknown hours; in each the nearest first, or
 * for who drives the one he reaches first.
 */
export function stationsNow(
  told: readonly Told[],
  from: Point,
  now: number,
  driving?: Driving,
): StationNow[] {
  const far = ({ drive: by, distanceM }: StationNow) => (by ? by.minutes : distanceM)
  return told
    .map((it): StationNow => {
      const place = placeOf(it.station, now)
      const distanceM = metresBetween(from, place.point)
      const stop = { point: place.point, carriageway: it.station.carriageway }
      return {
        ...it,
        place,
        distanceM,
        openState: openState(it.station.hours, now),
        ...(driving && { drive: drive({ point: from, ...driving.travel }, stop, distanceM) }),
      }
    })
    .sort(
      (a, b) =>
        sections[a.openState.state] - sections[b.openState.state] ||
        far(a) - far(b) ||
        (a.station.id < b.station.id ? -1 : 1),
    )
}

export type Foremost =
  | { kind: 'open'; it: StationNow }
  /** Nothing is open: the one that opens first. */
  | { kind: 'next'; it: StationNow }
  /** Nothing is open, and nothing says when it will be. */
  | { kind: 'none' }

/** Nobody is sent where several have said that the door is locked or that it is full, as long as there is another. */
const inDoubt = ({ station: { doubt } }: StationNow): boolean =>
  doubt?.kinds.some((it) => it === 'locked' || it === 'full') === true

/** What belongs on the large card. `stations` as {@link stationsNow} sorts them. */
export function foremost(stations: readonly StationNow[]): Foremost {
  const open = stations.filter((it) => isOpen(it.openState))
  const first = open.find((it) => !inDoubt(it)) ?? open[0]
  if (first) return { kind: 'open', it: first }
  let next: { it: StationNow; opensAt: number } | undefined
  for (const it of stations) {
    if (it.openState.state !== 'closed' || it.openState.opensAt === null) continue
    const opensAt = Date.parse(it.openState.opensAt)
    if (!next || opensAt < next.opensAt) next = { it, opensAt }
  }
  return next ? { kind: 'next', it: next.it } : { kind: 'none' }
}
