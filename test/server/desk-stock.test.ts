import { api, type CallInput } from '@/contract'
import { BY_HAND_A_DAY } from '@/rules/desk'
import { createTestApi, newKey, type TestApi } from '../support/api'
import { allNight, allWays, forRiders, inStock, lunch, open, shut, sized } from '../support/fixtures'
import { createWorld, plentyOf, testPorts, type Person, type World } from './world'

let server: TestApi
let world: World
let clerk: Person
let rider: Person
const start = async (data = allWays) => {
  server = await createTestApi(data, { ports: testPorts() })
  world = createWorld(server)
  clerk = await world.person('clerk')
  rider = await world.person('worker')
}
afterEach(() => server.drop())

const stockOf = async (campaignId: string, person = clerk, stationId = open.id) =>
  (await person.phone.get(api.getStock, { query: { stationId } })).stock.find(
    (it) => it.campaignId === campaignId,
  )
const notes = () =>
  server.asOwner<{ kind: string; quantity: number; note: string | null }>(
    `SELECT kind, quantity, note FROM ledger WHERE kind IN ('received', 'lost') AND note IS NOT NULL
      OR subject_id IN (SELECT id FROM stock_entry) ORDER BY tx, id`,
  )

describe('stock', () => {
  beforeEach(() => start())
  type Loss = CallInput<typeof api.enterLoss>['body']
  const arrive = (over: object = {}, key = newKey()) =>
    clerk.phone.ask(api.enterArrival, {
      body: { stationId: open.id, campaignId: inStock.id, count: 5, ...over },
      key,
    })
  const lose = (over: Partial<Loss> = {}, key = newKey()) =>
    clerk.phone.ask(api.enterLoss, {
      body: { stationId: open.id, campaignId: inStock.id, count: 1, reason: 'damaged', ...over },
      key,
    })
  const left = async () =>
    (await server.anyone.get(api.getCampaign, { params: { id: inStock.id }, query: {} })).stations.find(
      (it) => it.station.id === open.id,
    )?.left

  it('that arrives can be claimed at once, also where all was gone', async () => {
    await world.voucher(rider)
    await world.voucher(await world.person('worker'))
    const third = await world.person('worker')
    const claim = () =>
      third.phone.ask(api.claimCampaign, {
        params: { id: inStock.id },
        body: { stationId: open.id },
        key: newKey(),
      })
    expect((await claim()).problem?.code).toBe('sold-out-here')
    const { status, reply } = await arrive()
    expect(status).toBe(201)
    expect(reply).toMatchObject({
      entry: { kind: 'received', count: 5, campaignId: inStock.id, title: inStock.title },
      figures: { received: 7, claimed: 2, left: 5 },
    })
    expect((await claim()).status).toBe(201)
    expect(await stockOf(inStock.id)).toMatchObject({ onShelf: 7, left: 4, figures: { reserved: 3 } })
  })

  it('that is lost is entered with why, and is no longer to be had', async () => {
    expect((await lose({ count: 2, reason: 'stolen' })).reply).toMatchObject({
      entry: { kind: 'lost', count: 2, reason: 'stolen' },
      figures: { received: 2, lost: 2, left: 0 },
    })
    expect(await left()).toBe(0)
    expect(await notes()).toEqual([{ kind: 'lost', quantity: 2, note: 'stolen' }])
    const { stock, entries } = await clerk.phone.get(api.getStock, { query: { stationId: open.id } })
    expect(stock.find((it) => it.campaignId === inStock.id)).toMatchObject({ onShelf: 0, left: 0 })
    expect(entries).toMatchObject([
      { kind: 'lost', reason: 'stolen', clerk: { maskedName: expect.any(String) as string } },
    ])
  })

  it('can be lost though it is promised, and not beyond what lies there', async () => {
    await world.voucher(rider)
    await world.voucher(await world.person('worker'))
    expect((await lose({ count: 2 })).status).toBe(201)
    expect((await lose()).problem).toMatchObject({ code: 'stock-short', detail: '这里只有 0 份，再点一遍' })
    expect(await left()).toBe(0)
  })

  it('is lost once of many at once', async () => {
    const answers = await Promise.all(Array.from({ length: 6 }, () => lose({ count: 2 })))
    expect(answers.filter((it) => it.status === 201)).toHaveLength(1)
    const key = newKey()
    const same = await Promise.all(Array.from({ length: 5 }, () => arrive({}, key)))
    expect(new Set(same.map((it) => it.reply?.entry.id)).size).toBe(1)
    expect((await arrive({ count: 6 }, key)).problem?.code).toBe('key-reused')
    expect(await stockOf(inStock.id)).toMatchObject({
      onShelf: 5,
      left: 5,
      figures: { received: 7, lost: 2 },
    })
  })

  it('is counted by what one chooses, by the day, or not at all, as its campaign counts', async () => {
    const of = (campaignId: string) => ({ campaignId })
    expect((await arrive(of(sized.id))).problem?.code).toBe('variant-required')
    expect((await arrive({ ...of(sized.id), variant: 'XXL' })).problem?.code).toBe('variant-unknown')
    expect((await arrive({ variant: 'L' })).problem?.code).toBe('variant-unknown')
    await arrive({ ...of(sized.id), variant: 'L' })
    expect(await stockOf(sized.id)).toMatchObject({
      left: 8,
      variants: [
        { name: 'M', left: 1 },
        { name: 'L', left: 7 },
      ],
    })
    await arrive(of(lunch.id))
    expect(await stockOf(lunch.id)).toMatchObject({ left: 6, figures: { received: 6 } })
    await arrive(of(forRiders.id))
    expect(await stockOf(forRiders.id)).toMatchObject({ left: null, onShelf: 25 })
  })

  it('is of the clerk’s own station and of what it hands out', async () => {
    expect((await arrive({ stationId: allNight.id })).problem?.code).toBe('station-not-yours')
    const there = await world.clerkOf(shut.id)
    const body = { stationId: shut.id, campaignId: inStock.id, count: 1 }
    expect((await there.phone.refused(api.enterArrival, { body, key: newKey() })).code).toBe(
      'station-not-in-campaign',
    )
    for (const count of [0, -1, 1.5, 100_001])
      expect((await arrive({ count })).problem).toMatchObject({ code: 'invalid-input', field: 'count' })
  })

  describe('is handed over', () => {
    const handOver = (counted: number, person = clerk, key = newKey()) =>
      person.phone.ask(api.handOver, {
        body: { stationId: open.id, counts: [{ campaignId: inStock.id, counted }] },
        key,
      })
    const takeOver = (id: string, person: Person) => person.phone.ask(api.takeOver, { params: { id } })

    it('as it was counted beside what the ledger has, to another clerk of the station, once', async () => {
      const key = newKey()
      const made = (await handOver(1, clerk, key)).reply!.handover
      expect(made).toMatchObject({
        own: true,
        counts: [{ title: inStock.title, expected: 2, counted: 1 }],
        from: { maskedName: expect.any(String) as string },
      })
      expect((await handOver(1, clerk, key)).status).toBe(200)
      expect((await handOver(2, clerk, key)).problem?.code).toBe('key-reused')
      expect((await takeOver(made.id, clerk)).problem?.code).toBe('handover-own')
      const [next, third] = [await world.person('clerk'), await world.person('clerk')]
      server.now += 60_000
      const taken = await takeOver(made.id, next)
      expect(taken.reply?.handover).toMatchObject({
        own: false,
        takenAt: new Date(server.now).toISOString(),
        to: { maskedName: expect.any(String) as string },
      })
      expect(await takeOver(made.id, next)).toEqual(taken)
      expect((await takeOver(made.id, third)).problem?.code).toBe('handover-taken')
      const { handovers } = await third.phone.get(api.listHandovers, { query: { stationId: open.id } })
      expect(handovers.map((it) => it.id)).toEqual([made.id])
      // The difference is not the ledger's until somebody says what became of it.
      expect(await stockOf(inStock.id)).toMatchObject({ onShelf: 2 })
    })

    it('of its own campaigns only', async () => {
      const body = { stationId: open.id, counts: [{ campaignId: rider.id, counted: 1 }] }
      expect((await clerk.phone.refused(api.handOver, { body, key: newKey() })).code).toBe(
        'station-not-in-campaign',
      )
    })
  })
})

