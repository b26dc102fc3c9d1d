import { api, type Voucher } from '@/contract'
import { drawFault, entryFault } from '@/rules/draw'
import { fromBase64url } from '@/rules/encoding'
import { DAY, dateText, dayOf } from '@/rules/shanghai'
import { codeDigits } from '@/rules/voucher-code'
import { settleCampaigns } from '../../server/campaigns/settle'
import { keyMaker } from '../../server/ids'
import { createTestApi, newKey, type Phone, type TestApi } from '../support/api'
import {
  allNight,
  allWays,
  drawn,
  forRiders,
  haircuts,
  here,
  inStock,
  lunch,
  open,
  shut,
  sized,
  toBeDrawn,
} from '../support/fixtures'
import { createWorld, testPorts, type World } from './world'

const HOUR = 3_600_000

let server: TestApi
let world: World
beforeEach(async () => {
  server = await createTestApi(allWays, { ports: testPorts() })
  world = createWorld(server)
})
afterEach(() => server.drop())

const worker = async () => (await world.person('worker')).phone
const claim = (phone: Phone, campaign: { id: string }, body: object = {}, key = newKey()) =>
  phone.ask(api.claimCampaign, { params: { id: campaign.id }, body, key })
const granted = async (phone: Phone, campaign: { id: string }, body: object = {}): Promise<Voucher> => {
  const { problem, reply } = await claim(phone, campaign, body)
  if (!reply?.voucher) throw new Error(`Not granted: ${problem?.code}`)
  return reply.voucher
}
const settle = () =>
  settleCampaigns({
    database: server.database,
    clock: () => server.now,
    newId: keyMaker(
      () => server.now,
      (n) => crypto.getRandomValues(new Uint8Array(n)),
    ),
  })
const ledger = async ({ id }: { id: string }) =>
  (await server.anyone.get(api.campaignLedger, { params: { id } })).total
const leftOf = async ({ id }: { id: string }) =>
  (await server.anyone.get(api.getCampaign, { params: { id }, query: here })).stations

describe('things one chooses among', () => {
  it('counts each size for itself, and says which are left', async () => {
    const phone = await worker()
    expect((await claim(phone, sized, { stationId: open.id })).problem).toMatchObject({
      code: 'variant-required',
      detail: '请选尺码：M、L',
    })
    expect((await claim(phone, sized, { stationId: open.id, variant: 'XXL' })).problem?.code).toBe(
      'variant-unknown',
    )
    expect((await claim(phone, inStock, { stationId: open.id, variant: 'M' })).problem?.code).toBe(
      'variant-unknown',
    )
    expect((await granted(phone, sized, { stationId: open.id, variant: 'M' })).variant).toBe('M')
    expect((await leftOf(sized)).map((it) => [it.station.id, it.left, it.variants])).toEqual([
      [
        open.id,
        2,
        [
          { name: 'M', left: 0 },
          { name: 'L', left: 2 },
        ],
      ],
      [
        allNight.id,
        1,
        [
          { name: 'M', left: 1 },
          { name: 'L', left: 0 },
        ],
      ],
    ])
    expect((await claim(await worker(), sized, { stationId: open.id, variant: 'M' })).problem).toMatchObject({
      code: 'sold-out-here',
      detail: '这个站的 M 领完了，尺码还有 L',
      where: [{ stationId: allNight.id, left: 1 }],
    })
  })
})

