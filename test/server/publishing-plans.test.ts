import { randomBytes } from 'node:crypto'
import { api } from '@/contract'
import { keyMaker } from '../../server/ids'
import { closePlan } from '../../server/publishing/close-plan'
import { allPlans } from '../../server/publishing/plan-queries'
import { publishPlan } from '../../server/publishing/publish-plan'
import { createTestApi, newKey, type Phone, type TestApi } from '../support/api'
import { data } from '../support/fixtures'
import { createWorld, type World } from './world'

let server: TestApi
let world: World
beforeEach(async () => {
  server = await createTestApi(data)
  world = createWorld(server)
})
afterEach(() => server.drop())

const newId = keyMaker(
  () => Date.now(),
  (n) => new Uint8Array(randomBytes(n)),
)
const publish = (text: string, dryRun = false) =>
  publishPlan(text, { database: server.database, clock: () => server.now, newId, dryRun })
const published = async (text: string): Promise<string> => {
  const outcome = await publish(text)
  if (outcome.faults) throw new Error(JSON.stringify(outcome.faults))
  return outcome.id as string
}
const faults = async (text: string) =>
  ((await publish(text)).faults ?? []).map((it) => `${it.line}:${it.column} ${it.code}`)

const text = `code: drivers-2026
title: 司机意外互助
operator: 省职工互助会
priceFen: 12000
subsidies:
  - title: 省总工会赠送
    amountFen: 9000
    budgetFen: 18000
    occupations: [driver]
termMonths: 12
minAge: 18
maxAge: 60
coolingDays: 15
covers:
  - {kind: death-disability, title: 意外身故, sumFen: 12000000, waitingDays: 0}
exclusions: [酒后开车]
papers: [诊断证明]
`
const person = async (): Promise<Phone> => {
  const it = await world.person('worker')
  await world.verify(it)
  return it.phone
}
const quoteOf = async (phone: Phone, planId: string) =>
  (await phone.get(api.makeQuote, { body: { planId } })).quote

it('publishes a plan that can be joined at once, at the price its file says', async () => {
  const before = (await allPlans(server.database)).length
  expect(await publish(text, true)).toMatchObject({ plan: { title: '司机意外互助', renewDays: 30 } })
  expect(await allPlans(server.database)).toHaveLength(before)
  const id = await published(text)
  const { plans } = await server.anyone.get(api.listPlans, {})
  expect(plans.find((it) => it.id === id)).toMatchObject({
    priceFen: 12_000,
    ownFen: 12_000,
    subsidies: [{ title: '省总工会赠送', amountFen: 9_000, leftFen: 18_000, listed: false }],
    open: true,
    demo: false,
  })
  const phone = await person()
  const quote = await quoteOf(phone, id)
  expect(
    (await phone.get(api.placeOrder, { body: { quoteId: quote.id }, key: newKey() })).order,
  ).toMatchObject({ state: 'awaiting-payment', ownFen: quote.ownFen })
  expect((await allPlans(server.database)).find((it) => it.id === id)).toMatchObject({
    code: 'drivers-2026',
    policies: 0,
    open_orders: 1,
  })
})

it('refuses whoever was shown a price and orders after the plan was closed, and lets open orders be paid', async () => {
  const id = await published(text)
  const [early, late] = [await person(), await person()]
  const quote = await quoteOf(early, id)
  const { order } = await early.get(api.placeOrder, { body: { quoteId: quote.id }, key: newKey() })
  const lateQuote = await quoteOf(late, id)
  expect(await closePlan(server.database, 'drivers-2026')).toEqual({ title: '司机意外互助' })
  expect((await late.refused(api.placeOrder, { body: { quoteId: lateQuote.id }, key: newKey() })).code).toBe(
    'plan-closed',
  )
  expect((await late.refused(api.makeQuote, { body: { planId: id } })).code).toBe('plan-closed')
  expect((await early.get(api.paySandboxOrder, { body: { orderId: order.id } })).order.state).toBe('paid')
  expect(await closePlan(server.database, id)).toEqual({ fault: 'closed-already', title: '司机意外互助' })
  expect(await closePlan(server.database, 'nothing')).toEqual({ fault: 'plan-unknown' })
})

const edited = (from: string | RegExp, to: string) => {
  const made = text.replace(from, to)
  if (made === text) throw new Error(`${String(from)} is not there`)
  return made
}

it.each<[string, string, string[]]>([
  ['no YAML', edited('covers:', 'covers: ['), ['15:3 yaml-malformed', '16:1 yaml-malformed']],
  ['a field that is missing', edited('operator: 省职工互助会\n', ''), ['1:1 field-missing']],
  ['a field that is not known', edited('minAge: 18', 'minAge: 18\nprice: 5'), ['12:8 field-unknown']],
  ['a kind that is none', edited('death-disability', 'death'), ['15:12 field-wrong']],
  ['a price below zero', edited('12000\n', '-1\n'), ['4:11 field-wrong']],
  ['a time that is none', edited('minAge', 'closesAt: 2026-02-30\nminAge'), ['11:11 time-malformed']],
  ['a time that is past', edited('minAge', 'closesAt: 2026-01-30\nminAge'), ['11:11 already-over']],
  [
    'an end before the start',
    edited('    budgetFen', '    opensAt: 2027-01-02\n    closesAt: 2027-01-01\n    budgetFen'),
    ['9:15 ends-before-start'],
  ],
  ['ages the wrong way round', edited('maxAge: 60', 'maxAge: 17'), ['12:9 ages-reversed']],
  ['a subsidy over the price', edited('9000', '12001'), ['7:16 subsidy-over-price']],
  ['a budget for nobody', edited('18000', '8999'), ['8:16 budget-too-small']],
  [
    'a roster that nobody handed in',
    edited('    occ', '    roster: nobody\n    occ'),
    ['9:13 roster-unknown'],
  ],
  [
    'days the wrong way round, of a cover that is there twice',
    edited(
      'exclusions',
      '  - {kind: hospital-days, title: 意外身故, sumFen: 1, waitingDays: 0, fromDay: 9, toDay: 4}\nexclusions',
    ),
    ['16:34 cover-repeated', '16:86 days-reversed'],
  ],
])('says where %s is, and publishes nothing', async (_what, bad, says) => {
  const before = (await allPlans(server.database)).length
  expect(await faults(bad)).toEqual(says)
  expect(await allPlans(server.database)).toHaveLength(before)
})

it('publishes a code once, whoever does it at the same time', async () => {
  const outcomes = await Promise.all([publish(text), publish(text), publish(text)])
  expect(outcomes.filter((it) => !it.faults)).toHaveLength(1)
  expect(await faults(text)).toEqual(['1:7 code-taken'])
})
