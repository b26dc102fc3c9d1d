import type { Point, Station, StationPlace } from '@/contract'
import { dateText, dayOf } from './shanghai'

/** Which of a movable station's places holds at `now` (epoch ms): the last that names the day, -1 for its own point. */
export function placeIndex(places: readonly StationPlace[], now: number): number {
  const date = dateText(dayOf(now))
  for (let i = places.length - 1; i >= 0; i--) {
    const { from, to } = places[i] as StationPlace
    if (from <= date && (to === undefined || date <= to)) return i
  }
  return -1
}

/** Where a station stands at `now` (epoch ms). */
export function placeOf(station: Station, now: number): { point: Point; address: string } {
  const { places, point, address } = station
  if (!places) return { point, address }
  return places[placeIndex(places, now)] ?? { point, address }
}