describe('meals by the day', () => {
  it('gives one a day, which ends that day, out of each shop’s quota of that day', async () => {
    const phone = await worker()
    const first = await granted(phone, lunch, { stationId: open.id })
    expect(first.expiresAt).toBe('2026-11-23T16:00:00.000Z')
    const tomorrow = '2026-11-23T16:00:00.000Z'
    expect((await claim(phone, lunch, { stationId: shut.id })).problem).toMatchObject({
      code: 'already-claimed',
      heldId: first.id,
      retryAt: tomorrow,
    })
    const other = await worker()
    expect((await claim(other, lunch, { stationId: open.id })).problem).toMatchObject({
      code: 'sold-out-here',
      where: [{ stationId: shut.id, left: 1 }],
    })
    await granted(other, lunch, { stationId: shut.id })
    const third = await worker()
    expect((await claim(third, lunch, { stationId: open.id })).problem).toMatchObject({
      code: 'sold-out-today',
      retryAt: tomorrow,
    })
    const { standing } = await third.get(api.getCampaign, { params: { id: lunch.id }, query: {} })
    expect(standing).toMatchObject({ state: 'refused', code: 'sold-out-today', retryAt: tomorrow })

    server.now += DAY
    expect((await phone.get(api.getCampaign, { params: { id: lunch.id }, query: {} })).standing.state).toBe(
      'claimable',
    )
    await granted(phone, lunch, { stationId: open.id })
  })

  it('shows the kitchens that are open now before those that are shut, however near', async () => {
    const near = { lat: shut.point.lat, lng: shut.point.lng }
    const { stations } = await server.anyone.get(api.getCampaign, { params: { id: lunch.id }, query: near })
    expect(stations.map((it) => [it.station.id, it.openState.state])).toEqual([
      [open.id, 'open'],
      [shut.id, 'closed'],
    ])
  })

  it('takes back into the quota what nobody ate, and leaves the sums even', async () => {
    await granted(await worker(), lunch, { stationId: open.id })
    expect(await ledger(lunch)).toMatchObject({ received: 2, claimed: 1, reserved: 1, left: 1 })
    expect(await settle()).toBe(0)
    server.now += DAY
    expect(await settle()).toBe(1)
    expect(await settle()).toBe(0)
    expect(await ledger(lunch)).toMatchObject({ received: 0, claimed: 0, reserved: 0, returned: 1, left: 0 })
    const rows = await server.asOwner(
      'SELECT period FROM campaign_stock WHERE campaign_id = $1 AND period = $2',
      [lunch.id, dateText(dayOf(server.now - DAY))],
    )
    expect(rows).toEqual([])
  })
})

describe('passes', () => {
  const redeem = async (clerk: Phone, voucher: Voucher) => {
    const code = codeDigits({ handle: voucher.handle, secret: fromBase64url(voucher.secret)! }, server.now)
    const deviceTime = new Date(server.now).toISOString()
    return clerk.ask(api.redeemVoucher, { body: { code, stationId: open.id, deviceTime }, key: newKey() })
  }

  it('work as often as they say, and not twice by what the screen showed once', async () => {
    const phone = await worker()
    const clerk = (await world.person('clerk')).phone
    const voucher = await granted(phone, haircuts)
    expect(voucher.uses).toEqual({ total: 3, left: 3 })
    expect((await redeem(clerk, voucher)).reply?.redemption.usesLeft).toBe(2)
    const again = await redeem(clerk, voucher)
    expect(again.problem).toMatchObject({ code: 'voucher-just-used', at: new Date(server.now).toISOString() })
    expect(Date.parse(again.problem!.retryAt!)).toBe(server.now + 90_000)
    const params = { id: voucher.id }
    expect((await phone.get(api.getVoucher, { params })).voucher).toMatchObject({
      state: 'ready',
      uses: { total: 3, left: 2 },
    })
    expect((await phone.refused(api.returnVoucher, { params })).code).toBe('voucher-begun')
    server.now += 2 * DAY
    expect((await redeem(clerk, voucher)).status).toBe(201)
    server.now += 2 * DAY
    expect((await redeem(clerk, voucher)).reply?.redemption.usesLeft).toBe(0)
    server.now += 2 * DAY
    expect((await redeem(clerk, voucher)).problem?.code).toBe('voucher-redeemed')
    expect(await ledger(haircuts)).toMatchObject({ claimed: 1, redeemed: 1, reserved: 0 })
  })
})

