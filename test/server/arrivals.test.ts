import { api, type ReportKind } from '@/contract'
import { createTestApi, newKey, type Phone, type TestApi } from '../support/api'
import { allNight, data, forRiders, inStock, open, shut } from '../support/fixtures'
import { createWorld, plentyOf, testPorts, type World } from './world'
import { waitUntil } from '../support/wait-until'
import { signDoorMessage } from '../../server/arrivals/door-signature'
import { sweep } from '../../server/account/retention'
import { keyMaker } from '../../server/ids'
import { randomBytes } from 'node:crypto'
import { ServiceFault } from '../../server/ports'

const HOUR = 3_600_000
const START = Date.parse('2026-11-23T14:32:40+08:00')

const ports = testPorts()
let doorAnswers: () => Promise<number> = async () => server.now + 15_000

let server: TestApi
let world: World
beforeAll(async () => {
  server = await createTestApi(plentyOf(data), {
    ports: {
      ...ports,
      doors: { secret: ports.doors?.secret as Uint8Array, unlock: () => doorAnswers() },
    },
  })
  world = createWorld(server)
})
afterAll(() => server.drop())
beforeEach(async () => {
  server.now = START
  doorAnswers = async () => server.now + 15_000
  await server.asOwner('DELETE FROM station_report_window')
  await server.asOwner('UPDATE station SET doubt = NULL')
  await shown(open.id, 'no doubt', (it) => !it.station.doubt)
})

const detail = (id: string) => server.anyone.get(api.getStation, { params: { id } })
/** Waits until the detail of a station is as wanted, as phones see it through the notices. */
const shown = (id: string, what: string, as: (it: Awaited<ReturnType<typeof detail>>) => boolean) =>
  waitUntil(what, async () => as(await detail(id)))
const phones = (n: number) =>
  Promise.all(Array.from({ length: n }, async () => (await world.person('worker')).phone))
const report = (phone: Phone, kind: ReportKind = 'locked', id = open.id) =>
  phone.ask(api.reportStation, { params: { id }, body: { kind } })
const checkIn = (phone: Phone, id = open.id) => phone.get(api.checkIn, { params: { id }, body: {} })

