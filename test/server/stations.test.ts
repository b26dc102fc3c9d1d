import { gunzipSync } from 'node:zlib'
import { api, type Station, type StationPack } from '@/contract'
import { findStations, indexStations } from '@/rules/find-stations'
import { unpackNearest, unpackStations } from '@/rules/station-pack'
import { AFTERNOON, createTestApi, type TestApi } from '../support/api'
import { allNight, data, here, open, shut } from '../support/fixtures'

const home = { lat: 39.94, lng: 119.6 }
const market = { lat: 39.9, lng: 119.5 }
/** At the market from 1 December on, for three days. */
const movable: Station = {
  ...open,
  id: '01900001-0000-7000-8000-0000000000f1',
  code: 'M1',
  name: '流动站',
  kind: 'mobile',
  point: home,
  places: [{ from: '2026-12-01', to: '2026-12-03', address: '集市', point: market }],
}
/** In another city. */
const away: Station = {
  ...open,
  id: '01900001-0000-7000-8000-0000000000f2',
  code: 'D1',
  regionCode: '371402',
  point: { lat: 37.45, lng: 116.3 },
}
const all = [open, shut, allNight, movable, away]
const december = Date.parse('2026-12-02T10:00:00+08:00')

let server: TestApi
beforeAll(async () => {
  server = await createTestApi({ ...data, stations: all })
})
afterAll(() => server.drop())
beforeEach(() => {
  server.now = AFTERNOON
})

const ids = (stations: readonly { station: Station }[]) => stations.map((it) => it.station.id)

describe('a movable station', () => {
  const nearest = async (point: typeof home) =>
    (await server.anyone.get(api.nearestStations, { query: { ...point, kinds: ['mobile'] } })).stations

  it('is found where it stands that day', async () => {
    expect((await nearest(home))[0]).toMatchObject({ station: { id: movable.id }, distanceM: 0 })
    server.now = december
    expect((await nearest(market))[0]).toMatchObject({ station: { id: movable.id }, distanceM: 0 })
    expect((await nearest(home))[0]?.distanceM).toBeGreaterThan(9_000)
    expect(await nearest(home)).toHaveLength(1)
  })

  it('is on the map where it stands that day', async () => {
    const seen = async () =>
      (
        await server.anyone.get(api.stationClusters, {
          query: { west: 119.499, south: 39.899, east: 119.501, north: 39.901, zoom: 16 },
        })
      ).items
    expect(await seen()).toEqual([])
    server.now = december
    expect(await seen()).toMatchObject([
      { kind: 'station', id: movable.id, stationKind: 'mobile', point: market, openState: { state: 'open' } },
    ])
  })
})

describe('the map', () => {
  const view = (query: { west: number; south: number; east: number; north: number; zoom: number }) =>
    server.anyone.get(api.stationClusters, { query })

  it('gathers what lies close, and parts it where the zoom tells', async () => {
    const { items } = await view({ west: 110, south: 30, east: 125, north: 45, zoom: 6 })
    const counts = items.map((it) => (it.kind === 'cluster' ? it.count : 1))
    expect(counts.sort()).toEqual([1, 4])
    const cluster = items.find((it) => it.kind === 'cluster')
    if (!cluster) throw new Error('no cluster')
    const { point, expansionZoom } = cluster
    const box = {
      west: point.lng - 0.05,
      south: point.lat - 0.05,
      east: point.lng + 0.05,
      north: point.lat + 0.05,
    }
    expect((await view({ ...box, zoom: expansionZoom - 1 })).items).toHaveLength(1)
    expect((await view({ ...box, zoom: expansionZoom })).items.length).toBeGreaterThan(1)
  })

  it('shows each station by itself from zoom 17 on', async () => {
    const { items } = await view({ west: 119.59, south: 39.93, east: 119.61, north: 39.945, zoom: 17 })
    expect(items.map((it) => it.kind === 'station' && it.id).sort()).toEqual(
      [open, shut, allNight, movable].map((it) => it.id).sort(),
    )
  })

  it.each([
    ['east', { west: 120, south: 39, east: 119, north: 40, zoom: 10 }],
    ['east', { west: 119, south: 39, east: 119, north: 40, zoom: 10 }],
    ['north', { west: 119, south: 40, east: 120, north: 39, zoom: 10 }],
    ['west', { west: -181, south: 39, east: 120, north: 40, zoom: 10 }],
    ['north', { west: 119, south: 39, east: 120, north: 90.5, zoom: 10 }],
    ['zoom', { west: 119, south: 39, east: 120, north: 40, zoom: 23 }],
    ['zoom', { west: 119, south: 39, east: 120, north: 40, zoom: 9.5 }],
    ['zoom', { west: 70, south: 10, east: 140, north: 60, zoom: 16 }],
  ])('refuses a bad box, naming %s', async (field, query) => {
    expect(await server.anyone.refused(api.stationClusters, { query })).toMatchObject({
      status: 400,
      code: 'invalid-input',
      field,
    })
  })

  it('names what is missing or no number', async () => {
    for (const [search, field] of [
      ['south=39&east=120&north=40&zoom=10', 'west'],
      ['west=119&south=x&east=120&north=40&zoom=10', 'south'],
    ]) {
      const response = await server.fetch(`/v1/stations/clusters?${search}`)
      expect(response.status).toBe(400)
      expect(await response.json()).toMatchObject({ code: 'invalid-input', field })
    }
  })
})