describe('changing one’s mind', () => {
  it('returns to the stock, for whoever asks next, and lets one claim again', async () => {
    const phone = await worker()
    const key = newKey()
    const { reply } = await claim(phone, inStock, { stationId: allNight.id }, key)
    const voucher = reply!.voucher!
    const next = await worker()
    expect((await claim(next, inStock, { stationId: allNight.id })).problem?.code).toBe('sold-out-here')
    const params = { id: voucher.id }
    expect((await phone.get(api.returnVoucher, { params })).voucher.state).toBe('returned')
    expect((await phone.get(api.returnVoucher, { params })).voucher.state).toBe('returned')
    expect(await ledger(inStock)).toMatchObject({ claimed: 0, returned: 1, left: 3 })
    const taken = await granted(next, inStock, { stationId: allNight.id })
    expect(taken.station?.id).toBe(allNight.id)
    // The key goes on getting the answer it got; another one claims anew.
    const late = await claim(phone, inStock, { stationId: allNight.id }, key)
    expect([late.status, late.reply?.voucher?.id, late.reply?.voucher?.state]).toEqual([
      200,
      voucher.id,
      'returned',
    ])
    expect((await granted(phone, inStock, { stationId: open.id })).id).not.toBe(voucher.id)
  })

  it('changes the station while there is stock, and says where there is some', async () => {
    const phone = await worker()
    const { id } = await granted(phone, inStock, { stationId: open.id })
    const move = (stationId: string) => phone.ask(api.moveVoucher, { params: { id }, body: { stationId } })
    expect((await move(allNight.id)).reply?.voucher.station?.id).toBe(allNight.id)
    expect((await move(allNight.id)).status).toBe(200)
    expect((await leftOf(inStock)).map((it) => it.left)).toEqual([2, 0])
    const { stations } = await server.anyone.get(api.campaignLedger, { params: { id: inStock.id } })
    expect(stations.map((it) => [it.stationId, it.figures.claimed, it.figures.left])).toEqual(
      expect.arrayContaining([
        [open.id, 0, 2],
        [allNight.id, 1, 0],
      ]),
    )
    expect((await move(shut.id)).problem?.code).toBe('station-not-in-campaign')
    const other = await granted(await worker(), inStock, { stationId: open.id })
    expect(other.station?.id).toBe(open.id)
    await granted(await worker(), inStock, { stationId: open.id })
    expect((await move(open.id)).problem?.code).toBe('sold-out')
    const free = await granted(phone, forRiders)
    expect(
      (await phone.refused(api.moveVoucher, { params: { id: free.id }, body: { stationId: open.id } })).code,
    ).toBe('voucher-unbound')
  })

  it('is refused of what is done with', async () => {
    const phone = await worker()
    const { id } = await granted(phone, lunch, { stationId: open.id })
    server.now += DAY
    expect((await phone.refused(api.returnVoucher, { params: { id } })).code).toBe('voucher-expired')
    expect((await phone.refused(api.reportMissing, { params: { id }, body: {} })).code).toBe(
      'voucher-expired',
    )
  })
})

describe('a thing that was promised and is not there', () => {
  const reported = async (stationId = open.id) => {
    const phone = await worker()
    const voucher = await granted(phone, inStock, { stationId })
    const params = { id: voucher.id }
    const first = (await phone.get(api.reportMissing, { params, body: {} })).voucher
    server.now += HOUR
    expect((await phone.get(api.reportMissing, { params, body: {} })).voucher.missing).toEqual(first.missing)
    const clerk = (await world.person('clerk')).phone
    const { reports } = await clerk.get(api.listMissing, { query: { stationId } })
    expect(reports).toMatchObject([{ voucherId: voucher.id, title: '温暖大礼包' }])
    return { phone, clerk, id: reports[0]!.id, params }
  }

  it('is found after all', async () => {
    const { clerk, id, params, phone } = await reported()
    const before = await ledger(inStock)
    await clerk.get(api.resolveMissing, { params: { id }, body: { outcome: 'found' } })
    const { voucher } = await phone.get(api.getVoucher, { params })
    expect(voucher).toMatchObject({ state: 'ready', missing: { outcome: 'found' } })
    expect(await ledger(inStock)).toEqual(before)
    expect(
      await clerk.refused(api.resolveMissing, { params: { id }, body: { outcome: 'gone' } }),
    ).toMatchObject({ code: 'missing-resolved' })
    expect((await clerk.get(api.listMissing, { query: { stationId: open.id } })).reports).toEqual([])
  })

  it('is lost here and given elsewhere', async () => {
    const { clerk, id, params, phone } = await reported()
    await clerk.get(api.resolveMissing, {
      params: { id },
      body: { outcome: 'elsewhere', stationId: allNight.id },
    })
    const { voucher } = await phone.get(api.getVoucher, { params })
    expect(voucher).toMatchObject({
      state: 'ready',
      station: { id: allNight.id },
      missing: { outcome: 'elsewhere' },
    })
    const { stations, total } = await server.anyone.get(api.campaignLedger, { params: { id: inStock.id } })
    expect(total).toMatchObject({ received: 3, claimed: 1, lost: 1, left: 1 })
    expect(stations.find((it) => it.stationId === open.id)?.figures).toMatchObject({
      claimed: 0,
      lost: 1,
      left: 1,
    })
    expect((await leftOf(inStock)).map((it) => it.left)).toEqual([1, 0])
  })

  it('is gone, and its holder may claim again', async () => {
    const { clerk, id, params, phone } = await reported()
    await clerk.get(api.resolveMissing, { params: { id }, body: { outcome: 'gone' } })
    expect((await phone.get(api.getVoucher, { params })).voucher.state).toBe('revoked')
    expect(await ledger(inStock)).toMatchObject({ claimed: 0, lost: 1, left: 2 })
    expect((await leftOf(inStock)).map((it) => it.left)).toEqual([1, 1])
    await granted(phone, inStock, { stationId: open.id })
  })

  it('comes out of what is left where its holder has moved meanwhile', async () => {
    const { clerk, id, params, phone } = await reported()
    await phone.get(api.moveVoucher, { params, body: { stationId: allNight.id } })
    await clerk.get(api.resolveMissing, { params: { id }, body: { outcome: 'gone' } })
    expect((await phone.get(api.getVoucher, { params })).voucher.state).toBe('ready')
    expect(await ledger(inStock)).toMatchObject({ claimed: 1, lost: 1, left: 1 })
    expect((await leftOf(inStock)).map((it) => it.left)).toEqual([1, 0])
  })
})

