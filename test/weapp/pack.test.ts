import { cityOf } from '@/rules/station-pack'
import { demoData } from '../../mock/data/demo-data'
import { type Phone } from '../journeys/journey'
import { phoneOf } from '../journeys/drivers/weapp'
import { weappDist } from './build-weapp'
import { WeappPhone } from './runtime/phone'
import { Storage } from './runtime/storage'
import { type ServedDemo, serveDemo } from './served-demo'

/** The city's stations in a file on the phone, over many starts of the app. */

const day = 86_400_000
/** A Tuesday afternoon in Shanghai, when nearly all are open. */
const afternoon = Date.parse('2026-11-24T14:32:00+08:00')

const { stations } = demoData(afternoon)
/** What the sheet says of a city that is held. */
const holds = (city: string) =>
  `手机里存着这一带 ${stations.filter(({ regionCode }) => cityOf(regionCode) === city).length} 个驿站`
const [qinhuangdao, dezhou] = [holds('130300'), holds('371400')]

let api: ServedDemo
let time = afternoon
const phones: WeappPhone[] = []
beforeAll(async () => {
  api = await serveDemo(() => time)
})
beforeEach(() => {
  time = afternoon
})
afterEach(() => {
  for (const phone of phones.splice(0)) {
    phone.close()
    expect(phone.faults.all).toEqual([])
  }
})
afterAll(() => api.drop())

/** Starts the app on what earlier starts have kept. */
async function start(storage: Storage, online = true): Promise<Phone & { weapp: WeappPhone }> {
  const weapp = new WeappPhone({ dist: weappDist, server: api.server, storage, online, clock: () => time })
  phones.push(weapp)
  const phone = phoneOf(weapp, '骑手')
  while (weapp.stack.length === 0) await new Promise((resolve) => setTimeout(resolve, 20))
  return { ...phone, weapp }
}

const packsAsked = ({ exchanges }: WeappPhone) =>
  exchanges.filter(({ url }) => url.includes('/v1/stations/packs/'))

/** A phone that was used with signal once. */
async function used(): Promise<Storage> {
  const storage = new Storage()
  const phone = await start(storage)
  await phone.tap(/换个地方$/)
  await phone.see(qinhuangdao)
  expect(packsAsked(phone.weapp)).toHaveLength(1)
  phone.weapp.close()
  return storage
}

it('serves a start in airplane mode: the nearest that is open by now, what is asked for, and a station', async () => {
  const storage = await used()
  // 22:30: what was told open in the afternoon is not any more.
  time += 8 * 3_600_000
  const phone = await start(storage, false)
  await phone.see('没信号', '8 小时前存的驿站', '按时间表')
  await phone.read(/24 小时|夜里也开/)
  await phone.tap('淋浴')
  await phone.tap('看看，海阳路司机之家')
  await phone.see('海阳路 210 号', '18 个', '没信号')
  await phone.back()
  await phone.tap('看地图')
  await phone.see('没信号 · 这是 8 小时前存的')
  await phone.tap(/^海阳路司机之家，/)
  await phone.tap('看看，海阳路司机之家')
  await phone.see('海阳路 210 号')
})

it('warns of a pack older than 30 days, and trusts it again once the server says that it still holds', async () => {
  const storage = await used()
  const old = '存了一个多月，可能有变'
  time += 30 * day - 60_000
  const young = await start(storage, false)
  await young.see('29 天前存的驿站')
  await young.dontSee(old)
  young.weapp.close()

  time += 2 * 60_000
  const phone = await start(storage, false)
  await phone.see('30 天前存的驿站', old)
  await phone.tap(/^看看，/)
  await phone.see('按时间表', old)
  await phone.back()
  await phone.tap('看地图')
  await phone.see('这是 30 天前存的', old)
  await phone.back()

  phone.weapp.network.online = true
  await phone.dontSee('没信号', old)
  await phone.tap(/换个地方$/)
  const again = () => packsAsked(phone.weapp).at(-1)
  while (again()?.status === undefined) await new Promise((resolve) => setTimeout(resolve, 20))
  // The same as it was: nothing is sent again.
  expect(again()).toMatchObject({ status: 304, bytes: 0 })
  phone.weapp.network.online = false
  await phone.see('刚刚存的驿站')
  await phone.dontSee(old)
})

it('keeps each city it looked in, and finds in all of them without signal', async () => {
  const phone = await start(await used())
  const lookIn = async (words: string, name: RegExp) => {
    await phone.tap(/换个地方$/)
    await phone.tap('找城市或区县')
    await phone.type('城市或区县', words)
    await phone.tap(name)
  }
  await lookIn('德城', /^德城区/)
  await phone.tap(/换个地方$/)
  await phone.see(dezhou)
  await phone.tap('关闭')
  phone.weapp.network.online = false
  await phone.see('德州市 · 德城区', '没信号')
  await phone.tap('看地图')
  // The home has the same chips.
  await phone.see('看列表')
  await phone.tap('充电')
  await phone.tap(/^新湖大街骑手驿站，/)
  await phone.see('没信号 · 这是刚刚存的', '去这里')
  await phone.back()
  await lookIn('海港', /^海港区/)
  await phone.tap('淋浴')
  await phone.see('海阳路司机之家')
})

it('goes on by the last list where the system has cleared the file, or left half of it', async () => {
  for (const left of [undefined, '{"stations":[{"id"']) {
    const storage = await used()
    for (const path of [...storage.files.keys()]) {
      if (left === undefined) storage.files.delete(path)
      else storage.files.set(path, left)
    }
    const phone = await start(storage, false)
    await phone.see('没信号', '工人北里社区工会驿站')
    phone.weapp.network.online = true
    await phone.dontSee('没信号')
    await phone.tap(/换个地方$/)
    // It is asked for whole.
    await phone.see(qinhuangdao)
    expect(packsAsked(phone.weapp).at(-1)?.status).toBe(200)
    phone.weapp.close()
  }
})

it('says on a phone that was never used with signal that it has nothing, and looks again by itself', async () => {
  const phone = await start(new Storage(), false)
  await phone.see('没信号', '有信号后再点一次', '重试')
  phone.weapp.network.online = true
  await phone.see('去这里')
})
