import type { Journey, Phone } from './journey'
import { logIn } from './steps'

const station = '建设大街骑手驿站'

/** Claims the parcel and shows its code. */
async function claim(phone: Phone, persona: string): Promise<void> {
  await logIn(phone, persona)
  await phone.tap('驿站')
  await phone.tap(/换个地方$/)
  await phone.tap('海港区 · 建设大街')
  await phone.see('去这里')
  await phone.tap('福利')
  await phone.tap('温暖大礼包，去领')
  await phone.see(`到${station}取`)
  await phone.tap('领取')
  await phone.tap('看券')
  await phone.see('给驿站人员扫', station)
}

async function openDesk(phone: Phone): Promise<void> {
  await logIn(phone, '驿站员')
  await phone.tap(/^工作台/)
  await phone.tap(station)
  await phone.see('没信号也能核')
}

export const clerkOffline: Journey = {
  name: '驿站员没信号也核销，关掉不丢，有信号自动上传，被人先领走的看得见',
  async walk({ phone }) {
    const rider = await phone('骑手')
    await claim(rider, '骑手')
    const courier = await phone('快递员')
    await claim(courier, '快递员')
    const courierCode = await courier.qrCode()

    const clerk = await phone('驿站员')
    await openDesk(clerk)
    await clerk.loseNetwork()
    await clerk.see('没信号 · 扫的先存在手机里')

    await clerk.scan('扫券', await rider.qrCode())
    await clerk.see('温暖大礼包', '暖心饺子', '没信号，看不到名字')
    await clerk.tap('记下，给他')
    await clerk.see('可以给他了', '存在手机里了，有信号自动上传')

    // What the phone can tell by itself.
    await clerk.scan('扫下一位', await rider.qrCode())
    await clerk.see('这张券在这台手机上扫过了', '先别给他')
    await clerk.scan('扫下一位', courierCode.slice(0, -9))
    await clerk.see('这个码没扫全', '先别给他')
    await clerk.scan('重新扫', `${courierCode.slice(0, -86)}${'A'.repeat(86)}`)
    await clerk.see('这个码不是暖新发的')
    await clerk.tap('输数字')
    await clerk.type('或者输券上的 16 位数字', '4821093755162408')
    await clerk.tap('看是什么券')
    await clerk.see('数字要有信号才能核', '请他出示二维码')

    // Taken down by mistake, and taken back.
    await clerk.scan('扫下一位', await courier.qrCode())
    await clerk.tap('记下，给他')
    await clerk.tap('给错了，撤销')
    await clerk.see('撤销了', '东西请收回来')
    await clerk.scan('扫下一位', await courier.qrCode())
    await clerk.tap('记下，给他')
    await clerk.see('可以给他了')

    // Whoever would log out with these on the phone is told.
    await clerk.back()
    await clerk.back()
    await clerk.tap('退出登录')
    await clerk.see('没信号时扫的，还有 2 张没上传', '退出不会丢', '先去上传')
    await clerk.tap('先不退')

    // Meanwhile somebody with signal gives the rider his.
    const other = await phone('另一台')
    await openDesk(other)
    await other.scan('扫券', await rider.qrCode())
    await other.tap('核销，给他')
    await other.see('可以给他了')
    await rider.see('已领取')

    // Ended in between, it sends by itself what it has kept, once there is signal.
    await clerk.restart()
    await clerk.regainNetwork()
    await courier.see('已领取', station)
    await clerk.tap('我的')
    await clerk.tap(/^工作台/)
    await clerk.see('没信号时扫的，有 1 张没算上')
    await clerk.tap('去看')
    await clerk.see('没算上，要看', '这张券已经用过了', '算好的')
    await clerk.see('刘*洋 · 温暖大礼包')
    await clerk.tap(/^温暖大礼包/)
    await clerk.read(new RegExp(`[今昨]天 \\d+:\\d\\d 在${station}`))
    await clerk.tap('知道了')
    await clerk.dontSee('没算上，要看')
    await clerk.see('没算上，看过了')

    // What has gone through by itself meanwhile can still be taken back.
    const driver = await phone('网约车司机')
    await claim(driver, '网约车司机')
    await clerk.back()
    await clerk.loseNetwork()
    await clerk.see('没信号 · 扫的先存在手机里')
    await clerk.scan('扫券', await driver.qrCode())
    await clerk.tap('记下，给他')
    await clerk.regainNetwork()
    await clerk.see('上传了，是')
    await clerk.tap('给错了，撤销')
    await clerk.see('撤销了', '券回到他手上')
    await clerk.scan('扫下一位', await driver.qrCode())
    await clerk.see('核销，给他')
  },
}
