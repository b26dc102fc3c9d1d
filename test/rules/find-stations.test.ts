import fc from 'fast-check'
import {
  facilityKind,
  needs,
  stationKind,
  type NearestReply,
  type Point,
  type Station,
  type StationKind,
} from '@/contract'
import { mayPark, type Vehicle } from '@/rules/driving'
import { findAmong, findStations, findStops, indexStations, type Found } from '@/rules/find-stations'
import { metresBetween } from '@/rules/nearest'
import { isOpen, openState } from '@/rules/opening-hours'
import { unpackNearest } from '@/rules/station-pack'
import { soonestStops } from '../../server/stations/find-nearest'
import { StationIndex } from '../../server/stations/station-index'
import { TableBuilder } from '../../server/stations/table'
import { TableSearch } from '../../server/stations/table-search'
import { generateStations } from '../bench/stations/generate'

const all = [...generateStations(3_000)]
const noon = Date.parse('2026-11-23T12:00:00+08:00')

const point: fc.Arbitrary<Point> = fc.oneof(
  fc.record({
    lat: fc.double({ min: -89, max: 89, noNaN: true }),
    lng: fc.double({ min: -180, max: 180, noNaN: true }),
  }),
  fc.constantFrom(...all).map((it) => it.point),
)
const wanted = fc.record({
  needs: fc.subarray([...needs]),
  open: fc.boolean(),
  kinds: fc.oneof(fc.constant<StationKind[]>([]), fc.subarray([...stationKind.options])),
  vehicle: fc.option(fc.constantFrom<Vehicle>({ length: 12.5 }, { length: 6, height: 3 }, { weight: 40 }), {
    nil: undefined,
    freq: 2,
  }),
})
const now = fc.integer({ min: noon - 30 * 86_400_000, max: noon + 60 * 86_400_000 })
const limit = fc.integer({ min: 1, max: 100 })

const tableOf = (stations: readonly Station[]) => {
  const builder = new TableBuilder(false)
  for (const it of stations) builder.add(it)
  return builder.finish()
}

/** Some of the stations laid out long ago, others changed since. */
const indexes = fc
  .record({
    some: fc.subarray(all, { minLength: 1 }),
    newer: fc.uniqueArray(fc.nat(2_999), { maxLength: 50 }),
  })
  // Made where it is used: a counterexample would print all of it.
  .map(({ some, newer }) => () => {
    const changed = newer.map((n) => all[n] as Station).sort((a, b) => (a.id < b.id ? -1 : 1))
    const before = some.map((it) => ({ ...it, name: 'old', point: { lat: 0, lng: 0 }, facilities: [] }))
    const ids = new Set(changed.map((it) => it.id))
    const table = tableOf(some.map((it, i) => (ids.has(it.id) ? (before[i] as Station) : it)))
    const hidden = some.filter((it) => ids.has(it.id)).map((it) => new TableSearch(table).rowOf(it.id))
    const index = new StationIndex({
      table,
      changed: changed.length > 0 ? tableOf(changed) : undefined,
      hidden: Uint32Array.from(hidden),
    })
    return { index, stations: [...some.filter((it) => !ids.has(it.id)), ...changed] }
  })

it('finds the same on the phone and on the server, and both what looking at all of them finds', () => {
  fc.assert(
    fc.property(indexes, point, limit, wanted, now, (made, from, most, it, at) => {
      const { index, stations } = made()
      const phone = findStations(indexStations(stations), from, most, it, at)
      const query = {
        point: from,
        limit: most,
        need: it.needs,
        open: it.open,
        kinds: it.kinds,
        vehicle: it.vehicle,
      }
      const reply = unpackNearest(
        JSON.parse(
          new TextDecoder().decode(index.json(index.nearest(query, at), at, () => undefined)),
        ) as NearestReply,
      )
      expect(reply.map(({ distanceM }) => distanceM)).toEqual(phone.map(({ distanceM }) => distanceM))
      // What looks at each of them, as the phone does over its pack, finds the same.
      expect(findAmong(stations, from, most, it, at).map(({ distanceM }) => distanceM)).toEqual(
        phone.map(({ distanceM }) => distanceM),
      )
      const byId = (found: readonly Pick<Found, 'station' | 'distanceM'>[]) =>
        new Map(found.map(({ station, distanceM }) => [station.id, { station, distanceM }]))
      // Of several at the very same distance either may come first, or be the last that is listed.
      const [mine, its] = [byId(phone), byId(reply)]
      for (const [id, one] of mine) if (its.has(id)) expect(its.get(id)).toEqual(one)
      expect(its.size).toBe(reply.length)
      const suitable = stations.filter(
        ({ kind, facilities, hours, parking }) =>
          it.needs.every((need) => facilities.some((each) => each.kind === need)) &&
          (it.kinds.length === 0 || it.kinds.includes(kind)) &&
          (!it.vehicle || mayPark(parking, it.vehicle)) &&
          (!it.open || isOpen(openState(hours, at))),
      )
      const day = new Date(at + 8 * 3_600_000).toISOString().slice(0, 10)
      const far = suitable
        .map(({ point: own, places = [] }) => {
          const there = places.filter(({ from, to = '9' }) => from <= day && day <= to)
          return there[there.length - 1]?.point ?? own
        })
        .map((spot) => metresBetween(from, spot))
        .sort((a, b) => a - b)
      expect(phone.map(({ distanceM }) => distanceM)).toEqual(far.slice(0, most))
    }),
    { numRuns: 60 },
  )
})

it('finds the same stops for whoever drives', () => {
  const heading = fc.option(fc.nat(359), { nil: undefined })
  fc.assert(
    fc.property(indexes, point, heading, fc.integer({ min: 1, max: 12 }), (made, from, way, most) => {
      const { index, stations } = made()
      const kinds: StationKind[] = ['driver-home', 'mobile']
      const phone = findStops(indexStations(stations), { point: from, heading: way }, most, { kinds }, noon)
      const query = { point: from, heading: way, limit: most, need: [], open: false, kinds }
      const found = soonestStops(index, query, noon)
      expect(found.map((it) => [it.drive, Math.round(it.km * 1000)])).toEqual(
        phone.map((it) => [it.drive, it.distanceM]),
      )
    }),
    { numRuns: 60 },
  )
})

it('gives back each station as it went in', () => {
  fc.assert(
    fc.property(indexes, (made) => {
      const { index, stations } = made()
      expect(index.size).toBe(stations.length)
      for (const it of stations) expect(index.get(it.id)).toEqual(it)
      const cities = new Set(all.map((it) => it.regionCode.slice(0, 4)))
      expect([...cities].length).toBeGreaterThan(20)
      expect(index.get('0190f000-0000-7000-8000-00000000ffff')).toBeUndefined()
    }),
    { numRuns: 10 },
  )
})

it('knows every kind of facility by a bit of its own', () => {
  expect(facilityKind.options.length).toBeLessThanOrEqual(32)
})
