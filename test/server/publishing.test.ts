import { randomBytes } from 'node:crypto'
import { api } from '@/contract'
import { keyMaker } from '../../server/ids'
import { closeCampaign } from '../../server/publishing/close-campaign'
import { publishCampaign } from '../../server/publishing/publish-campaign'
import { allCampaigns } from '../../server/publishing/queries'
import { createTestApi, newKey, type Phone, type TestApi } from '../support/api'
import { allNight, data, open } from '../support/fixtures'
import { createWorld } from './world'

let server: TestApi
beforeEach(async () => (server = await createTestApi(data)))
afterEach(() => server.drop())

const newId = keyMaker(
  () => Date.now(),
  (n) => new Uint8Array(randomBytes(n)),
)
const options = (dryRun = false) => ({
  database: server.database,
  clock: () => server.now,
  newId,
  dryRun,
})
const publish = (text: string, dryRun = false) => publishCampaign(text, options(dryRun))
const published = async (text: string): Promise<string> => {
  const outcome = await publish(text)
  if (outcome.faults) throw new Error(JSON.stringify(outcome.faults))
  return outcome.id as string
}
const faults = async (text: string) =>
  ((await publish(text)).faults ?? []).map((it) => `${it.line}:${it.column} ${it.code}`)
/** All that there is of campaigns. */
const everything = () =>
  server.asOwner<{ count: number }>(
    `SELECT (SELECT count(*) FROM campaign) + (SELECT count(*) FROM campaign_station) + (SELECT count(*) FROM campaign_stock)
      + (SELECT count(*) FROM ledger) + (SELECT count(*) FROM draw) AS count`,
  )
const claim = (phone: Phone, id: string, body: object = {}) =>
  phone.ask(api.claimCampaign, { params: { id }, body, key: newKey() })
const worker = async () => (await createWorld(server).person('worker')).phone

const gloves = `code: gloves-2026
title: 加厚手套
summary: 冬天骑车戴
sponsor: 海港区总工会
distribution: stock
items:
  - {name: 加厚手套, quantity: 1}
eligibility:
  occupations: [rider, courier]
  regions: ['1303']
opensAt: 2026-11-20 08:00
closesAt: 2026-12-20
redeemBy: 2026-12-31T12:00:00+08:00
variants: {label: 尺码, options: [M, L]}
stations:
  - {station: ${open.code}, quota: {M: 2, L: 3}}
  - station: ${allNight.code}
    quota:
      M: 1
`
const meals = `code: meals
title: 爱心午餐
summary: 15 元的午餐付 8 元
sponsor: 总工会
distribution: daily
items: [{name: 午餐, quantity: 1}]
opensAt: 2026-11-20
closesAt: 2026-12-20
redeemBy: 2026-12-20
price: {fullFen: 1500, ownFen: 800}
stations: [{station: ${open.code}, quota: 30}]
`
const scarves = `code: scarves
title: 手织围巾
summary: 抽
sponsor: 总工会
distribution: draw
items: [{name: 围巾, quantity: 1}]
opensAt: 2026-11-20
closesAt: 2026-12-01
redeemBy: 2026-12-31
draw: {prizes: 30, source: 双色球 2026140 期, drawsAt: 2026-12-02 21:15}
stations: [{station: ${open.code}}]
`

it('publishes what a file says, to be claimed at once, and enters what came in', async () => {
  const id = await published(gloves)
  const { campaign, stations } = await server.anyone.get(api.getCampaign, { params: { id }, query: {} })
  expect(campaign).toMatchObject({
    title: '加厚手套',
    distribution: 'stock',
    eligibility: { occupations: ['rider', 'courier'], regions: ['1303'], membership: false },
    opensAt: '2026-11-20T00:00:00.000Z',
    closesAt: '2026-12-19T16:00:00.000Z',
    redeemBy: '2026-12-31T04:00:00.000Z',
    variants: { label: '尺码', options: ['M', 'L'] },
    left: 6,
    demo: false,
  })
  expect(stations.map((it) => [it.station.code, it.variants])).toEqual([
    [
      open.code,
      [
        { name: 'M', left: 2 },
        { name: 'L', left: 3 },
      ],
    ],
    [
      allNight.code,
      [
        { name: 'M', left: 1 },
        { name: 'L', left: 0 },
      ],
    ],
  ])
  const { total } = await server.anyone.get(api.campaignLedger, { params: { id } })
  expect(total).toMatchObject({ received: 6, left: 6 })
})

it('publishes meals by the day and draws', async () => {
  const lunch = await published(meals)
  const { phone } = await createWorld(server).person('worker')
  expect((await claim(phone, lunch, { stationId: open.id })).status).toBe(201)
  const draw = await published(scarves)
  expect((await claim(phone, draw)).reply?.entry).toMatchObject({ state: 'entered' })
  expect((await server.anyone.get(api.getDraw, { params: { id: draw }, query: {} })).draw).toMatchObject({
    prizes: 30,
    drawsAt: '2026-12-02T13:15:00.000Z',
    state: 'open',
  })
})

it('publishes what can be taken home only later', async () => {
  const id = await published(
    gloves
      .replace('variants:', 'redeemFrom: 2026-12-05 08:00\nvariants:')
      .replace(/eligibility:\n.*\n.*\n/, ''),
  )
  const { campaign } = await server.anyone.get(api.getCampaign, { params: { id }, query: {} })
  expect(campaign.redeemFrom).toBe('2026-12-05T00:00:00.000Z')
  const { reply } = await claim(await worker(), id, { stationId: open.id, variant: 'M' })
  expect(reply?.voucher?.usableFrom).toBe('2026-12-05T00:00:00.000Z')
})

