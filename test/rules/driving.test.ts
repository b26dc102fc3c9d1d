import fc from 'fast-check'
import type { Carriageway, Parking, Point } from '@/contract'
import {
  angleBetween,
  bearing,
  drive,
  mayPark,
  shownMinutes,
  soonest,
  type Traveller,
  type Vehicle,
} from '@/rules/driving'
import { indexPlaces, metresBetween } from '@/rules/nearest'

const heading = fc.integer({ min: 0, max: 359 })
const point: fc.Arbitrary<Point> = fc.record({
  lat: fc.double({ min: 39, max: 41, noNaN: true }),
  lng: fc.double({ min: 118, max: 121, noNaN: true }),
})
const carriageway: fc.Arbitrary<Carriageway> = fc.record(
  {
    road: fc.constantFrom('G1 京哈高速', 'G25 长深高速'),
    towards: fc.constant('沈阳方向'),
    headingDeg: heading,
    bothSides: fc.boolean(),
    nextExitM: fc.integer({ min: 0, max: 40_000 }),
  },
  { requiredKeys: ['road', 'towards', 'headingDeg', 'bothSides'] },
)
const stop = fc.record(
  { point, carriageway: fc.option(carriageway, { nil: undefined }) },
  { requiredKeys: ['point'] },
)
const traveller: fc.Arbitrary<Traveller> = fc.record(
  { point, heading, road: fc.constantFrom('G1 京哈高速', 'G25 长深高速') },
  { requiredKeys: ['point'] },
)
const how = (from: Traveller, to: { point: Point; carriageway?: Carriageway }) =>
  drive(from, to, metresBetween(from.point, to.point))

describe('directions', () => {
  it.each([
    [{ lat: 41, lng: 119 }, 0],
    [{ lat: 39, lng: 119 }, 180],
    [{ lat: 40, lng: 119.001 }, 90],
    [{ lat: 40, lng: 118.999 }, 270],
  ])('to %o is %d degrees', (to, degrees) => {
    expect(bearing({ lat: 40, lng: 119 }, to)).toBeCloseTo(degrees, 1)
  })

  it('lie at most 180 degrees apart, however they are counted', () => {
    fc.assert(
      fc.property(heading, heading, fc.integer({ min: 0, max: 359 }), (a, b, turn) => {
        const apart = angleBetween(a, b)
        expect(apart).toBeGreaterThanOrEqual(0)
        expect(apart).toBeLessThanOrEqual(180)
        expect(angleBetween(b, a)).toBe(apart)
        expect(angleBetween((a + turn) % 360, (b + turn) % 360)).toBe(apart)
      }),
    )
  })
})

describe('a stop on a motorway that runs east', () => {
  const here = { lat: 40, lng: 119 }
  /** 17 km away: 15 minutes along the motorway. */
  const east = { lat: 40, lng: 119.2 }
  const west = { lat: 40, lng: 118.8 }
  const lane = (headingDeg: number, over: Partial<Carriageway> = {}): Carriageway => ({
    road: 'G1 京哈高速',
    towards: '沈阳方向',
    headingDeg,
    bothSides: false,
    nextExitM: 8_000,
    ...over,
  })
  const eastward: Traveller = { point: here, heading: 90, road: 'G1 京哈高速' }
  const shown = (from: Traveller, at: Point, carriageway?: Carriageway) => {
    const it = how(from, { point: at, carriageway })
    return [shownMinutes(it), it.side]
  }

  it('is just the way there on my side, ahead', () => {
    expect(shown(eastward, east, lane(90))).toEqual([15, 'ahead'])
    expect(shown(eastward, east, lane(80))).toEqual([15, 'ahead'])
  })
  it('costs the way to the exit beyond and back on the other side: 12 minutes, and 5 for the turn', () => {
    expect(shown(eastward, east, lane(270))).toEqual([32, 'across'])
    expect(shown(eastward, east, lane(270, { nextExitM: 20_000 }))).toEqual([50, 'across'])
  })
  it('that nobody has measured is taken to have its exit 10 km on', () => {
    const measured = lane(270, { nextExitM: 10_000 })
    expect(shown(eastward, east, lane(270, { nextExitM: undefined }))).toEqual(
      shown(eastward, east, measured),
    )
  })
  it('costs a turn at my next exit behind me, and two on my own side', () => {
    expect(shown(eastward, west, lane(270))).toEqual([35, 'behind'])
    expect(shown(eastward, west, lane(90))).toEqual([52, 'behind'])
  })
  it('is the same from both sides with a bridge', () => {
    expect(shown(eastward, east, lane(270, { bothSides: true }))).toEqual([15, 'ahead'])
    expect(shown(eastward, west, lane(90, { bothSides: true }))).toEqual([35, 'behind'])
  })
  it('of another motorway, or of none, is reached over ordinary roads from either side', () => {
    expect(shown(eastward, east, lane(270, { road: 'G25 长深高速' }))).toEqual([34, 'either'])
    expect(shown(eastward, east)).toEqual([34, 'either'])
    expect(shown(eastward, west)).toEqual([54, 'behind'])
  })
  it('is of an unknown side to whoever does not say which way he goes', () => {
    expect(shown({ point: here }, east, lane(270))).toEqual([34, 'unknown'])
    expect(shown({ point: here }, east)).toEqual([34, 'either'])
  })
})

