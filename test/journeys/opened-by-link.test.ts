import { setupServer } from 'msw/node'
import { urlOf } from '@/platform/navigate'
import { handlersOf } from '../../mock/handlers'
import { createDemoApi, type DemoApi } from '../support/demo-api'
import { renderedWorld } from './drivers/rendered'

let api: DemoApi
const network = setupServer()
let world: ReturnType<typeof renderedWorld>
beforeAll(async () => {
  api = await createDemoApi()
  network.use(...handlersOf(api.app))
  network.listen({ onUnhandledRequest: 'error' })
})
afterAll(async () => {
  network.close()
  await api.drop()
})
beforeEach(() => {
  world = renderedWorld()
})
afterEach(() => world.close())

const admins = ['这里是管理员用的', '你的账号不是管理员', '邀请人', '待办'] as const
const clerks = [
  '这里是驿站人员用的',
  '你的账号不是驿站工作人员',
  '扫券',
  '扫找回码',
  '给来领的人扫',
  '没有人报缺货',
] as const

describe.each([
  ['人员', urlOf('staff'), admins],
  ['邀请人', urlOf('invite'), admins],
  ['入会申请', urlOf('unionCases'), admins],
  ['工作台', urlOf('desk'), clerks],
  ['手机丢了', urlOf('recoveryCheck'), clerks],
  ['到站码', urlOf('presence'), clerks],
  ['有人说没有货', urlOf('missing'), clerks],
] as const)('%s, opened by a link', (title, link, [whose, notYours, ...inside]) => {
  // A screen may be called as what is on it.
  const behind = inside.filter((it) => it !== title)

  it('tells a guest whose it is, and a worker who logs in that it is not his', async () => {
    const phone = await world.phone('路人', link)
    await phone.see('还没登录', whose)
    await phone.dontSee(...behind)
    await phone.tap('去登录')
    await phone.tap('骑手')
    await phone.see(title, whose, notYours)
    await phone.dontSee(...behind)
    await phone.tap('回去')
    await phone.see('驿站')
    await phone.dontSee(notYours)
  })
})

it.each([
  ['管理员', urlOf('desk'), '你的账号不是驿站工作人员'],
  ['驿站员', urlOf('staff'), '你的账号不是管理员'],
])('%s finds the other’s screen closed', async (persona, link, notYours) => {
  const phone = await world.phone(persona, link)
  await phone.tap('去登录')
  await phone.tap(persona)
  await phone.see(notYours)
})

it('我的权益 asks a guest who he is, and shows him his own', async () => {
  const phone = await world.phone('骑手', urlOf('entitlements'))
  await phone.see('登录后看自己的权益')
  await phone.tap('去登录')
  await phone.tap('骑手')
  await phone.see('你的，还没用', '能领，还没领', '报名的抽签', '工会为你做的')
})

it('of what is not there says so, and leads on', async () => {
  const none = '019aa000-0000-7000-8001-999999999999'
  const drawn = await world.phone('路人', urlOf('draw', { id: none }))
  await drawn.see('没有这个抽签', '看看别的福利')
  const moved = await world.phone('路人', urlOf('changePickup', { id: none, campaignId: none }))
  await moved.see('没有这张券', '看我的券')
})
