import { identities } from '../../mock/data/personas'
import type { Journey } from './journey'
import { logIn } from './steps'

const { name, idNumber } = identities.courier

export const verify: Journey = {
  name: '快递员实名，打错了每处都说得清，改对就好；再改工种，三十天一次',
  async walk({ phone }) {
    const courier = await phone('快递员')
    await logIn(courier, '快递员')
    await courier.see('还没')
    await courier.tap(/^实名/)
    await courier.see('不拍身份证', '任何页面都不显示全号')

    await courier.tap('确认是我')
    await courier.see('请先看一遍', '请填姓名', '请填身份证号')
    await courier.tap('我看过了，同意')
    await courier.type('姓名', name)
    await courier.type('身份证号', idNumber.slice(0, 17))
    await courier.tap('确认是我')
    await courier.see('身份证号是 18 位')
    await courier.type('身份证号', `${idNumber.slice(0, 17)}8`)
    await courier.see('身份证号有一位打错了')
    // The thirtieth of February.
    await courier.type('身份证号', '990001199802300039')
    await courier.see('出生日期没有这一天')

    // Whoever leaves for a moment finds it as it was.
    await courier.back()
    await courier.tap(/^实名/)
    await courier.type('身份证号', idNumber)
    await courier.dontSee('出生日期没有这一天')
    await courier.tap('确认是我')
    await courier.see('实名好了', '刘*洋', '加密保存，不显示')
    await courier.dontSee(idNumber, name)
    await courier.tap('好了')
    await courier.see('已实名')

    await courier.tap(/^工种/)
    await courier.see('你做什么？', '30 天能改一次')
    await courier.tap(/^货车司机/)
    await courier.tap('我是货车司机')
    await courier.see('记下了：货车司机')
    await courier.tap(/^网约车司机/)
    await courier.tap('我是网约车司机')
    await courier.see('工种 30 天能改一次', '以后再来')
    await courier.back()
    await courier.see('货车司机')
  },
}
