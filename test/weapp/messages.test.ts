import { weappWorld } from '../journeys/drivers/weapp'
import { logIn } from '../journeys/steps'
import type { Notices } from '../../server/ports'
import { weappDist } from './build-weapp'
import { type ServedDemo, serveDemo } from './served-demo'

const notices: Notices = {
  templates: [
    { kind: 'expiring', templateId: 'template-expiring' },
    { kind: 'redeemed', templateId: 'template-redeemed' },
    { kind: 'ready', templateId: 'template-ready' },
  ],
  send: async () => undefined,
}
let api: ServedDemo
beforeAll(async () => {
  api = await serveDemo(Date.now, { ports: { notices } })
})
afterAll(() => api.drop())

const offer = '快到期、领走时，微信告诉我'
const asked = (world: ReturnType<typeof weappWorld>) =>
  world.phones[0]?.calls.filter((it) => it.api === 'requestSubscribeMessage').map((it) => it.option)

it('offers messages once something is claimed, asks WeChat within the tap, and under a consent', async () => {
  const world = weappWorld({ dist: weappDist, server: api.server })
  try {
    const rider = await world.phone('骑手')
    const [phone] = world.phones
    await logIn(rider, '骑手')
    await rider.tap('福利')
    await rider.tap('温暖大礼包，去领')
    await rider.tap('领取')
    await rider.see('是你的了', offer)
    expect(asked(world)).toEqual([])

    // He reads what it is for, and changes his mind in WeChat's own question.
    await rider.tap(offer)
    if (phone) phone.surroundings.messages = 'reject'
    await rider.tap('同意，打开')
    await rider.see('没有打开')
    if (phone) phone.surroundings.messages = 'accept'
    await rider.tap(offer)
    await rider.tap('同意，打开')
    await rider.see('到时候微信告诉你')
    await rider.dontSee(offer)
    expect(asked(world)).toEqual([
      { tmplIds: ['template-expiring', 'template-redeemed'] },
      { tmplIds: ['template-expiring', 'template-redeemed'] },
    ])

    // With the consent given there is nothing to read any more.
    await rider.back()
    await rider.see('公开账目')
    await rider.back()
    await rider.tap('福利')
    await rider.tap(/^手织围巾(?!，)/)
    await rider.tap('报名抽签')
    await rider.see('报上名了')
    await rider.tap('中了，微信告诉我')
    await rider.see('到时候微信告诉你')
    expect(asked(world)?.[2]).toEqual({ tmplIds: ['template-ready'] })
  } finally {
    world.close()
  }
  expect(api.faults).toEqual([])
})
