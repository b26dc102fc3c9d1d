import { existsSync } from 'node:fs'
import path from 'node:path'
import { until } from '../journeys/journey'
import { weappDist } from './build-weapp'
import { type Element, elementsOf, handlerOf, nameOf, textsOf } from './runtime/nodes'
import { WeappPhone, type PhoneOptions } from './runtime/phone'
import { type ServedDemo, serveDemo } from './served-demo'

jest.setTimeout(60_000)

/** The map in WeChat: its markers are pictures known by numbers, and tell what is tapped by these alone. */

interface Marker {
  id: number
  latitude: number
  longitude: number
  iconPath: string
  ariaLabel: string
}

let api: ServedDemo
const phones: WeappPhone[] = []
beforeAll(async () => {
  api = await serveDemo()
})
afterEach(() => {
  for (const phone of phones.splice(0)) {
    phone.close()
    expect(phone.faults.all).toEqual([])
  }
})
afterAll(() => api.drop())

const text = (phone: WeappPhone) => (phone.stack.length > 0 ? textsOf(phone.screen).join('\n') : '')
const wait = <T>(phone: WeappPhone, look: () => T | undefined, what: string) =>
  until(look, what, () => text(phone))
const tap = async (phone: WeappPhone, name: RegExp) =>
  phone.tap(
    await wait(
      phone,
      () =>
        phone.stack.length > 0
          ? elementsOf(phone.screen).find((it) => handlerOf(it, 'tap') && name.test(nameOf(it)))
          : undefined,
      `cannot tap ${String(name)}`,
    ),
  )
const mapOf = (phone: WeappPhone): Element | undefined =>
  elementsOf(phone.screen).find(({ tag }) => tag === 'map')
const markersOf = (phone: WeappPhone) => (mapOf(phone)?.attributes.markers ?? []) as Marker[]
const stationsOn = (phone: WeappPhone) =>
  markersOf(phone).filter(({ iconPath }) => /\/(open|soon|shut|unknown)\.png$/.test(iconPath))

/** The map as it is opened from the first tab, with stations on it. */
async function openMap(options: Partial<PhoneOptions> = {}): Promise<WeappPhone> {
  const phone = new WeappPhone({ dist: weappDist, server: api.server, ...options })
  phones.push(phone)
  await tap(phone, /^看看，/)
  await tap(phone, /^返回$/)
  await tap(phone, /^看地图$/)
  await wait(phone, () => stationsOn(phone)[0], 'no station on the map')
  return phone
}

it('shows markers with numbers for ids and pictures that are in the package', async () => {
  const phone = await openMap()
  const markers = markersOf(phone)
  expect(markers.length).toBeGreaterThan(2)
  expect(new Set(markers.map(({ id }) => id)).size).toBe(markers.length)
  for (const { id, iconPath, ariaLabel } of markers) {
    expect(Number.isInteger(id)).toBe(true)
    expect(existsSync(path.join(weappDist, iconPath))).toBe(true)
    expect(ariaLabel).not.toBe('')
  }
  expect(markers.filter(({ iconPath }) => iconPath.endsWith('/here.png'))).toHaveLength(1)
})

it('shows the card of a marker that is tapped, and leads to its station', async () => {
  const phone = await openMap()
  const [marker] = stationsOn(phone)
  const name = marker?.ariaLabel.split('，')[0] ?? ''
  phone.send(mapOf(phone)!, 'markertap', { markerId: marker?.id })
  await tap(phone, new RegExp(`^看看，${name}$`))
  await wait(phone, () => text(phone).includes('到了发现不对？') || undefined, 'no station')
  expect(text(phone)).toContain(name)
})

it('asks for what is seen after a move, in whole tiles', async () => {
  const phone = await openMap()
  // By then the phone has told where it is, which moves the map as well.
  await wait(phone, () => phone.storage.files.size > 0 || undefined, 'no pack is kept')
  const asked = () => phone.exchanges.filter(({ url }) => url.includes('/v1/stations/clusters'))
  const before = asked().length
  // What the event says of it is not relied on.
  phone.surroundings.movedMap = { latitude: 37.45, longitude: 116.3, scale: 15.4 }
  phone.send(mapOf(phone)!, 'regionchange', {})
  await wait(phone, () => asked()[before], 'nothing is asked')
  const query = new URL(asked().at(-1)?.url ?? '').searchParams
  const zoom = Number(query.get('zoom'))
  const tile = (Number(query.get('west')) + 180) / (360 / 2 ** Math.min(16, zoom))
  expect(Math.abs(tile - Math.round(tile))).toBeLessThan(1e-6)
})

it('goes by the stations on the phone without signal, and for what is asked for', async () => {
  const phone = await openMap()
  await wait(phone, () => phone.storage.files.size > 0 || undefined, 'no pack is kept')
  const before = stationsOn(phone).length
  await tap(phone, /^淋浴/)
  await wait(
    phone,
    () => (stationsOn(phone).length > 0 && stationsOn(phone).length < before) || undefined,
    'not only those with a shower',
  )
  const withShower = markersOf(phone).length
  phone.network.online = false
  await wait(phone, () => text(phone).includes('没信号') || undefined, 'does not tell')
  expect(markersOf(phone)).toHaveLength(withShower)
})

it('asks the server for what is asked for where the phone holds no stations, and tells it no exact point', async () => {
  const phone = await openMap()
  phone.surroundings.movedMap = { latitude: 37.4512, longitude: 116.3013, scale: 14 }
  phone.send(mapOf(phone)!, 'regionchange', {})
  await tap(phone, /^换电/)
  await wait(
    phone,
    () => markersOf(phone).find(({ ariaLabel }) => ariaLabel.startsWith('新湖大街骑手驿站，')),
    'no station that has it',
  )
  const asked = phone.exchanges
    .map(({ url }) => new URL(url).searchParams)
    .filter((it) => it.getAll('need').includes('swap'))
  expect(asked.at(-1)?.get('lat')).toMatch(/^37\.4/)
  for (const it of asked) {
    for (const degrees of [it.get('lat'), it.get('lng')]) {
      expect(Number(degrees) * 200).toBeCloseTo(Math.round(Number(degrees) * 200), 6)
    }
  }
  await tap(phone, /^淋浴/)
  await wait(
    phone,
    () => text(phone).includes('这一片没有能换电、淋浴的驿站，挪一挪试试') || undefined,
    'does not say that there is none',
  )
})

it('says why the phone gives no position, and goes on without', async () => {
  const phone = await openMap({ surroundings: { position: 'refused' } })
  await tap(phone, /^我的位置$/)
  await wait(
    phone,
    () => text(phone).includes('没有位置权限。可以在设置里打开，或挪地图自己找') || undefined,
    'does not say why',
  )
  await tap(phone, /^去设置$/)
  expect(phone.calls.filter(({ api }) => api === 'openSetting')).toHaveLength(1)
  expect(stationsOn(phone).length).toBeGreaterThan(0)
})
