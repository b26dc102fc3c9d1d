import { randomUUID } from 'node:crypto'
import { api, type CallInput } from '@/contract'
import { sweep } from '../../server/account/retention'
import { settleOverdue } from '../../server/aid/reconcile'
import { silentLog } from '../../server/adapters/log'
import { keyMaker } from '../../server/ids'
import { createTestApi, newKey, type Phone, type TestApi } from '../support/api'
import { data, plan, union } from '../support/fixtures'
import { createWorld, testPorts, type Person, type World } from './world'

const DAYS = 86_400_000
const MINUTES = 60_000
let server: TestApi
let world: World
let ports: ReturnType<typeof testPorts>
beforeEach(async () => {
  ports = testPorts()
  server = await createTestApi(data, { ports })
  world = createWorld(server)
})
afterEach(async () => {
  const [sums] = await server.asOwner<{ ledger: number; open: number }>(`SELECT
    (SELECT coalesce(sum(amount_fen), 0)::int FROM ledger WHERE plan_id IS NOT NULL) AS ledger,
    (SELECT coalesce(sum(amount_fen), 0)::int FROM aid_refund WHERE state <> 'done') AS open`)
  expect(sums?.ledger).toBe(sums?.open)
  await server.drop()
})

const random = (bytes: number) => crypto.getRandomValues(new Uint8Array(bytes))
const clock = () => server.now
const settle = () =>
  settleOverdue({
    database: server.database,
    clock,
    random,
    newId: keyMaker(clock, random),
    ports: { ...ports, log: silentLog },
  })

interface Subsidy {
  title: string
  amountFen: number
  budgetFen: number | null
  regions: string[]
  occupations: string[]
  roster: string | null
}
/** Adds a subsidy to the plan; resolves to its id. */
async function subsidise(over: Partial<Subsidy>): Promise<string> {
  const it: Subsidy = {
    title: '全额赠送',
    amountFen: 12_000,
    budgetFen: null,
    regions: [],
    occupations: [],
    roster: null,
    ...over,
  }
  const id = randomUUID()
  await server.asOwner(
    `INSERT INTO aid_subsidy (id, plan_id, title, amount_fen, budget_fen, left_fen, regions, occupations, roster)
      VALUES ($1, $2, $3, $4, $5, $5, $6, $7, $8)`,
    [id, plan.id, it.title, it.amountFen, it.budgetFen, it.regions, it.occupations, it.roster],
  )
  return id
}
const leftOf = async (id: string) =>
  (
    await server.asOwner<{ left: number }>('SELECT left_fen::int AS left FROM aid_subsidy WHERE id = $1', [
      id,
    ])
  )[0]?.left

const quote = async (phone: Phone) => (await phone.get(api.makeQuote, { body: { planId: plan.id } })).quote
const placing = (quoteId: string): CallInput<typeof api.placeOrder> => ({ body: { quoteId }, key: newKey() })
const order = async (phone: Phone) => {
  const { id } = await quote(phone)
  return (await phone.get(api.placeOrder, placing(id))).order
}
const join = async (phone: Phone) => {
  const it = await order(phone)
  if (it.state === 'paid') return it
  return (await phone.get(api.paySandboxOrder, { body: { orderId: it.id } })).order
}
const policies = async (phone: Phone) => (await phone.get(api.listPolicies, {})).policies
const member = async (): Promise<Person> => world.verified(await world.person('worker'))