describe('checking in', () => {
  it('tells what I can claim and redeem here', async () => {
    const person = await world.person('worker')
    const before = await checkIn(person.phone)
    expect(before.offers.map((it) => [it.campaign.id, it.standing.state, it.left])).toEqual([
      [inStock.id, 'claimable', 100_000],
      [forRiders.id, 'claimable', null],
    ])
    expect(before.redeemable).toEqual([])

    const voucher = await world.voucher(person)
    const after = await checkIn(person.phone)
    expect(after.offers[0]?.standing).toEqual({ state: 'claimed', voucherId: voucher.id })
    expect(after.redeemable).toEqual([
      {
        voucherId: voucher.id,
        campaignId: inStock.id,
        title: inStock.title,
        items: inStock.items,
        expiresAt: inStock.redeemBy,
      },
    ])
    expect((await checkIn(person.phone, allNight.id)).redeemable).toEqual([])
    expect((await checkIn(person.phone, shut.id)).offers).toEqual([])
  })

  it('shows a voucher for any station at each that hands it out', async () => {
    const { phone } = await world.person('worker')
    const params = { id: forRiders.id }
    const { voucher } = await phone.get(api.claimCampaign, { params, body: {}, key: newKey() })
    for (const id of [open.id, allNight.id]) {
      expect((await checkIn(phone, id)).redeemable.map((it) => it.voucherId)).toEqual([voucher?.id])
    }
    expect((await checkIn(phone, shut.id)).redeemable).toEqual([])
  })

  it('works without an account', async () => {
    const { offers, redeemable, station } = await checkIn(server.anyone)
    expect(station.id).toBe(open.id)
    expect(offers.map((it) => it.standing.state)).toEqual(['anonymous', 'anonymous'])
    expect(redeemable).toEqual([])
  })

  it('leaves the minute at the station, for a day, and nothing else anywhere', async () => {
    /** All that every other table holds. */
    const rest = async () => {
      const tables = await server.asOwner<{ name: string }>(
        `SELECT relname AS name FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'
          AND relname <> 'station_live'`,
      )
      return Promise.all(
        tables.map(({ name }) =>
          server.asOwner(
            `SELECT '${name}' AS name, md5(string_agg(t::text, ',' ORDER BY t::text)) FROM ${name} t`,
          ),
        ),
      )
    }
    const { phone } = await world.person('worker')
    await checkIn(phone, shut.id)
    const before = await rest()
    server.now += HOUR
    expect((await checkIn(phone, shut.id)).live.seenAt).toBe('2026-11-23T07:32:00.000Z')
    expect(await rest()).toEqual(before)
    expect(await server.asOwner(`SELECT * FROM station_live WHERE station_id = '${shut.id}'`)).toEqual([
      {
        station_id: shut.id,
        seen_at: new Date('2026-11-23T07:32:00Z'),
        full_at: null,
        door_offline_at: null,
        version: expect.any(Number) as number,
      },
    ])
    const listed = async () => {
      const { stations } = await server.anyone.get(api.nearestStations, {
        query: { ...shut.point, limit: 10 },
      })
      return stations.find((it) => it.station.id === shut.id)?.live
    }
    server.now += 23 * HOUR
    const { live } = await detail(shut.id)
    expect(live.seenAt).toBeDefined()
    expect(await listed()).toEqual(live)
    server.now += HOUR
    expect((await detail(shut.id)).live).toEqual({})
    expect(await listed()).toEqual({})
  })

  it('writes once a minute, however many come', async () => {
    await Promise.all(Array.from({ length: 25 }, () => checkIn(server.anyone, allNight.id)))
    const [row] = await server.asOwner<{ version: number }>(
      `SELECT version FROM station_live WHERE station_id = '${allNight.id}'`,
    )
    const { version } = row as { version: number }
    await checkIn(server.anyone, allNight.id)
    server.now += 60_000
    await checkIn(server.anyone, allNight.id)
    expect(
      await server.asOwner(`SELECT version FROM station_live WHERE station_id = '${allNight.id}'`),
    ).toEqual([{ version: version + 1 }])
  })

  it('is refused at a station that is not there', async () => {
    const id = '01900001-0000-7000-8000-00000000ffff'
    expect(await server.anyone.refused(api.checkIn, { params: { id }, body: {} })).toMatchObject({
      code: 'not-found',
      detail: '没有这个驿站',
    })
  })
})

describe('a printed code', () => {
  it.each([open.code, ` ${open.code.toLowerCase()} `, 'Ｔ１'])('“%s” leads to its station', async (code) => {
    const { station, openState } = await server.anyone.get(api.findStationByCode, { params: { code } })
    expect([station.id, openState.state]).toEqual([open.id, 'open'])
  })

  it('that is not ours says so', async () => {
    const params = { code: 'T99' }
    expect(await server.anyone.refused(api.findStationByCode, { params })).toMatchObject({
      status: 404,
      code: 'station-code-unknown',
      detail: '没有这个编号的驿站，请核对门上的编号',
    })
  })
})