it('writes nothing in a dry run, and says what it would', async () => {
  const before = await everything()
  expect(await publish(gloves, true)).toMatchObject({
    stations: 2,
    quantity: 6,
    campaign: { title: '加厚手套' },
  })
  expect(await everything()).toEqual(before)
})

it.each([
  ['no YAML', gloves.replace('items:', 'items: ['), ['7:3 yaml-malformed', '8:1 yaml-malformed']],
  ['a field that is missing', gloves.replace('sponsor: 海港区总工会\n', ''), ['1:1 field-missing']],
  ['a field that is not known', `${gloves}colour: red\n`, ['20:9 field-unknown']],
  ['another kind of value', gloves.replace('quantity: 1', 'quantity: one'), ['7:28 field-wrong']],
  ['another distribution', gloves.replace('distribution: stock', 'distribution: race'), ['5:15 field-wrong']],
  [
    'a day that does not exist',
    gloves.replace('closesAt: 2026-12-20', 'closesAt: 2026-02-30'),
    ['12:11 time-malformed'],
  ],
  [
    'an end before the start',
    gloves.replace('opensAt: 2026-11-20 08:00', 'opensAt: 2026-12-21'),
    ['12:11 ends-before-start'],
  ],
  [
    'nothing to redeem in',
    gloves.replace('redeemBy: 2026-12-31T12:00:00+08:00', 'redeemBy: 2026-12-19'),
    ['13:11 redeem-before-end'],
  ],
  [
    'a start of redeeming after its end',
    gloves.replace('variants:', 'redeemFrom: 2026-12-31 12:00\nvariants:'),
    ['14:13 redeem-from-late'],
  ],
  [
    'a start of redeeming meals',
    meals.replace('price:', 'redeemFrom: 2026-12-05\nprice:'),
    ['10:13 redeem-from-not-due'],
  ],
  ['a time that is over', gloves.replaceAll('2026-1', '2025-1'), ['12:11 already-over']],
  ['a quota under 0', gloves.replace('M: 2', 'M: -2'), ['16:30 quota-negative']],
  [
    'a station twice',
    gloves.replace(`station: ${allNight.code}`, `station: ${open.code}`),
    ['17:14 quota-overlaps'],
  ],
  [
    'a station that is not there',
    gloves.replace(`station: ${allNight.code}`, 'station: T99'),
    ['17:14 station-unknown'],
  ],
  ['a quota of what is no option', gloves.replace('      M: 1', '      S: 1'), ['19:10 variant-unknown']],
  ['no quota', gloves.replace(', quota: {M: 2, L: 3}', ''), ['16:5 quota-missing']],
  ['a quota of no option', gloves.replace('{M: 2, L: 3}', '5'), ['16:26 quota-missing']],
  ['an option twice', gloves.replace('[M, L]', '[M, L, L]'), ['14:32 variants-repeated']],
  ['a draw without its terms', scarves.replace(/draw: \{.*\n/, ''), ['5:15 draw-missing']],
  [
    'a draw before its end',
    scarves.replace('2026-12-02 21:15', '2026-11-30 21:15'),
    ['10:52 draw-before-end'],
  ],
  [
    'terms of a draw where there is none',
    `${meals}draw: {prizes: 1, source: 双色球, drawsAt: 2026-12-25}\n`,
    ['12:7 draw-not-due'],
  ],
  ['a price upside down', meals.replace('ownFen: 800', 'ownFen: 1800'), ['10:32 price-reversed']],
  [
    'sizes of a meal',
    meals.replace('quota: 30', 'quota: {M: 1, L: 1}') + 'variants: {label: 尺码, options: [M, L]}\n',
    ['12:11 variants-not-due'],
  ],
])('refuses %s by its own code, where it stands, with nothing half-done', async (_what, text, expected) => {
  const before = await everything()
  expect(await faults(text)).toEqual(expected)
  expect(await everything()).toEqual(before)
})

it('tells all that is wrong at once', async () => {
  const text = gloves
    .replace('M: 2', 'M: -2')
    .replace('opensAt: 2026-11-20 08:00', 'opensAt: 2026-12-21')
    .replace(`station: ${allNight.code}`, 'station: T99')
  expect(await faults(text)).toEqual([
    '12:11 ends-before-start',
    '16:30 quota-negative',
    '17:14 station-unknown',
  ])
})

it('publishes a code once, also where two do so at the same moment', async () => {
  const outcomes = await Promise.all([publish(gloves), publish(gloves)])
  expect(outcomes.filter((it) => !it.faults)).toHaveLength(1)
  expect(outcomes.find((it) => it.faults)?.faults?.map((it) => it.code)).toEqual(['code-taken'])
  expect(await faults(gloves)).toEqual(['1:7 code-taken'])
})

it('closes for whoever comes later, and takes nothing back', async () => {
  const id = await published(meals)
  const phone = await worker()
  const { reply } = await claim(phone, id, { stationId: open.id })
  expect(await closeCampaign(options(), 'meals')).toEqual({ title: '爱心午餐' })
  expect((await claim(await worker(), id, { stationId: open.id })).problem?.code).toBe('campaign-ended')
  const { voucher } = await phone.get(api.getVoucher, { params: { id: reply!.voucher!.id } })
  expect([voucher.state, voucher.expiresAt]).toEqual(['ready', reply!.voucher!.expiresAt])
  expect(await closeCampaign(options(), id)).toMatchObject({ fault: 'closed-already', title: '爱心午餐' })
  expect(await closeCampaign(options(), 'nothing')).toEqual({ fault: 'campaign-unknown' })
})

it('lists what there is, with how many were given', async () => {
  const id = await published(meals)
  await claim(await worker(), id, { stationId: open.id })
  expect((await allCampaigns(server.database)).find((it) => it.id === id)).toMatchObject({
    code: 'meals',
    stations: 1,
    given: 1,
  })
})
