import { randomInt } from 'node:crypto'
import { openArena, type Arena } from './arena'
import { claims } from './claims'
import { race } from './race'
import { scans } from './scans'
import type { RoundOfWork, Workload } from './workload'

let arena: Arena
beforeAll(async () => {
  arena = await openArena()
}, 240_000)
afterAll(() => arena.close(), 60_000)

const told: string[] = []
/** What is planned with it can be audited again. */
const planned: RoundOfWork[] = []
const kept = (it: Workload): Workload => ({
  ...it,
  async plan(...of) {
    const work = await it.plan(...of)
    planned.push(work)
    return work
  },
})

it('keeps every yes once and no no, while an API process and the postmaster are killed', async () => {
  const seed = randomInt(2 ** 31)
  const figures = await race({
    arena,
    workloads: [claims, { ...scans, part: 1 / 4 }].map(kept),
    calls: 3_000,
    kills: 2,
    seed,
    say: (it) => told.push(it),
  })
  // Told with the seed, to run it again.
  expect([figures.violations, figures.violations > 0 ? told : []]).toEqual([0, []])
  expect(figures.kills).toBe(2)
  // Exactly one of each 25.
  expect(figures.scans).toBe(Number(figures.redeemed) * 25)
  for (const count of ['granted', 'repeated', 'refused', 'returned', 'moved', 'redeemed', 'second'])
    expect(figures[count]).toBeGreaterThan(0)
}, 300_000)

/** Each done behind the API's back, so that the audit is known to see it. */
const campaigns = `(SELECT id FROM campaign WHERE title = '赛跑')`
it.each([
  [
    'a thing given twice',
    `UPDATE campaign_stock SET left_count = left_count + 1`,
    / are left and \d+ given$/,
  ],
  [
    'a yes that is not there',
    `DELETE FROM claim WHERE entry_id IS NOT NULL AND campaign_id IN ${campaigns}`,
    /told yes, and nothing is there/,
  ],
  [
    'a no that is there',
    `UPDATE claim SET idempotency_key = idempotency_key || '-other' WHERE released_at IS NULL`,
    /nobody asked for it/,
  ],
  [
    'two in one hand',
    `UPDATE voucher SET worker_id = other.worker_id FROM voucher other WHERE other.campaign_id = voucher.campaign_id
      AND other.id > voucher.id AND other.state = 'ready' AND voucher.id = (SELECT id FROM voucher WHERE state = 'ready'
        AND campaign_id IN ${campaigns} ORDER BY id LIMIT 1)`,
    /holds two of/,
  ],
  [
    'a row too many in the ledger',
    `INSERT INTO ledger (id, at, kind, campaign_id, station_id, quantity, subject_id)
      SELECT gen_random_uuid(), now(), 'claimed', campaign_id, station_id, 1, id FROM voucher
      WHERE campaign_id IN ${campaigns} LIMIT 1`,
    /is entered 2 times/,
  ],
  [
    'a voucher redeemed twice',
    `INSERT INTO redemption SELECT gen_random_uuid(), voucher_id, station_id, clerk_id, means, redeemed_at, device_time,
        idempotency_key || '-other', request_hash, 2 FROM redemption LIMIT 1`,
    /was redeemed 2 times/,
  ],
])(
  'sees %s',
  async (_what, fault, seen) => {
    await arena.asOwner(fault)
    const wrong = (await Promise.all(planned.map((it) => it.audit()))).flat()
    expect(wrong.some((it) => seen.test(it))).toBe(true)
  },
  60_000,
)
