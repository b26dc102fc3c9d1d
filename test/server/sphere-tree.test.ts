import fc from 'fast-check'
import type { Point } from '@/contract'
import { metresBetween } from '@/rules/nearest'
import { LEAF, SphereTree, spotData, treeOrder } from '../../server/stations/sphere-tree'

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
        const { order, axes, splits } = treeOrder(points)
        const lie = Array.from(order, (i) => points[i] as Point)
        expect([...lie].sort(byPlace)).toEqual([...points].sort(byPlace))
        const spots = spotData(lie.map((it, i) => ({ point: it, label: 2 ** 31 - 1 - i, mark: 65_535 - i })))
        const tree = new SphereTree({ spots, axes, splits })
        // Marked are also some that do not suit; of those that are not, nothing is asked.
        const isMarked = (spot: number) => spot % every === 0 || spot % 7 === 0
        const might = (leaf: number) =>
          Array.from({ length: LEAF }, (_, bit) => (isMarked(LEAF * leaf + bit) ? 1 << bit : 0)).reduce(
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
        expect(found.map((spot) => tree.label(spot))).toEqual(found.map((spot) => 2 ** 31 - 1 - spot))
        expect(found.map((spot) => tree.mark(spot))).toEqual(found.map((spot) => 65_535 - spot))
      },
    ),
    { numRuns: 300 },
  )
})

const byPlace = (a: Point, b: Point) => a.lat - b.lat || a.lng - b.lng
