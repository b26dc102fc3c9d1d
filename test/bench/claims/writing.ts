import { randomBytes } from 'node:crypto'
import { createClaimQueue, type AskedClaim } from '../../../server/campaigns/claim-queue'
import type { Database } from '../../../server/database/database'
import { keyMaker } from '../../../server/ids'
import { claimOneByOne } from './one-by-one'
import { addCampaigns, audit, type BenchCampaign, type Prepared } from './prepare'

export const inFlight = 200
const seconds = 2
const rounds = 3
/** Of the plain way, whose best is taken. */
const poolSizes = [2, 4, 8, 16, 32]
const spreadOver = 1_000
/** More than can be claimed in one go. */
export const plenty = 1_000_000

const random = (bytes: number) => new Uint8Array(randomBytes(bytes))
const newId = keyMaker(() => Date.now(), random)
const requestHash = random(32)

type Claim = (it: AskedClaim) => Promise<boolean>

export interface WritingFigures {
  /** Claims a second over those of the plain way. */
  readonly hot: number
  readonly spread: number
  readonly oversold: number
  readonly duplicates: number
  /** Said yes to, and not there; or there, and not said yes to. */
  readonly lost: number
}

interface Run {
  readonly name: string
  readonly claim: Claim
}

/**
 * How many claims a second are written with 200 in flight, together and one by one, in turns: on one hot campaign, and
 * spread over 1,000. Counts afterwards that nothing was oversold, doubled or lost.
 * @param open a database of its own pool, of so many connections.
 */
export async function benchWriting(
  database: Database,
  open: (connections: number) => Database,
  prepared: Prepared,
  settle: () => Promise<unknown>,
): Promise<WritingFigures> {
  const pools = poolSizes.map((size) => ({ size, database: open(size) }))
  const ours = open(10)
  try {
    const queue = createClaimQueue(ours, () => Date.now(), random)
    const runs: Run[] = [
      { name: 'together', claim: async (it) => (await queue(it)).granted },
      ...pools.map((pool) => ({
        name: `one by one, ${pool.size} connections`,
        claim: (it: AskedClaim) => claimOneByOne(pool.database, random, it),
      })),
    ]
    const figures = { oversold: 0, duplicates: 0, lost: 0 }
    const compare = async (name: string, campaignsOf: () => Promise<BenchCampaign[]>): Promise<number> => {
      const rates = new Map<string, number[]>(runs.map((it) => [it.name, []]))
      for (let round = 0; round <= rounds; round++) {
        for (const it of runs) {
          const campaigns = await campaignsOf()
          await settle()
          const { granted, perSecond } = await flood(it.claim, prepared, campaigns)
          const found = await audit(
            database,
            campaigns.map((campaign) => campaign.id),
            plenty,
          )
          figures.oversold += found.oversold
          figures.duplicates += found.duplicates
          figures.lost += Math.abs(found.rows - granted)
          // The first is there to warm up.
          if (round > 0) rates.get(it.name)?.push(perSecond)
        }
      }
      const middles = runs.map((it) => ({ name: it.name, rate: median(rates.get(it.name) ?? []) }))
      for (const it of middles) console.log(`${name}, ${it.name}: ${it.rate.toFixed(0)} claims/s`)
      const [together, ...plain] = middles.map((it) => it.rate)
      return (together ?? 0) / Math.max(...plain)
    }
    const hot = await compare('One hot campaign', () =>
      addCampaigns(database, 1, prepared.stationIds.slice(0, 1), plenty),
    )
    await compare(`One hot campaign at ${prepared.stationIds.length} stations`, () =>
      addCampaigns(database, 1, prepared.stationIds, plenty),
    )
    const spread = await compare(`Spread over ${spreadOver}`, () =>
      addCampaigns(database, spreadOver, prepared.stationIds.slice(0, 1), plenty),
    )
    return { hot, spread, ...figures }
  } finally {
    await Promise.all([ours, ...pools.map((it) => it.database)].map((it) => it.close()))
  }
}

/** Keeps so many claims in flight for a while, each of another person. */
async function flood(
  claim: Claim,
  { people }: Prepared,
  campaigns: readonly BenchCampaign[],
): Promise<{ granted: number; perSecond: number }> {
  let next = 0
  let granted = 0
  const begun = performance.now()
  const until = begun + seconds * 1_000
  const one = async (): Promise<void> => {
    while (performance.now() < until) {
      const n = next++
      const person = people[n]
      if (!person) return
      // A stride that meets every campaign and station, in no order that a cache would like.
      const campaign = campaigns[(n * 619) % campaigns.length] as BenchCampaign
      const stationId = campaign.stationIds[(n * 31) % campaign.stationIds.length] as string
      const yes = await claim({
        campaignId: campaign.id,
        stationId,
        variant: '',
        period: '',
        workerId: person.id,
        pseudonym: person.pseudonym,
        id: newId(),
        ledgerId: newId(),
        expiresAt: new Date(Date.now() + 86_400_000),
        uses: 1,
        key: `bench-${newId()}`,
        requestHash,
        counted: true,
        draws: false,
        trusted: false,
      })
      if (yes) granted++
    }
  }
  await Promise.all(Array.from({ length: inFlight }, one))
  return { granted, perSecond: granted / ((performance.now() - begun) / 1_000) }
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[sorted.length >> 1] ?? 0
}
