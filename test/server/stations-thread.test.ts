import type { NearestReply, Station } from '@/contract'
import { unpackNearest } from '@/rules/station-pack'
import { createStationThread } from '../../server/adapters/station-thread'
import { cityOf } from '@/rules/station-pack'
import { silentLog } from '../../server/adapters/log'
import type { Database } from '../../server/database/database'
import { openDatabase } from '../../server/database/pool'
import { createStationDirectory, type StationDirectory } from '../../server/stations/directory'
import { createStationKeeper, type StationKeeper } from '../../server/stations/keeper'
import type { TableQuery } from '../../server/stations/table-search'
import { generateStations } from '../bench/stations/generate'
import { insertStations } from '../bench/stations/load'
import { createCuttingProxy, type CuttingProxy } from '../support/cutting-proxy'
import { createTestDatabase, type TestDatabase } from '../support/postgres'
import { waitUntil } from '../support/wait-until'

/** A process of the API, as far as it knows stations. */
interface Process {
  readonly directory: StationDirectory
  readonly proxy: CuttingProxy
  end(): Promise<void>
}

const stations = [...generateStations(2_500)].map((it, i) => ({ ...it, name: `${it.name} ${i}` }))
const [first, second, third] = stations as [Station, Station, Station]

let test: TestDatabase
let processes: Process[]

async function startProcess(keeperOf: (database: Database) => StationKeeper): Promise<Process> {
  const proxy = await createCuttingProxy(test.url)
  const database = openDatabase({
    url: proxy.url,
    statements: 'named',
    max: 2,
    log: silentLog,
    idleTimeoutMillis: 0,
  })
  const keeper = keeperOf(database)
  return {
    directory: createStationDirectory(database, keeper, silentLog),
    proxy,
    async end() {
      await keeper.close()
      await database.close()
      await proxy.close()
    },
  }
}

beforeAll(async () => {
  test = await createTestDatabase()
  await insertStations(test.database, stations)
  processes = await Promise.all([
    startProcess(() => createStationThread({ url: test.url, statements: 'named' }, silentLog)),
    startProcess((database) => createStationKeeper({ database, shared: false })),
  ])
})
afterAll(async () => {
  await Promise.all(processes.map((it) => it.end()))
  await test.drop()
})

const rename = (id: string, name: string) =>
  test.database.query({ name: 'test.rename', text: 'UPDATE station SET name = $2 WHERE id = $1' }, [id, name])
const nearestTo = async ({ directory }: Process, query: TableQuery) => {
  const { index } = await directory.current()
  const now = Date.now()
  const json = new TextDecoder().decode(index.json(index.nearest(query, now), now, () => undefined))
  return unpackNearest(JSON.parse(json) as NearestReply)
}
const find = async ({ directory }: Process, id: string) => (await directory.current()).byId.get(id)
const everywhere = (what: string, probe: (one: Process) => Promise<boolean>) =>
  waitUntil(what, async () => (await Promise.all(processes.map(probe))).every(Boolean))
const namesAt = async (one: Process, { point }: Station) =>
  (await nearestTo(one, { point, limit: 3, need: [], open: false, kinds: [] })).map((it) => it.station.name)

it('reads every station as it stands in the database', async () => {
  for (const one of processes) {
    const { byId, index } = await one.directory.current()
    expect(index.size).toBe(stations.length)
    for (const it of stations) expect(byId.get(it.id)).toEqual(it)
    expect(byId.get(first.id.replace(/^0190/, '0191'))).toBeUndefined()
    expect(byId.get('no id')).toBeUndefined()
  }
})

it('sees a change, an addition and a removal in every process', async () => {
  await rename(first.id, '改了名')
  await everywhere('the new name', async (one) => (await find(one, first.id))?.name === '改了名')
  for (const one of processes) {
    expect(await namesAt(one, first)).toContain('改了名')
    expect(await namesAt(one, first)).not.toContain(first.name)
  }
  const added: Station = { ...second, id: '0190ffff-0000-7000-8000-000000000001', code: 'NEW', name: '新的' }
  await insertStations(test.database, [added])
  await everywhere('the new one', async (one) => (await find(one, added.id))?.name === '新的')
  for (const one of processes) expect((await one.directory.current()).index.size).toBe(stations.length + 1)
  await test.asOwner('DELETE FROM station WHERE id = $1', [added.id])
  await everywhere('its end', async (one) => (await find(one, added.id)) === undefined)
  for (const one of processes) {
    expect(await namesAt(one, second)).not.toContain('新的')
    expect((await one.directory.current()).index.size).toBe(stations.length)
  }
  // One that comes back under the same id is there again.
  await insertStations(test.database, [added])
  await everywhere('its return', async (one) => (await find(one, added.id))?.name === '新的')
  await test.asOwner('DELETE FROM station WHERE id = $1', [added.id])
  await everywhere('its end', async (one) => (await find(one, added.id)) === undefined)
})