describe('a dead phone', () => {
  beforeEach(() => start(plentyOf(allWays)))
  const find = (card: object, person = clerk) =>
    person.phone.ask(api.findByHand, { body: card as Awaited<ReturnType<World['card']>> })
  const redeem = (card: object, voucherId: string, key = newKey(), person = clerk) =>
    person.phone.ask(api.redeemByHand, {
      body: { ...(card as Awaited<ReturnType<World['card']>>), voucherId },
      key,
    })

  it('is helped by the card of its owner, marked as by hand', async () => {
    const card = await world.card(rider, open.id)
    const { reply } = await find(card)
    expect(reply).toMatchObject({
      vouchers: [{ title: inStock.title, items: inStock.items }],
      left: BY_HAND_A_DAY.clerk,
    })
    expect(reply?.maskedName).not.toBe(rider.name)
    const id = reply!.vouchers[0]!.id
    const key = newKey()
    const done = await redeem(card, id, key)
    expect(done.reply?.redemption).toMatchObject({ by: 'hand', voucherId: id })
    expect((await redeem(card, id, key)).status).toBe(200)
    expect(await server.asOwner(`SELECT note FROM ledger WHERE kind = 'redeemed'`)).toEqual([
      { note: 'by-hand' },
    ])
    expect((await redeem(card, id)).problem?.code).toBe('person-unknown')
    expect((await find(card)).problem?.code).toBe('person-unknown')
  })

  it('is not opened by a wrong name, wrong digits, another’s card, or to the clerk himself', async () => {
    const card = await world.card(rider, open.id)
    const other = await world.card(await world.person('worker'), open.id)
    const { vouchers } = (await find(card)).reply!
    // Of the same masked name.
    const alike = `${card.name[0]}她${card.name.at(-1)}`
    const digits = `${(Number(card.idLast4[0]) + 1) % 10}${card.idLast4.slice(1)}`
    for (const wrong of [
      { ...card, name: alike },
      { ...card, idLast4: digits },
    ]) {
      expect((await find(wrong)).problem?.code).toBe('person-unknown')
      expect((await redeem(wrong, vouchers[0]!.id)).problem?.code).toBe('person-unknown')
    }
    expect((await redeem(other, vouchers[0]!.id)).problem?.code).toBe('person-unknown')
    expect((await find(await world.card(clerk, open.id))).problem?.code).toBe('person-unknown')
  })

  it('is of no help elsewhere, nor for somebody who was never verified', async () => {
    const card = await world.card(rider, allNight.id)
    expect((await find({ ...card, stationId: open.id })).problem?.code).toBe('person-unknown')
    const there = await world.clerkOf(allNight.id)
    expect((await find(card, there)).status).toBe(200)
    const unknown = await world.person('worker')
    await world.voucher(unknown)
    const typed = { stationId: open.id, name: unknown.name, idLast4: unknown.idNumber.slice(-4) }
    expect((await find(typed)).problem?.code).toBe('person-unknown')
  })

  it('is helped so often a day, also by many at once, and tomorrow again', async () => {
    const cards = []
    for (let i = 0; i <= BY_HAND_A_DAY.clerk + 1; i++) {
      const card = await world.card(await world.person('worker'), open.id)
      cards.push({ card, id: (await find(card)).reply!.vouchers[0]!.id })
    }
    const answers = await Promise.all(cards.map(({ card, id }) => redeem(card, id)))
    expect(answers.filter((it) => it.status === 201)).toHaveLength(BY_HAND_A_DAY.clerk)
    expect(answers.filter((it) => it.problem?.code === 'hand-cap')).toHaveLength(2)
    const after = cards[answers.findIndex((it) => it.problem)]!
    expect((await find(after.card)).reply?.left).toBe(0)
    server.now += 86_400_000
    expect((await redeem(after.card, after.id)).status).toBe(201)
  })
})
