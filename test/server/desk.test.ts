import { api, type CallInput, type Voucher } from '@/contract'
import { QUEUE_CAP } from '@/rules/desk'
import { fromBase64url } from '@/rules/encoding'
import { codeDigits, qrText } from '@/rules/voucher-code'
import { settleCampaigns } from '../../server/campaigns/settle'
import { keyMaker } from '../../server/ids'
import { randomBytes } from 'node:crypto'
import { createTestApi, newKey, type Phone, type TestApi } from '../support/api'
import { allNight, allWays, forRiders, haircuts, inStock, lunch, open } from '../support/fixtures'

const SECOND = 1_000
const HOUR = 3_600_000
const DAY = 24 * HOUR

let server: TestApi
let rider: Phone
let clerk: Phone
beforeEach(async () => {
  server = await createTestApi(allWays)
  rider = await server.login('rider')
  clerk = await server.login('clerk')
})
afterEach(() => server.drop())

const iso = (at: number) => new Date(at).toISOString()
const claim = async (campaignId = inStock.id, stationId: string | null = open.id, phone = rider) =>
  (
    await phone.get(api.claimCampaign, {
      params: { id: campaignId },
      body: stationId ? { stationId } : {},
      key: newKey(),
    })
  ).voucher!
const source = (voucher: Voucher) => ({ handle: voucher.handle, secret: fromBase64url(voucher.secret)! })
const qr = (voucher: Voucher, at = server.now) => qrText(source(voucher), voucher.grant, at)
const redeem = async (voucher: Voucher, phone = clerk) =>
  phone.get(api.redeemVoucher, {
    body: { code: qr(voucher), stationId: open.id, deviceTime: iso(server.now) },
    key: newKey(),
  })
const undo = (id: string, phone = clerk) => phone.ask(api.undoRedemption, { params: { id } })
const figures = async (campaignId = inStock.id, stationId = open.id) => {
  const { stations } = await server.anyone.get(api.campaignLedger, { params: { id: campaignId } })
  return stations.find((it) => it.stationId === stationId)?.figures
}
const total = async (id: string) => (await server.anyone.get(api.campaignLedger, { params: { id } })).total
const notes = async () =>
  (
    await server.asOwner<{ row: string }>(
      `SELECT kind || ' ' || quantity || coalesce(' ' || note, '') AS row FROM ledger
        WHERE kind <> 'received' OR note IS NOT NULL ORDER BY tx, id`,
    )
  ).map((it) => it.row)
const settle = () =>
  settleCampaigns({
    database: server.database,
    clock: () => server.now,
    newId: keyMaker(
      () => server.now,
      (n) => randomBytes(n),
    ),
  })

describe('undoing', () => {
  it('gives the voucher back as it was, with a ledger row, and it can be redeemed again', async () => {
    const voucher = await claim()
    const { redemption } = await redeem(voucher)
    server.now += 60 * SECOND
    const { status, reply } = await undo(redemption.id)
    expect(status).toBe(200)
    expect(reply).toMatchObject({
      redemption: { id: redemption.id, undoneAt: iso(server.now) },
      figures: { received: 2, claimed: 1, reserved: 1, redeemed: 0, left: 1 },
    })
    expect(await undo(redemption.id)).toEqual({ status, reply })
    expect(await notes()).toEqual(['claimed 1', 'redeemed 1', 'redeemed -1 undone'])
    const { voucher: after } = await rider.get(api.getVoucher, { params: { id: voucher.id } })
    expect(after).toMatchObject({ state: 'ready', redeemedAt: null, redeemedWhere: null })
    expect((await rider.get(api.getEntitlements, {})).statement.redeemed).toBe(0)
    expect((await redeem(voucher)).figures).toMatchObject({ redeemed: 1, reserved: 0 })
    const { redemptions } = await clerk.get(api.listRedemptions, { query: { stationId: open.id } })
    expect(redemptions.map((it) => it.undoneAt)).toEqual([undefined, iso(server.now)])
  })

  it('is for a minute, and for the clerks of the station', async () => {
    const { redemption } = await redeem(await claim())
    await server.asOwner(`UPDATE clerk_station SET station_id = '${allNight.id}'`)
    expect((await undo(redemption.id)).problem?.code).toBe('not-found')
    await server.asOwner(`UPDATE clerk_station SET station_id = '${open.id}'`)
    server.now += 60 * SECOND + 1
    expect((await undo(redemption.id)).problem?.code).toBe('undo-late')
    expect(await figures()).toMatchObject({ redeemed: 1 })
  })

  it('leaves a voucher bound to no station unbound again', async () => {
    const voucher = await claim(forRiders.id, null)
    const { redemption } = await redeem(voucher)
    expect(await figures(forRiders.id)).toMatchObject({ claimed: 1, redeemed: 1, left: 19 })
    await undo(redemption.id)
    expect(await figures(forRiders.id)).toMatchObject({ claimed: 0, redeemed: 0, left: 20 })
    expect(await total(forRiders.id)).toMatchObject({ claimed: 1, reserved: 1, redeemed: 0 })
  })

  it('takes back the latest use of a pass only', async () => {
    const pass = await claim(haircuts.id, null)
    const first = (await redeem(pass)).redemption
    server.now += 91 * SECOND
    const second = (await redeem(pass)).redemption
    expect((await undo(first.id)).problem?.code).toBe('undo-late')
    await undo(second.id)
    const { voucher } = await rider.get(api.getVoucher, { params: { id: pass.id } })
    expect(voucher).toMatchObject({ uses: { total: 3, left: 2 }, redeemedAt: first.redeemedAt })
    expect(await figures(haircuts.id)).toMatchObject({ redeemed: 1 })
  })

  it('happens once of any number at once', async () => {
    const { redemption } = await redeem(await claim())
    const answers = await Promise.all(Array.from({ length: 8 }, () => undo(redemption.id)))
    expect(new Set(answers.map((it) => it.status))).toEqual(new Set([200]))
    expect(await figures()).toMatchObject({ redeemed: 0, reserved: 1 })
  })
})

