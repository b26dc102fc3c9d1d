import type { Journey } from './journey'
import { logIn } from './steps'

/** One of the two where the clerk of the demo works. */
const station = '建设大街骑手驿站'

export const claimAndRedeem: Journey = {
  name: '骑手领到礼包，驿站员核销一次，只此一次',
  async walk({ phone }) {
    const rider = await phone('骑手')
    await logIn(rider, '骑手')

    await rider.tap('驿站')
    await rider.tap(/换个地方$/)
    await rider.tap('海港区 · 建设大街')
    await rider.read(/现在开着|夜里也开|快关门了/)
    await rider.see('去这里')

    await rider.tap('福利')
    await rider.tap('温暖大礼包，去领')
    await rider.see('暖心饺子', '保暖帽', '加厚手套', '防寒耳包')
    await rider.see(`到${station}取`)
    const leftBefore = Number(await rider.read(/(\d+)\n份还能领/))
    await rider.tap('领取')
    await rider.see('是你的了', '温暖大礼包 × 1', station)
    await rider.tap('看券')
    await rider.see('给驿站人员扫', station)
    const code = await rider.qrCode()

    const clerk = await phone('驿站员')
    await logIn(clerk, '驿站员')
    await clerk.tap(/^工作台/)
    await clerk.see('你在哪个驿站？')
    await clerk.tap(station)
    await clerk.see('还没有。核销一张，这里就有一条')
    await clerk.scan('扫券', await rider.qrCode())
    await clerk.see('王*明', '外卖配送员', '温暖大礼包', '暖心饺子')
    await clerk.tap('核销，给他')
    await clerk.see('可以给他了', '王*明 · 外卖配送员', '温暖大礼包 × 1')
    await rider.see('已领取', station)

    // Given to the wrong one: taken back within a minute, and handed out after all.
    await clerk.tap('给错了，撤销')
    await clerk.see('撤销了', '王*明 · 温暖大礼包', '券回到他手上，还能用')
    await rider.see('给驿站人员扫')
    await clerk.scan('扫下一位', await rider.qrCode())
    await clerk.tap('核销，给他')
    await clerk.see('可以给他了')
    await rider.see('已领取', station)

    await clerk.scan('扫下一位', code)
    await clerk.see('这张券已经用过了', '先别给他')
    await clerk.read(new RegExp(`[今昨]天 \\d+:\\d\\d 在${station}`))

    await rider.back()
    await rider.tap('我的')
    await rider.tap(/^我的券/)
    await rider.see('用过的', '温暖大礼包')

    // The open ledger is for everyone to see.
    const anyone = await phone('路人')
    await anyone.tap('福利')
    await anyone.tap(/^温暖大礼包(?!，)/)
    await anyone.tap(new RegExp(`^${station}，`))
    await anyone.see(`${station} 40 到货 0 预留 1 已核销 39 剩余`)
    await anyone.see(`${leftBefore - 1} 份还能领`)
  },
}