describe('for all travellers and stops', () => {
  it('the other side is never sooner than mine, and a farther exit never sooner than a nearer', () => {
    fc.assert(
      fc.property(traveller, point, carriageway, (from, at, lane) => {
        const mine = { ...lane, bothSides: false, headingDeg: from.heading ?? 0 }
        const other = { ...mine, headingDeg: (mine.headingDeg + 180) % 360 }
        const [a, b] = [
          how(from, { point: at, carriageway: mine }),
          how(from, { point: at, carriageway: other }),
        ]
        if (a.side === 'ahead') {
          expect(b.side).toBe('across')
          expect(b.minutes).toBeGreaterThan(a.minutes)
        }
        // Behind me it is the other way round: there one comes back on the other side.
        if (a.side === 'behind' && b.side === 'behind') expect(b.minutes).toBeLessThanOrEqual(a.minutes)
        const farther = { ...lane, nextExitM: (lane.nextExitM ?? 10_000) + 1_000 }
        expect(how(from, { point: at, carriageway: farther }).minutes).toBeGreaterThanOrEqual(
          how(from, { point: at, carriageway: lane }).minutes,
        )
      }),
    )
  })

  it('a bridge never makes it longer, and no direction never makes it less than the motorway would', () => {
    fc.assert(
      fc.property(traveller, point, carriageway, (from, at, lane) => {
        const whole = how(from, { point: at, carriageway: { ...lane, bothSides: true } })
        const single = how(from, { point: at, carriageway: { ...lane, bothSides: false } })
        expect(whole.minutes).toBeLessThanOrEqual(single.minutes)
        expect(whole.minutes).toBeGreaterThanOrEqual(
          (metresBetween(from.point, at) * 1.15) / (80_000 / 60) - 1e-9,
        )
        expect(shownMinutes(whole)).toBeGreaterThanOrEqual(1)
      }),
    )
  })

  it('turning the whole world turns nothing else', () => {
    const from = { lat: 40, lng: 119 }
    const at = (degrees: number) => ({
      lat: 40 + 0.1 * Math.cos((degrees * Math.PI) / 180),
      lng: 119 + (0.1 * Math.sin((degrees * Math.PI) / 180)) / Math.cos((40 * Math.PI) / 180),
    })
    fc.assert(
      fc.property(carriageway, heading, heading, heading, (lane, mine, where, turn) => {
        // Not at the edges, where a degree of rounding decides.
        fc.pre(
          Math.abs(angleBetween(mine, where) - 90) > 2 &&
            Math.abs(angleBetween(mine, lane.headingDeg) - 90) > 2,
        )
        const side = (by: number) =>
          drive(
            { point: from, heading: (mine + by) % 360 },
            { point: at(where + by), carriageway: { ...lane, headingDeg: (lane.headingDeg + by) % 360 } },
            10_000,
          )
        expect(side(turn)).toEqual(side(0))
      }),
    )
  })

  it('the soonest are those that a look at each of them finds', () => {
    fc.assert(
      fc.property(
        fc.array(stop, { maxLength: 80 }),
        traveller,
        fc.integer({ min: 1, max: 12 }),
        fc.boolean(),
        (stops, from, limit, motorwayOnly) => {
          const wanted = (it: (typeof stops)[number]) => !motorwayOnly || it.carriageway !== undefined
          const found = soonest(indexPlaces(stops), from, limit, wanted)
          const all = stops
            .filter(wanted)
            .map((it) => how(from, it).minutes)
            .sort((a, b) => a - b)
          expect(found.map((it) => it.drive.minutes)).toEqual(all.slice(0, limit))
          for (const { place, distanceM, drive: found_ } of found) {
            expect(distanceM).toBe(metresBetween(from.point, place.point))
            expect(found_).toEqual(how(from, place))
          }
        },
      ),
      { numRuns: 500 },
    )
  })

  it('a stop on the other side may be nearer and yet come later', () => {
    const from: Traveller = { point: { lat: 40, lng: 119 }, heading: 90 }
    const lane = { road: 'G1 京哈高速', towards: '', bothSides: false, nextExitM: 12_000 }
    const across = { point: { lat: 40, lng: 119.05 }, carriageway: { ...lane, headingDeg: 270 } }
    const ahead = { point: { lat: 40, lng: 119.2 }, carriageway: { ...lane, headingDeg: 90 } }
    expect(soonest(indexPlaces([across, ahead]), from, 2).map((it) => it.place)).toEqual([ahead, across])
  })
})

describe('parking', () => {
  const parking: Parking = { spaces: 18, maxLengthM: 18, maxWeightT: 49, maxHeightM: 4.2 }

  it.each<[string, Parking | undefined, Vehicle, boolean]>([
    ['a lorry at every limit', parking, { length: 18, weight: 49, height: 4.2 }, true],
    ['one that is too long', parking, { length: 18.1 }, false],
    ['one that is too heavy', parking, { weight: 49.5 }, false],
    ['one that is too high', parking, { height: 4.3 }, false],
    ['anything where no limit is posted', { spaces: 1 }, { length: 22, weight: 55, height: 4.5 }, true],
    ['nothing where there are no spaces', { spaces: 0 }, { length: 4 }, false],
    ['nothing where there is no parking', undefined, { length: 4 }, false],
  ])('takes %s', (_, at, vehicle, expected) => {
    expect(mayPark(at, vehicle)).toBe(expected)
  })

  it('that takes a vehicle takes every smaller one', () => {
    const vehicle = fc.record(
      {
        length: fc.double({ min: 1, max: 25 }),
        weight: fc.double({ min: 1, max: 60 }),
        height: fc.double({ min: 1, max: 5 }),
      },
      { requiredKeys: [] },
    )
    fc.assert(
      fc.property(vehicle, fc.double({ min: 0.1, max: 1, noNaN: true }), (it, part) => {
        const smaller = Object.fromEntries(
          Object.entries(it).map(([name, value]) => [name, (value ?? 1) * part]),
        )
        if (mayPark(parking, it)) expect(mayPark(parking, smaller)).toBe(true)
      }),
    )
  })
})
