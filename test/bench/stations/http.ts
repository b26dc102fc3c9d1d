import { Client } from 'undici'
import { createSpawner } from '../../support/spawned-api'
import { waitUntil } from '../../support/wait-until'
import { randomFrom, randomPlace } from './generate'

const connections = 16
const seconds = 4
const rounds = 5
/** Until a fresh process has compiled what it runs most. */
const warmSeconds = 10
/** Whoever asks: so many that the limits, which are on, stop none of them. */
const phones = 4_000

export interface HttpFigures {
  /** Requests a second. */
  readonly nearest: number
  readonly version: number
}

/**
 * How many requests a second one API process answers: the twenty nearest open stations, and the fixed answer that is the
 * ceiling, in turns and under the same load. Calls come as through a proxy, from many addresses, and are counted.
 */
export async function benchHttp(databaseUrl: string): Promise<HttpFigures> {
  const spawner = createSpawner()
  try {
    const api = spawner.api({
      DATABASE_URL: databaseUrl,
      NUANXIN_DATA: await spawner.dataFolder(),
      NUANXIN_PROXIES: '1',
    })
    const url = await api.ready(120_000)
    const random = randomFrom(11)
    const asks = Array.from({ length: phones }, (_, i) => {
      const { lat, lng } = randomPlace(random)
      return {
        nearest: `/v1/stations/nearest?lat=${lat.toFixed(3)}&lng=${lng.toFixed(3)}&limit=20&open=true`,
        headers: { 'X-Forwarded-For': `10.${i >> 8}.${i & 255}.7` },
      }
    })
    await waitUntil('the stations', async () => (await fetch(`${url}${asks[0]?.nearest}`)).ok, 120_000)
    const clients = Array.from({ length: connections }, () => new Client(url))
    let turn = 0
    /** Requests answered in a second, each connection asking again as soon as it has its answer. */
    const run = async (pathOf: (ask: (typeof asks)[number]) => string, duration = seconds) => {
      const end = performance.now() + duration * 1000
      let answered = 0
      const keepAsking = async (client: Client) => {
        while (performance.now() < end) {
          const ask = asks[turn++ % asks.length] as (typeof asks)[number]
          await answerTo(client, pathOf(ask), ask.headers)
          answered++
        }
      }
      await Promise.all(clients.map(keepAsking))
      return answered / duration
    }
    const nearest = (ask: (typeof asks)[number]) => ask.nearest
    const version = () => '/v1/version'
    await run(nearest, warmSeconds)
    await run(version, warmSeconds)
    const pairs: HttpFigures[] = []
    for (let round = 0; round < rounds; round++) {
      pairs.push({ nearest: await run(nearest), version: await run(version) })
      const { nearest: n = 0, version: v = 0 } = pairs.at(-1) ?? {}
      console.log(
        `Round ${round + 1}: nearest ${n.toFixed(0)}/s, version ${v.toFixed(0)}/s, ${(n / v).toFixed(2)}`,
      )
    }
    // Of the pair in the middle: both of one round, which had the same machine.
    pairs.sort((a, b) => a.nearest / a.version - b.nearest / b.version)
    return pairs[rounds >> 1] as HttpFigures
  } finally {
    await spawner.clear()
  }
}

/** Resolves once the answer is read to its end; rejects where it is not 200. */
const answerTo = (client: Client, path: string, headers: Record<string, string>): Promise<void> =>
  new Promise((resolve, reject) => {
    client.dispatch(
      { path, method: 'GET', headers },
      {
        onConnect: () => undefined,
        onHeaders(status) {
          if (status !== 200) reject(new Error(`${status} under load`))
          return true
        },
        onData: () => true,
        onComplete: () => resolve(),
        onError: reject,
      },
    )
  })
