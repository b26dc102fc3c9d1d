import { around, distance } from 'geokdbush'
import KDBush from 'kdbush'
import type { Point } from '@/contract'

/** Great-circle distance in whole metres. */
export const metresBetween = (a: Point, b: Point): number =>
  Math.round(distance(a.lng, a.lat, b.lng, b.lat) * 1000)

export interface PlaceIndex<T> {
  readonly places: readonly T[]
  /** Absent where there is nothing to index. */
  readonly tree: KDBush | undefined
}

/** Indexes places (points in GCJ-02) for {@link nearest}. */
export function indexPlaces<T extends { point: Point }>(places: readonly T[]): PlaceIndex<T> {
  if (places.length === 0) return { places, tree: undefined }
  const tree = new KDBush(places.length)
  for (const { point } of places) tree.add(point.lng, point.lat)
  return { places, tree: tree.finish() }
}

/** The `limit` places nearest to `from` that pass `wanted`, nearest first, with their distance in metres. */
export function nearest<T extends { point: Point }>(
  index: PlaceIndex<T>,
  from: Point,
  limit: number,
  wanted: (place: T) => boolean = () => true,
): { place: T; distanceM: number }[] {
  if (!index.tree) return []
  const at = (i: number) => index.places[i] as T
  return around(index.tree, from.lng, from.lat, limit, Number.POSITIVE_INFINITY, (i) => wanted(at(i))).map(
    (i) => ({ place: at(i), distanceM: metresBetween(from, at(i).point) }),
  )
}

/** Rounds a point to about 500 m, the most the server is told of where someone stands. */
export const coarse = ({ lat, lng }: Point): Point => ({
  lat: Math.round(lat * 200) / 200,
  lng: Math.round(lng * 200) / 200,
})
