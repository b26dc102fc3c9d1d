import { randomUUID } from 'node:crypto'
import type { api, ReplyOf, Voucher } from '@/contract'
import { fromBase64url } from '@/rules/encoding'
import { qrText } from '@/rules/voucher-code'
import { addPeople, type Person } from '../bench/claims/prepare'
import type { Answer, Arena } from './arena'
import type { RoundOfWork, Workload } from './workload'

const AT_ONCE = 25
const DAY = 86_400_000

/** A campaign of its own for each round, with one for everybody at any station. */
async function addCampaign({ database, stationIds }: Arena): Promise<string> {
  const id = randomUUID()
  const now = Date.now()
  const run = (name: string, text: string, values: unknown[]) =>
    database.query({ name: `races.scans-${name}`, text: `${text} ON CONFLICT DO NOTHING` }, values)
  await run(
    'campaign',
    `INSERT INTO campaign (id, title, summary, sponsor, distribution, items, occupations, opens_at, closes_at, redeem_by, demo)
      VALUES ($1, '抢着核销', '', '', 'entitlement', '[{"name": "手套", "quantity": 1}]', '{}', $2, $3, $3, true)`,
    [id, new Date(now - DAY), new Date(now + DAY)],
  )
  await run(
    'stations',
    `INSERT INTO campaign_station (campaign_id, station_id) SELECT $1, id FROM unnest($2::uuid[]) AS id`,
    [id, stationIds],
  )
  return id
}

/** A clerk of each station. */
async function addClerks({ database, stationIds }: Arena): Promise<Person[]> {
  const clerks = await addPeople(database, stationIds.length)
  await database.query(
    {
      name: 'races.clerks',
      text: `WITH clerks AS (UPDATE worker SET roles = '{worker,clerk}' WHERE id = ANY($1::uuid[]))
        INSERT INTO clerk_station (worker_id, station_id) SELECT * FROM unnest($1::uuid[], $2::uuid[]) ON CONFLICT DO NOTHING`,
    },
    [clerks.map((it) => it.id), stationIds],
  )
  return clerks
}

const faults = {
  name: 'races.scan-faults',
  text: `WITH v AS (SELECT * FROM voucher WHERE campaign_id = $1),
      r AS (SELECT voucher_id, count(*) AS times FROM redemption WHERE undone_at IS NULL GROUP BY 1),
      l AS (SELECT subject_id, sum(quantity) FILTER (WHERE kind = 'redeemed') AS redeemed,
          sum(quantity) FILTER (WHERE kind = 'claimed') AS claimed
        FROM ledger WHERE campaign_id = $1 GROUP BY 1)
    SELECT 'voucher ' || id || ' is ' || state || ' and was redeemed ' || coalesce(times, 0) || ' times' AS fault
      FROM v LEFT JOIN r ON voucher_id = id WHERE state <> 'redeemed' OR times IS DISTINCT FROM 1
    UNION ALL SELECT 'voucher ' || id || ' is entered as redeemed ' || coalesce(redeemed, 0) || ' times' FROM v
      LEFT JOIN l ON subject_id = id WHERE redeemed IS DISTINCT FROM 1
    UNION ALL SELECT 'voucher ' || id || ' is entered as claimed ' || coalesce(claimed, 0) || ' times' FROM v
      LEFT JOIN l ON subject_id = id WHERE claimed IS DISTINCT FROM 1`,
}

/**
 * Each voucher's code scanned 25 times at once, by clerks of several stations over both processes, a fifth of them as scans
 * that waited without signal. A code that grew old while something was down is drawn anew.
 */
export const scans: Workload = {
  name: 'scans',
  part: 1 / 20,
  async plan(arena, chance, calls): Promise<RoundOfWork> {
    const campaignId = await addCampaign(arena)
    const clerks = await addClerks(arena)
    const riders = await addPeople(arena.database, Math.max(1, Math.round(calls / AT_ONCE)))
    const wrong: string[] = []
    const counts = { redeemed: 0, second: 0, late: 0 }
    /** By the voucher: the redemptions that a yes named. */
    const winners = new Map<string, Set<string>>()

    const scan = async (code: string, clerk: number, process: number, queued: boolean) => {
      const { token } = clerks[clerk] as Person
      const stationId = arena.stationIds[clerk] as string
      const now = new Date().toISOString()
      const key = randomUUID()
      const asked = { method: 'POST' as const, token }
      const answer: Answer = queued
        ? await arena.ask(
            {
              ...asked,
              path: '/v1/redemptions/batch',
              body: { stationId, deviceTime: now, scans: [{ key, code, scannedAt: now }] },
            },
            process,
          )
        : await arena.ask(
            { ...asked, path: '/v1/redemptions', key, body: { code, stationId, deviceTime: now } },
            process,
          )
      if (!queued) {
        const { redemption } = (answer.reply ?? {}) as Partial<ReplyOf<typeof api.redeemVoucher>>
        return { code: answer.code, redemption }
      }
      const [outcome] = ((answer.reply ?? { outcomes: [] }) as ReplyOf<typeof api.redeemBatch>).outcomes
      return { code: outcome ? outcome.refusal?.code : answer.code, redemption: outcome?.redemption }
    }

    const race = async (
      voucher: Voucher,
      ways: readonly [clerk: number, process: number, queued: boolean][],
    ) => {
      const source = { handle: voucher.handle, secret: fromBase64url(voucher.secret) as Uint8Array }
      const won = new Set<string>()
      winners.set(voucher.id, won)
      while (won.size === 0) {
        const code = qrText(source, voucher.grant, Date.now())
        const answers = await Promise.all(ways.map((way) => scan(code, ...way)))
        for (const { code: refusal, redemption } of answers) {
          if (redemption) won.add(redemption.id)
          else if (refusal === 'voucher-redeemed') counts.second++
          // Something was down for longer than a code lives, or a queued scan's phone was heard of too late.
          else if (refusal === 'code-stale' || refusal === 'clock-wrong') counts.late++
          else wrong.push(`${voucher.id}: a scan was answered ${refusal}`)
        }
        if (answers.every((it) => it.code === 'voucher-redeemed')) {
          wrong.push(`${voucher.id}: nobody was told yes`)
          return
        }
      }
      counts.redeemed++
    }

    const tasks = riders.map(({ token }, n) => {
      const ways = Array.from({ length: AT_ONCE }, (_, i): [number, number, boolean] => [
        Math.floor(chance() * clerks.length),
        chance() < 0.5 ? 0 : 1,
        i % 5 === 4,
      ])
      return async () => {
        const path = `/v1/campaigns/${campaignId}/claim`
        const key = `race-scan-${campaignId.slice(0, 8)}-${n}`
        const { reply, code } = await arena.ask({ method: 'POST', path, token, key, body: {} }, n % 2)
        const { voucher } = (reply ?? {}) as Partial<ReplyOf<typeof api.claimCampaign>>
        if (voucher) await race(voucher, ways)
        else wrong.push(`${key}: no voucher to scan, ${code}`)
      }
    })

    return {
      calls: riders.length * AT_ONCE,
      tasks,
      counts,
      async audit() {
        const { rows } = await arena.database.query<{ fault: string }>(faults, [campaignId])
        const many = [...winners].filter(([, won]) => won.size > 1)
        return [
          ...wrong,
          ...many.map(([id, won]) => `voucher ${id}: ${won.size} scans were told yes`),
          ...rows.map((it) => it.fault),
        ]
      },
    }
  },
}
