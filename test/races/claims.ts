import { randomUUID } from 'node:crypto'
import type { api, ReplyOf } from '@/contract'
import type { Answer, Arena } from './arena'
import { auditClaims, type Told } from './audit-claims'
import { addPeople, type Person } from '../bench/claims/prepare'
import type { RoundOfWork, Workload } from './workload'

interface RaceCampaign {
  readonly id: string
  readonly distribution: 'stock' | 'daily' | 'entitlement' | 'draw'
  readonly variants: readonly string[]
  /** At each station, of each kind; of a day where it is by the day. */
  readonly received: number
  readonly stationIds: readonly string[]
  /** Whether what was claimed is given back and moved here: what was refused may then be had a moment later. */
  readonly comesBack: boolean
}

const DAY = 86_400_000

/** Of so many claims at one campaign about half find something. */
const scarce = (calls: number, stocks: number) => Math.max(1, Math.round(calls / 12 / stocks))

async function addCampaigns({ database, stationIds }: Arena, calls: number): Promise<RaceCampaign[]> {
  const one = stationIds.slice(0, 1)
  const plain = { variants: [], comesBack: false, stationIds: one, received: scarce(calls, 1) }
  const many = { variants: ['M', 'L'], stationIds, received: scarce(calls, stationIds.length * 2) }
  const campaigns: RaceCampaign[] = [
    { ...plain, id: randomUUID(), distribution: 'stock' },
    { ...plain, id: randomUUID(), distribution: 'stock', ...many, comesBack: true },
    {
      ...plain,
      id: randomUUID(),
      distribution: 'daily',
      stationIds,
      received: scarce(calls, stationIds.length),
    },
    { ...plain, id: randomUUID(), distribution: 'entitlement', comesBack: true },
    { ...plain, id: randomUUID(), distribution: 'draw' },
  ]
  const now = Date.now()
  const [opens, closes, draws] = [now - DAY, now + DAY, now + 2 * DAY].map((it) => new Date(it))
  for (const it of campaigns) {
    const isDraw = it.distribution === 'draw'
    const run = (name: string, text: string, values: unknown[]) =>
      database.query({ name: `races.${name}`, text: `${text} ON CONFLICT DO NOTHING` }, values)
    await run(
      'campaign',
      `INSERT INTO campaign (id, title, summary, sponsor, distribution, items, occupations, variants, draw_prizes, draw_source,
        draws_at, opens_at, closes_at, redeem_by, demo)
      VALUES ($1, '赛跑', '', '', $2, '[{"name": "手套", "quantity": 1}]', '{}', $3, $4, $5, $6, $7, $8, $9, true)`,
      [
        it.id,
        it.distribution,
        it.variants.length > 0 ? JSON.stringify({ label: '尺码', options: it.variants }) : null,
        isDraw ? 1 : null,
        isDraw ? '双色球' : null,
        isDraw ? draws : null,
        opens,
        closes,
        new Date(now + 3 * DAY),
      ],
    )
    if (isDraw) await run('draw', 'INSERT INTO draw (campaign_id) VALUES ($1)', [it.id])
    await run(
      'campaign-station',
      `INSERT INTO campaign_station (campaign_id, station_id, daily_quota) SELECT $1, id, $3::integer FROM unnest($2::uuid[]) AS id`,
      [it.id, it.stationIds, it.distribution === 'daily' ? it.received : null],
    )
    if (it.distribution === 'stock') {
      await run(
        'stock',
        `INSERT INTO campaign_stock (campaign_id, station_id, variant, period, left_count)
          SELECT $1, station, variant, '', $4 FROM unnest($2::uuid[]) AS station, unnest($3::text[]) AS variant`,
        [it.id, it.stationIds, it.variants.length > 0 ? it.variants : [''], it.received],
      )
    }
  }
  return campaigns
}