describe('a draw', () => {
  const numbers = '03 08 12 19 27 31 + 05'
  const enter = async (count: number) => {
    const phones = await Promise.all(Array.from({ length: count }, worker))
    const entries = await Promise.all(phones.map(async (it) => (await claim(it, drawn)).reply!.entry!))
    return phones.map((phone, i) => ({ phone, entry: entries[i]! }))
  }
  const draw = (query = { entries: true }) =>
    server.anyone.get(api.getDraw, { params: { id: drawn.id }, query })
  const type = (phone: Phone, randomness: string, id = drawn.id) =>
    phone.ask(api.typeRandomness, { params: { id }, body: { randomness } })

  it('takes each once, freezes who takes part, and gives what two people typed', async () => {
    const people = await enter(5)
    const [first] = people
    const key = newKey()
    const again = await claim(first!.phone, drawn, {}, key)
    expect(again.problem).toMatchObject({ code: 'already-entered', heldId: first!.entry.entryId })
    const { standing } = await first!.phone.get(api.getCampaign, { params: { id: drawn.id }, query: {} })
    expect(standing).toEqual({ state: 'entered', entryId: first!.entry.entryId })
    const [one, two] = [(await world.person('reviewer')).phone, (await world.person('reviewer')).phone]
    expect((await draw()).draw).toMatchObject({ state: 'open', entryCount: 5 })
    expect((await draw()).draw.entries).toBeUndefined()
    expect((await type(one, numbers)).problem).toMatchObject({ code: 'randomness-early' })

    server.now = Date.parse(drawn.closesAt)
    expect((await claim(await worker(), drawn)).problem?.code).toBe('campaign-ended')
    const frozen = (await draw()).draw
    expect(frozen).toMatchObject({ state: 'frozen', entryCount: 5 })
    expect(frozen.entries).toEqual(people.map((it) => it.entry.entryId).sort())
    const mine = async (it: (typeof people)[0]) =>
      (await it.phone.get(api.getDraw, { params: { id: drawn.id }, query: {} })).mine!
    expect(entryFault(frozen, first!.entry.entryId, (await mine(first!)).inclusion)).toBeUndefined()

    server.now = Date.parse(drawn.draw!.drawsAt)
    expect((await type(one, '还没看到')).problem?.code).toBe('randomness-malformed')
    expect((await type(one, numbers)).reply?.draw).toMatchObject({ state: 'frozen', typed: 1 })
    // One person is one person, however often.
    expect((await type(one, numbers)).reply?.draw).toMatchObject({ state: 'frozen', typed: 1 })
    expect((await type(two, numbers.replace('31', '32'))).problem?.code).toBe('randomness-differs')
    const result = (await type(two, '０３ 08 12 19 27 31 05')).reply!.draw
    expect(result.state).toBe('drawn')
    expect((await type(one, numbers)).problem?.code).toBe('draw-done')
    const whole = (await draw()).draw
    expect(whole.root).toBe(frozen.root)
    expect(drawFault(whole)).toBeUndefined()
    expect(whole.winners).toHaveLength(1)

    for (const it of people) {
      const { entry, inclusion } = await mine(it)
      expect(entryFault(result, entry.entryId, inclusion)).toBeUndefined()
      expect(entry.state).toBe(whole.winners!.includes(entry.entryId) ? 'won' : 'waiting')
    }
    const places = (await Promise.all(people.map(mine))).flatMap((it) => it.entry.place ?? [])
    expect(places.sort()).toEqual([1, 2, 3, 4])
    expect(await ledger(drawn)).toMatchObject({ received: 3, claimed: 1 })

    // What comes back goes to the first who waits.
    const states = await Promise.all(people.map(async (it) => ({ ...it, now: (await mine(it)).entry })))
    const winner = states.find((it) => it.now.state === 'won')!
    const second = states.find((it) => it.now.place === 1)!
    await winner.phone.get(api.returnVoucher, { params: { id: winner.now.voucherId! } })
    const up = (await mine(second)).entry
    expect(up.state).toBe('won')
    expect((await second.phone.get(api.getVoucher, { params: { id: up.voucherId! } })).voucher.state).toBe(
      'ready',
    )
    expect((await mine(states.find((it) => it.now.place === 2)!)).entry.place).toBe(1)
    expect(await ledger(drawn)).toMatchObject({ claimed: 1, returned: 1 })
    // What was published stays as it was.
    expect(drawFault((await draw()).draw)).toBeUndefined()
  })

  it('stays right when somebody who took part is forgotten', async () => {
    await enter(3)
    server.now = Date.parse(drawn.closesAt)
    const { root } = (await draw()).draw
    await server.asOwner(
      'DELETE FROM claim WHERE campaign_id = $1 AND entry_id = (SELECT entries[1] FROM draw WHERE campaign_id = $1)',
      [drawn.id],
    )
    server.now = Date.parse(drawn.draw!.drawsAt)
    for (let i = 0; i < 2; i++) await type((await world.person('reviewer')).phone, numbers)
    const whole = (await draw()).draw
    expect(whole.root).toBe(root)
    expect(drawFault(whole)).toBeUndefined()
  })

  it('is frozen by itself, also where nobody took part', async () => {
    await settle()
    const { draw: frozen } = await server.anyone.get(api.getDraw, { params: { id: toBeDrawn.id }, query: {} })
    expect(frozen).toMatchObject({ state: 'frozen', entryCount: 0 })
    for (let i = 0; i < 2; i++) await type((await world.person('reviewer')).phone, numbers, toBeDrawn.id)
    const { draw: over } = await server.anyone.get(api.getDraw, { params: { id: toBeDrawn.id }, query: {} })
    expect(over).toMatchObject({ state: 'drawn', winners: [] })
  })

  it('is nothing that other campaigns have', async () => {
    expect((await server.anyone.refused(api.getDraw, { params: { id: inStock.id }, query: {} })).code).toBe(
      'not-found',
    )
  })
})

