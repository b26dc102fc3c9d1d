import { http } from 'msw/core/http'
import { setupServer } from 'msw/node'
import { identities } from '../../mock/data/personas'
import { dayOf, startOf } from '@/rules/shanghai'
import { createTestApi, type TestApi } from '../support/api'
import { data, plan } from '../support/fixtures'
import { renderedWorld } from './drivers/rendered'
import type { Phone } from './journey'
import { logIn, sayWhoIAm } from './steps'

jest.setTimeout(120_000)

const network = setupServer()
let api: TestApi
let world: ReturnType<typeof renderedWorld>

beforeEach(async () => {
  api = await createTestApi(data, { clock: () => Date.now() })
  network.use(
    http.all('*/v1/*', async ({ request }) => {
      const { pathname, search } = new URL(request.url)
      const { method, headers } = request
      const body = method === 'GET' ? undefined : await request.text()
      return api.fetch(pathname + search, { method, headers, body })
    }),
  )
  world = renderedWorld()
})
beforeAll(() => network.listen({ onUnhandledRequest: 'error' }))
afterAll(() => network.close())
afterEach(async () => {
  await world.close()
  network.resetHandlers()
  await api.drop()
  jest.restoreAllMocks()
})

const moveOn = (ms: number) => {
  const real = Date.now
  jest.spyOn(Date, 'now').mockImplementation(() => real() + ms)
}
/** Nobody was charged, and nothing waits to be paid. */
const expectNothing = async () => {
  const [found] = await api.asOwner<{ orders: number; payments: number }>(
    'SELECT (SELECT count(*)::int FROM aid_order) AS orders, (SELECT count(*)::int FROM aid_payment) AS payments',
  )
  expect(found).toEqual({ orders: 0, payments: 0 })
}

/** On the screen that shows the price once more. */
async function atPrice(persona = '网约车司机'): Promise<Phone> {
  const phone = await world.phone(persona)
  await logIn(phone, persona)
  await phone.tap('保障')
  await phone.tap(/^意外互助，/)
  await phone.tap('付 48 元参加')
  await phone.see('今天付，从')
  return phone
}
/** The same, of somebody who has said who he is. */
async function atPriceKnown(): Promise<Phone> {
  const phone = await world.phone('网约车司机')
  await logIn(phone, '网约车司机')
  await phone.tap(/^实名/)
  await sayWhoIAm(phone, identities.driver)
  await phone.tap('好了')
  await phone.tap('保障')
  await phone.tap(/^意外互助，/)
  await phone.tap('付 48 元参加')
  await phone.see('今天付，从')
  return phone
}

it.each([
  ['too young', '990001201201010018'],
  ['too old', '990001195001010015'],
])('says who is %s which ages may join, and charges nothing', async (_what, idNumber) => {
  const phone = await atPrice()
  await phone.tap('付 48 元参加')
  await phone.see('是谁参加？')
  await sayWhoIAm(phone, { name: '赵长山', idNumber })
  await phone.see('年龄不在范围里', '满 16 到 60 周岁可以参加', '没有扣钱')
  await expectNothing()
  await phone.tap('回保障')
  await phone.see('意外互助')
})

it('refuses the ID of somebody who has an account, says so at its field, and keeps the name', async () => {
  const owner = await world.phone('骑手')
  await logIn(owner, '骑手')
  await owner.tap(/^实名/)
  await sayWhoIAm(owner, identities.driver)
  await owner.see('实名好了')

  const phone = await atPrice()
  await phone.tap('付 48 元参加')
  await phone.see('是谁参加？')
  await sayWhoIAm(phone, identities.driver)
  await phone.see('这个身份已在别的账号实名', '找回账号')
  await expectNothing()
  // Only what was wrong is typed anew.
  await phone.type('身份证号', identities.trucker.idNumber)
  await phone.tap('确认是我')
  await phone.see('演示支付，不花真钱')
  await phone.tap('演示付款')
  await phone.see('参加好了', '赵*山')
})

