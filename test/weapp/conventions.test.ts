import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { sceneOf } from '@/rules/link'
import { demoData } from '../../mock/data/demo-data'
import { until } from '../journeys/journey'
import { weappDist } from './build-weapp'
import { type Element, attribute, elementsOf, handlerOf, nameOf, textsOf } from './runtime/nodes'
import { type PhoneOptions, WeappPhone } from './runtime/phone'
import { Storage } from './runtime/storage'
import { type ServedDemo, serveDemo } from './served-demo'

const { stations, campaigns } = demoData(Date.now())
const station = { id: stations[0]?.id ?? '', name: stations[0]?.name ?? '' }
const campaign = { id: campaigns[0]?.id ?? '', title: campaigns[0]?.title ?? '' }
const detail = { station: 'pages/station/detail/index', campaign: 'pages/campaign/detail/index' }
const home = 'pages/stations/index'
const arrived = 'pages/station/arrived/index'

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

function open(options: Partial<PhoneOptions> = {}): WeappPhone {
  const phone = new WeappPhone({ dist: weappDist, server: api.server, ...options })
  phones.push(phone)
  return phone
}

const text = (phone: WeappPhone) => (phone.stack.length > 0 ? textsOf(phone.screen).join('\n') : '')
const sees = (phone: WeappPhone, words: string) =>
  until(
    () => text(phone).includes(words) || undefined,
    `does not see ${words}`,
    () => text(phone),
  )
const find = (phone: WeappPhone, look: (element: Element) => boolean, what: string) =>
  until(
    () => (phone.stack.length > 0 ? elementsOf(phone.screen).find(look) : undefined),
    `there is no ${what}`,
    () => text(phone),
  )
const tap = async (phone: WeappPhone, name: string) =>
  phone.tap(
    await find(phone, (it) => handlerOf(it, 'tap') !== undefined && nameOf(it).startsWith(name), name),
  )
const called = (phone: WeappPhone, api: string) => phone.calls.filter((it) => it.api === api)
const toTab = async (phone: WeappPhone, tab: string) => {
  await tap(phone, tab)
  await find(phone, (it) => nameOf(it) === `${tab}，已选`, `tab ${tab}`)
}
const hasArrived = (phone: WeappPhone) =>
  until(
    () => phone.stack.at(-1) === arrived || undefined,
    'not arrived',
    () => text(phone),
  )

describe('what opens the app', () => {
  const link = (letter: string, id: string) => encodeURIComponent(`https://nuanxin.example/${letter}/${id}`)

  it.each([
    ['a round code of a station', detail.station, { scene: sceneOf({ kind: 'station', id: station.id }) }],
    ['a plain link to a station', detail.station, { q: link('s', station.id) }],
    ['a round code that names no page', home, { scene: sceneOf({ kind: 'station', id: station.id }) }],
    ['a plain link that leads to the first tab', home, { q: link('s', station.id) }],
  ])('%s tells that one has come to the station', async (_what, at, query) => {
    const phone = open({ enter: { path: at, query: query, scene: 1047 } })
    await sees(phone, station.name)
    await hasArrived(phone)
  })

  it.each([
    ['a round code', { scene: sceneOf({ kind: 'campaign', id: campaign.id }) }],
    ['a plain link', { q: link('c', campaign.id) }],
  ])('%s of a campaign opens the campaign', async (_what, query) => {
    const phone = open({
      enter: { path: detail.campaign, query: query, scene: 1011 },
    })
    await sees(phone, campaign.title)
  })

  it('leaves one that leads nowhere at the first tab', async () => {
    const phone = open({ enter: { path: home, query: { q: link('v', 'NX1.4821093755') }, scene: 1011 } })
    await find(phone, (it) => nameOf(it).startsWith('去'), 'a station')
    expect(phone.stack).toEqual([home])
  })

  it('reads a round code by its own scan button', async () => {
    const scanned = `${detail.station}?scene=${sceneOf({ kind: 'station', id: station.id })}`
    const phone = open({ surroundings: { scanned } })
    await tap(phone, '扫码')
    // The first tab may name it as well.
    await hasArrived(phone)
    await sees(phone, station.name)
    expect(phone.stack).toEqual([home, arrived])
  })
})

describe('what is passed on', () => {
  it('is a station or a campaign by its public id, and nothing of who passes it on', async () => {
    const onStation = open({ enter: { path: detail.station, query: { id: station.id } } })
    await sees(onStation, station.name)
    expect(onStation.share()).toEqual({
      title: expect.stringContaining(station.name) as string,
      path: `/${detail.station}?id=${station.id}`,
      imageUrl: '/share.png',
    })
    const onCampaign = open({
      enter: { path: detail.campaign, query: { id: campaign.id, stationId: station.id } },
    })
    await sees(onCampaign, campaign.title)
    expect(onCampaign.share()).toEqual({
      title: campaign.title,
      path: `/${detail.campaign}?id=${campaign.id}`,
      imageUrl: '/share.png',
    })
  })

  it('shows a picture of ours, not of the screen', () => {
    expect(existsSync(path.join(weappDist, 'share.png'))).toBe(true)
  })

  it('is the first tab from the others', async () => {
    const phone = open()
    for (const tab of ['驿站', '福利', '保障', '我的']) {
      await toTab(phone, tab)
      expect(phone.share()).toMatchObject({ path: `/${home}`, imageUrl: '/share.png' })
    }
  })

  it.each(['pages/voucher/show/index', 'pages/voucher/wallet/index', 'pages/account/privacy/index'])(
    'is never %s',
    async (page) => {
      const phone = open({ enter: { path: page } })
      await until(
        () => phone.stack.length > 0 || undefined,
        'nothing opens',
        () => text(phone),
      )
      expect(phone.share()).toBeUndefined()
    },
  )
})