describe('nearest', () => {
  it.each([
    ['lat', 'lat=91&lng=119'],
    ['lng', 'lat=39&lng=-180.5'],
    ['limit', 'lat=39&lng=119&limit=101'],
    ['limit', 'lat=39&lng=119&limit=0'],
    ['need.1', 'lat=39&lng=119&need=water,beer'],
    ['kinds.0', 'lat=39&lng=119&kinds=pub'],
    ['open', 'lat=39&lng=119&open=1'],
    ['lat', 'lat=39&lat=40&lng=119'],
  ])('refuses a bad question, naming %s', async (field, search) => {
    const response = await server.fetch(`/v1/stations/nearest?${search}`)
    expect(response.status).toBe(400)
    expect(await response.json()).toMatchObject({ code: 'invalid-input', field })
  })
})

it('takes a list with commas or one by one alike', async () => {
  const codes = async (needs: string) => {
    const response = await server.fetch(`/v1/stations/nearest?lat=39.9362&lng=119.6041&limit=100&${needs}`)
    const { stations } = (await response.json()) as { stations: { station: { code: string } }[] }
    return stations.map((it) => it.station.code)
  }
  const both = await codes('need=water,shower')
  expect(both.length).toBeGreaterThan(0)
  expect(await codes('need=shower&need=water')).toEqual(both)
  expect(await codes('need=water')).not.toEqual(both)
})

describe('the pack of a city', () => {
  const get = (region: string, headers: Record<string, string> = {}) =>
    server.fetch(`/v1/stations/packs/${region}`, { headers })

  it('holds all its stations as they are, and none of another city', async () => {
    const pack = await server.anyone.get(api.getStationPack, { params: { regionCode: '130300' } })
    const sorted = [open, shut, allNight, movable].sort((a, b) => (a.id < b.id ? -1 : 1))
    expect(unpackStations(pack)).toEqual(sorted)
    expect(pack).toMatchObject({ regionCode: '130300', madeAt: new Date(AFTERNOON).toISOString() })
    expect(pack.hours).toHaveLength(3)
  })

  it('is that of the city for each of its districts', async () => {
    expect(await (await get('130302')).json()).toEqual(await (await get('130300')).json())
  })

  it('is not there for a region without stations, or for no region', async () => {
    for (const region of ['990000', '1303', 'abcdef']) {
      const response = await get(region)
      expect([region, response.status]).toEqual([region, 404])
    }
  })

  it('is not sent again to whoever has it', async () => {
    const first = await get('130300')
    const etag = first.headers.get('etag') as string
    expect(etag).toMatch(/^W\/"[\w-]{24}"$/)
    expect(first.headers.get('cache-control')).toBe('no-cache')
    for (const held of [etag, etag.slice(2), `"other", ${etag}`, '*']) {
      const again = await get('130300', { 'If-None-Match': held })
      expect([held, again.status, await again.text()]).toEqual([held, 304, ''])
      expect(again.headers.get('etag')).toBe(etag)
    }
    expect((await get('130300', { 'If-None-Match': '"other"' })).status).toBe(200)
    expect((await get('371400')).headers.get('etag')).not.toBe(etag)
  })

  it('is gzipped for whoever reads that', async () => {
    const zipped = await get('130300', { 'Accept-Encoding': 'br, gzip' })
    expect(zipped.headers.get('content-encoding')).toBe('gzip')
    expect(zipped.headers.get('vary')).toBe('Accept-Encoding')
    const plain = await get('130300')
    expect(plain.headers.get('content-encoding')).toBeNull()
    const text = gunzipSync(Buffer.from(await zipped.arrayBuffer())).toString()
    expect(text).toBe(await plain.text())
  })

  it('is all a phone needs to find what the server finds', async () => {
    const pack = (await (await get('130300')).json()) as StationPack
    const index = indexStations(unpackStations(pack))
    for (const at of [AFTERNOON, december, AFTERNOON + 12 * 3_600_000]) {
      server.now = at
      for (const wanted of [
        {},
        { open: true },
        { need: ['swap' as const] },
        { kinds: ['mobile' as const], open: true },
      ]) {
        const query = { ...here, limit: 4, ...wanted }
        const stations = unpackNearest(await server.anyone.get(api.nearestStations, { query }))
        const { need: needs, ...rest } = { need: undefined, ...wanted }
        const own = findStations(index, here, 4, { needs, ...rest }, at)
        const city = stations.filter((it) => it.station.regionCode === '130302')
        expect(own.map(({ station, distanceM }) => ({ station, distanceM, live: {} }))).toEqual(city)
        expect(ids(own)).toEqual(ids(stations).slice(0, own.length))
      }
    }
  })
})
