import { phoneOf } from '../journeys/drivers/weapp'
import { until } from '../journeys/journey'
import { weappDist } from './build-weapp'
import { textsOf } from './runtime/nodes'
import { WeappPhone, type PhoneOptions } from './runtime/phone'
import { type ServedDemo, serveDemo } from './served-demo'

jest.setTimeout(60_000)

/** Choosing a place on WeChat's own map. */

let api: ServedDemo
let phone: WeappPhone
beforeAll(async () => {
  api = await serveDemo()
})
afterEach(() => {
  phone.close()
  phone.faults.assertNone()
})
afterAll(() => api.drop())

async function openSheet(surroundings: PhoneOptions['surroundings']) {
  phone = new WeappPhone({ dist: weappDist, server: api.server, surroundings })
  await until(
    () => phone.stack.length > 0 || undefined,
    'no page opens',
    () => textsOf(phone.screen).join('\n'),
  )
  const rider = phoneOf(phone, '路人')
  await rider.see('去这里')
  await rider.tap(/换个地方$/)
  return rider
}
const chosen = () => phone.calls.filter(({ api }) => api === 'chooseLocation').length

it('looks from the place that was chosen, and tells the server no exact point', async () => {
  const chosenPlace = { latitude: 37.45123, longitude: 116.30234, name: '新湖大街', address: '德州市德城区' }
  const rider = await openSheet({ chosenPlace })
  await rider.tap('在地图上选')
  await rider.see('新湖大街')
  // By day and by night another is the nearest that is open there.
  await rider.read(/(骑手驿站|东方红路智能驿站)/)
  await rider.dontSee('从哪里找')
  const asked = phone.exchanges
    .map(({ url }) => new URL(url))
    .filter(({ pathname }) => pathname === '/v1/stations/nearest')
    .map(({ searchParams }) => searchParams)
  expect([asked.at(-1)?.get('lat'), asked.at(-1)?.get('lng')]).toEqual(['37.45', '116.3'])
  // Among the recent ones later.
  await rider.tap(/换个地方$/)
  await rider.see('新湖大街', '现在用这个')
})

it('stays where it was when the map is closed without a choice', async () => {
  const rider = await openSheet({})
  await rider.tap('在地图上选')
  await until(
    () => chosen() || undefined,
    'the map does not open',
    () => textsOf(phone.screen).join('\n'),
  )
  await rider.see('从哪里找', '海港区 · 河北大街')
  await rider.tap('海港区 · 建设大街')
  await rider.dontSee('从哪里找')
})

it('says so where the map may not open, and goes on by the list', async () => {
  const rider = await openSheet({ privacy: 'refused' })
  await rider.tap('在地图上选')
  await rider.tap('不同意，照样能用')
  await rider.see('没有位置权限', '在下面选一个地方')
  expect(chosen()).toBe(0)
  await rider.tap('海港区 · 建设大街')
  await rider.dontSee('从哪里找')
})
