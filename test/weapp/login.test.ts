import { randomBytes } from 'node:crypto'
import { createWechatLogin } from '../../server/adapters/wechat-login'
import { phoneOf } from '../journeys/drivers/weapp'
import type { Phone } from '../journeys/journey'
import { createTestApi, type TestApi } from '../support/api'
import { data } from '../support/fixtures'
import { createWechatStandIn, type WechatStandIn } from '../support/wechat-stand-in'
import { waitUntil } from '../support/wait-until'
import { weappDist } from './build-weapp'
import { attribute, elementsOf } from './runtime/nodes'
import { WeappPhone } from './runtime/phone'

const keys = { pepper: randomBytes(32), identity: randomBytes(32), voucher: randomBytes(32) }
let wechat: WechatStandIn
let api: TestApi
const phones: WeappPhone[] = []
beforeAll(async () => {
  wechat = await createWechatStandIn()
  api = await createTestApi(data, {
    demo: false,
    clock: () => Date.now(),
    portsOver: (database) => ({
      keys,
      wechat: createWechatLogin({
        appid: wechat.appid,
        secret: wechat.secret,
        api: wechat.url,
        database,
        keys,
        random: (bytes) => new Uint8Array(randomBytes(bytes)),
        clock: () => Date.now(),
        timeoutMs: 1_000,
        pausesMs: [1, 1],
      }),
    }),
  })
})
afterEach(() => {
  for (const phone of phones.splice(0)) {
    phone.close()
    phone.faults.assertNone()
  }
})
afterAll(async () => {
  await api.drop()
  await wechat.close()
})

/** A phone whose WeChat is this user's, on the login screen. */
async function atLogin(openid: string): Promise<[Phone, WeappPhone]> {
  const weapp = new WeappPhone({
    dist: weappDist,
    server: async (request) => {
      const { pathname, search } = new URL(request.url)
      const { method, headers } = request
      const body = method === 'GET' ? undefined : await request.text()
      return api.fetch(pathname + search, { method, headers, body })
    },
    surroundings: { loginCode: () => wechat.loginCode(openid) },
  })
  phones.push(weapp)
  const phone = phoneOf(weapp, openid)
  await waitUntil('the first page', () => weapp.stack.length > 0)
  await phone.tap('我的')
  await phone.tap('登录')
  await phone.see('登录后能领福利')
  return [phone, weapp]
}

/** Taps WeChat's own button, which answers with this. */
function tapPhoneButton(weapp: WeappPhone, answer: { code?: string; errMsg: string }): void {
  const button = elementsOf(weapp.screen).find((it) => attribute(it, 'openType') === 'getPhoneNumber')
  if (!button) throw new Error('There is no button for the phone number')
  expect(weapp.send(button, 'getphonenumber', answer)).toBe(1)
}

it('logs in by one tap, and again on the next phone to the same account', async () => {
  const [phone, weapp] = await atLogin('openid-1')
  await phone.tap('微信登录')
  await phone.see('微信用户', '退出登录')
  expect(weapp.calls.filter(({ api: it }) => it === 'login')).toHaveLength(1)
  const [other] = await atLogin('openid-1')
  await other.tap('微信登录')
  await other.tap(/^登录过的手机/)
  await other.see('这台', '让它退出')
})

it('says why WeChat let nobody in, and does with the next tap', async () => {
  const [phone] = await atLogin('openid-2')
  wechat.failNext('/sns/jscode2session', { errcode: 40029, errmsg: 'invalid code' })
  await phone.tap('微信登录')
  await phone.see('这次登录过期了，请再点一次')
  await phone.tap('微信登录')
  await phone.see('微信用户')
})

it('offers the phone number as another way, and back', async () => {
  const [phone] = await atLogin('openid-3')
  await phone.tap('用手机号登录')
  await phone.type('手机号', '13800138000')
  await phone.tap('发验证码')
  await phone.see('现在不能用手机号登录')
  await phone.tap('还是用微信登录')
  await phone.tap('微信登录')
  await phone.see('微信用户')
})

it('binds the number that WeChat gives to who wants to, and nothing where he says no', async () => {
  const [phone, weapp] = await atLogin('openid-4')
  await phone.tap('微信登录')
  await phone.tap(/^登录过的手机/)
  await phone.see('没有绑定', '绑不绑都行', '绑定手机号')
  const asked = wechat.calls('/wxa/business/getuserphonenumber')
  tapPhoneButton(weapp, { errMsg: 'getPhoneNumber:fail user deny' })
  tapPhoneButton(weapp, { errMsg: 'getPhoneNumber:fail no permission' })
  await phone.see('没有拿到手机号，请再点一次')
  expect(wechat.calls('/wxa/business/getuserphonenumber')).toBe(asked)
  tapPhoneButton(weapp, { code: wechat.phoneCode('13800138000'), errMsg: 'getPhoneNumber:ok' })
  await phone.see('138****8000', '换成微信里的手机号')
  await phone.dontSee('没有拿到手机号')

  const [other, otherWeapp] = await atLogin('openid-5')
  await other.tap('微信登录')
  await other.tap(/^登录过的手机/)
  await other.see('没有绑定')
  tapPhoneButton(otherWeapp, { code: wechat.phoneCode('13800138000'), errMsg: 'getPhoneNumber:ok' })
  await other.see('这个手机号已在别的账号上，请用它登录')
})

it('shows the devices without signal, with how old that is, and ends none then', async () => {
  const [phone] = await atLogin('openid-6')
  await phone.tap('微信登录')
  await phone.see('退出登录')
  const [own, weapp] = await atLogin('openid-6')
  await own.tap('微信登录')
  await own.tap(/^登录过的手机/)
  await own.see('这台', '让它退出')
  weapp.network.online = false
  await own.tap(/^让.+退出$/)
  await own.tap('确定让它退出')
  await own.see('那台还登录着', '让它退出')
  await own.back()
  await own.tap(/^登录过的手机/)
  await own.see('没信号 · 这是', '这台', '让它退出')
  weapp.network.online = true
  await own.tap('重试')
  await own.dontSee('没信号')
  await own.tap(/^让.+退出$/)
  await own.tap('确定让它退出')
  await own.see('只有这台登录着')
  await phone.tap(/^登录过的手机/)
  await phone.see('这台手机退出了')
})