it('shows a station where it moved to, and not where it was', async () => {
  const far = { lat: 45, lng: 90 }
  const box = { west: 89.9, south: 44.9, east: 90.1, north: 45.1 }
  const seen = (one: Process) => one.directory.clusters(box, 12, Date.now())
  for (const one of processes) expect(await seen(one)).toEqual([])
  await test.asOwner('UPDATE station SET lat = $2, lng = $3 WHERE id = $1', [third.id, far.lat, far.lng])
  await everywhere('the move', async (one) => (await seen(one)).length === 1)
  for (const one of processes) {
    expect(await seen(one)).toEqual([{ id: third.id }])
    const query = { point: far, limit: 1, need: [], open: false, kinds: [] }
    expect((await nearestTo(one, query)).map((it) => it.station.id)).toEqual([third.id])
  }
})

it('makes a new pack once a station of the city changed', async () => {
  const city = cityOf(first.regionCode)
  const [, one] = processes as [Process, Process]
  const before = await one.directory.pack(city, Date.now())
  expect((await one.directory.pack(city, Date.now()))?.etag).toBe(before?.etag)
  await rename(first.id, '又改了名')
  await everywhere('the change', async (it) => (await find(it, first.id))?.name === '又改了名')
  const packs = await Promise.all(processes.map((it) => it.directory.pack(city, Date.now())))
  expect(packs[0]?.etag).not.toBe(before?.etag)
  // Every process gives it the same name.
  expect(packs[1]?.etag).toBe(packs[0]?.etag)
})

it('sees what changed while its listener was cut off', async () => {
  for (const { proxy } of processes) proxy.cutAll(true)
  await rename(second.id, '断线时改的')
  for (const { proxy } of processes) proxy.cutAll(false)
  await everywhere('the change', async (one) => (await find(one, second.id))?.name === '断线时改的')
})

it('sees what a long transaction commits after others that began later', async () => {
  const done = test.database.transaction(async (tx) => {
    const text = 'UPDATE station SET name = $2 WHERE id = $1'
    await tx.query({ name: 'test.slow', text }, [first.id, '先开始'])
    await rename(second.id, '后开始')
    await everywhere('the later one', async (one) => (await find(one, second.id))?.name === '后开始')
  })
  await done
  await everywhere('the earlier one', async (one) => (await find(one, first.id))?.name === '先开始')
})

it('sees many changes at once, and many one after the other', async () => {
  await test.asOwner(`UPDATE station SET phone = '1'`)
  await everywhere('all of them', async (one) => (await find(one, third.id))?.phone === '1')
  const some = stations.slice(0, 1_200)
  for (let i = 0; i < some.length; i += 200) {
    await test.asOwner(`UPDATE station SET phone = '2' WHERE id = ANY ($1)`, [
      some.slice(i, i + 200).map((it) => it.id),
    ])
  }
  await everywhere('the last', async (one) => (await find(one, some.at(-1)?.id ?? ''))?.phone === '2')
  for (const one of processes) {
    const { byId, index } = await one.directory.current()
    expect(stations.filter((it) => byId.get(it.id)?.phone === '2')).toHaveLength(some.length)
    expect(index.size).toBe(stations.length)
  }
})

it('hears nothing of an import that changes nothing', async () => {
  const heard: unknown[] = []
  const stop = await test.database.listen('stations', (it) => heard.push(it))
  await test.asOwner(`UPDATE station SET phone = phone, name = name`)
  await rename(first.id, '最后')
  await waitUntil('the last change', () => heard.length > 0)
  expect(heard).toHaveLength(1)
  await stop()
})

it('answers, once it can, where the database was away at first', async () => {
  const late = await startProcess((database) => createStationKeeper({ database, shared: false }))
  late.proxy.cutAll(true)
  await expect(late.directory.current()).rejects.toMatchObject({ name: 'DatabaseFault' })
  late.proxy.cutAll(false)
  await waitUntil('the stations', () => late.directory.current().then(Boolean, () => false))
  expect((await late.directory.current()).index.size).toBe(stations.length)
  await late.end()
})

it('tells faults of the thread as those of the database', async () => {
  const thread = createStationThread(
    { url: 'postgres://nobody@127.0.0.1:1/none', statements: 'named' },
    silentLog,
  )
  thread.publishTo(() => undefined)
  await expect(thread.refresh()).rejects.toMatchObject({ name: 'DatabaseFault', kind: 'unreachable' })
  await thread.close()
})
