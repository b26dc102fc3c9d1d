import { api } from '@/contract'
import { createTestApi, newKey, type Phone, type TestApi } from '../support/api'
import { allNight, data, ended, forRiders, here, inStock, open, shut, upcoming } from '../support/fixtures'

let server: TestApi
beforeEach(async () => {
  server = await createTestApi(data)
})
afterEach(() => server.drop())

const claim = (phone: Phone, stationId: string | undefined = open.id, key = newKey()) =>
  phone.ask(api.claimCampaign, { params: { id: inStock.id }, body: { stationId }, key })

describe('what one sees', () => {
  it('shows campaigns to everyone, and how each stands to the one who asks', async () => {
    const anonymous = await server.anyone.get(api.listCampaigns, {})
    expect(anonymous.campaigns.map((it) => [it.campaign.title, it.standing.state])).toEqual(
      expect.arrayContaining([
        ['温暖大礼包', 'anonymous'],
        ['“暖·新”礼包', 'anonymous'],
        ['春节礼包', 'refused'],
      ]),
    )
    const driver = await server.login('driver')
    const { campaigns } = await driver.get(api.listCampaigns, {})
    const standing = (id: string) => campaigns.find((it) => it.campaign.id === id)?.standing
    expect(standing(inStock.id)).toEqual({ state: 'claimable' })
    expect(standing(forRiders.id)).toMatchObject({
      state: 'refused',
      code: 'not-eligible',
      why: '这份是给外卖配送员、快递员的，你登记的是网约车司机',
    })
    expect(standing(upcoming.id)).toMatchObject({ code: 'campaign-not-open', retryAt: upcoming.opensAt })
    expect(standing(ended.id)).toBeUndefined()
    const { standing: over } = await driver.get(api.getCampaign, { params: { id: ended.id }, query: {} })
    expect(over).toMatchObject({ code: 'campaign-ended' })
  })

  it('lists the stations of a campaign nearest first, with what is left at each', async () => {
    const near = await server.anyone.get(api.getCampaign, { params: { id: inStock.id }, query: here })
    expect(near.stations.map((it) => [it.station.id, it.left])).toEqual([
      [open.id, 2],
      [allNight.id, 1],
    ])
    expect(near.stations[0]?.distanceM).toBe(111)
    expect(near.campaign).toMatchObject({ left: 3, stationCount: 2 })
  })
})

describe('claiming', () => {
  it('gives a voucher, takes it off the stock, and enters it in the ledger', async () => {
    const rider = await server.login('rider')
    const { status, reply } = await claim(rider)
    expect(status).toBe(201)
    expect(reply?.voucher).toMatchObject({ state: 'ready', title: '温暖大礼包', station: { id: open.id } })
    const { stations, standing } = await rider.get(api.getCampaign, {
      params: { id: inStock.id },
      query: here,
    })
    expect(stations[0]?.left).toBe(1)
    expect(standing).toEqual({ state: 'claimed', voucherId: reply?.voucher?.id })
    const { total } = await server.anyone.get(api.campaignLedger, { params: { id: inStock.id } })
    expect(total).toEqual({
      received: 3,
      claimed: 1,
      reserved: 1,
      redeemed: 0,
      returned: 0,
      lost: 0,
      left: 2,
    })
  })

  it('answers the same under the same key, and refuses another request under it', async () => {
    const rider = await server.login('rider')
    const key = newKey()
    const first = await claim(rider, open.id, key)
    const again = await claim(rider, open.id, key)
    expect(again.status).toBe(200)
    expect(again.reply?.voucher?.id).toBe(first.reply?.voucher?.id)
    expect((await claim(rider, allNight.id, key)).problem?.code).toBe('key-reused')
    const elsewhere = { params: { id: forRiders.id }, body: {}, key }
    expect((await rider.refused(api.claimCampaign, elsewhere)).code).toBe('key-reused')
  })

  it('tells who already holds one so, even when nothing is left', async () => {
    const rider = await server.login('rider')
    const first = await claim(rider)
    await claim(await server.login('courier'))
    const refused = await claim(rider)
    expect(refused.problem).toMatchObject({ code: 'already-claimed', heldId: first.reply?.voucher?.id })
  })

  it('never gives out more than there is, and says where there is more', async () => {
    const phones = await Promise.all(
      (['rider', 'courier', 'driver', 'trucker'] as const).map((it) => server.login(it)),
    )
    const answers = await Promise.all(phones.map((it) => claim(it)))
    expect(answers.filter((it) => it.status === 201)).toHaveLength(2)
    const refused = answers.filter((it) => it.status === 409)
    expect(refused).toHaveLength(2)
    expect(refused[0]?.problem).toMatchObject({
      code: 'sold-out-here',
      where: [{ stationId: allNight.id, left: 1, distanceM: 222 }],
    })
    const rows = await server.asOwner<{ left_count: number }>(
      'SELECT left_count FROM campaign_stock WHERE campaign_id = $1 AND station_id = $2',
      [inStock.id, open.id],
    )
    expect(rows[0]?.left_count).toBe(0)
  })

  it('gives one person one, however many taps arrive at once', async () => {
    const rider = await server.login('rider')
    const answers = await Promise.all(Array.from({ length: 8 }, () => claim(rider)))
    expect(answers.filter((it) => it.status === 201)).toHaveLength(1)
    expect(answers.filter((it) => it.problem?.code === 'already-claimed')).toHaveLength(7)
    const key = newKey()
    const courier = await server.login('courier')
    const retries = await Promise.all(Array.from({ length: 8 }, () => claim(courier, open.id, key)))
    expect(retries.filter((it) => it.status === 201)).toHaveLength(1)
    expect(new Set(retries.map((it) => it.reply?.voucher?.id)).size).toBe(1)
  })

  it('keeps an entitlement for each eligible worker, to be collected at any station', async () => {
    const rider = await server.login('rider')
    const { voucher } = await rider.get(api.claimCampaign, {
      params: { id: forRiders.id },
      body: {},
      key: newKey(),
    })
    expect(voucher?.station).toBeNull()
    const { campaign } = await rider.get(api.getCampaign, { params: { id: forRiders.id }, query: {} })
    expect(campaign.left).toBeNull()
  })

  it('refuses with a reason and leaves nothing behind', async () => {
    const driver = await server.login('driver')
    const refuse = async (id: string, body: object) =>
      (await driver.refused(api.claimCampaign, { params: { id }, body, key: newKey() })).code
    expect(await refuse(forRiders.id, {})).toBe('not-eligible')
    expect(await refuse(upcoming.id, { stationId: open.id })).toBe('campaign-not-open')
    expect(await refuse(ended.id, { stationId: open.id })).toBe('campaign-ended')
    expect(await refuse(inStock.id, {})).toBe('station-required')
    expect(await refuse(inStock.id, { stationId: shut.id })).toBe('station-not-in-campaign')
    expect(await refuse(open.id, {})).toBe('not-found')
    const rows = await server.asOwner(
      'SELECT (SELECT count(*) FROM voucher)::int AS v, (SELECT count(*) FROM claim)::int AS c',
    )
    expect(rows).toEqual([{ v: 0, c: 0 }])
  })

  it('asks for a session and a key', async () => {
    expect((await claim(server.anyone)).problem?.code).toBe('session-required')
    const rider = await server.login('rider')
    const input = { params: { id: inStock.id }, body: { stationId: open.id } }
    expect((await rider.refused(api.claimCampaign, { ...input, key: '' })).code).toBe('key-missing')
    expect((await rider.refused(api.claimCampaign, { ...input, key: 'short' })).code).toBe('key-missing')
  })
})