describe('scans made without signal', () => {
  type Scan = CallInput<typeof api.redeemBatch>['body']['scans'][number]
  const scan = (voucher: Voucher, over: Partial<Scan> = {}): Scan => ({
    key: newKey(),
    code: qr(voucher),
    scannedAt: iso(server.now),
    ...over,
  })
  const sync = async (scans: Scan[], deviceTime = server.now, stationId = open.id) =>
    (await clerk.get(api.redeemBatch, { body: { stationId, deviceTime: iso(deviceTime), scans } })).outcomes
  const code = async (made: Scan, deviceTime?: number) =>
    (await sync([made], deviceTime))[0]?.refusal?.code ?? 'redeemed'

  it('are redeemed for when they were made, in order, each with its outcome, and once however often sent', async () => {
    const voucher = await claim()
    const made = scan(voucher)
    const madeAt = iso(server.now)
    server.now += 30 * SECOND
    const again = scan(voucher)
    const nonsense = { ...scan(voucher), code: 'https://example.org' }
    server.now += 5 * HOUR
    const outcomes = await sync([made, again, nonsense])
    expect(outcomes).toMatchObject([
      { key: made.key, redemption: { redeemedAt: madeAt, voucherId: voucher.id } },
      { key: again.key, refusal: { code: 'voucher-redeemed', at: madeAt, where: [{ stationId: open.id }] } },
      { key: nonsense.key, refusal: { code: 'code-malformed', status: 422 } },
    ])
    expect(await sync([made, again, nonsense])).toEqual(outcomes)
    expect(await notes()).toEqual(['claimed 1', 'redeemed 1 offline'])
    expect(await code({ ...made, code: qr(voucher, server.now - 1) })).toBe('key-reused')
  })

  it('have the outcome they had with signal, where its answer never came', async () => {
    const voucher = await claim()
    const made = scan(voucher)
    const body = { code: made.code, stationId: open.id, deviceTime: iso(server.now) }
    const { redemption } = await clerk.get(api.redeemVoucher, { body, key: made.key })
    server.now += HOUR
    expect(await sync([made])).toEqual([{ key: made.key, redemption }])
    expect(await notes()).toEqual(['claimed 1', 'redeemed 1'])
  })

  it('come second where somebody with signal was first', async () => {
    const voucher = await claim()
    const made = scan(voucher)
    server.now += 60 * SECOND
    await redeem(voucher)
    const at = iso(server.now)
    server.now += HOUR
    expect((await sync([made]))[0]?.refusal).toMatchObject({ code: 'voucher-redeemed', at })
    expect(await figures()).toMatchObject({ redeemed: 1 })
  })

  it('are told apart by what is wrong with them', async () => {
    const voucher = await claim()
    const elsewhere = await claim(inStock.id, allNight.id, await server.login('courier'))
    const good = scan(voucher)
    const forged = qrText({ ...source(voucher), secret: new Uint8Array(32) }, voucher.grant, server.now)
    const strange = `${good.code.slice(0, -86)}${'A'.repeat(86)}`
    expect(await code({ ...good, code: forged })).toBe('code-forged')
    expect(await code({ ...good, code: strange })).toBe('grant-forged')
    expect(await code({ ...good, code: good.code.slice(0, 90) })).toBe('code-truncated')
    expect(await code(scan(elsewhere))).toBe('voucher-elsewhere')
    expect(await code({ ...good, code: codeDigits(source(voucher), server.now) })).toBe('digits-online')
    // A picture taken two minutes before it was scanned; and one of a phone whose clock is ahead.
    expect(await code({ ...good, code: qr(voucher, server.now - 120 * SECOND) })).toBe('code-stale')
    expect(await code({ ...good, code: qr(voucher, server.now + 120 * SECOND) })).toBe('code-future')
    // The queue was changed by hand: a scan of later than now.
    expect(await code({ ...good, scannedAt: iso(server.now + 120 * SECOND) })).toBe('clock-wrong')
    server.now += 7 * DAY + 1
    expect(await code(good)).toBe('scan-late')
    expect(await figures()).toMatchObject({ redeemed: 0 })
  })

  it.each([
    ['a little behind', -9 * 60 * SECOND],
    ['a little ahead', 50 * 60 * SECOND],
  ])('count by our clock where the phone’s is %s', async (_how, off) => {
    const voucher = await claim()
    const made = scan(voucher, { scannedAt: iso(server.now + off) })
    const at = iso(server.now)
    server.now += 2 * HOUR
    expect((await sync([made], server.now + off))[0]?.redemption?.redeemedAt).toBe(at)
  })

  it('wait in the queue while the phone’s clock is a day off, and go through once the phone knows', async () => {
    const voucher = await claim()
    const made = scan(voucher, { scannedAt: iso(server.now - DAY) })
    server.now += HOUR
    expect((await sync([made], server.now - DAY))[0]?.refusal).toMatchObject({
      code: 'clock-wrong',
      detail: '这台手机的时间慢了约 24 小时，打开“自动设置时间”再上传',
    })
    const corrected = { ...made, scannedAt: iso(Date.parse(made.scannedAt) + DAY) }
    expect((await sync([corrected]))[0]?.redemption?.voucherId).toBe(voucher.id)
  })

  it('count where the voucher expired only after the scan, and what had gone back is taken back', async () => {
    const voucher = await claim()
    server.now = Date.parse(inStock.redeemBy) - 10 * SECOND
    rider = await server.login('rider')
    clerk = await server.login('clerk')
    const made = scan((await rider.get(api.getVoucher, { params: { id: voucher.id } })).voucher)
    server.now += 20 * SECOND
    const late = scan((await rider.get(api.getVoucher, { params: { id: voucher.id } })).voucher)
    await settle()
    expect(await figures()).toMatchObject({ received: 2, claimed: 0, returned: 1, left: 2 })
    expect(await code(late)).toBe('voucher-expired')
    expect(await code(made)).toBe('redeemed')
    expect(await figures()).toMatchObject({ received: 2, claimed: 1, returned: 0, redeemed: 1, left: 1 })
    const [stock] = await server.asOwner<{ left_count: number }>(
      `SELECT left_count FROM campaign_stock WHERE campaign_id = '${inStock.id}' AND station_id = '${open.id}'`,
    )
    expect(stock?.left_count).toBe(1)
    expect(await code(made)).toBe('redeemed')
    expect(await figures()).toMatchObject({ redeemed: 1 })
  })

  it('count for a lunch of yesterday whose day is closed', async () => {
    const made = scan(await claim(lunch.id))
    server.now += DAY
    await settle()
    expect(await figures(lunch.id)).toMatchObject({ received: 0, claimed: 0, returned: 1 })
    expect(await code(made)).toBe('redeemed')
    expect(await figures(lunch.id)).toMatchObject({
      received: 1,
      claimed: 1,
      redeemed: 1,
      returned: 0,
      left: 0,
    })
  })

  it('are at most so many, and of the clerk’s own station', async () => {
    const voucher = await claim()
    const body = {
      stationId: open.id,
      deviceTime: iso(server.now),
      scans: Array(QUEUE_CAP + 1).fill(scan(voucher)) as Scan[],
    }
    expect(await clerk.refused(api.redeemBatch, { body })).toMatchObject({
      code: 'invalid-input',
      field: 'scans',
    })
    const there = { ...body, stationId: allNight.id, scans: [scan(voucher)] }
    expect((await clerk.refused(api.redeemBatch, { body: there })).code).toBe('station-not-yours')
  })

  it('let one through of 25 phones that sync the same voucher at once', async () => {
    const voucher = await claim()
    const scans = Array.from({ length: 25 }, () => scan(voucher))
    const outcomes = (await Promise.all(scans.map((it) => sync([it])))).flat()
    expect(outcomes.filter((it) => it.redemption)).toHaveLength(1)
    expect(outcomes.filter((it) => it.refusal?.code === 'voucher-redeemed')).toHaveLength(24)
  })
})

it('takes 25 scans of each of several vouchers at once, and exactly one of each wins', async () => {
  const phones = [
    rider,
    await server.login('courier'),
    await server.login('driver'),
    await server.login('trucker'),
  ]
  const vouchers = await Promise.all(phones.map((it) => claim(haircuts.id, null, it)))
  const scans = vouchers.flatMap((voucher) => Array.from({ length: 25 }, () => voucher))
  const answers = await Promise.all(
    scans.map((voucher) =>
      clerk.ask(api.redeemVoucher, {
        body: { code: qr(voucher), stationId: open.id, deviceTime: iso(server.now) },
        key: newKey(),
      }),
    ),
  )
  const won = answers.filter((it) => it.status === 201).map((it) => it.reply?.redemption.voucherId)
  expect([...won].sort()).toEqual(vouchers.map((it) => it.id).sort())
  expect(answers.filter((it) => it.problem?.code === 'voucher-just-used')).toHaveLength(96)
})