describe('the window', () => {
  const json = (file: string) =>
    JSON.parse(readFileSync(path.join(weappDist, file), 'utf8')) as Record<string, Record<string, string>>

  it('has every colour in both themes', () => {
    const named = [...JSON.stringify(json('app.json')).matchAll(/"@(\w+)"/g)].map(([, name]) => name)
    expect(named.length).toBeGreaterThan(0)
    const { light = {}, dark = {} } = json('theme.json')
    expect(Object.keys(light).sort()).toEqual(Object.keys(dark).sort())
    for (const name of named) expect(light).toHaveProperty(name as string)
  })

  it('is painted by us where the app is drawn in another theme than the phone', async () => {
    const storage = new Storage()
    storage.set('preferences', JSON.stringify(JSON.stringify({ theme: 'dark', elder: false })))
    const phone = open({ storage })
    await until(
      () => called(phone, 'setNavigationBarColor')[0],
      'not painted',
      () => text(phone),
    )
    expect(called(phone, 'setNavigationBarColor')[0]?.option).toMatchObject({ frontColor: '#ffffff' })
  })

  it('is left to WeChat otherwise', async () => {
    const phone = open({ surroundings: { theme: 'dark' } })
    await find(phone, (it) => nameOf(it).startsWith('去'), 'a station')
    expect(called(phone, 'setNavigationBarColor')).toEqual([])
  })

  /** Elder mode, which large sizes bring by themselves, draws at 1.3 already. */
  it.each([
    [14, 'usual', undefined],
    [16, 'usual', undefined],
    [20, 'usual', '1.25'],
    [23, 'elder', '1.11'],
    [32, 'elder', '1.54'],
    [48, 'elder', '2'],
  ])('follows WeChat’s text size of %i px', async (fontSizeSetting, mode, scale) => {
    const phone = open({ surroundings: { fontSizeSetting } })
    const classesOf = (it: Element) => (attribute(it, 'class') ?? '').split(' ')
    const root = await find(phone, (it) => classesOf(it).includes('th'), 'root')
    expect(classesOf(root).includes('elder')).toBe(mode === 'elder')
    expect(/--k: ([\d.]+)/.exec(attribute(root, 'style') ?? '')?.[1]).toBe(scale)
  })

  it.each([
    [{ statusBarPx: 47, capsule: { top: 51, width: 87, height: 32, marginRight: 7 } }, 47, 40, 94],
    [
      { statusBarPx: 20, capsule: { top: 26, width: 87, height: 32, marginRight: 10 }, width: 320 },
      20,
      44,
      97,
    ],
  ])('keeps the header clear of the capsule', async (surroundings, top, height, right) => {
    const phone = open({ surroundings })
    const styleOf = async (name: string) =>
      attribute(
        await find(phone, (it) => (attribute(it, 'class') ?? '').split(' ').includes(name), name),
        'style',
      )
    expect(await styleOf('hd')).toContain(`padding-top: ${top}px`)
    expect(await styleOf('hd-bar')).toContain(`min-height: ${height}px`)
    expect(await styleOf('hd-bar')).toContain(`padding-right: ${right}px`)
  })

  it('can be pulled down on every tab, and lets go', async () => {
    const phone = open()
    for (const [i, tab] of ['驿站', '福利', '保障', '我的'].entries()) {
      await toTab(phone, tab)
      phone.pullDown()
      await until(
        () => called(phone, 'stopPullDownRefresh').length > i || undefined,
        `${tab} is held down`,
        () => text(phone),
      )
    }
  })
})

describe('what WeChat or the user may refuse', () => {
  const askForPosition = async (phone: WeappPhone) => {
    await find(phone, (it) => nameOf(it).startsWith('去'), 'a station')
    await tap(phone, '用我的位置')
  }
  const chooseByHand = async (phone: WeappPhone) => {
    await sees(phone, '没有位置权限')
    await tap(phone, '海港区 · 海阳路')
    await sees(phone, '海港区 · 海阳路')
    expect(called(phone, 'getLocation')).toEqual([])
  }

  it('asks for leave before the first thing that is private, and goes on', async () => {
    const phone = open({ surroundings: { privacy: 'asked' } })
    await askForPosition(phone)
    await sees(phone, '先问你一声')
    expect(called(phone, 'getLocation')).toEqual([])
    const agree = await find(
      phone,
      (it) => attribute(it, 'openType') === 'agreePrivacyAuthorization',
      'button',
    )
    phone.send(agree, 'agreeprivacyauthorization')
    await sees(phone, '我的位置附近')
    expect(text(phone)).not.toContain('先问你一声')
  })

  it('goes on by hand where the user does not agree to the privacy terms', async () => {
    const phone = open({ surroundings: { privacy: 'asked' } })
    await askForPosition(phone)
    await tap(phone, '不同意')
    await chooseByHand(phone)
  })

  it('goes on by hand where the position is refused, and shows where that can be taken back', async () => {
    const phone = open({ surroundings: { position: 'refused' } })
    await askForPosition(phone)
    await sees(phone, '没有位置权限')
    await tap(phone, '去设置')
    await until(
      () => called(phone, 'openSetting')[0],
      'no settings',
      () => text(phone),
    )
    await chooseByHand(phone)
  })

  it('says so where there is no camera', async () => {
    const phone = open({ surroundings: { camera: 'refused' } })
    await tap(phone, '扫码')
    await sees(phone, '用不了相机')
  })
})