it('shows a price that has run out anew, and goes on from there', async () => {
  const phone = await atPriceKnown()
  moveOn(31 * 60_000)
  await phone.tap('付 48 元参加')
  await phone.see('价格单过期，重新算过了，你付的没变')
  await expectNothing()
  await phone.tap('付 48 元参加')
  await phone.see('演示支付，不花真钱')
})

it('says how a price has changed between seeing and ordering', async () => {
  const phone = await atPriceKnown()
  await api.asOwner('UPDATE aid_plan SET price_fen = 13000 WHERE id = $1', [plan.id])
  await phone.tap('付 48 元参加')
  await phone.see('原来你付 48 元，现在付 58 元，请再看一眼')
  await phone.see('130 全价 − 72 工会补贴 = 58 你付（元）')
  await expectNothing()
})

it('says when the subsidy was used up between seeing and ordering', async () => {
  const phone = await atPriceKnown()
  await api.asOwner('UPDATE aid_subsidy SET budget_fen = 7200, left_fen = 0 WHERE plan_id = $1', [plan.id])
  await phone.tap('付 48 元参加')
  await phone.see('原来你付 48 元，现在付 120 元，请再看一眼')
  await phone.dontSee('工会补贴')
  await expectNothing()
  await phone.back()
  await phone.see('用完了')
})

it('says that a plan was closed between seeing and ordering', async () => {
  const phone = await atPriceKnown()
  await api.asOwner('UPDATE aid_plan SET open = false WHERE id = $1', [plan.id])
  await phone.tap('付 48 元参加')
  await phone.see('这项互助停止参加了', '没有扣钱', '12351')
  await expectNothing()
})

it('says whom a plan is for to whoever works as something else, and from when it is open', async () => {
  await api.asOwner(`UPDATE aid_plan SET occupations = '{trucker}' WHERE id = $1`, [plan.id])
  const phone = await world.phone('网约车司机')
  await logIn(phone, '网约车司机')
  await phone.tap('保障')
  await phone.see('给别的工种的', '给货车司机')
  await phone.tap(/^意外互助/)
  await phone.see('这项互助是给货车司机的，你登记的是网约车司机', '这些不赔')
  await phone.dontSee('付 48 元参加')
  await phone.back()

  const opens = new Date(Date.now() + 3 * 86_400_000)
  await api.asOwner(`UPDATE aid_plan SET occupations = '{}', opens_at = $2 WHERE id = $1`, [plan.id, opens])
  const other = await world.phone('路人')
  await other.tap('保障')
  await other.tap(/^意外互助，/)
  await other.see('起可以参加')
  await other.dontSee('付 48 元参加')
})

it('renews a term that is about to end, and gives back a payment when joining is taken back', async () => {
  const phone = await atPriceKnown()
  await phone.tap('付 48 元参加')
  await phone.tap('演示付款')
  await phone.tap('看我的保障')
  await phone.see('起可以续下一期', '48 元原路退回')
  // The year goes by, to twenty days before its end.
  const [from, to] = [-345, 20].map((days) => new Date(startOf(dayOf(Date.now()) + days)))
  await api.asOwner('UPDATE aid_policy SET in_force_from = $1, in_force_to = $2, cancel_by = $1', [from, to])
  await api.asOwner('UPDATE aid_cover SET until = $1', [to])
  moveOn(60_000)
  await phone.back()
  await phone.see('看我的保障')
  await phone.back()
  await phone.tap(/^我的凭证/)
  await phone.see('续下一期', '接上，不用等到期')
  await phone.dontSee('不想要了，退出')
  await phone.tap('续下一期，付 48 元参加')
  await phone.see('今天付，从')
  await phone.tap('付 48 元参加')
  await phone.tap('演示付款')
  await phone.see('参加好了')
  await phone.tap('看我的保障')
  await phone.see('0 点开始保障')
  await phone.tap(/^不想要了，退出/)
  await phone.see('退出后没有保障', '你付的 48 元原路退回')
  await phone.tap('不退了，留着')
  await phone.dontSee('退出后没有保障')
  await phone.tap(/^不想要了，退出/)
  await phone.tap('确定退出')
  await phone.see('已退出', '48 元退好了')
})
