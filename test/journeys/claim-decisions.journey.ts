import { smallJpeg } from '../support/jpeg'
import { openAsReviewer, openCase, openCover, openDesk, openOwnClaim, reportFall } from './claim-steps'
import type { Journey } from './journey'
import { logIn } from './steps'

export const morePapers: Journey = {
  name: '材料不够：审核员一样样说清楚，快递员补上，案子回到他那里',
  async walk({ phone }) {
    const courier = await phone('快递员')
    await openCover(courier)
    await reportFall(courier)
    const reviewer = await phone('审核员')
    await openAsReviewer(reviewer, '审核员', /^待核对/)
    await reviewer.see('刘*洋', '还没有材料')
    await reviewer.tap('我来办这一份')
    await reviewer.see('你在办了')
    await reviewer.tap('请他补材料')
    await reviewer.tap('请他补')
    await reviewer.see('选一样，或写清楚要什么')
    await reviewer.tap('医院收费单，四个角都拍进去')
    await reviewer.tap('请他补 1 样')
    await reviewer.see('告诉他了，等他补齐', '还没交')

    await openOwnClaim(courier)
    await courier.see('等你补材料', '请你补这几样', '医院收费单，四个角都拍进去')
    await courier.read(/\d+ 月 \d+ 日前交上来/)
    await courier.tap('补材料')
    await courier.photograph(/^医院收费单/, smallJpeg(2_000))
    await courier.see('已传')
    await courier.tap('交上去')
    await courier.see('正在核对', '医院收费单 1 张')
    await courier.dontSee('请你补这几样')

    await reviewer.back()
    await openCase(reviewer, /^待核对/)
    await reviewer.see('材料 1 张', '请他补的', '交了')
  },
}

export const objection: Journey = {
  name: '没通过：说清按哪一条、为什么；申诉一次，由另一个人重新看，改成给付',
  async walk({ phone }) {
    const courier = await phone('快递员')
    await openCover(courier)
    await reportFall(courier)
    const reviewer = await phone('审核员')
    await openAsReviewer(reviewer, '审核员', /^待核对/)
    await reviewer.tap('我来办这一份')
    await reviewer.tap('不能付')
    await reviewer.tap('打架、故意自伤')
    await reviewer.type('写给他的理由', '病历上写的是打架受的伤')
    await reviewer.tap('提议不付，交第二个人')
    await reviewer.see('交上去了', '提议不付')
    const second = await phone('另一位审核员')
    await openAsReviewer(second, '另一位审核员', /^待复核/)
    await second.see('病历上写的是打架受的伤')
    await second.tap('同意，不付')
    await second.tap('确定，不付')
    await second.see('没有通过', '办完了，材料不再给人看')

    await openOwnClaim(courier)
    await courier.see('为什么没有通过', '按这一条：打架、故意自伤', '病历上写的是打架受的伤')
    await courier.read(/\d+ 月 \d+ 日前可以申诉/)
    await courier.tap('我不同意，要申诉')
    await courier.tap('交申诉')
    await courier.see('请写一下哪里不对')
    await courier.type('哪里不对', '是劝架时被推倒的，派出所有记录')
    await courier.photograph(/^别的材料/, smallJpeg(2_000))
    await courier.see('已传')
    await courier.tap('交申诉')
    await courier.see('正在核对', '是劝架时被推倒的')

    // Who proposed the refusal does not decide anew; whoever agreed to it may.
    await reviewer.back()
    await openCase(reviewer, /^待核对/)
    await reviewer.see('你说过话了，要由另一个人来办')
    await reviewer.dontSee('我来办这一份')
    await second.back()
    await openCase(second, /^待核对/)
    await second.see('他申诉了', '是劝架时被推倒的，派出所有记录', '材料 1 张')
    await second.tap('我来办这一份')
    await second.tap(/^提议付/)
    await second.tap('交第二个人')
    await second.see('交上去了')
    await reviewer.back()
    await openCase(reviewer, /^待复核/)
    await reviewer.tap(/^同意，付/)
    await reviewer.tap(/^确定，付/)
    await reviewer.see('通过了，等打款')
    await openOwnClaim(courier)
    await courier.see('打给你的钱', '1,840 元', '填收款账户')
  },
}

export const relativeReport: Journey = {
  name: '家人凭码替他报，看得到进度看不到钱；经手的审核员不能办这一份',
  async walk({ phone }) {
    const courier = await phone('快递员')
    await openCover(courier)
    await courier.tap(/^我的凭证/)
    await courier.tap(/^给家人一个码/)
    await courier.tap('生成一个码')
    const code = await courier.read(/[0-9A-Z]{4}\n[0-9A-Z]{4}\n[0-9A-Z]{4}/)

    // His wife, who is a reviewer of the union.
    const wife = await phone('当审核员的家人')
    await logIn(wife, '审核员')
    await wife.tap('保障')
    await wife.tap('出事了，我要报案')
    await wife.tap(/^替家人报/)
    await wife.type('报案码', 'AB3K-9TQX-7M2D')
    await wife.tap('看看是谁的')
    await wife.see('没有这个码')
    await wife.type('报案码', code.replaceAll('\n', '-').toLowerCase())
    await wife.tap('看看是谁的')
    await wife.see('替 刘*洋 报', '看不到金额和卡号')
    await wife.tap(/^受伤看病/)
    await wife.see('替 刘*洋 报')
    await wife.tap(/^病历或诊断/)
    await wife.photograph('我看过了，同意', smallJpeg(2_000))
    await wife.see('已传')
    await wife.tap(/^收费单上的数/)
    await wife.tap('填收费单上的数')
    await wife.type('合计多少元', '2400')
    await wife.tap('先报上去')
    await wife.see('报上去了')
    await wife.tap('看办到哪了')
    await wife.see('受伤看病 · 刘*洋', '病历或诊断 1 张')
    await wife.dontSee('1,840')
    await wife.back()

    // Whoever filed it decides nothing on it.
    await openDesk(wife)
    await wife.see('这是你经手报的，要由别人来办')
    await wife.tap(/^受伤看病 · 刘\*洋/)
    await wife.see('看也要别人来看，这样对大家都公平')

    await openOwnClaim(courier)
    await courier.see('约 1,840 元', '病历或诊断 1 张')
    const reviewer = await phone('另一位审核员')
    await openAsReviewer(reviewer, '另一位审核员', /^待核对/)
    await reviewer.see('家人报的', '材料 1 张')
    await reviewer.tap('我来办这一份')
    await reviewer.see('你在办了')
  },
}
