import type { Journey } from './journey'
import { logIn } from './steps'

const station = '建设大街骑手驿站'

export const stock: Journey = {
  name: '到货、损耗记在公开账上，谁都看得到',
  async walk({ phone }) {
    const clerk = await phone('驿站员')
    await logIn(clerk, '驿站员')
    await clerk.tap(/^工作台/)
    await clerk.tap(station)
    await clerk.tap(/^库存和交接/)
    await clerk.see('温暖大礼包', '架上应有 40 份', '还没有。到了货，点“到货”记一笔')
    await clerk.tap('温暖大礼包，到货')
    await clerk.tap('记到货')
    await clerk.see('填一个数，至少 1')
    await clerk.type('到了几份', '10')
    await clerk.tap('记到货')
    await clerk.see('架上应有 50 份', '+10')
    await clerk.tap('温暖大礼包，损耗')
    await clerk.type('少了几份', '51')
    await clerk.tap('记损耗')
    await clerk.see('先选为什么')
    await clerk.tap('破损')
    await clerk.dontSee('先选为什么')
    await clerk.tap('记损耗')
    await clerk.see('这里只有 50 份')
    await clerk.type('少了几份', '2')
    await clerk.tap('记损耗')
    await clerk.see('架上应有 48 份', '−2', '损耗，破损')

    const anyone = await phone('路人')
    await anyone.tap('福利')
    await anyone.tap(/^温暖大礼包(?!，)/)
    await anyone.tap('看每个驿站的账')
    await anyone.see(
      '剩余 = 到货 − 已领 − 损耗',
      `${station} 50 到货 0 预留 0 已领 0 已核销 0 退回 2 损耗 48 剩余`,
    )
  },
}
