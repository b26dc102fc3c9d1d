import type { Parking, Point, RoadSide, Station } from '@/contract'
import { nearest, type PlaceIndex } from './nearest'

/**
 * How long it takes to drive to a stop: an estimate without a map of roads, made so that the side of a motorway counts.
 * Each figure below is a rule of thumb and named as such; what a navigation app says goes before it.
 */

/** Metres a minute: 80 km/h, which a loaded truck makes on a motorway; 40 km/h on other roads. */
const MOTORWAY = 80_000 / 60
const ROAD = 40_000 / 60
/** How much longer than the straight line the way is. Motorways wind less. */
const MOTORWAY_WINDS = 1.15
const ROAD_WINDS = 1.3
/**
 * Metres to an exit that nobody has measured. JTG D20 has interchanges 15 to 25 km apart outside cities, so that one is on
 * average about half of that away.
 */
const EXIT_M = 10_000
/** Minutes to leave a motorway, turn round and enter it the other way, the toll gate included. */
const TURN = 5

/** Whoever drives: where he is, and, where he is on a motorway, which way he goes and which one it is. */
export interface Traveller {
  point: Point
  /** Degrees clockwise from north; absent off the motorway, or where it is not known. */
  heading?: number
  /** As carriageways name it; absent: the one the stop lies on. */
  road?: string
}

export interface Drive {
  /** Not rounded: for ranking. */
  minutes: number
  side: RoadSide
}

const radians = (degrees: number) => (degrees * Math.PI) / 180

/** The direction from one point to another along the great circle, in degrees clockwise from north, 0 to 360. */
export function bearing(from: Point, to: Point): number {
  const [a, b] = [radians(from.lat), radians(to.lat)]
  const east = radians(to.lng - from.lng)
  const y = Math.sin(east) * Math.cos(b)
  const x = Math.cos(a) * Math.sin(b) - Math.sin(a) * Math.cos(b) * Math.cos(east)
  return ((Math.atan2(y, x) * 180) / Math.PI + 360) % 360
}

/** The angle between two directions, 0 to 180 degrees. */
export function angleBetween(a: number, b: number): number {
  const apart = Math.abs(a - b) % 360
  return apart > 180 ? 360 - apart : apart
}

/**
 * How long one drives to a stop `distanceM` away in a straight line.
 *
 * Without a heading nothing is known of sides: the way there by ordinary roads. With one, the traveller is on a motorway
 * and can leave it at exits only:
 * - a stop on his own side ahead is just the way there;
 * - one on the other carriageway ahead costs the way on to the exit beyond it (`nextExitM`) and back, and a turn;
 * - one behind him on the other carriageway costs the way on to his next exit and back, and a turn;
 * - one behind him on his own side costs both of these;
 * - one that either side reaches (a bridge, or no stop of this motorway) costs a turn at his next exit where it lies
 *   behind him.
 */
export function drive(
  from: Traveller,
  stop: Pick<Station, 'point' | 'carriageway'>,
  distanceM: number,
): Drive {
  const { carriageway } = stop
  const byRoad = (distanceM * ROAD_WINDS) / ROAD
  if (from.heading === undefined) {
    return { minutes: byRoad, side: carriageway && !carriageway.bothSides ? 'unknown' : 'either' }
  }
  const behind = distanceM > 0 && angleBetween(from.heading, bearing(from.point, stop.point)) > 90
  const turnAhead = behind ? (2 * EXIT_M) / MOTORWAY + TURN : 0
  const onHisRoad = carriageway && (from.road === undefined || from.road === carriageway.road)
  if (!onHisRoad) return { minutes: byRoad + turnAhead, side: behind ? 'behind' : 'either' }

  const along = (distanceM * MOTORWAY_WINDS) / MOTORWAY
  if (carriageway.bothSides) return { minutes: along + turnAhead, side: behind ? 'behind' : 'ahead' }
  const opposite = angleBetween(from.heading, carriageway.headingDeg) > 90
  const turnBeyond = (2 * (carriageway.nextExitM ?? EXIT_M)) / MOTORWAY + TURN
  if (behind) return { minutes: along + turnAhead + (opposite ? 0 : turnBeyond), side: 'behind' }
  return opposite ? { minutes: along + turnBeyond, side: 'across' } : { minutes: along, side: 'ahead' }
}

/** No drive to anywhere so far away takes less. */
const leastMinutes = (distanceM: number): number => (distanceM * MOTORWAY_WINDS) / MOTORWAY

/** Whole minutes for a screen, at least one. */
export const shownMinutes = ({ minutes }: Drive): number => Math.max(1, Math.ceil(minutes))

type Stop = Pick<Station, 'point' | 'carriageway'>

interface Near<T> {
  place: T
  distanceM: number
}

/** The `limit` stops that one reaches first and that pass `wanted`, soonest first; of equals the nearer. Exact. */
export const soonest = <T extends Stop>(
  index: PlaceIndex<T>,
  from: Traveller,
  limit: number,
  wanted: (place: T) => boolean = () => true,
): (Near<T> & { drive: Drive })[] =>
  soonestOf((looked) => nearest(index, from.point, looked, wanted), from, limit)

/** The same, of what `near` gives: so many of all stops, nearest first. */
export function soonestOf<T extends Stop>(
  near: (looked: number) => Near<T>[],
  from: Traveller,
  limit: number,
): (Near<T> & { drive: Drive })[] {
  if (limit <= 0) return []
  // Whatever lies farther than the farthest looked at takes longer than this: as many are looked at as it takes for the
  // last one wanted to be below.
  for (let looked = limit * 2; ; looked *= 2) {
    const found = near(looked)
    const ranked = found
      .map(({ place, distanceM }) => ({ place, distanceM, drive: drive(from, place, distanceM) }))
      .sort((a, b) => a.drive.minutes - b.drive.minutes || a.distanceM - b.distanceM)
      .slice(0, limit)
    const farthest = found.at(-1)
    const last = ranked.at(-1)
    if (!farthest || !last || found.length < looked) return ranked
    if (last.drive.minutes <= leastMinutes(farthest.distanceM - 1)) return ranked
  }
}

/** A vehicle with its load, as far as it is known: metres and tonnes. */
export interface Vehicle {
  length?: number
  weight?: number
  height?: number
}

/** Whether a vehicle may park: there are spaces, and it is within every limit that is posted. */
export function mayPark(parking: Parking | undefined, { length, weight, height }: Vehicle): boolean {
  if (!parking || parking.spaces === 0) return false
  const within = (value: number | undefined, limit: number | undefined) =>
    value === undefined || limit === undefined || value <= limit
  return (
    within(length, parking.maxLengthM) &&
    within(weight, parking.maxWeightT) &&
    within(height, parking.maxHeightM)
  )
}
