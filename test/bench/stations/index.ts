import { randomUUID } from 'node:crypto'
import { monitorEventLoopDelay, performance } from 'node:perf_hooks'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { setTimeout as sleep } from 'node:timers/promises'
import type { NearestReply } from '@/contract'
import { unpackNearest } from '@/rules/station-pack'
import { silentLog } from '../../../server/adapters/log'
import { createStationThread } from '../../../server/adapters/station-thread'
import { openDatabase } from '../../../server/database/pool'
import { gatherPlaces } from '../../../server/stations/clusters'
import { createStationDirectory } from '../../../server/stations/directory'
import type { StationKeeper } from '../../../server/stations/keeper'
import { StationIndex } from '../../../server/stations/station-index'
import { sizeOf } from '../../../server/stations/table'
import { createCuttingProxy } from '../../support/cutting-proxy'
import { createTestDatabase, type TestDatabase } from '../../support/postgres'
import startPostgres from '../../support/postgres-setup'
import stopPostgres from '../../support/postgres-teardown'
import { waitUntil } from '../../support/wait-until'
import { countWrong } from './exact'
import { generateStations, randomFrom, randomPlace } from './generate'
import { benchHttp } from './http'
import { insertStations } from './load'

const count = 200_000
const questions = 10_000
const noon = Date.parse('2026-11-23T14:32:00+08:00')
const decoder = new TextDecoder()

type Figures = Record<string, number | boolean>

/** The least or the most that a figure may be. */
const targets: Record<string, { least?: number; most?: number }> = {
  httpToCeiling: { least: 0.6 },
  indexMB: { most: 60 },
  clusterMB: { most: 200 },
  eventLoopMaxMs: { most: 50 },
  seenMs: { most: 2_000 },
  seenAfterCutMs: { most: 2_000 },
}

/**
 * 200,000 invented stations in PostgreSQL: how fast and how exactly the nearest are found, what the index and the map cost,
 * whether making them stops a process from answering, and how soon a changed station is seen.
 */
export async function benchStations(): Promise<Figures> {
  await startPostgres()
  const test = await createTestDatabase()
  try {
    const stations = [...generateStations(count)]
    await insertStations(test.database, stations)
    await test.asOwner('ANALYZE station')
    console.log(`${count} stations are in PostgreSQL`)

    const { index, loopMs, seen, close } = await inOneProcess(test)
    try {
      const ask = (query: Parameters<StationIndex['nearest']>[0], now: number) =>
        unpackNearest(
          JSON.parse(
            decoder.decode(index().json(index().nearest(query, now), now, () => undefined)),
          ) as NearestReply,
        )
      const wrong = countWrong(stations, ask, questions)
      console.log(`${wrong} of ${questions} answers differ from those of looking at all stations`)
      const figures = {
        stations: count,
        exact: wrong === 0,
        nearestP50us: p50(index(), false),
        nearestOpenP50us: p50(index(), true),
      }
      const clusterMB = await clusterSize(index())
      const indexMB = megabytes(sizeOf(index().data.table))
      await close()
      const { nearest, version } = await benchHttp(test.url)
      const all = {
        ...figures,
        httpToCeiling: rounded(nearest / version),
        indexMB,
        clusterMB,
        eventLoopMaxMs: rounded(loopMs),
        ...seen,
      }
      for (const [name, { least = -Infinity, most = Infinity }] of Object.entries(targets)) {
        const is = all[name as keyof typeof all] as number
        if (is < least || is > most) console.log(`OFF TARGET: ${name} is ${is}`)
      }
      return all
    } finally {
      await close()
    }
  } finally {
    await test.drop()
    await stopPostgres()
  }
}

