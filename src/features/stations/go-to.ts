import type { Station } from '@/contract'
import { openMap } from '@/platform'
import { placeOf } from '@/rules/station-place'

/** Opens the phone's map on where a station stands at `now` (epoch ms), to be guided there. */
export function goTo(station: Station, now: number): void {
  const { point, address } = placeOf(station, now)
  openMap({ ...point, name: station.name, address })
}
