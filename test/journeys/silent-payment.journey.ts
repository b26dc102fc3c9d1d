import { identities } from '../../mock/data/personas'
import type { Journey } from './journey'
import { logIn, sayWhoIAm } from './steps'

export const silentPayment: Journey = {
  name: '付款时没了信号：老实说还不知道，先去忙，有信号了接着付，只付一次',
  async walk({ phone }) {
    const driver = await phone('司机')
    await logIn(driver, '网约车司机')
    await driver.tap('保障')
    await driver.tap(/^意外互助，/)
    await driver.tap('付 48 元参加')
    await driver.see('今天付，从')
    await driver.tap('付 48 元参加')
    await driver.see('是谁参加？')
    await sayWhoIAm(driver, identities.driver)
    await driver.see('演示支付，不花真钱')

    await driver.loseNetwork()
    await driver.tap('演示付款')
    await driver.see('正在等付款结果', '先别再付', '还不知道付没付成', '没信号')
    await driver.dontSee('参加好了', '没有扣钱')
    await driver.tap('先去忙，回头看')
    await driver.see('意外互助，还没付好', '48 元 · 留到')

    await driver.regainNetwork()
    await driver.tap(/^意外互助，还没付好/)
    await driver.see('还没付成', '没有收到你的付款', '再付一次也不会重复扣')
    await driver.tap('再付一次')
    await driver.see('参加好了')
    await driver.tap('回保障')
    await driver.see('最高互助金')
    await driver.dontSee('还没付好')
  },
}