/** A process with its thread: built, refreshed, built again and cut off, while this one's event loop is watched. */
async function inOneProcess(test: TestDatabase) {
  const proxy = await createCuttingProxy(test.url)
  const database = openDatabase({
    url: test.url,
    directUrl: proxy.url,
    statements: 'named',
    max: 2,
    log: silentLog,
  })
  const thread = createStationThread({ url: test.url, statements: 'named' }, silentLog)
  let data: StationIndex | undefined
  const keeper: StationKeeper = {
    ...thread,
    publishTo: (publish) =>
      thread.publishTo((fresh) => {
        data = new StationIndex(fresh, data)
        publish(fresh)
      }),
  }
  const directory = createStationDirectory(database, keeper, silentLog)
  const loop = monitorEventLoopDelay({ resolution: 1 })
  loop.enable()
  const began = performance.now()
  await directory.current()
  console.log(`Read and laid out in ${Math.round(performance.now() - began)} ms`)
  await directory.clusters({ west: 73, south: 18, east: 135, north: 54 }, 4, Date.now())

  const rename = async (id: string) => {
    const name = randomUUID()
    await test.database.query({ name: 'bench.rename', text: 'UPDATE station SET name = $2 WHERE id = $1' }, [
      id,
      name,
    ])
    return name
  }
  const seenIn = async (id: string, cut: boolean) => {
    if (cut) proxy.cutAll(true)
    const name = await rename(id)
    const since = performance.now()
    if (cut) proxy.cutAll(false)
    await waitUntil('the change', async () => (await directory.current()).byId.get(id)?.name === name)
    return performance.now() - since
  }
  const ids = [...generateStations(40)].map((it) => it.id)
  const times: number[] = []
  const timesAfterCut: number[] = []
  for (const [i, id] of ids.entries()) {
    const cut = i % 4 === 3
    ;(cut ? timesAfterCut : times).push(await seenIn(id, cut))
  }
  const seen = {
    seenMs: Math.round(Math.max(...times)),
    seenAfterCutMs: Math.round(Math.max(...timesAfterCut)),
  }
  console.log(
    `A changed station was seen within ${seen.seenMs} ms, after the listener was cut off ${seen.seenAfterCutMs} ms`,
  )

  // All of them change at once: the table is made anew, and old names go.
  const rows = data?.data.table
  await test.asOwner(`UPDATE station SET phone = '12351 1'`)
  await waitUntil('a table made anew', () => data?.data.table !== rows, 120_000)
  await sleep(200)
  loop.disable()
  const loopMs = loop.max / 1e6
  let closed = false
  return {
    index: () => data as StationIndex,
    loopMs,
    seen,
    async close() {
      if (closed) return
      closed = true
      await thread.close()
      await database.close()
      await proxy.close()
    },
  }
}

/** Microseconds in which half of the questions are answered. */
function p50(index: StationIndex, open: boolean): number {
  const random = randomFrom(3)
  const times = Array.from({ length: questions }, () => {
    const query = { point: randomPlace(random), limit: 20, need: [], open, kinds: [] }
    const began = performance.now()
    index.nearest(query, noon)
    return performance.now() - began
  })
  times.sort((a, b) => a - b)
  return rounded((times[questions / 2] as number) * 1000)
}

/** MB that the map's clusters take. */
async function clusterSize(index: StationIndex): Promise<number> {
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc') as () => void
  // What went before is let go in several steps: the memory of arrays a while after the arrays themselves.
  const used = async () => {
    let least = Infinity
    for (let same = 0; same < 3; same++) {
      collect()
      await sleep(100)
      const { heapUsed, arrayBuffers } = process.memoryUsage()
      if (heapUsed + arrayBuffers < least - 1e5) same = 0
      least = Math.min(least, heapUsed + arrayBuffers)
    }
    return least
  }
  const before = await used()
  const refs = index.refs()
  const clusters = gatherPlaces(refs.length, (place) => index.pointOf(refs[place] ?? 0, noon))
  const taken = (await used()) - before
  if (clusters.within({ west: 73, south: 18, east: 135, north: 54 }, 4).length === 0)
    throw new Error('An empty map')
  return megabytes(taken)
}

const rounded = (value: number) => Math.round(value * 100) / 100
const megabytes = (bytes: number) => Math.round(bytes / 1e5) / 10