describe('reports', () => {
  it('of three people within a day mark a station for all, in the order of how many said so', async () => {
    const [a, b, c] = (await phones(3)) as [Phone, Phone, Phone]
    expect((await report(a, 'no-water')).reply).toMatchObject({ people: 1, needed: 3 })
    server.now += 20 * HOUR
    const second = (await report(b, 'locked')).reply
    expect([second?.people, second?.doubt]).toEqual([2, undefined])
    expect((await detail(open.id)).station.doubt).toBeUndefined()
    server.now += 3 * HOUR
    const doubt = { kinds: ['locked', 'no-water'], since: new Date(server.now).toISOString() }
    expect((await report(c, 'locked')).reply).toMatchObject({ people: 3, doubt })
    await shown(open.id, 'the doubt', (it) => it.station.doubt?.kinds.length === 2)
    const { stations } = await server.anyone.get(api.nearestStations, { query: { ...open.point, limit: 3 } })
    expect(stations.map((it) => it.station.doubt)).toEqual([doubt, undefined, undefined])
  })

  it('count each person once, however often he taps and on whatever phone', async () => {
    const person = await world.person('worker')
    expect((await report(person.phone, 'locked')).status).toBe(201)
    expect((await report(person.phone, 'locked')).status).toBe(200)
    expect((await report(person.otherPhone, 'locked')).status).toBe(200)
    expect((await report(person.otherPhone, 'no-water')).reply).toMatchObject({ people: 1 })
    const all = await Promise.all(Array.from({ length: 25 }, () => report(person.phone, 'no-power')))
    expect(all.filter((it) => it.status === 201)).toHaveLength(1)
    expect(new Set(all.map((it) => it.reply?.people))).toEqual(new Set([1]))
    expect((await detail(open.id)).station.doubt).toBeUndefined()
  })

  it('are each counted when 25 people tap at once, and every third or later one sees the doubt', async () => {
    const all = await Promise.all((await phones(25)).map((it) => report(it)))
    expect(all.map((it) => it.reply?.people).sort((a, b) => Number(a) - Number(b))).toEqual(
      Array.from({ length: 25 }, (_, i) => i + 1),
    )
    for (const { reply } of all) expect(reply?.doubt !== undefined).toBe((reply?.people ?? 0) >= 3)
  })

  it('of another day start anew, and the salt and the pseudonyms of the day before are gone', async () => {
    const [a, b, c] = (await phones(3)) as [Phone, Phone, Phone]
    const salt = async () =>
      (await server.asOwner<{ salt: Buffer }>('SELECT salt FROM station_report_window'))[0]?.salt.toString(
        'hex',
      )
    const reporters = async () =>
      (await server.asOwner<{ reporter: Buffer }>('SELECT reporter FROM station_report')).map((it) =>
        it.reporter.toString('hex'),
      )
    await report(a)
    await report(b)
    const [firstSalt, firstReporters] = [await salt(), await reporters()]
    server.now += 24 * HOUR
    expect((await report(c)).reply).toMatchObject({ people: 1 })
    expect(await salt()).not.toBe(firstSalt)
    expect((await report(a)).reply).toMatchObject({ people: 2 })
    const now = await reporters()
    expect(now).toHaveLength(2)
    expect(now.some((it) => firstReporters.includes(it))).toBe(false)
  })

  it('are forgotten once their window is over, though nobody reports again', async () => {
    const [a] = (await phones(1)) as [Phone]
    await report(a)
    const run = (now: number) =>
      sweep(
        {
          database: server.database,
          clock: () => now,
          random: (n) => randomBytes(n),
          newId: keyMaker(
            () => now,
            (n) => randomBytes(n),
          ),
        },
        false,
      )
    expect((await run(server.now + 24 * HOUR - 1))['report windows']).toBe(0)
    expect((await run(server.now + 24 * HOUR))['report windows']).toBe(1)
    expect(await server.asOwner('SELECT FROM station_report')).toEqual([])
  })

  it('at two stations cannot be told to be of one person', async () => {
    const [a] = (await phones(1)) as [Phone]
    await report(a)
    await report(a, 'locked', shut.id)
    const rows = await server.asOwner<{ reporter: Buffer }>('SELECT reporter FROM station_report')
    expect(new Set(rows.map((it) => it.reporter.toString('hex'))).size).toBe(2)
  })

  it('end with whoever comes later and had not reported, and count no more', async () => {
    const [a, b, c, d] = (await phones(4)) as [Phone, Phone, Phone, Phone]
    for (const it of [a, b, c]) await report(it)
    await shown(open.id, 'the doubt', (it) => it.station.doubt !== undefined)
    // He who says it is locked stands before the door.
    expect((await checkIn(a)).station.doubt).toBeDefined()
    expect((await checkIn(server.anyone)).station.doubt).toBeDefined()
    expect((await checkIn(d)).station.doubt).toBeUndefined()
    await shown(open.id, 'no doubt', (it) => !it.station.doubt)
    expect((await report(a)).reply).toMatchObject({ people: 1 })
  })

  it('end with a clerk of the station, and no other', async () => {
    for (const it of await phones(3)) await report(it)
    for (const it of await phones(3)) await report(it, 'locked', allNight.id)
    const clerk = await world.person('clerk')
    const clear = (id: string) => clerk.phone.ask(api.clearReports, { params: { id } })
    expect((await clear(allNight.id)).problem?.code).toBe('station-not-yours')
    expect((await clear(open.id)).status).toBe(204)
    await shown(open.id, 'no doubt', (it) => !it.station.doubt)
    expect((await detail(allNight.id)).station.doubt).toBeDefined()
  })

  it('lose none and count none twice when people come, report and leave at once', async () => {
    const people = await phones(24)
    const outcomes = await Promise.all(
      people.map((it, i) => (i % 4 === 3 ? checkIn(it).then(() => undefined) : report(it))),
    )
    expect(outcomes.filter((it) => it !== undefined).map((it) => it?.status)).toEqual(
      Array<number>(18).fill(201),
    )
    const [left] = await server.asOwner<{ people: number }>(
      'SELECT count(DISTINCT reporter)::int AS people FROM station_report',
    )
    const [row] = await server.asOwner<{ doubt: unknown }>(
      `SELECT doubt FROM station WHERE id = '${open.id}'`,
    )
    expect(row?.doubt !== null).toBe((left?.people ?? 0) >= 3)
  })

  it('of “full” are shown at once, for two hours or until somebody came', async () => {
    const [a, b] = (await phones(2)) as [Phone, Phone]
    expect((await report(a, 'full')).reply?.live.fullAt).toBe(new Date(server.now).toISOString())
    server.now += 2 * HOUR
    expect((await detail(open.id)).live.fullAt).toBeUndefined()
    server.now -= HOUR
    expect((await checkIn(a)).live.fullAt).toBeDefined()
    expect((await checkIn(b)).live.fullAt).toBeUndefined()
  })

  it('need a session, and a kind there is', async () => {
    const params = { id: open.id }
    expect((await report(server.anyone)).problem?.code).toBe('session-required')
    const [a] = (await phones(1)) as [Phone]
    const response = await server.fetch(`/v1/stations/${params.id}/reports`, {
      method: 'POST',
      headers: { Authorization: `Bearer ${a.token}` },
      body: '{"kind":"haunted"}',
    })
    expect(await response.json()).toMatchObject({ status: 400, code: 'invalid-input', field: 'kind' })
  })
})

