import { setupServer } from 'msw/node'
import { handlersOf } from '../../mock/handlers'
import { createDemoApi } from '../support/demo-api'
import { renderedWorld } from './drivers/rendered'
import { logIn } from './steps'

it('shows an admin at which station somebody tries digits, on rendered pages', async () => {
  const limiter = { take: async () => 0, waiting: async (pace: string) => (pace === 'guess' ? 60_000 : 0) }
  const api = await createDemoApi(Date.now, { ports: { limiter } })
  const network = setupServer(...handlersOf(api.app))
  network.listen({ onUnhandledRequest: 'error' })
  const world = renderedWorld()
  try {
    const clerk = await world.phone('驿站员')
    await logIn(clerk, '驿站员')
    await clerk.tap(/^工作台/)
    await clerk.tap('建设大街骑手驿站')
    await clerk.type('或者输券上的 16 位数字', '4821093755162408')
    await clerk.tap('看是什么券')
    await clerk.see('数字输错太多次')

    const admin = await world.phone('管理员')
    await logIn(admin, '管理员')
    await admin.tap(/^公平领取/)
    await admin.see('没有人被放慢')
    await admin.tap('核销异常')
    await admin.see('建设大街骑手驿站', '1 次 · 今天', '手输的数字错得太多，可能有人在试号码')
  } finally {
    await world.close()
    network.close()
    await api.drop()
  }
})
