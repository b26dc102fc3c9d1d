import { randomBytes, randomUUID } from 'node:crypto'
import { createClaimQueue, type AskedClaim } from '../../server/campaigns/claim-queue'
import { createTestApi, type TestApi } from '../support/api'
import { allNight, data, inStock } from '../support/fixtures'
import { waitUntil } from '../support/wait-until'
import { createWorld } from './world'

let server: TestApi
beforeEach(async () => {
  server = await createTestApi(data)
})
afterEach(() => server.drop())

const stock = {
  name: 'test.stock',
  text: 'SELECT left_count FROM campaign_stock WHERE campaign_id = $1 AND station_id = $2',
}
const giveBack = {
  name: 'test.give-back',
  text: 'UPDATE campaign_stock SET left_count = left_count + 1 WHERE campaign_id = $1 AND station_id = $2',
}
const waiting = `SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`

it('grants what is given back while the claim waits for its stock', async () => {
  const world = createWorld(server)
  const random = (length: number) => new Uint8Array(randomBytes(length))
  const queue = createClaimQueue(server.database, () => server.now, random)
  const claim = async (): Promise<AskedClaim> => ({
    campaignId: inStock.id,
    stationId: allNight.id,
    variant: '',
    period: '',
    workerId: (await world.person('worker')).id,
    pseudonym: randomUUID(),
    id: randomUUID(),
    ledgerId: randomUUID(),
    expiresAt: new Date(server.now + 86_400_000),
    uses: 1,
    key: randomUUID(),
    requestHash: random(32),
    counted: true,
    draws: false,
    trusted: false,
  })
  const leftNow = async () => (await server.database.query(stock, [inStock.id, allNight.id])).rows
  expect(await queue(await claim())).toMatchObject({ granted: true, left: 0 })
  expect(await leftNow()).toEqual([{ left_count: 0 }])

  const next = await claim()
  const outcome = await server.database.transaction(async (tx) => {
    await tx.query(giveBack, [inStock.id, allNight.id])
    const asked = queue(next)
    // The claim's statement has begun, and saw that nothing was left.
    await waitUntil('a claim that waits', async () => (await server.asOwner(waiting)).length > 0)
    return { asked }
  })
  expect(await outcome.asked).toMatchObject({ granted: true, left: 0 })
  expect(await leftNow()).toEqual([{ left_count: 0 }])
})
