import { api, type Occupation } from '@/contract'
import { demoRegions } from '@/rules/id-number'
import { importRoster } from '../../server/roster/import-roster'
import { createTestApi, type TestApi } from '../support/api'
import { data } from '../support/fixtures'
import { createWorld, testPorts, type Person, type World } from './world'

const DAY = 86_400_000
const ports = testPorts()

let server: TestApi
let world: World
let rider: Person
beforeEach(async () => {
  server = await createTestApi(data, { ports })
  world = createWorld(server)
  rider = await world.person('worker')
})
afterEach(() => server.drop())

const put = (text: string | Uint8Array, channel = '平台甲') =>
  importRoster(
    { database: server.database, keys: ports.keys, clock: () => server.now, regions: demoRegions },
    channel,
    typeof text === 'string' ? Buffer.from(text) : text,
  )
const row = (person: Person, occupation: string) => `${person.name},${person.idNumber},${occupation}`
const roster = (...rows: string[]) => ['姓名,身份证号,工种', ...rows].join('\n')
const me = async () => (await rider.phone.get(api.getMe, {})).worker
const declare = (occupation: Occupation) => rider.phone.ask(api.declareOccupation, { body: { occupation } })

describe('the file', () => {
  it.each([
    ['with a BOM and CRLF', (text: string) => Buffer.from(`\ufeff${text.replaceAll('\n', '\r\n')}\r\n`)],
    ['with quotes', (text: string) => Buffer.from(text.replaceAll(/[^,\n]+/g, '"$&"'))],
    [
      'with columns in another order, others between, and empty lines',
      (text: string) =>
        Buffer.from(
          `${text
            .split('\n')
            .map((line) => {
              const [name, id, work] = line.split(',')
              return `备注,${work},${name},"a, ""b""",${id}`
            })
            .join('\n\n')}\n\n`,
        ),
    ],
  ])('is read %s', async (_how, as) => {
    expect(await put(as(roster(row(rider, '快递员'))))).toEqual({ people: 1, confirmed: 0 })
  })

  it('is read in GB 18030', async () => {
    // 姓名,身份证号,工种 and 王明 … 快递员
    const gb = Buffer.from(
      'd0d5c3fb2cc9edb7ddd6a4bac52cb9a4d6d60acdf5c3f72c3939303030313139393030313031303031332cbfecb5ddd4b1',
      'hex',
    )
    expect(await put(gb)).toEqual({ people: 1, confirmed: 0 })
  })

  it('is taken in whole or not at all, and says by line what is wrong, not what it holds', async () => {
    const other = await world.person('worker')
    const outcome = await put(
      roster(
        row(rider, '快递员'),
        `3号,${other.idNumber},快递员`,
        `${other.name},990001199001010014,快递员`,
        `${other.name},990001199002300012,快递员`,
        row(other, '厨师'),
        row(rider, '外卖配送员'),
        other.name,
      ),
    )
    expect(outcome.bad).toEqual([
      { line: 3, fault: '姓名不对' },
      { line: 4, fault: '身份证号有一位打错了' },
      { line: 5, fault: '身份证号里的出生日期没有这一天' },
      { line: 6, fault: expect.stringMatching(/^工种不对/) as string },
      { line: 7, fault: '和第 2 行是同一个人' },
      { line: 8, fault: expect.stringMatching(/^身份证号/) as string },
    ])
    expect(JSON.stringify(outcome)).not.toContain(other.idNumber)
    expect(await server.asOwner('SELECT 1 FROM roster')).toEqual([])
    expect((await put('a,b\n1,2')).bad).toEqual([{ line: 1, fault: '缺这几列：姓名、身份证号、工种' }])
    expect((await put('')).bad).toHaveLength(1)
  })

  it('takes the place of the channel’s last one, and keeps names and numbers to itself', async () => {
    await put(roster(row(rider, '快递员')))
    await put(roster(row(await world.person('worker'), '快递员')))
    const rows = await server.asOwner<{ all: string }>('SELECT roster::text AS all FROM roster')
    expect(rows).toHaveLength(1)
    const text = rows[0]!.all
    for (const { value } of world.identities) {
      expect(text).not.toContain(value)
      expect(text).not.toContain(Buffer.from(value).toString('hex'))
    }
  })

  it('may be long', async () => {
    const many = Array.from({ length: 12_000 }, (_, i) => {
      const first = `99${String(i % 10_000).padStart(4, '0')}19910101${String(Math.floor(i / 10_000)).padStart(3, '0')}`
      const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
      const sum = weights.reduce((total, weight, at) => total + weight * Number(first[at]), 0)
      return `王明,${first}${'10X98765432'[sum % 11] as string},货车司机`
    })
    expect(await put(roster(...many))).toMatchObject({ people: 12_000 })
  })
})

describe('what one works as', () => {
  it('is confirmed by a roster, whichever comes first', async () => {
    await put(roster(row(rider, '快递员')))
    expect((await me()).occupationConfirmed).toBeUndefined()
    await world.verify(rider)
    expect(await me()).toMatchObject({ occupation: 'courier', occupationConfirmed: true })

    const other = await world.person('worker')
    await world.verify(other)
    expect(await put(roster(row(other, 'trucker')), '平台乙')).toEqual({ people: 1, confirmed: 2 })
    expect((await other.phone.get(api.getMe, {})).worker).toMatchObject({
      occupation: 'trucker',
      occupationConfirmed: true,
    })
  })

  it('is not, where channels differ on the work or the name; nor any more where it leaves the roster', async () => {
    await world.verify(rider)
    await put(roster(row(rider, '快递员')))
    await put(roster(row(rider, '货车司机')), '平台乙')
    expect(await me()).toMatchObject({ occupation: 'courier' })
    expect((await me()).occupationConfirmed).toBeUndefined()
    await put(roster(row(rider, '快递员')), '平台乙')
    expect((await me()).occupationConfirmed).toBe(true)
    await put(roster(`李四,${rider.idNumber},快递员`), '平台丙')
    expect((await me()).occupationConfirmed).toBeUndefined()
    const nobody = await world.person('worker')
    for (const channel of ['平台甲', '平台乙', '平台丙']) await put(roster(row(nobody, '快递员')), channel)
    expect((await me()).occupationConfirmed).toBeUndefined()
  })

  it('is declared otherwise, at most every 30 days', async () => {
    expect((await declare('courier')).reply?.worker.occupation).toBe('courier')
    expect((await declare('courier')).status).toBe(200)
    const { problem } = await declare('driver')
    expect(problem).toMatchObject({
      code: 'occupation-recent',
      retryAt: new Date(server.now + 30 * DAY).toISOString(),
    })
    server.now += 15 * DAY
    await me()
    server.now += 15 * DAY
    expect((await declare('driver')).status).toBe(200)
  })

  it('is not for declaring once a roster has told', async () => {
    await put(roster(row(rider, '快递员')))
    await world.verify(rider)
    expect((await declare('driver')).problem?.code).toBe('occupation-confirmed')
  })
})
