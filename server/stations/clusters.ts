import Supercluster from 'supercluster'
import type { Point } from '@/contract'

/** Degrees. */
export interface Box {
  readonly west: number
  readonly south: number
  readonly east: number
  readonly north: number
}

/** A place by its number in the list that was gathered, or a cluster of `count`. */
export type Gathered = { place: number } | { point: Point; count: number; expansionZoom: number }

/** From here on every place is shown by itself. */
const MAX_ZOOM = 16
/** Pixels within which places are gathered: as far apart as two markers must be to be tapped one by one. */
const RADIUS = 60

export interface Clusters {
  /** What a map shows of a box at a zoom (256 pixels a tile). */
  within(box: Box, zoom: number): Gathered[]
}

/** Gathers so many places by zoom. */
export function gatherPlaces(count: number, pointOf: (place: number) => Point): Clusters {
  const index = new Supercluster<{ place: number }>({ radius: RADIUS, extent: 256, maxZoom: MAX_ZOOM })
  index.load(
    Array.from({ length: count }, (_, place) => {
      const { lng, lat } = pointOf(place)
      return {
        type: 'Feature' as const,
        properties: { place },
        geometry: { type: 'Point' as const, coordinates: [lng, lat] },
      }
    }),
  )
  return {
    within: ({ west, south, east, north }, zoom) =>
      index.getClusters([west, south, east, north], zoom).map(({ properties, geometry }): Gathered => {
        if (!('cluster' in properties)) return { place: properties.place }
        const [lng = 0, lat = 0] = geometry.coordinates
        return {
          point: { lat, lng },
          count: properties.point_count,
          expansionZoom: index.getClusterExpansionZoom(properties.cluster_id),
        }
      }),
  }
}
