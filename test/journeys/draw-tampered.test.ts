import { http, HttpResponse } from 'msw'
import { setupServer } from 'msw/node'
import { api as endpoints, type ReplyOf } from '@/contract'
import { handlersOf } from '../../mock/handlers'
import { createDemoApi, type DemoApi } from '../support/demo-api'
import { renderedWorld } from './drivers/rendered'
import type { Phone } from './journey'
import { logIn } from './steps'

type Reply = ReplyOf<typeof endpoints.getDraw>

const published = '02 07 11 19 24 30 12'

let api: DemoApi
/** What somebody between the server and the phone, or the server itself, makes of a reply. */
let forge: (reply: Reply) => Reply
const network = setupServer()
const world = renderedWorld()
beforeAll(async () => {
  api = await createDemoApi()
  network.use(
    http.get('*/v1/campaigns/:id/draw', async ({ request }) => {
      const honest = await api.app.fetch(request)
      return HttpResponse.json(forge((await honest.json()) as Reply))
    }),
    ...handlersOf(api.app),
  )
  network.listen({ onUnhandledRequest: 'error' })
  forge = (reply) => reply
  for (const persona of ['审核员', '另一位审核员']) {
    const reviewer = await opened(persona)
    await reviewer.type('开奖号码', published)
    await reviewer.tap('填好了')
    await reviewer.see(persona === '审核员' ? '已经有人填了' : published)
  }
})
afterAll(async () => {
  await world.close()
  network.close()
  await api.drop()
})

async function opened(persona: string): Promise<Phone> {
  const phone = await world.phone(persona)
  await logIn(phone, persona)
  await phone.tap('福利')
  await phone.tap(/^手织耳罩(?!，)/)
  await phone.tap('看抽签，自己验')
  return phone
}

const forged = (over: Partial<Reply['draw']>) => (reply: Reply) => ({
  ...reply,
  draw: { ...reply.draw, ...over },
})

it('says that all is right where it is', async () => {
  forge = (reply) => reply
  const phone = await opened('骑手')
  await phone.see('抽中了', '这台手机自己验过', '结果和开奖号码对得上')
  await phone.dontSee('不对')
})

it.each([
  ['other entries were frozen', '你的签不在锁定的名单里', forged({ root: '0'.repeat(64) })],
  ['somebody was left out', '你的签不在锁定的名单里', forged({ entryCount: 2 })],
  ['other numbers came out', '结果和开奖号码对不上', forged({ randomness: '01 02 03 04 05 06 07' })],
  [
    'another was named for him',
    '结果和开奖号码对不上',
    (reply: Reply) =>
      forged({ winners: reply.draw.winners?.filter((it) => it !== reply.mine?.entry.entryId) })(reply),
  ],
])('says on the phone what is wrong where %s', async (_, wrong, forgery) => {
  forge = forgery
  const phone = await opened('骑手')
  await phone.see('这台手机验过：不对', wrong, '打 12351')
  await phone.dontSee('这台手机自己验过')
})
