import { http } from 'msw/core/http'
import { setupServer } from 'msw/node'
import { routes } from '@/platform/routes'
import { handlersOf } from '../../mock/handlers'
import { renderedWorld } from './drivers/rendered'
import { joinedBefore, lookWithoutPurchase, type QuietApi } from './without-purchase'

jest.setTimeout(120_000)

const network = setupServer()
const posted: string[] = []
let api: QuietApi
let world: ReturnType<typeof renderedWorld>
const given = process.env.TARO_APP_PURCHASE
beforeAll(async () => {
  api = await joinedBefore()
  network.listen({ onUnhandledRequest: 'error' })
})
beforeEach(() => {
  posted.length = 0
  world = renderedWorld()
})
afterEach(async () => {
  process.env.TARO_APP_PURCHASE = given
  network.resetHandlers()
  await world.close()
})
afterAll(async () => {
  network.close()
  await api.drop()
})

const talkTo = (payments: boolean) =>
  network.use(
    http.post('*/v1/aid/*', ({ request }) => void posted.push(request.url)),
    ...handlersOf(api.app(payments)),
  )

it('shows plans and policies where the server takes no payments', async () => {
  talkTo(false)
  await lookWithoutPurchase(world.phone)
})

describe('a build without purchase', () => {
  beforeEach(() => {
    process.env.TARO_APP_PURCHASE = 'off'
    talkTo(true)
  })

  it('shows plans and policies, though the server would sell', async () => {
    await lookWithoutPurchase(world.phone)
    expect(posted).toEqual([])
  })

  it('joins nothing by a link either', async () => {
    const phone = await world.phone(
      '路人',
      `/${routes.join.path}?planId=${'0'.repeat(8)}-0000-7000-8000-${'0'.repeat(12)}`,
    )
    await phone.see('这里现在不能参加', '12351')
    expect(posted).toEqual([])
  })
})

it('sells in a usual build', async () => {
  talkTo(true)
  const phone = await world.phone('路人')
  await phone.tap('保障')
  await phone.tap(/^意外互助，/)
  await phone.see('付 48 元参加')
})