describe('a subsidy', () => {
  it('is told with the plan: what everybody gets, what oneself gets, and of all whom they are for', async () => {
    await subsidise({ title: '海港区补助', amountFen: 9_000, regions: ['1303'] })
    await subsidise({ title: '货车司机赠送', occupations: ['trucker'], budgetFen: 24_000 })
    const shown = async (phone: Phone) =>
      (await phone.get(api.listPlans, {})).plans.find((it) => it.id === plan.id)
    expect(await shown(server.anyone)).toMatchObject({
      subsidyFen: 7_200,
      ownFen: 4_800,
      subsidyTitle: '专项补助',
      subsidies: [
        {
          title: '货车司机赠送',
          amountFen: 12_000,
          leftFen: 24_000,
          occupations: ['trucker'],
          listed: false,
        },
        { title: '海港区补助', amountFen: 9_000, leftFen: null, regions: ['1303'] },
        { title: '专项补助', amountFen: 7_200 },
      ],
    })
    expect(await shown(await server.login('trucker'))).toMatchObject({
      ownFen: 0,
      subsidyTitle: '货车司机赠送',
    })
    expect(await shown(await server.login('rider'))).toMatchObject({ ownFen: 4_800 })
  })

  it('of a region is for members of its unions', async () => {
    await subsidise({ title: '海港区补助', amountFen: 9_000, regions: ['1303'] })
    const person = await member()
    expect(await quote(person.phone)).toMatchObject({ ownFen: 4_800, subsidyTitle: '专项补助' })
    await person.phone.get(api.joinUnion, { body: { unionId: union.id, basis: 'household' } })
    await server.asOwner(
      `UPDATE union_application SET state = 'member', accepted_at = submitted_at, member_at = submitted_at`,
    )
    expect(await quote(person.phone)).toMatchObject({ ownFen: 3_000, subsidyTitle: '海港区补助' })
    expect(await join(person.phone)).toMatchObject({ state: 'paid', ownFen: 3_000 })
  })

  it('leaves its budget with the order, returns when the order ends, and goes to the next', async () => {
    const id = await subsidise({ amountFen: 10_000, budgetFen: 10_000 })
    const [first, second] = [await member(), await member()]
    const held = await order(first.phone)
    expect(held).toMatchObject({ ownFen: 2_000 })
    expect(await leftOf(id)).toBe(0)
    expect(await quote(second.phone)).toMatchObject({ ownFen: 4_800 })
    server.now += 31 * MINUTES
    await settle()
    await settle()
    expect(await leftOf(id)).toBe(10_000)
    expect(await join(second.phone)).toMatchObject({ state: 'paid', ownFen: 2_000 })
    expect(await leftOf(id)).toBe(0)
    expect(await join(first.phone)).toMatchObject({ state: 'paid', ownFen: 4_800 })
  })

  it('that is used up between price and order is told, and nothing is ordered', async () => {
    const id = await subsidise({ amountFen: 10_000, budgetFen: 10_000 })
    const [first, second] = [await member(), await member()]
    const quoted = await quote(second.phone)
    await order(first.phone)
    expect((await second.phone.refused(api.placeOrder, placing(quoted.id))).code).toBe('quote-outdated')
    expect(await server.asOwner('SELECT 1 FROM aid_order')).toHaveLength(1)
    expect(await leftOf(id)).toBe(0)
  })

  it('never overdraws its budget, whoever comes at the same time', async () => {
    const id = await subsidise({ amountFen: 10_000, budgetFen: 35_000 })
    const people = await Promise.all(Array.from({ length: 12 }, member))
    const quotes = await Promise.all(people.map((it) => quote(it.phone)))
    expect(new Set(quotes.map((it) => it.ownFen))).toEqual(new Set([2_000]))
    const answers = await Promise.all(
      people.map((it, i) => it.phone.ask(api.placeOrder, placing(quotes[i]?.id ?? ''))),
    )
    const codes = answers.map((it) => it.problem?.code ?? it.status)
    expect(codes.filter((it) => it === 201)).toHaveLength(3)
    expect(codes.filter((it) => it === 'quote-outdated')).toHaveLength(9)
    expect(await leftOf(id)).toBe(5_000)
    await expect(
      server.asOwner('UPDATE aid_subsidy SET left_fen = left_fen - 10000 WHERE id = $1', [id]),
    ).rejects.toThrow('budget_not_overdrawn')
    // All leave at once: paid, ended, taken back.
    const placed = people.filter((_, i) => answers[i]?.status === 201)
    await Promise.all(
      placed.map(async ({ phone }, i) => {
        const { reply } = await phone.ask(api.makeQuote, { body: { planId: plan.id } })
        expect(reply).toBeDefined()
        if (i === 0) return
        await join(phone)
        const [policy] = await policies(phone)
        await phone.get(api.cancelPolicy, { params: { id: policy!.id } })
      }),
    )
    expect(await leftOf(id)).toBe(25_000)
  })
})

