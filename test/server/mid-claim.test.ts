import { api } from '@/contract'
import type { Database } from '../../server/database/database'
import { createTestApi, newKey, type TestApi } from '../support/api'
import { data, inStock, open } from '../support/fixtures'
import { createWorld, type Person } from './world'

/** Done before the n-th statement from now on. */
let before: { statement: number; what: () => Promise<unknown> } | undefined

const watched = (database: Database): Database => ({
  ...database,
  async query(statement, values) {
    if (before && before.statement-- === 0) {
      const { what } = before
      before = undefined
      await what()
    }
    return database.query(statement, values)
  },
})

let server: TestApi
let rider: Person
beforeEach(async () => {
  server = await createTestApi(data, { wrap: watched })
  rider = await createWorld(server).person('worker')
})
afterEach(() => server.drop())

const counts = async () => {
  const [row] = await server.asOwner<Record<'vouchers' | 'claims' | 'entries' | 'taken', number>>(
    `SELECT (SELECT count(*)::int FROM voucher) AS vouchers, (SELECT count(*)::int FROM claim) AS claims,
      (SELECT count(*)::int FROM ledger WHERE kind = 'claimed') AS entries,
      (SELECT sum(quantity)::int FROM ledger WHERE kind = 'received' AND campaign_id = $1)
        - (SELECT sum(left_count)::int FROM campaign_stock WHERE campaign_id = $1) AS taken`,
    [inStock.id],
  )
  return row!
}

it('leaves nothing half-done where the session is ended in the middle of a claim, at whichever statement', async () => {
  const claim = (phone: Person['phone'], key: string) =>
    phone.ask(api.claimCampaign, { params: { id: inStock.id }, body: { stationId: open.id }, key })
  const outcomes = new Set<string>()
  for (let statement = 0; ; statement++) {
    const key = newKey()
    before = {
      statement,
      what: () => rider.otherPhone.get(api.revokeSession, { params: { id: rider.sessionId } }),
    }
    const { status, problem } = await claim(rider.phone, key)
    const reached = before === undefined
    before = undefined
    outcomes.add(problem?.code ?? String(status))

    // Whatever the lost phone heard, there is a whole claim or none.
    const { vouchers, claims, entries, taken } = await counts()
    expect(problem === undefined || problem.code === 'session-ended-elsewhere').toBe(true)
    expect([vouchers, claims, entries, taken]).toEqual(Array(4).fill(problem ? 0 : 1))
    if (reached) expect((await rider.phone.refused(api.getMe, {})).code).toBe('session-ended-elsewhere')

    // And the phone that is still his has the one truth under the same key, and no second one.
    const again = await claim(rider.otherPhone, key)
    expect(again.status).toBe(problem ? 201 : 200)
    expect(await counts()).toEqual({ vouchers: 1, claims: 1, entries: 1, taken: 1 })
    if (!reached) break
    await server.drop()
    server = await createTestApi(data, { wrap: watched })
    rider = await createWorld(server).person('worker')
  }
  expect([...outcomes].sort()).toEqual(['201', 'session-ended-elsewhere'])
}, 60_000)
