import { http } from 'msw/core/http'
import { setupServer } from 'msw/node'
import { createTestApi, type TestApi } from '../support/api'
import { data } from '../support/fixtures'
import { renderedWorld } from './drivers/rendered'
import type { Phone } from './journey'

const minuteMs = 60_000
const texts: { phone: string; code: string }[] = []
const network = setupServer()
let api: TestApi
/** What the limiter makes one wait. */
let waitMs = 0
let world: ReturnType<typeof renderedWorld>
let phone: Phone

beforeAll(async () => {
  api = await createTestApi(data, {
    demo: false,
    clock: () => Date.now(),
    portsOver: () => ({
      limiter: { waiting: async () => 0, take: async (pace) => (pace === 'sms' ? waitMs : 0) },
      sms: { sendLoginCode: async (to, code) => void texts.push({ phone: to, code }) },
    }),
  })
  network.use(
    http.all('*/v1/*', async ({ request }) => {
      const { pathname, search } = new URL(request.url)
      const { method, headers } = request
      const body = method === 'GET' ? undefined : await request.text()
      return api.fetch(pathname + search, { method, headers, body })
    }),
  )
  network.listen({ onUnhandledRequest: 'error' })
})
afterAll(async () => {
  network.close()
  await api.drop()
})
beforeEach(async () => {
  texts.length = 0
  waitMs = 0
  world = renderedWorld()
  phone = await world.phone('骑手')
  await phone.tap('我的')
  await phone.tap('登录')
  await phone.see('用手机号登录')
})
afterEach(() => world.close())

/** Moves the clock of phone and server, until the test ends. */
const moveOn = (ms: number) => {
  const real = Date.now
  jest.spyOn(Date, 'now').mockImplementation(() => real() + ms)
}
const codeSent = async (number: string) => {
  await phone.type('手机号', number)
  await phone.tap('发验证码')
  await phone.see('发到你手机上了')
  return texts.at(-1)!.code
}

it('lets in by the code that was sent, and knows the number', async () => {
  const code = await codeSent('138 0013 8000')
  expect(texts).toEqual([{ phone: '13800138000', code }])
  await phone.read(/(\d\d) 秒后能再发/)
  await phone.type('验证码', code)
  await phone.tap('登录')
  await phone.see('138****8000', '退出登录')
  await phone.tap(/^登录过的手机/)
  await phone.see('这台', '只有这台登录着', '138****8000', '不用微信的时候，用它也能登录')
})

it('says at its own field what is wrong, and asks nobody for what cannot be right', async () => {
  await phone.tap('登录')
  await phone.see('请填手机号')
  await phone.type('手机号', '1380013800')
  await phone.dontSee('请填手机号')
  await phone.tap('发验证码')
  await phone.see('手机号是 11 位数字')
  await phone.type('手机号', '13800138001')
  await phone.tap('登录')
  await phone.see('请填短信里的 6 位数字')
  await phone.type('验证码', '12345')
  await phone.tap('登录')
  await phone.see('验证码是 6 位数字')
  expect(texts).toEqual([])
})

it('refuses a wrong code, keeps what was typed, and takes the right one after', async () => {
  const code = await codeSent('13800138002')
  await phone.type('验证码', code === '000000' ? '000001' : '000000')
  await phone.tap('登录')
  await phone.see('验证码不对，请核对')
  await phone.type('验证码', code)
  await phone.dontSee('验证码不对')
  await phone.tap('登录')
  await phone.see('138****8002')
})

it('says that a code has run out, keeps the number, and lets in by the next', async () => {
  const old = await codeSent('13800138003')
  moveOn(6 * minuteMs)
  await phone.type('验证码', old)
  await phone.tap('登录')
  await phone.see('验证码过期了，请重新要一个')
  await phone.tap('再发一次')
  await phone.dontSee('验证码过期了')
  await phone.read(/(\d\d) 秒后能再发/)
  expect(texts).toHaveLength(2)
  await phone.type('验证码', texts[1]!.code)
  await phone.tap('登录')
  await phone.see('138****8003')
})

it('says when to come back to who asks too often, and asks no more until then', async () => {
  waitMs = 45 * minuteMs
  await phone.type('手机号', '13800138004')
  await phone.tap('发验证码')
  await phone.see('点得太快了，45 分钟后再试', '45 分钟后能再发')
  waitMs = 0
  await phone.type('手机号', '13800138005')
  await phone.dontSee('点得太快了')
  await phone.tap('发验证码')
  await phone.see('发到你手机上了')
})

it('counts on where another phone has asked a moment ago, and keeps all of it on the way out and back', async () => {
  await codeSent('13800138006')
  await phone.back()
  await phone.tap('登录')
  await phone.see('发到你手机上了')
  await phone.read(/(\d\d) 秒后能再发/)
  const other = await world.phone('另一台')
  await other.tap('我的')
  await other.tap('登录')
  await other.type('手机号', '13800138006')
  await other.tap('发验证码')
  await other.see('刚发过一次，一分钟后再要')
  await other.read(/(\d\d) 秒后能再发/)
})
