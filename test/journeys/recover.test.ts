import { http } from 'msw/core/http'
import { setupServer } from 'msw/node'
import { handlersOf } from '../../mock/handlers'
import { createDemoApi, type DemoApi } from '../support/demo-api'
import { renderedWorld } from './drivers/rendered'
import { type Phone, squeezed } from './journey'
import { logIn } from './steps'

const minuteMs = 60_000
const identity = { name: '王小明', number: '990001199503160011' }

let api: DemoApi
const network = setupServer()
let world: ReturnType<typeof renderedWorld>
beforeEach(async () => {
  api = await createDemoApi(() => Date.now())
  network.use(...handlersOf(api.app))
  network.listen({ onUnhandledRequest: 'error' })
  world = renderedWorld()
})
afterEach(async () => {
  await world.close()
  network.resetHandlers()
  network.close()
  await api.drop()
})

async function sayWho(phone: Phone): Promise<void> {
  await phone.tap('我看过了，同意')
  await phone.type('姓名', identity.name)
  await phone.type('身份证号', identity.number)
}

/** The rider is verified on the phone that he will lose. */
async function verified(): Promise<Phone> {
  const lost = await world.phone('旧手机')
  await logIn(lost, '骑手')
  await lost.tap(/^实名/)
  await sayWho(lost)
  await lost.tap('确认是我')
  await lost.see('实名好了')
  return lost
}

/** A new phone that waits for a clerk. */
async function asking(): Promise<{ found: Phone; code: string }> {
  const found = await world.phone('新手机')
  await found.tap('我的')
  await found.tap('登录')
  await found.tap('手机丢了，找回账号')
  await found.tap('登录')
  await found.tap('快递员')
  await sayWho(found)
  await found.tap('要找回码')
  await found.see('给驿站工作人员看')
  return { found, code: squeezed(await found.read(/[0-9A-Z]{4}\n[0-9A-Z]{4}\n[0-9A-Z]{4}/)) }
}

async function checking(code: string): Promise<Phone> {
  const clerk = await world.phone('驿站员')
  await logIn(clerk, '驿站员')
  await clerk.tap(/^工作台/)
  await clerk.tap('建设大街骑手驿站')
  await clerk.tap(/^有人手机丢了/)
  await clerk.type('或者照着填', code)
  await clerk.tap('看看是谁')
  return clerk
}

it('says that a code has run out, to both, and gives another', async () => {
  await verified()
  const { found, code } = await asking()
  const real = Date.now
  jest.spyOn(Date, 'now').mockImplementation(() => real() + 31 * minuteMs)
  document.dispatchEvent(new Event('visibilitychange'))
  await found.see('找回码过期了，再填一次就有新的')
  const clerk = await checking(code)
  await clerk.see('找回码不对、用过了或过期了')
  await sayWho(found)
  await found.tap('要找回码')
  await found.see('给驿站工作人员看')
})

it('keeps the code while one looks elsewhere, and gives another on request, which ends the first', async () => {
  await verified()
  const { found, code } = await asking()
  await found.back()
  await found.tap('退出登录')
  await found.tap('先不退')
  await found.tap(/^实名/)
  await sayWho(found)
  await found.tap('确认是我')
  await found.see('这个身份已在别的账号实名', '以前的账号能找回来')
  await found.tap('找回账号')
  await found.see('给驿站工作人员看')
  expect(squeezed(await found.read(/[0-9A-Z]{4}\n[0-9A-Z]{4}\n[0-9A-Z]{4}/))).toBe(code)
  // What was typed is still there.
  await found.tap('重新填')
  await found.tap('要找回码')
  await found.see('给驿站工作人员看')
  const clerk = await checking(code)
  await clerk.see('找回码不对、用过了或过期了')
})

it('sends a clerk whose network broke off to the new phone, which knows', async () => {
  await verified()
  const { found, code } = await asking()
  const clerk = await checking(code)
  network.use(
    http.post(
      '*/v1/recoveries',
      async ({ request }) => {
        await api.app.fetch(request)
        return Response.error()
      },
      { once: true },
    ),
  )
  await clerk.tap('我看过原件，是他本人')
  await clerk.tap('确认，账号给他')
  await clerk.see('没信号')
  await clerk.tap('确认，账号给他')
  await clerk.see('看他的新手机')
  await found.see('账号回来了', '王*明')
})

it('has nothing to bring back to an account that was verified before', async () => {
  const rider = await verified()
  await rider.tap('好了')
  await rider.tap('退出登录')
  await rider.tap('确定退出')
  await rider.tap('登录')
  await rider.tap('手机丢了，找回账号')
  await rider.tap('登录')
  await rider.tap('骑手')
  await rider.see('这个账号就是你的', '王*明，已实名')
})
