import { weappWorld } from '../journeys/drivers/weapp'
import { logIn } from '../journeys/steps'
import { weappDist } from './build-weapp'
import { type ServedDemo, serveDemo } from './served-demo'

let api: ServedDemo
beforeAll(async () => {
  api = await serveDemo()
})
afterAll(() => api.drop())

it('drops the phone’s position once its use is no longer agreed to, and asks for it no more until a tap agrees anew', async () => {
  const world = weappWorld({ dist: weappDist, server: api.server })
  try {
    const phone = await world.phone('骑手')
    const [weapp] = world.phones
    if (!weapp) throw new Error('There is no phone')
    const asked = () => weapp.calls.filter((it) => it.api === 'getLocation').length
    await phone.tap('用我的位置')
    await phone.see('我的位置附近')
    expect(asked()).toBe(1)

    await logIn(phone, '骑手')
    await phone.tap(/^隐私/)
    await phone.tap(/^同意过什么/)
    await phone.tap(/^用你手机的位置/)
    await phone.tap('同意')
    await phone.see('同意了，随时能撤回')
    await phone.tap(/^用你手机的位置/)
    await phone.tap('撤回同意')
    await phone.see('撤回了，已经生效')

    await phone.back()
    await phone.back()
    await phone.tap('驿站')
    await phone.see('这不是你的位置')
    await phone.dontSee('我的位置附近')
    const before = asked()
    weapp.hide()
    weapp.show()
    await phone.tap('福利')
    await phone.see('今天能领')
    expect(asked()).toBe(before)

    // A tap on the map agrees as well.
    await phone.tap('驿站')
    await phone.tap('看地图')
    await phone.tap('我的位置')
    await phone.back()
    await phone.see('我的位置附近')
    await phone.tap('我的')
    await phone.tap(/^隐私/)
    await phone.tap(/^同意过什么/)
    await phone.tap(/^用你手机的位置/)
    await phone.tap('撤回同意')
    await phone.see('撤回了，已经生效')
  } finally {
    world.close()
  }
})
