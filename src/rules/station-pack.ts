import type {
  Facility,
  Hours,
  LiveState,
  NearbyStation,
  NearestReply,
  PackedStation,
  Station,
  StationPack,
} from '@/contract'

/** Beijing, Tianjin, Shanghai and Chongqing have no cities below them. */
const municipalities = new Set(['11', '12', '31', '50'])

/** The code of the city that a region (six digits of GB/T 2260) belongs to: 130302 -> 130300, 310115 -> 310000. */
export function cityOf(regionCode: string): string {
  const province = regionCode.slice(0, 2)
  return municipalities.has(province) ? `${province}0000` : `${regionCode.slice(0, 4)}00`
}

/** Gathers a city's stations into a pack, in the order given; `madeAt` in epoch ms. */
export function packStations(regionCode: string, stations: readonly Station[], madeAt: number): StationPack {
  const hours = new Gathered<Hours>()
  const facilities = new Gathered<Facility>()
  const packed = stations.map((station): PackedStation => {
    const { hours: itsHours, facilities: its, ...rest } = station
    return { ...rest, hours: hours.place(itsHours), facilities: its.map((it) => facilities.place(it)) }
  })
  return {
    regionCode,
    madeAt: new Date(madeAt).toISOString(),
    hours: hours.items,
    facilities: facilities.items,
    stations: packed,
  }
}

/** The stations of a pack, as they went in. Throws RangeError where the pack points outside its own lists. */
export const unpackStations = ({ stations, ...lists }: StationPack): Station[] =>
  stations.map((it) => unpack(it, lists))

/** A station that was found, with all that is known of it. */
export interface Nearby extends Omit<NearbyStation, 'station'> {
  station: Station
  live: LiveState
}

/** What was found, nearest first. Throws RangeError where the reply points outside its own lists. */
export const unpackNearest = ({ stations, ...lists }: NearestReply): Nearby[] =>
  stations.map((it) => ({
    ...it,
    station: unpack(it.station, lists),
    live: it.live ?? {},
  }))

const unpack = (packed: PackedStation, { hours, facilities }: Pick<StationPack, 'hours' | 'facilities'>) => ({
  ...packed,
  hours: at(hours, packed.hours),
  facilities: packed.facilities.map((index) => at(facilities, index)),
})

function at<T>(items: readonly T[], index: number): T {
  const item = items[index]
  if (item === undefined) throw new RangeError(`The list has no item ${index}`)
  return item
}

/** Each different thing once. */
class Gathered<T> {
  readonly items: T[] = []
  private readonly known = new Map<string, number>()

  place(item: T): number {
    const key = JSON.stringify(item)
    let place = this.known.get(key)
    if (place === undefined) {
      place = this.items.push(item) - 1
      this.known.set(key, place)
    }
    return place
  }
}
