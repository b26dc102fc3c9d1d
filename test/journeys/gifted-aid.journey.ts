import { identities } from '../../mock/data/personas'
import type { Journey } from './journey'
import { logIn, sayWhoIAm } from './steps'

export const giftedAid: Journey = {
  name: '工会名单里的司机不花钱就有保障，凭证谁都能查真假；退出后凭证作废',
  async walk({ phone }) {
    const driver = await phone('司机')
    await logIn(driver, '网约车司机')
    await driver.tap('保障')
    await driver.tap(/^司机赠送互助，/)
    await driver.see('给网约车司机、货车司机', '名单里的人', '省总工会赠送', '还够 2,500 人')
    await driver.tap('参加，看我付多少')
    await driver.see('填了是谁，就知道名单里有没有你')
    await driver.tap('先填是谁，看我付多少')
    await driver.see('填了才知道名单里有没有你')
    await sayWhoIAm(driver, identities.driver)
    await driver.see('原来你付 120 元，现在省总工会赠送替你付，不用付钱')
    await driver.see('120 全价 − 120 工会补贴 = 0 你付（元）')
    await driver.tap('参加')
    await driver.see('参加好了', '没花钱')
    await driver.tap('看我的保障')
    await driver.see('赵*山', '12 万元', '谁扫都能查真假')

    const shop = await phone('路人')
    await shop.scan('扫码', await driver.qrCode())
    await shop.see('凭证是真的', '保障还没开始', '司机赠送互助', '赵*山')
    await shop.tap('查别的凭证')
    await shop.type('凭证码', '7K3M-9QPX')
    await shop.tap('查一下')
    await shop.see('凭证码是 16 位数字和字母，请核对')
    await shop.type('凭证码', '7K3M-9QPX-2A4B-8CDE')
    await shop.tap('查一下')
    await shop.see('没有这张凭证，请核对凭证码')

    await driver.tap(/^不想要了，退出/)
    await driver.see('退出后没有保障', '你没花钱，没有要退的')
    await driver.tap('确定退出')
    await driver.see('已退出')
    await driver.dontSee('不想要了，退出')
    await shop.scan('扫凭证上的码', await driver.qrCode())
    await shop.see('凭证作废了', '参加的人已经退出')
  },
}
