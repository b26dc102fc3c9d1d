import { identities } from '../../mock/data/personas'
import type { Journey } from './journey'
import { logIn } from './steps'

const station = '建设大街骑手驿站'
const { name, idNumber } = identities.rider

export const deadPhone: Journey = {
  name: '骑手手机没电，驿站员看身份证找到他的券，手工核销，账上有记号',
  async walk({ phone }) {
    const rider = await phone('骑手')
    await logIn(rider, '骑手')
    await rider.tap(/^实名/)
    await rider.tap('我看过了，同意')
    await rider.type('姓名', name)
    await rider.type('身份证号', idNumber)
    await rider.tap('确认是我')
    await rider.see('实名好了')
    await rider.tap('好了')
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

    const clerk = await phone('驿站员')
    await logIn(clerk, '驿站员')
    await clerk.tap(/^工作台/)
    await clerk.tap(station)
    await clerk.tap(/^有人手机没电/)
    await clerk.see('看他的身份证')
    await clerk.tap('找他的券')
    await clerk.see('照身份证上的名字填', '填身份证号的最后四位')
    await clerk.type('姓名', '王大明')
    await clerk.type('身份证号后四位', idNumber.slice(-4))
    await clerk.tap('找他的券')
    await clerk.see('没有找到，核对姓名和后四位')
    await clerk.type('姓名', name)
    await clerk.tap('找他的券')
    await clerk.see('王*明在这里能用的', '今天这里还能手工核销 10 张')
    await clerk.dontSee(idNumber)
    await clerk.tap(/^温暖大礼包/)
    await clerk.see('王*明', '暖心饺子', '账本会记：手工核销')
    await clerk.tap('手工核销，给他')
    await clerk.see('可以给他了', '手工核销，账本上做了记号')
    await rider.see('已领取', station)
    await clerk.tap('好了')
    await clerk.read(/手工 · 外卖配送员/)

    // The same again finds nothing any more.
    await clerk.tap(/^有人手机没电/)
    await clerk.type('姓名', name)
    await clerk.type('身份证号后四位', idNumber.slice(-4))
    await clerk.tap('找他的券')
    await clerk.see('没有找到')
  },
}