it('is ordered anew where it has become cheaper, and kept where it would cost more', async () => {
  const { phone } = await member()
  const dear = await order(phone)
  const id = await subsidise({ title: '海港区补助', amountFen: 9_000, budgetFen: 9_000 })
  const cheap = await order(phone)
  expect(cheap).toMatchObject({ ownFen: 3_000 })
  expect((await phone.get(api.getOrder, { params: { id: dear.id } })).order.state).toBe('expired')
  // The budget is empty by his own order, which stays.
  expect(await quote(phone)).toMatchObject({ ownFen: 4_800 })
  expect(await order(phone)).toEqual(cheap)
  expect(await leftOf(id)).toBe(0)
})

describe('a plan that costs nothing', () => {
  it('by a roster is for those it names, once they have said who they are: joined without a payment', async () => {
    await subsidise({ title: '山西货车司机赠送', roster: 'shanxi-truckers', budgetFen: 12_000 })
    const [listed, other] = [await member(), await member()]
    await server.asOwner(
      `INSERT INTO roster (channel, person_key, name_key, occupation, imported_at)
        SELECT 'shanxi-truckers', person_key, person_key, 'trucker', now() FROM worker WHERE id = $1`,
      [listed.id],
    )
    expect(await quote(other.phone)).toMatchObject({ ownFen: 4_800 })
    expect(await quote(listed.phone)).toMatchObject({ ownFen: 0, subsidyTitle: '山西货车司机赠送' })
    const placed = await order(listed.phone)
    expect(placed).toMatchObject({ state: 'paid', ownFen: 0, provider: 'none' })
    expect(await policies(listed.phone)).toMatchObject([{ id: placed.policyId, state: 'waiting', ownFen: 0 }])
    expect((await listed.phone.refused(api.preparePayment, { params: { id: placed.id } })).code).toBe(
      'order-paid',
    )
    const rows = await server.asOwner(
      'SELECT kind, amount_fen::int AS fen FROM ledger WHERE plan_id IS NOT NULL ORDER BY 1',
    )
    expect(rows).toEqual([
      { kind: 'policy', fen: -12_000 },
      { kind: 'subsidy', fen: 12_000 },
    ])
    expect(await server.asOwner('SELECT 1 FROM aid_payment')).toEqual([])
  })

  it('is given once, however often it is asked for at the same time', async () => {
    const id = await subsidise({ budgetFen: 120_000 })
    const { phone } = await member()
    const quotes = await Promise.all(Array.from({ length: 6 }, () => quote(phone)))
    const answers = await Promise.all(quotes.map((it) => phone.ask(api.placeOrder, placing(it.id))))
    expect(answers.filter((it) => it.status === 201)).toHaveLength(1)
    expect(answers.filter((it) => it.problem?.code === 'already-covered')).toHaveLength(5)
    expect(await policies(phone)).toHaveLength(1)
    expect(await leftOf(id)).toBe(108_000)
  })
})

