import fc from 'fast-check'
import type { Point } from '@/contract'
import { metresBetween } from '@/rules/nearest'
import { SphereTree, treeOrder, vectorsOf } from '../../server/stations/sphere-tree'

const degrees = (most: number) =>
  fc.oneof(
    fc.double({ min: -most, max: most, noNaN: true }),
    // Poles, the date line, and many in one spot or in one row.
    fc.constantFrom(-most, 0, most, most - 1e-6),
  )
const point: fc.Arbitrary<Point> = fc.record({ lat: degrees(90), lng: degrees(180) })

it('finds the nearest anywhere on the globe, as looking at all of them does', () => {
  fc.assert(
    fc.property(
      fc.array(point, { maxLength: 300 }),
      point,
      fc.integer({ min: 0, max: 400 }),
      fc.integer({ min: 1, max: 3 }),
      fc.boolean(),
      (points, from, limit, every, marked) => {
        const axes = new Uint8Array(points.length)
        const lie = Array.from(treeOrder(points, axes), (i) => points[i] as Point)
        expect([...lie].sort(byPlace)).toEqual([...points].sort(byPlace))
        const tree = new SphereTree({ at: vectorsOf(lie), axes })
        // Marked are also some that do not suit; of those that are not, nothing is asked.
        const isMarked = (spot: number) => spot % every === 0 || spot % 7 === 0
        const might = (word: number) =>
          Array.from({ length: 32 }, (_, bit) => (isMarked(32 * word + bit) ? 1 << bit : 0)).reduce(
            (bits, bit) => bits | bit,
            0,
          )
        const suits = (spot: number) => {
          expect(spot).toBeLessThan(points.length)
          if (marked) expect(isMarked(spot)).toBe(true)
          return spot % every === 0
        }
        const count = tree.search(from, limit, suits, marked ? might : undefined)
        const far = lie.filter((_, spot) => spot % every === 0).map((it) => metresBetween(from, it))
        const wanted = far.sort((a, b) => a - b).slice(0, limit)
        expect(count).toBe(wanted.length)
        for (const [rank, metres] of wanted.entries()) {
          expect(tree.spot(rank) % every).toBe(0)
          // By another formula, which is a metre off on the far side of the globe.
          expect(Math.abs(tree.km(rank) * 1000 - metres)).toBeLessThan(1.5)
        }
        const found = Array.from({ length: count }, (_, rank) => tree.spot(rank))
        expect(new Set(found).size).toBe(count)
      },
    ),
    { numRuns: 300 },
  )
})

const byPlace = (a: Point, b: Point) => a.lat - b.lat || a.lng - b.lng