describe('a smart door', () => {
  const openDoor = async (id = allNight.id) =>
    (await world.person('worker')).phone.ask(api.openDoor, { params: { id }, body: {} })
  const withHours = async (access: string) => {
    await server.asOwner(
      `UPDATE station SET hours = jsonb_set(hours, '{weekly,0,intervals}', $2) WHERE id = $1`,
      [
        allNight.id,
        JSON.stringify([
          { from: '22:00', to: '08:00', access: 'qr' },
          { from: '09:00', to: '22:00', access },
        ]),
      ],
    )
    await shown(allNight.id, 'the hours', (it) => it.station.hours.weekly[0]?.intervals[1]?.access === access)
  }
  afterAll(() =>
    server.asOwner('UPDATE station SET hours = $2 WHERE id = $1', [
      allNight.id,
      JSON.stringify(allNight.hours),
    ]),
  )
  const at = (time: string) => (server.now = Date.parse(`2026-11-23T${time}:00+08:00`))

  it('opens by the phone from 22 to 8, and says until when', async () => {
    await withHours('staff')
    at('22:00')
    expect((await openDoor()).reply).toEqual({ until: new Date(server.now + 15_000).toISOString() })
    at('07:59')
    expect((await openDoor()).status).toBe(200)
  })

  it('does not by day, and says what to do', async () => {
    await withHours('staff')
    at('21:59')
    expect((await openDoor()).problem).toMatchObject({
      status: 409,
      code: 'door-not-now',
      detail: '现在有人在，请敲门或叫工作人员',
    })
    at('08:30')
    expect((await openDoor()).problem).toMatchObject({ retryAt: '2026-11-23T01:00:00.000Z' })
    await withHours('open')
    at('12:00')
    expect((await openDoor()).problem?.detail).toBe('门开着，直接进')
  })

  it('that does not answer is told as such', async () => {
    at('23:00')
    doorAnswers = async () => {
      throw new ServiceFault('busy', 'no answer')
    }
    expect((await openDoor()).problem).toMatchObject({ status: 503, code: 'door-silent' })
  })

  it('is asked only with a session, and where there is one', async () => {
    at('23:00')
    const { problem } = await server.anyone.ask(api.openDoor, { params: { id: allNight.id }, body: {} })
    expect(problem?.code).toBe('session-required')
    expect((await openDoor(open.id)).problem?.code).toBe('door-none')
  })

  describe('tells us', () => {
    const secret = ports.doors?.secret as Uint8Array
    const message = (event: object, over: { timestamp?: number; nonce?: string } = {}) =>
      signDoorMessage(secret, {
        timestamp: Math.floor(server.now / 1_000),
        nonce: newKey(),
        payload: JSON.stringify({ door: allNight.code, at: new Date(server.now).toISOString(), ...event }),
        ...over,
      })
    const tell = (body: ReturnType<typeof message>) => server.anyone.ask(api.doorEvents, { body })

    it('that it was opened: somebody was there', async () => {
      server.now += HOUR
      expect((await tell(message({ event: 'opened' }))).status).toBe(204)
      expect((await detail(allNight.id)).live.seenAt).toBe('2026-11-23T07:32:00.000Z')
    })

    it('that it is offline, and online again', async () => {
      await tell(message({ event: 'offline' }))
      expect((await detail(allNight.id)).live.doorOfflineAt).toBe(new Date(server.now).toISOString())
      await tell(message({ event: 'online' }))
      expect((await detail(allNight.id)).live.doorOfflineAt).toBeUndefined()
    })

    it('a thing once: a message sent again does nothing', async () => {
      const offline = message({ event: 'offline' })
      await tell(offline)
      await tell(message({ event: 'online' }))
      expect((await tell(offline)).status).toBe(204)
      expect((await detail(allNight.id)).live.doorOfflineAt).toBeUndefined()
    })

    it('nothing that is altered, unsigned, or more than five minutes old', async () => {
      const good = message({ event: 'opened' })
      const code = async (it: typeof good) => (await tell(it)).problem?.code
      expect(await code({ ...good, payload: good.payload.replace('opened', 'online') })).toBe(
        'signature-refused',
      )
      expect(await code({ ...good, nonce: newKey() })).toBe('signature-refused')
      expect(await code({ ...good, timestamp: good.timestamp + 1 })).toBe('signature-refused')
      expect(await code({ ...good, signature: '0'.repeat(64) })).toBe('signature-refused')
      const second = Math.floor(server.now / 1_000)
      expect(await code(message({ event: 'opened' }, { timestamp: second - 301 }))).toBe('signature-refused')
      expect(await code(message({ event: 'opened' }, { timestamp: second + 301 }))).toBe('signature-refused')
      expect(await code(message({ event: 'opened' }, { timestamp: second - 290 }))).toBeUndefined()
    })

    it('nothing of a door that is nobody’s, nor in words we do not know', async () => {
      expect((await tell(message({ event: 'opened', door: 'X' }))).problem?.code).toBe('door-unknown')
      expect((await tell(message({ event: 'ajar' }))).problem).toMatchObject({
        status: 400,
        field: 'payload.event',
      })
    })
  })
})
