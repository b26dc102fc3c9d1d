import fc from 'fast-check'
import { boxAround, cellOf, centreOf, wholeTiles } from '@/features/stations/map-box'

const place = fc.record({
  lat: fc.double({ min: 4, max: 53, noNaN: true }),
  lng: fc.double({ min: 74, max: 135, noNaN: true }),
})
const zoom = fc.double({ min: 4, max: 18, noNaN: true })
const phone = { width: 390, height: 560 }

test('the box around a place has it in its middle and the shape of the phone', () => {
  fc.assert(
    fc.property(place, zoom, (center, at) => {
      const box = boxAround(center, at, phone)
      expect(centreOf(box).lng).toBeCloseTo(center.lng, 6)
      expect(box.south).toBeLessThan(center.lat)
      expect(box.north).toBeGreaterThan(center.lat)
      expect(((box.east - box.west) / 360) * 256 * 2 ** at).toBeCloseTo(phone.width, 3)
    }),
  )
})

test('what is asked for covers what is seen, and tells no more of where somebody looks than 500 m', () => {
  fc.assert(
    fc.property(place, zoom, (center, at) => {
      const seen = boxAround(center, at, phone)
      const asked = wholeTiles(seen)
      expect(asked.west).toBeLessThanOrEqual(seen.west)
      expect(asked.east).toBeGreaterThanOrEqual(seen.east)
      expect(asked.south).toBeLessThanOrEqual(seen.south)
      expect(asked.north).toBeGreaterThanOrEqual(seen.north)
      expect(Number.isInteger(asked.zoom)).toBe(true)
      const tile = 360 / 2 ** Math.min(16, asked.zoom)
      // 360 / 2 ** 16 degrees: 611 m at the equator, 360 m in the north.
      expect(Math.abs(asked.west / tile - Math.round(asked.west / tile))).toBeLessThan(1e-6)
      expect(Math.abs(asked.east / tile - Math.round(asked.east / tile))).toBeLessThan(1e-6)
    }),
  )
})

test('a small move asks for the same', () => {
  const at = (lng: number) => wholeTiles(boxAround({ lat: 39.935, lng }, 15, phone))
  expect(at(119.6001)).toEqual(at(119.6))
  expect(at(119.62)).not.toEqual(at(119.6))
})

test.each([
  { west: -400, east: 500, south: -95, north: 95, zoom: -3 },
  { west: 119.6, east: 119.6, south: 39.9, north: 39.9, zoom: 25 },
])('a map that tells nonsense still asks for what the server takes', (told) => {
  const { west, east, south, north, zoom: at } = wholeTiles(told)
  expect(west).toBeGreaterThanOrEqual(-180)
  expect(east).toBeLessThanOrEqual(180)
  expect(south).toBeGreaterThanOrEqual(-90)
  expect(north).toBeLessThanOrEqual(90)
  expect(west).toBeLessThan(east)
  expect(south).toBeLessThan(north)
  expect(at).toBeGreaterThanOrEqual(0)
  expect(at).toBeLessThanOrEqual(20)
})

test('stations in one square of the screen are gathered, those further apart are not', () => {
  const cell = (lng: number) => cellOf({ lat: 39.935, lng }, 14, 60)
  // At zoom 14 a px is 0.0000858 degrees.
  expect(cell(119.6)).toBe(cell(119.6005))
  expect(cell(119.6)).not.toBe(cell(119.6 + 61 * 0.0000859))
})