describe('who may join', () => {
  it('is limited by occupation, said with the price', async () => {
    await server.asOwner(`UPDATE aid_plan SET occupations = '{courier,rider}' WHERE id = $1`, [plan.id])
    const trucker = await server.login('trucker')
    expect(await trucker.refused(api.makeQuote, { body: { planId: plan.id } })).toMatchObject({
      code: 'plan-occupation',
      detail: '这项互助是给快递员、外卖配送员的，你登记的是货车司机',
    })
    await (await server.login('rider')).get(api.makeQuote, { body: { planId: plan.id } })
  })

  it('is limited by time, and a plan that closes in between is not joined', async () => {
    const { phone } = await member()
    const quoted = await quote(phone)
    const opens = new Date(server.now + DAYS)
    await server.asOwner('UPDATE aid_plan SET opens_at = $2 WHERE id = $1', [plan.id, opens])
    expect(await phone.refused(api.placeOrder, placing(quoted.id))).toMatchObject({
      code: 'plan-closed',
      retryAt: opens.toISOString(),
    })
    expect((await phone.get(api.listPlans, {})).plans.find((it) => it.id === plan.id)?.open).toBe(false)
    await server.asOwner('UPDATE aid_plan SET opens_at = NULL, closes_at = $2 WHERE id = $1', [
      plan.id,
      new Date(server.now),
    ])
    expect((await phone.refused(api.makeQuote, { body: { planId: plan.id } })).code).toBe('plan-closed')
  })
})

describe('taking joining back', () => {
  it('returns the money, the subsidy and the right to join, once', async () => {
    const id = await subsidise({ amountFen: 9_000, budgetFen: 9_000 })
    const { phone } = await member()
    const joined = await join(phone)
    const [policy] = await policies(phone)
    expect(policy).toMatchObject({ cancelBy: '2026-12-08T16:00:00.000Z', cancelledAt: null, refund: null })
    const subsidised = async () => (await phone.get(api.getEntitlements, {})).statement.subsidyFen
    expect(await subsidised()).toBe(9_000)
    server.now = Date.parse('2026-12-08T23:59:59+08:00')
    const cancel = () => phone.get(api.cancelPolicy, { params: { id: policy!.id } })
    const answers = await Promise.all(Array.from({ length: 5 }, cancel))
    for (const it of [...answers, await cancel()]) {
      expect(it.policy).toMatchObject({
        state: 'cancelled',
        cancelBy: null,
        refund: { amountFen: 3_000, state: expect.stringMatching(/^(due|done)$/) as string },
      })
    }
    expect(await server.asOwner('SELECT state, amount_fen FROM aid_refund')).toEqual([
      { state: 'done', amount_fen: 3_000 },
    ])
    expect((await phone.get(api.getOrder, { params: { id: joined.id } })).order).toMatchObject({
      state: 'cancelled',
      refund: { state: 'done' },
    })
    expect(await leftOf(id)).toBe(9_000)
    expect(await subsidised()).toBe(0)
    const rows = await server.asOwner(
      `SELECT kind, sum(quantity)::int AS n, sum(amount_fen)::int AS fen FROM ledger WHERE plan_id IS NOT NULL
        GROUP BY 1 ORDER BY 1`,
    )
    expect(rows).toEqual([
      { kind: 'cancelled', n: -1, fen: 12_000 },
      { kind: 'payment', n: 0, fen: 3_000 },
      { kind: 'policy', n: 1, fen: -12_000 },
      { kind: 'refund', n: 0, fen: -3_000 },
      { kind: 'subsidy', n: 0, fen: 0 },
    ])
    await join(phone)
    expect((await policies(phone)).map((it) => it.state)).toEqual(['waiting', 'cancelled'])
  })

  it('ends with its days, and is nobody else’s', async () => {
    const [{ phone }, other] = [await member(), await member()]
    await join(phone)
    const [policy] = await policies(phone)
    const input = { params: { id: policy!.id } }
    expect((await other.phone.refused(api.cancelPolicy, input)).code).toBe('not-found')
    server.now = Date.parse('2026-12-09T00:00:00+08:00')
    expect((await phone.refused(api.cancelPolicy, input)).code).toBe('cooling-over')
    expect((await policies(phone))[0]?.state).toBe('in-force')
  })

  it('is not offered where the plan gives no days for it', async () => {
    await server.asOwner('UPDATE aid_plan SET cooling_days = 0 WHERE id = $1', [plan.id])
    const { phone } = await member()
    await join(phone)
    const [policy] = await policies(phone)
    expect(policy?.cancelBy).toBeNull()
    expect((await phone.refused(api.cancelPolicy, { params: { id: policy!.id } })).code).toBe('cooling-over')
  })
})

