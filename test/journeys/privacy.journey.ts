import { identities } from '../../mock/data/personas'
import type { Journey, Phone } from './journey'
import { logIn } from './steps'

const { name, idNumber } = identities.trucker

async function verifyAsTrucker(phone: Phone): Promise<void> {
  await phone.tap(/^实名/)
  await phone.tap('我看过了，同意')
  await phone.type('姓名', name)
  await phone.type('身份证号', idNumber)
  await phone.tap('确认是我')
  await phone.see('实名好了')
  await phone.tap('好了')
  await phone.see('已实名')
}

export const withdrawConsent: Journey = {
  name: '货车司机撤回同意，马上变回没实名；再同意，也不会自己变回来',
  async walk({ phone }) {
    const trucker = await phone('货车司机')
    await logIn(trucker, '货车司机')
    await verifyAsTrucker(trucker)

    await trucker.tap(/^隐私/)
    await trucker.see('我们知道你的', '孙*', '不显示全号', '我们不收的')
    await trucker.tap(/^同意过什么/)
    await trucker.see('一件事一个同意', '同意了')
    await trucker.tap(/^用你的姓名和身份证号/)
    await trucker.see('不做广告', '撤回会怎样', '马上删掉')
    await trucker.tap('先不')
    await trucker.see('同意了')
    await trucker.tap(/^用你的姓名和身份证号/)
    await trucker.tap('撤回同意')
    await trucker.see('撤回了，已经生效')
    await trucker.back()
    await trucker.see('没填过')

    await trucker.tap(/^同意过什么/)
    await trucker.tap(/^用你的姓名和身份证号/)
    await trucker.tap('同意')
    await trucker.see('同意了，随时能撤回')
    await trucker.back()
    await trucker.see('没填过')
    await trucker.back()
    await trucker.see('参加互助要用')
  },
}

export const leaveAndStay: Journey = {
  name: '货车司机看清我们知道他什么，拿走一份，注销账号，又反悔了',
  async walk({ phone }) {
    const trucker = await phone('货车司机')
    await logIn(trucker, '货车司机')
    await verifyAsTrucker(trucker)

    await trucker.tap(/^隐私/)
    await trucker.tap(/^我的资料/)
    await trucker.see('孙*', '99**************53', '1981-07-09', '同意和撤回', '没领过')
    const file = await trucker.takeFile(/^(存一份到手机|发给自己一份)$/)
    for (const known of ['【实名】', '99**************53', '"birthDate": "1981-07-09"']) {
      if (!file.includes(known)) throw new Error(`The file lacks ${known}:\n${file}`)
    }
    for (const secret of [name, idNumber]) {
      if (file.includes(secret)) throw new Error(`The file tells ${secret}`)
    }
    await trucker.back()

    await trucker.tap(/^注销账号/)
    await trucker.see('会没的', '会留的', '没有名字', '7 天里')
    await trucker.tap('我要注销')
    await trucker.see('确定注销账号？')
    await trucker.tap('先不')
    await trucker.tap('我要注销')
    await trucker.tap('确定注销')
    await trucker.see('月', '日注销', '照常能用')
    await trucker.tap('知道了')
    await trucker.back()
    await trucker.see('注销账号', '我不注销了')

    await trucker.tap('我不注销了')
    await trucker.dontSee('我不注销了')
    await trucker.see('已实名')
    await trucker.tap(/^隐私/)
    await trucker.tap(/^注销账号/)
    await trucker.see('先看清楚再点')
  },
}
