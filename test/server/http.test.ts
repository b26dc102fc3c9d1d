import { api, commonRefusals } from '@/contract'
import { unpackNearest } from '@/rules/station-pack'
import { DatabaseFault, type Database } from '../../server/database/database'
import { createTestApi, newKey, type TestApi } from '../support/api'
import { allNight, data, here, inStock, open, shut } from '../support/fixtures'

let server: TestApi
beforeAll(async () => {
  server = await createTestApi(data)
})
afterAll(() => server.drop())

const problemOf = async (response: Response) => ({
  ...((await response.json()) as object),
  status: response.status,
})

describe('stations', () => {
  const find = async (query: object) =>
    unpackNearest(await server.anyone.get(api.nearestStations, { query: { ...here, ...query } }))

  it('come nearest first, and filtered by need, kind and being open', async () => {
    expect((await find({})).map((it) => [it.station.id, it.distanceM])).toEqual([
      [open.id, 111],
      [shut.id, 222],
      [allNight.id, 334],
    ])
    expect((await find({ open: true })).map((it) => it.station.id)).toEqual([open.id, allNight.id])
    expect((await find({ need: ['water', 'swap'] })).map((it) => it.station.id)).toEqual([allNight.id])
    expect((await find({ kinds: ['smart'], limit: 1 })).map((it) => it.station.id)).toEqual([allNight.id])
  })

  it('are seen as they are once changed', async () => {
    await server.asOwner('UPDATE station SET name = $2 WHERE id = $1', [shut.id, '改了名的驿站'])
    const name = async () =>
      (await server.anyone.get(api.getStation, { params: { id: shut.id } })).station.name
    for (let i = 0; i < 100 && (await name()) !== '改了名的驿站'; i++)
      await new Promise((r) => setTimeout(r, 20))
    expect(await name()).toBe('改了名的驿站')
  })

  it.each([
    ['lat=91&lng=119', 'lat'],
    ['lat=39&lng=east', 'lng'],
    ['lat=39', 'lng'],
    ['lat=39&lng=119&limit=101', 'limit'],
    ['lat=39&lng=119&need=water,sauna', 'need.1'],
    ['lat=39&lng=119&open=maybe', 'open'],
    ['lat=-90.1&lng=119', 'lat'],
    ['lat=39&lng=180.5', 'lng'],
    ['lat=39&lng=119&limit=0', 'limit'],
    ['lat=39&lng=119&limit=2.5', 'limit'],
    ['lat=39&lng=119&kinds=own,castle', 'kinds.1'],
    ['lat=39&lng=119&order=price', 'order'],
    ['lat=39&lng=119&heading=360', 'heading'],
    ['lat=39&lng=119&heading=north', 'heading'],
    ['lat=39&lng=119&road=G1', 'heading'],
    ['lat=39&lng=119&road=&heading=90', 'road'],
    ['lat=39&lng=119&length=0', 'length'],
    ['lat=39&lng=119&weight=101', 'weight'],
    ['lat=39&lng=119&height=7', 'height'],
  ])('refuse %s by the field %s', async (query, field) => {
    const response = await server.fetch(`/v1/stations/nearest?${query}`)
    expect(await problemOf(response)).toMatchObject({ status: 400, code: 'invalid-input', field })
  })
})