describe('renewing', () => {
  it('is possible from thirty days before the end, once, and continues where the cover ends', async () => {
    const phone = await server.login('driver')
    await world.verify({ ...(await world.person('worker')), phone })
    await join(phone)
    const [first] = await policies(phone)
    expect(first?.renewFrom).toBe('2027-10-24T16:00:00.000Z')
    server.now = Date.parse('2027-10-24T12:00:00+08:00')
    const again = await server.login('driver')
    expect(await again.refused(api.makeQuote, { body: { planId: plan.id } })).toMatchObject({
      code: 'already-covered',
      heldId: first?.id,
      retryAt: first?.renewFrom,
    })
    server.now = Date.parse('2027-10-25T12:00:00+08:00')
    expect(await quote(again)).toMatchObject({ inForceFrom: first?.inForceTo })
    await join(again)
    const [second] = await policies(again)
    expect(second).toMatchObject({
      state: 'waiting',
      inForceFrom: first?.inForceTo,
      inForceTo: '2028-11-23T16:00:00.000Z',
    })
    expect((await again.refused(api.makeQuote, { body: { planId: plan.id } })).code).toBe('already-covered')
    // Taken back, the first term stays and the next can be joined anew.
    await again.get(api.cancelPolicy, { params: { id: second!.id } })
    expect(await quote(again)).toMatchObject({ inForceFrom: first?.inForceTo })
    await join(again)
    expect((await policies(again)).map((it) => it.state)).toEqual(['waiting', 'cancelled', 'in-force'])
  })
})

describe('a person', () => {
  it('is covered once by a plan, also when he leaves and comes back under another account', async () => {
    const first = await member()
    await join(first.phone)
    await first.phone.get(api.deleteMe, {})
    server.now += 8 * DAYS
    await sweep({ database: server.database, clock, random, newId: keyMaker(clock, random) }, false)
    const second = { ...(await world.person('worker')), name: first.name, idNumber: first.idNumber }
    await world.verify(second)
    const quoted = await quote(second.phone)
    expect((await second.phone.refused(api.placeOrder, placing(quoted.id))).code).toBe('already-covered')
    expect(await policies(second.phone)).toEqual([])
  })
})

describe('a certificate', () => {
  it('is checked by anybody who has its code, and tells no name', async () => {
    const person = await member()
    await join(person.phone)
    const [policy] = await policies(person.phone)
    const check = (code: string) => server.anyone.get(api.checkCertificate, { params: { code } })
    const { certificate } = await check(policy!.certificate)
    expect(certificate).toEqual({
      title: '意外互助',
      operator: '演示互助会',
      number: policy?.number,
      holder: policy?.holder,
      sumFen: 12_000_000,
      state: 'waiting',
      inForceFrom: policy?.inForceFrom,
      inForceTo: policy?.inForceTo,
      demo: true,
    })
    expect(JSON.stringify(certificate)).not.toContain(person.name)
    expect(await check(policy!.certificate.toLowerCase().replace(/(.{4})/g, '$1 '))).toEqual({ certificate })
    await person.phone.get(api.cancelPolicy, { params: { id: policy!.id } })
    expect((await check(policy!.certificate)).certificate.state).toBe('cancelled')
  })

  it('that is made up is refused, and one that is mistyped is told apart', async () => {
    const refused = async (code: string) =>
      (await server.anyone.refused(api.checkCertificate, { params: { code } })).code
    expect(await refused('7K3M9QPX2A4B8CDE')).toBe('certificate-unknown')
    expect(await refused('7K3M9QPX2A4B8CD')).toBe('certificate-malformed')
  })
})
