import type { Point } from '@/contract'

/** What a map shows: its edges in degrees, and the zoom of web maps. */
export interface MapBox {
  west: number
  south: number
  east: number
  north: number
  zoom: number
}

/** Edge of a web map's tile in px. */
const tilePx = 256
/** Tiles of this zoom are about 500 m wide in China: no box that is asked for tells more of where someone looks. */
const finestZoom = 16
/** Beyond it web maps end. */
const maxLat = 85

const tileX = (lng: number, zoom: number) => ((lng + 180) / 360) * 2 ** zoom
const tileY = (lat: number, zoom: number) => {
  const sin = Math.sin((Math.min(maxLat, Math.max(-maxLat, lat)) * Math.PI) / 180)
  return (0.5 - Math.log((1 + sin) / (1 - sin)) / (4 * Math.PI)) * 2 ** zoom
}
const lngOf = (x: number, zoom: number) => (x / 2 ** zoom) * 360 - 180
const latOf = (y: number, zoom: number) =>
  (Math.atan(Math.sinh(Math.PI * (1 - (2 * y) / 2 ** zoom))) * 180) / Math.PI

/** The box around `center` that a map of this size (px) shows. */
export function boxAround(
  { lat, lng }: Point,
  zoom: number,
  size: { width: number; height: number },
): MapBox {
  const x = tileX(lng, zoom)
  const y = tileY(lat, zoom)
  const [w, h] = [size.width / tilePx / 2, size.height / tilePx / 2]
  return {
    west: lngOf(x - w, zoom),
    east: lngOf(x + w, zoom),
    north: latOf(y - h, zoom),
    south: latOf(y + h, zoom),
    zoom,
  }
}

/**
 * The box to ask the server for: whole tiles, so that small moves ask for nothing new and no answer tells it where to a
 * few metres, and a whole zoom.
 */
export function wholeTiles({ west, south, east, north, zoom }: MapBox): MapBox {
  const whole = Math.min(20, Math.max(3, Math.round(zoom)))
  const grid = Math.min(whole, finestZoom)
  const most = 2 ** grid
  const clamp = (tile: number) => Math.min(most, Math.max(0, tile))
  const left = clamp(Math.floor(tileX(west, grid)))
  const top = clamp(Math.floor(tileY(north, grid)))
  const right = Math.max(left + 1, clamp(Math.ceil(tileX(east, grid))))
  const bottom = Math.max(top + 1, clamp(Math.ceil(tileY(south, grid))))
  return {
    west: lngOf(left, grid),
    east: lngOf(right, grid),
    north: latOf(top, grid),
    south: latOf(bottom, grid),
    zoom: whole,
  }
}

/** Names the square of so many px that a place lies in. */
export const cellOf = ({ lat, lng }: Point, zoom: number, px: number): string =>
  [tileX(lng, zoom), tileY(lat, zoom)].map((tile) => Math.floor((tile * tilePx) / px)).join()

export const centreOf = ({ west, south, east, north }: MapBox): Point => ({
  lat: (south + north) / 2,
  lng: (west + east) / 2,
})
