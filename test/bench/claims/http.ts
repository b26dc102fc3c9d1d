import { Client } from 'undici'
import type { Database } from '../../../server/database/database'
import { createSpawner } from '../../support/spawned-api'
import { addCampaigns, audit, type BenchCampaign, type Person, type Prepared } from './prepare'
import { inFlight, median, plenty } from './writing'

const seconds = 4
const rounds = 5
/** Thousands of phones stand behind each address of a mobile network; so many that the limits stop none. */
const addresses = 4_000

export interface HttpFigures {
  /** Claims a second, and refusals of what is sold out, over answers of the fixed endpoint. */
  readonly claims: number
  readonly soldOut: number
  readonly oversold: number
  readonly duplicates: number
  readonly lost: number
}

interface Asked {
  readonly method: 'GET' | 'POST'
  readonly path: string
  readonly headers: Record<string, string>
  readonly body?: string
  readonly status: number
}

/**
 * How many claims a second one API process answers with 200 in flight, and how many refusals where nothing is left, each
 * beside the fixed answer that is the ceiling, by turns. Every call has a session, is counted against the limits and held
 * against the contract, and comes as through a proxy from an address of its own.
 */
export async function benchHttp(
  database: Database,
  databaseUrl: string,
  { people, stationIds }: Prepared,
  settle: () => Promise<unknown>,
): Promise<HttpFigures> {
  const spawner = createSpawner()
  const clients: Client[] = []
  try {
    const api = spawner.api({
      DATABASE_URL: databaseUrl,
      NUANXIN_DATA: await spawner.dataFolder(),
      NUANXIN_PROXIES: '1',
    })
    const url = await api.ready(120_000)
    for (let i = 0; i < inFlight; i++) clients.push(new Client(url))
    let turn = 0
    let asked = 0

    /** How many answers came in, and how many a second, each connection asking again as soon as it has its answer. */
    const run = async (askOf: (n: number) => Asked, most = Infinity) => {
      const first = turn
      let answered = 0
      const begun = performance.now()
      const until = begun + seconds * 1000
      await Promise.all(
        clients.map(async (client) => {
          while (performance.now() < until && turn - first < most) {
            await answerTo(client, askOf(turn++))
            answered++
          }
        }),
      )
      return { answered, rate: answered / ((performance.now() - begun) / 1000) }
    }
    const from = (n: number) => `10.${(n % addresses) >> 8}.${(n % addresses) & 255}.7`
    // Everyone has his turn before anyone has his second: a rush is many people, not a few in haste.
    const nextPerson = () => people[asked++ % people.length] as Person
    const claimOf =
      ({ id }: BenchCampaign, status: number) =>
      (n: number): Asked => ({
        method: 'POST',
        path: `/v1/campaigns/${id}/claim`,
        headers: {
          'X-Forwarded-For': from(n),
          'Content-Type': 'application/json',
          Authorization: `Bearer ${nextPerson().token}`,
          'Idempotency-Key': `bench-over-http-${asked}`,
        },
        body: JSON.stringify({ stationId: stationIds[(n * 31) % stationIds.length] }),
        status,
      })
    const version = (n: number): Asked => ({
      method: 'GET',
      path: '/v1/version',
      headers: { 'X-Forwarded-For': from(n) },
      status: 200,
    })

    const figures = { oversold: 0, duplicates: 0, lost: 0 }
    const toCeiling = { claims: [] as number[], soldOut: [] as number[] }
    const [empty] = (await addCampaigns(database, 1, stationIds, 0)) as [BenchCampaign]
    for (let round = 0; round <= rounds; round++) {
      const [campaign] = (await addCampaigns(database, 1, stationIds, plenty)) as [BenchCampaign]
      await settle()
      const ceiling = (await run(version)).rate
      // A second claim of the same person would be no claim.
      const claimed = await run(claimOf(campaign, 201), people.length)
      const refused = await run(claimOf(empty, 409))
      const found = await audit(database, [campaign.id], plenty)
      figures.oversold += found.oversold
      figures.duplicates += found.duplicates
      figures.lost += Math.abs(found.rows - claimed.answered)
      // The first is there to warm up.
      if (round === 0) continue
      toCeiling.claims.push(claimed.rate / ceiling)
      toCeiling.soldOut.push(refused.rate / ceiling)
      console.log(
        `Over HTTP, round ${round}: version ${ceiling.toFixed(0)}/s, claims ${claimed.rate.toFixed(0)}/s, ` +
          `sold out ${refused.rate.toFixed(0)}/s`,
      )
    }
    return { claims: median(toCeiling.claims), soldOut: median(toCeiling.soldOut), ...figures }
  } finally {
    await Promise.all(clients.map((it) => it.destroy()))
    await spawner.clear()
  }
}

/** Resolves once the answer is read to its end; rejects where it has another status than expected. */
const answerTo = (client: Client, { method, path, headers, body, status: expected }: Asked): Promise<void> =>
  new Promise((resolve, reject) => {
    let status = 0
    let text = ''
    client.dispatch(
      { path, method, headers, body },
      {
        onConnect: () => undefined,
        onHeaders(it) {
          status = it
          return true
        },
        onData(chunk) {
          if (status !== expected) text += chunk.toString()
          return true
        },
        onComplete: () =>
          status === expected ? resolve() : reject(new Error(`${status} under load: ${text.slice(0, 300)}`)),
        onError: reject,
      },
    )
  })