describe('what is mine', () => {
  it('tells what I may claim, hold and have entered, what ends soon, and what this year brought', async () => {
    const { phone } = await world.person('worker')
    const clerk = (await world.person('clerk')).phone
    const meal = await granted(phone, lunch, { stationId: open.id })
    await granted(phone, forRiders)
    await claim(phone, drawn)
    const before = await phone.get(api.getEntitlements, {})
    expect(before.open.map((it) => it.campaign.id)).toEqual(
      expect.arrayContaining([inStock.id, sized.id, haircuts.id]),
    )
    expect(before.open.map((it) => it.campaign.id)).not.toContain(lunch.id)
    expect(before.entries).toMatchObject([{ campaignId: drawn.id, state: 'entered' }])
    expect(before.vouchers.map((it) => it.campaignId)).toEqual([lunch.id, forRiders.id])
    expect(before.endingSoon).toBe(1)
    expect(before.statement).toEqual({
      year: 2026,
      claimed: 2,
      redeemed: 0,
      items: [],
      savedFen: 0,
      subsidyFen: 0,
    })

    const code = codeDigits({ handle: meal.handle, secret: fromBase64url(meal.secret)! }, server.now)
    const deviceTime = new Date(server.now).toISOString()
    await clerk.get(api.redeemVoucher, { body: { code, stationId: open.id, deviceTime }, key: newKey() })
    const after = await phone.get(api.getEntitlements, {})
    expect(after.vouchers.map((it) => it.campaignId)).toEqual([forRiders.id])
    expect(after.statement).toMatchObject({
      redeemed: 1,
      savedFen: 700,
      items: expect.arrayContaining([{ name: '暖心饺子', quantity: 1 }]) as unknown,
    })
    server.now = Date.parse('2027-01-02T12:00:00+08:00')
    await server.asOwner(`UPDATE session SET expires_at = '2027-02-01'`)
    expect((await phone.get(api.getEntitlements, {})).statement).toMatchObject({
      year: 2027,
      claimed: 0,
      redeemed: 0,
    })
  })
})