describe('bad requests', () => {
  it('get a problem of their own each', async () => {
    expect(await problemOf(await server.fetch('/v1/nothing'))).toMatchObject({
      status: 404,
      code: 'route-unknown',
    })
    expect(await problemOf(await server.fetch('/v1/stations/not-a-uuid'))).toMatchObject({
      code: 'not-found',
    })
    const post = (body: string) => server.fetch('/v1/sessions', { method: 'POST', body })
    expect(await problemOf(await post('{'))).toMatchObject({ status: 400, code: 'malformed-json' })
    expect(await problemOf(await post('{"provider":"demo"}'))).toMatchObject({ status: 400, field: 'code' })
    expect(await problemOf(await post('{"provider":"demo","code":"rider","roles":["admin"]}'))).toMatchObject(
      {
        status: 400,
        field: 'roles',
      },
    )
    expect(await problemOf(await post('{"provider":"demo","code":"nobody"}'))).toMatchObject({
      code: 'login-refused',
    })
    expect(await problemOf(await post(JSON.stringify('x'.repeat(65 * 1024))))).toMatchObject({
      status: 413,
      code: 'too-large',
    })
  })

  it('without a live session are told to log in', async () => {
    const me = (token: string) => server.fetch('/v1/me', { headers: { Authorization: token } })
    expect(await problemOf(await server.fetch('/v1/me'))).toMatchObject({
      status: 401,
      code: 'session-required',
    })
    expect((await me(`Bearer ${'A'.repeat(43)}`)).status).toBe(401)
    expect((await me('Bearer nonsense')).status).toBe(401)
    const rider = await server.login('rider')
    expect((await me(`Bearer ${rider.token}`)).status).toBe(200)
    await rider.get(api.closeSession, {})
    expect((await me(`Bearer ${rider.token}`)).status).toBe(401)
    const later = await server.login('rider')
    server.now += 31 * 86_400_000
    expect((await me(`Bearer ${later.token}`)).status).toBe(401)
    server.now -= 31 * 86_400_000
  })

  it('refuses demo logins outside a demo', async () => {
    const real = await createTestApi(data, { demo: false })
    const response = await real.fetch('/v1/sessions', {
      method: 'POST',
      body: '{"provider":"demo","code":"rider"}',
    })
    expect(response.status).toBe(422)
    await real.drop()
  })
})

describe('a database that fails', () => {
  const failing =
    (kind: 'unknown' | 'unreachable') =>
    (database: Database): Database => ({
      ...database,
      query: (statement, values) =>
        statement.name === 'claims.write'
          ? Promise.reject(new DatabaseFault(kind, undefined, { cause: new Error('cut off') }))
          : database.query(statement, values),
    })

  it.each([
    ['unknown', 'outcome-unknown'],
    ['unreachable', 'unavailable'],
  ] as const)('%s: answers 503 %s, to be tried again', async (kind, code) => {
    const broken = await createTestApi(data, { wrap: failing(kind) })
    const rider = await broken.login('rider')
    const input = { params: { id: inStock.id }, body: { stationId: open.id }, key: newKey() }
    expect(await rider.refused(api.claimCampaign, input)).toMatchObject({ status: 503, code })
    await broken.drop()
  })
})

describe('the contract', () => {
  it('is served as OpenAPI: every endpoint, its key, its refusals, no dangling reference', async () => {
    const document = (await (await server.fetch('/v1/openapi.json')).json()) as {
      paths: Record<
        string,
        Record<string, { parameters: { name: string }[]; responses: Record<string, { description: string }> }>
      >
      components: { schemas: Record<string, unknown> }
    }
    for (const it of Object.values(api)) {
      const operation = document.paths[it.path]?.[it.method.toLowerCase()]
      expect(operation?.responses[it.success]).toBeDefined()
      const described = Object.values(operation?.responses ?? {})
        .map((r) => r.description)
        .join(', ')
      for (const code of [...it.refusals, ...commonRefusals]) expect(described).toContain(code)
      expect(operation?.parameters.some((p) => p.name === 'Idempotency-Key')).toBe('keyed' in it)
    }
    const text = JSON.stringify(document)
    const referred = [...text.matchAll(/#\/components\/schemas\/([\w.-]+)/g)].map((it) => it[1] as string)
    expect(referred.filter((name) => !(name in document.components.schemas))).toEqual([])
    expect(Object.keys(document.components.schemas)).toEqual(
      expect.arrayContaining(['Station', 'Voucher', 'Problem']),
    )
    expect(text).not.toContain('$defs')
  })

  it('says how it is', async () => {
    expect(await (await server.fetch('/v1/version')).json()).toEqual({ name: 'nuanxin', api: 'v1' })
    const response = await server.fetch('/v1/health')
    expect(await response.json()).toMatchObject({ database: 'up', demo: true })
    expect(response.headers.get('Date')).toBe('Mon, 23 Nov 2026 06:32:00 GMT')
    expect(response.headers.get('Cache-Control')).toBe('no-store')
  })
})
