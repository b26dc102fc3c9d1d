import fc from 'fast-check'
import type { Station } from '@/contract'
import { cityOf, packStations, unpackStations } from '@/rules/station-pack'
import { stations } from '../../mock/data/stations'

it('gives back what went in', () => {
  fc.assert(
    fc.property(fc.subarray([...stations]), (some) => {
      const sent = JSON.parse(JSON.stringify(packStations('130300', some, 0))) as ReturnType<
        typeof packStations
      >
      expect(unpackStations(sent)).toEqual(some)
    }),
  )
})

it('writes hours and facilities once', () => {
  const pack = packStations('130300', stations, Date.parse('2026-11-23T00:00:00Z'))
  const different = (of: (it: Station) => unknown[]) =>
    new Set(stations.flatMap(of).map((it) => JSON.stringify(it))).size
  expect(pack.hours).toHaveLength(different((it) => [it.hours]))
  expect(pack.facilities).toHaveLength(different((it) => it.facilities))
  expect(JSON.stringify(pack).length).toBeLessThan(0.5 * JSON.stringify(stations).length)
  expect(pack.madeAt).toBe('2026-11-23T00:00:00.000Z')
})

it('refuses a pack that points outside itself', () => {
  const pack = packStations('130300', stations.slice(0, 1), 0)
  expect(() => unpackStations({ ...pack, hours: [] })).toThrow(RangeError)
  expect(() => unpackStations({ ...pack, facilities: [] })).toThrow(RangeError)
})

it('knows the city of a region', () => {
  expect(
    ['130302', '130300', '371402', '310115', '110101', '120000', '500233', '659001'].map(cityOf),
  ).toEqual(['130300', '130300', '371400', '310000', '110000', '120000', '500000', '659000'])
})
