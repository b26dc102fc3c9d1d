import { randomBytes } from 'node:crypto'
import { createWechatLogin } from '../../server/adapters/wechat-login'
import { createWechatPay } from '../../server/adapters/wechat-pay'
import { certificateKey, merchantKey } from '../../server/adapters/wechat-pay-keys'
import { phoneOf } from '../journeys/drivers/weapp'
import type { Phone } from '../journeys/journey'
import { createTestApi, type TestApi } from '../support/api'
import { data } from '../support/fixtures'
import { waitUntil } from '../support/wait-until'
import { createWechatPayStandIn, type WechatPayStandIn } from '../support/wechat-pay-stand-in'
import { createWechatStandIn, type WechatStandIn } from '../support/wechat-stand-in'
import { weappDist } from './build-weapp'
import { WeappPhone } from './runtime/phone'
import type { PaymentAsked, Surroundings } from './runtime/surroundings'

jest.setTimeout(120_000)

const keys = { pepper: randomBytes(32), identity: randomBytes(32), voucher: randomBytes(32) }
const random = (bytes: number) => new Uint8Array(randomBytes(bytes))
/** Ahead of the machine's clock, for phone, server and WeChat. */
let ahead = 0
const clock = () => Date.now() + ahead
let wechat: WechatStandIn
let bank: WechatPayStandIn
let api: TestApi
const phones: WeappPhone[] = []

beforeAll(async () => {
  ;[wechat, bank] = await Promise.all([createWechatStandIn(), createWechatPayStandIn(clock)])
  api = await createTestApi(data, {
    demo: false,
    idRegions: new Set(['99']),
    clock,
    portsOver: (database) => ({
      keys,
      wechat: createWechatLogin({
        appid: wechat.appid,
        secret: wechat.secret,
        api: wechat.url,
        database,
        keys,
        random,
        clock,
        timeoutMs: 1_000,
        pausesMs: [1],
      }),
      payments: createWechatPay({
        appid: bank.appid,
        mchid: bank.mchid,
        serial: bank.serial,
        key: merchantKey(bank.merchantKey),
        apiv3Key: Buffer.from(bank.apiv3Key),
        platform: [certificateKey(bank.certificate)],
        noticesAt: 'https://nuanxin.example/v1/payments/wechat/notices',
        api: bank.url,
        clock,
        random,
        timeoutMs: 1_000,
        pausesMs: [1],
      }),
    }),
  })
})
afterEach(() => {
  for (const phone of phones.splice(0)) {
    phone.close()
    phone.faults.assertNone()
  }
  ahead = 0
})
afterAll(async () => {
  await api.drop()
  await Promise.all([wechat.close(), bank.close()])
})

let people = 0
/** ID numbers of region 99, nobody's. */
const idNumbers = ['990001199001010013', '990001198801010025', '990001199503160011', '990001199811220039']

/** A phone on which somebody has logged in by WeChat, seen the price, and said who he is: the window opens next. */
async function atPayment(pay: Surroundings['pay']): Promise<[Phone, WeappPhone]> {
  const who = people++
  const weapp = new WeappPhone({
    dist: weappDist,
    clock,
    server: async (request) => {
      const { pathname, search } = new URL(request.url)
      const { method, headers } = request
      const body = method === 'GET' ? undefined : await request.text()
      return api.fetch(pathname + search, { method, headers, body })
    },
    surroundings: { loginCode: () => wechat.loginCode(`openid-${who}`), pay },
  })
  phones.push(weapp)
  const phone = phoneOf(weapp, `第 ${who} 位司机`)
  await waitUntil('the first page', () => weapp.stack.length > 0)
  await phone.tap('我的')
  await phone.tap('登录')
  await phone.tap('微信登录')
  await phone.see('微信用户')
  await phone.tap('保障')
  await phone.tap(/^意外互助，/)
  await phone.tap('付 48 元参加')
  await phone.see('今天付，从')
  await phone.tap('付 48 元参加')
  await phone.see('是谁参加？')
  await phone.tap('我看过了，同意')
  await phone.type('姓名', '赵长山')
  await phone.type('身份证号', idNumbers[who] ?? '')
  await phone.tap('确认是我')
  return [phone, weapp]
}

/** Opens as WeChat does: only for an order that is open, and signed by the merchant. */
function opens(asked: PaymentAsked): string {
  const number = bank.windowOf(asked)
  if (number === undefined) throw new Error('WeChat refuses to open this window')
  return number
}
const told = (number: string) => {
  const { headers, body } = bank.paymentNotice(number)
  return api.fetch('/v1/payments/wechat/notices', { method: 'POST', headers, body })
}
const windows = (weapp: WeappPhone) => weapp.calls.filter((it) => it.api === 'requestPayment').length

it('pays in WeChat’s window, and says so when the server knows', async () => {
  const [phone, weapp] = await atPayment((asked) => {
    const number = opens(asked)
    bank.pay(number)
    void told(number)
    return 'paid'
  })
  await phone.see('参加好了', '0 点开始')
  expect(windows(weapp)).toBe(1)
  await phone.tap('看我的保障')
  await phone.see('赵*山', '你付了 48 元')
})

it('charges nobody who closes the window, keeps the order, and opens it again for the next tap', async () => {
  let pays = false
  const [phone, weapp] = await atPayment((asked) => {
    const number = opens(asked)
    if (!pays) return 'closed'
    bank.pay(number)
    void told(number)
    return 'paid'
  })
  await phone.see('还没付成', '没有收到你的付款', '再付一次也不会重复扣')
  await phone.tap('先不参加')
  // It is there to come back to.
  await phone.see('意外互助，还没付好', '48 元 · 留到')
  await phone.tap(/^意外互助，还没付好/)
  await phone.see('还没付成')
  pays = true
  await phone.tap('再付一次')
  await phone.see('参加好了')
  expect(windows(weapp)).toBe(2)
  expect(bank.calls.filter((it) => it.path.endsWith('/jsapi')).length).toBe(people)
})

it('asks when the window never answers: the app comes back, waits honestly, and finds what was paid', async () => {
  let number = ''
  const [phone, weapp] = await atPayment((asked) => {
    number = opens(asked)
    return 'silence'
  })
  await phone.see('在微信里付款', '付 48 元')
  await waitUntil('the window', () => number !== '')
  weapp.hide()
  weapp.show()
  await phone.see('正在等付款结果', '先别再付', '还不知道付没付成')
  await phone.see('还没付成')
  // Paid after all, and the notice is lost: whoever comes back to the app finds it, by the server's asking.
  bank.pay(number)
  ahead += 11_000
  weapp.hide()
  weapp.show()
  await phone.see('参加好了')
  expect(windows(weapp)).toBe(1)
})

it('says why the window did not open, and that an order has run out', async () => {
  bank.failNext('/jsapi', { status: 500, code: 'SYSTEM_ERROR' }, { status: 500, code: 'SYSTEM_ERROR' })
  const [phone, weapp] = await atPayment((asked) => {
    opens(asked)
    return { fails: '支付验证签名失败' }
  })
  await phone.see('微信支付暂时没有回应', '还没付成')
  expect(windows(weapp)).toBe(0)
  await phone.tap('再付一次')
  await waitUntil('the window', () => windows(weapp) === 1)
  await phone.see('正在等付款结果')
  await phone.see('还没付成', '没有收到你的付款')
  ahead += 31 * 60_000
  await phone.tap('再付一次')
  await phone.see('订单过期了', '重新参加不用再填身份')
  await phone.tap('重新参加')
  await phone.see('今天付，从', '付 48 元参加')
})