/** Claims at random, twice at once, again, given back, moved and claimed anew, by people who do two things at a time. */
export const claims: Workload = {
  name: 'claims',
  async plan(arena, chance, calls): Promise<RoundOfWork> {
    const campaigns = await addCampaigns(arena, calls)
    const told = new Map<string, Told>()
    const wrong: string[] = []
    const counts = { granted: 0, repeated: 0, refused: 0, unknown: 0, returned: 0, moved: 0 }
    const pick = <T>(of: readonly T[]): T => of[Math.floor(chance() * of.length)] as T
    let planned = 0
    let keys = 0

    /** A claim under a key of its own, which may be asked any number of times. */
    const newClaim = (person: Person, campaign: RaceCampaign) => {
      const stationId = pick(campaign.stationIds)
      const body = {
        ...(campaign.distribution !== 'draw' && { stationId }),
        ...(campaign.variants.length > 0 && { variant: pick(campaign.variants) }),
      }
      const key = `race-${campaign.id.slice(0, 8)}-${keys++}`
      const of: Told = { key, workerId: person.id, campaignId: campaign.id, ids: new Set(), refused: false }
      told.set(`${person.id} ${key}`, of)
      const note = (answer: Answer, knewIt: boolean): string | undefined => {
        counts.unknown += answer.unknown
        const { code, status } = answer
        if (code === undefined) {
          counts[status === 201 ? 'granted' : 'repeated']++
          const { entry, voucher } = answer.reply as ReplyOf<typeof api.claimCampaign>
          const id = voucher?.id ?? entry?.entryId ?? ''
          of.ids.add(id)
          return id
        }
        counts.refused++
        of.refused = true
        if (status >= 500 || status === 429) wrong.push(`${key}: answered ${status} ${code}`)
        if (knewIt) wrong.push(`${key}: yes, and then no by ${code}`)
        return undefined
      }
      const path = `/v1/campaigns/${campaign.id}/claim`
      const ask = (process: number, with_: object = body) =>
        arena.ask({ method: 'POST', path, token: person.token, key, body: with_ }, process)
      return {
        of,
        async claim(process: number): Promise<string | undefined> {
          // What is known before it is asked holds for whatever comes after.
          const knewIt = of.ids.size > 0
          return note(await ask(process), knewIt)
        },
        /** Another body under the same key, after a yes. */
        async abuse(process: number): Promise<void> {
          const other = { ...body, stationId: arena.stationIds.find((it) => it !== stationId) }
          const { code } = await ask(process, other)
          // A campaign of one station refuses the other one before it looks at the key.
          if (code !== 'key-reused' && code !== 'station-not-in-campaign')
            wrong.push(`${key}: another body under it was answered ${code ?? 'yes'}`)
        },
      }
    }

    const giveBack = async (person: Person, voucherId: string, process: number): Promise<void> => {
      const asked = {
        method: 'POST' as const,
        path: `/v1/vouchers/${voucherId}/return`,
        token: person.token,
        body: {},
      }
      const answers = await Promise.all([arena.ask(asked, process), arena.ask(asked, 1 - process)])
      for (const { code, unknown } of answers) {
        counts.unknown += unknown
        if (code) wrong.push(`${voucherId}: given back, and refused by ${code}`)
      }
      counts.returned++
      returned.add(voucherId)
    }
    const returned = new Set<string>()

    const move = async (
      person: Person,
      voucherId: string,
      campaign: RaceCampaign,
      to: string,
      process: number,
    ) => {
      const asked = { method: 'PUT' as const, path: `/v1/vouchers/${voucherId}/station`, token: person.token }
      const { code, unknown } = await arena.ask({ ...asked, body: { stationId: to } }, process)
      counts.unknown += unknown
      if (code === undefined) counts.moved++
      else if (code !== 'sold-out-here' && code !== 'sold-out')
        wrong.push(`${voucherId}: moved in ${campaign.id}, ${code}`)
    }

    /** One person and one campaign; how is drawn here, so that it is the same from the same seed. */
    const scenario = (person: Person, campaign: RaceCampaign): (() => Promise<unknown>) => {
      const at = chance() < 0.5 ? 0 : 1
      // The last ones make up the number.
      const how = calls - planned < 3 ? 0 : chance()
      const first = newClaim(person, campaign)
      if (how < 0.35) {
        planned += 1
        return () => first.claim(at)
      }
      if (how < 0.55) {
        planned += 2
        return () => Promise.all([first.claim(at), first.claim(1 - at)])
      }
      const second = newClaim(person, campaign)
      if (how < 0.65) {
        planned += 2
        return () => Promise.all([first.claim(at), second.claim(1 - at)])
      }
      if (how < 0.8 || !campaign.comesBack) {
        planned += 2
        return async () => {
          const yes = await first.claim(at)
          await first.claim(1 - at)
          if (yes !== undefined && campaign.distribution !== 'draw') await first.abuse(at)
        }
      }
      const to = pick(campaign.stationIds)
      const moves = campaign.distribution === 'stock' && chance() < 0.5
      planned += 3
      return async () => {
        const voucherId = await first.claim(at)
        if (voucherId !== undefined && moves) await move(person, voucherId, campaign, to, at)
        if (voucherId !== undefined) await giveBack(person, voucherId, at)
        await second.claim(1 - at)
        await first.claim(at)
      }
    }

    const people = await addPeople(arena.database, Math.max(10, Math.ceil(calls / 3)))
    const tasks: (() => Promise<unknown>)[] = []
    for (let n = 0; planned < calls; n++) {
      const person = people[n % people.length] as Person
      const [one, other] = [pick(campaigns), pick(campaigns)]
      const steps = [scenario(person, one)]
      // Another campaign at the same time, which the same batch may hold.
      if (one !== other && planned < calls && chance() < 0.4) steps.push(scenario(person, other))
      tasks.push(() => Promise.all(steps.map((step) => step())))
    }

    return {
      calls: planned,
      tasks,
      counts,
      audit: async () => [...wrong, ...(await auditClaims(arena, campaigns, [...told.values()], returned))],
    }
  },
}
