import type { Journey } from './journey'
import { logIn } from './steps'

const station = '建设大街骑手驿站'

export const riderOffline: Journey = {
  name: '骑手没信号、重开 App，券照样出码；核销了，有信号就知道；拍走的旧码换掉就作废',
  async walk({ phone }) {
    const rider = await phone('骑手')
    await logIn(rider, '骑手')
    await rider.tap('驿站')
    await rider.tap(/换个地方$/)
    await rider.tap('海港区 · 建设大街')
    await rider.see('去这里')
    await rider.tap('福利')
    await rider.tap('温暖大礼包，去领')
    await rider.see(`到${station}取`)
    await rider.tap('领取')
    await rider.tap('看券')
    await rider.see('给驿站人员扫', station)

    // Somebody took a picture of it: whatever was drawn before is worth nothing.
    const photographed = await rider.qrCode()
    await rider.tap(/^码被人拍了，换新码/)
    await rider.see('在哪台手机上都作废')
    await rider.tap('换新码')
    await rider.dontSee('在哪台手机上都作废')
    await rider.see('给驿站人员扫')

    await rider.loseNetwork()
    await rider.restart()
    await rider.loseNetwork()
    await rider.tap('我的')
    await rider.tap(/^我的券/)
    await rider.tap('温暖大礼包，用券')
    await rider.see('给驿站人员扫', '码照样能用', station)

    const clerk = await phone('驿站员')
    await logIn(clerk, '驿站员')
    await clerk.tap(/^工作台/)
    await clerk.tap(station)
    await clerk.scan('扫券', photographed)
    await clerk.see('这个码作废了', '先别给他')
    await clerk.scan('重新扫', await rider.qrCode())
    await clerk.see('王*明', '温暖大礼包')
    await clerk.tap('核销，给他')
    await clerk.see('可以给他了')

    await rider.regainNetwork()
    await rider.see('已领取', station)
  },
}
