import { api } from '@/contract'
import { demoData } from '../../mock/data/demo-data'
import { driverStops } from '../../mock/data/driver-stops'
import { AFTERNOON, createTestApi, type TestApi } from '../support/api'

let server: TestApi
beforeAll(async () => {
  server = await createTestApi(demoData(AFTERNOON))
})
afterAll(() => server.drop())

/** On G1, a few kilometres before both sides of 海港停车区 as one comes from Beijing. */
const before = { lat: 39.965, lng: 119.515 }
const lorry = { length: 17.5, weight: 49, height: 4 }
const find = async (query: object) =>
  (
    await server.anyone.get(api.nearestStations, {
      query: { ...before, ...lorry, limit: 4, order: 'minutes', ...query },
    })
  ).stations.map(({ station, drive }) => [station.code, drive?.side])

it('finds the stop on my side first, though the one across is as near', async () => {
  const road = 'G1 京哈高速'
  expect(await find({ heading: 62, road, limit: 5 })).toEqual([
    ['SJ001', 'ahead'],
    ['SJ004', 'either'],
    ['HG003', 'either'],
    ['SJ003', 'ahead'],
    ['SJ002', 'across'],
  ])
})

it('turns with me: on the way back the same stops lie behind', async () => {
  const found = await find({ heading: 242, road: 'G1 京哈高速', limit: 5 })
  expect(found.map(([, side]) => side)).toEqual(Array(5).fill('behind'))
  // Turned round once, I come to the one that was across; to the other only once I have turned twice.
  expect([found[0]?.[0], found[4]?.[0]]).toEqual(['SJ001', 'SJ002'])
})

it('knows no side without a direction', async () => {
  expect((await find({})).find(([code]) => code === 'SJ001')).toEqual(['SJ001', 'unknown'])
})

it('lists only where the vehicle may park, and says for how long, how many, and what there is', async () => {
  const codes = async (query: object) => (await find({ limit: 20, ...query })).map(([code]) => code)
  expect(await codes({})).not.toContain('HG001')
  expect(await codes({ length: 18 })).toContain('SJ004')
  expect(await codes({ length: 18.1 })).not.toContain('SJ004')
  expect(await codes({ height: 4.6 })).not.toContain('HG003')
  const laundry = await codes({ need: ['shower', 'laundry'], length: 22, height: 4.4 })
  expect(laundry.sort()).toEqual(['SJ001', 'SJ003'])
  const { station } = await server.anyone.get(api.findStationByCode, { params: { code: 'SJ001' } })
  expect(station.parking).toEqual(driverStops[0]?.parking)
  expect(station.carriageway).toEqual(driverStops[0]?.carriageway)
})

it('says minutes only where they are asked for', async () => {
  const { stations } = await server.anyone.get(api.nearestStations, { query: { ...before, ...lorry } })
  expect(stations[0]?.drive).toBeUndefined()
  const [first] = (
    await server.anyone.get(api.nearestStations, {
      query: { ...before, ...lorry, heading: 62, order: 'minutes', limit: 1 },
    })
  ).stations
  // 4.4 km in a straight line, 1.15 of that at 80 km/h.
  expect(first?.drive).toEqual({ minutes: 4, side: 'ahead' })
})
