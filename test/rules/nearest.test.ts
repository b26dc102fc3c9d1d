import fc from 'fast-check'
import { coarse, indexPlaces, metresBetween, nearest } from '@/rules/nearest'

const point = fc.record({
  lat: fc.double({ min: 18, max: 53, noNaN: true }),
  lng: fc.double({ min: 73, max: 135, noNaN: true }),
})

/** Haversine, written apart from the library that the rule uses. */
function oracle(a: { lat: number; lng: number }, b: { lat: number; lng: number }): number {
  const rad = Math.PI / 180
  const h =
    Math.sin(((b.lat - a.lat) * rad) / 2) ** 2 +
    Math.cos(a.lat * rad) * Math.cos(b.lat * rad) * Math.sin(((b.lng - a.lng) * rad) / 2) ** 2
  return 2 * 6371008.8 * Math.asin(Math.sqrt(h))
}

it('measures the great circle', () => {
  fc.assert(
    fc.property(point, point, (a, b) => {
      const far = oracle(a, b)
      expect(Math.abs(metresBetween(a, b) - far)).toBeLessThanOrEqual(1 + far / 100_000)
    }),
  )
})

it('finds the same places in the same order as looking at all of them', () => {
  fc.assert(
    fc.property(
      fc.array(point, { maxLength: 60 }),
      point,
      fc.integer({ min: 1, max: 10 }),
      (points, from, limit) => {
        const places = points.map((it, n) => ({ point: it, even: n % 2 === 0 }))
        const found = nearest(indexPlaces(places), from, limit, (it) => it.even)
        const all = places
          .filter((it) => it.even)
          .map((it) => metresBetween(from, it.point))
          .sort((a, b) => a - b)
        expect(found.map((it) => it.distanceM)).toEqual(all.slice(0, limit))
        expect(found.every((it) => it.place.even)).toBe(true)
      },
    ),
  )
})

it('finds nothing among nothing', () => {
  expect(nearest(indexPlaces([]), { lat: 39.9, lng: 119.6 }, 5)).toEqual([])
})

it('tells the server no more than about 500 m', () => {
  fc.assert(
    fc.property(point, (exact) => {
      expect(metresBetween(exact, coarse(exact))).toBeLessThan(400)
      const steps = coarse(exact).lat * 200
      expect(steps).toBeCloseTo(Math.round(steps), 6)
    }),
  )
})
