import { logIn } from '../../../journeys/steps'
import { smallJpeg } from '../../../support/jpeg'
import type { Album } from '../album'

export const aidClaims: Album = {
  name: 'aid-claims',
  pictures: [
    {
      name: 'aid',
      title: '保障，出事了',
      who: '快递员',
      main: true,
      reach: async (phone) => {
        await logIn(phone, '快递员')
        await phone.tap('保障')
        await phone.see('出事了，我要报案')
      },
    },
    {
      name: 'what-happened',
      title: '出了什么事',
      who: '快递员',
      main: true,
      reach: async (phone) => {
        await phone.tap('出事了，我要报案')
        await phone.see('出了什么事？')
      },
    },
    {
      name: 'photos',
      title: '拍下这几样',
      who: '快递员',
      main: true,
      reach: async (phone) => {
        await phone.tap(/^受伤看病/)
        await phone.see('拍下这几样')
      },
    },
    {
      name: 'consent',
      title: '先问一声',
      who: '快递员',
      reach: async (phone) => {
        await phone.tap(/^受伤的地方/)
        await phone.see('先问一声')
      },
    },
    {
      name: 'photo-sent',
      title: '传了一张',
      who: '快递员',
      reach: async (phone) => {
        await phone.photograph('我看过了，同意', smallJpeg(2_000))
        await phone.see('已传')
      },
    },
    {
      name: 'bill-wrong',
      title: '收费单填错了',
      who: '快递员',
      reach: async (phone) => {
        await phone.tap(/^收费单上的数/)
        await phone.tap('填收费单上的数')
        await phone.type('合计多少元', '两千')
        await phone.tap('先报上去')
        await phone.see('收费单的金额不对')
      },
    },
    {
      name: 'sent',
      title: '报上去了',
      who: '快递员',
      main: true,
      reach: async (phone) => {
        await phone.type('合计多少元', '2400')
        await phone.tap('先报上去')
        await phone.see('报上去了')
      },
    },
    {
      name: 'case',
      title: '办到哪了',
      who: '快递员',
      main: true,
      reach: async (phone) => {
        await phone.tap('看办到哪了')
        await phone.see('约 1,840 元')
      },
    },
    {
      name: 'papers',
      title: '再补点材料',
      who: '快递员',
      reach: async (phone) => {
        await phone.tap(/^再补点材料/)
        await phone.see('交上去')
      },
    },
    {
      name: 'under-way',
      title: '正在办的',
      who: '快递员',
      main: true,
      reach: async (phone) => {
        await phone.back()
        await phone.see('约 1,840 元')
        await phone.back()
        await phone.see('正在办的')
      },
    },
    {
      name: 'family-codes',
      title: '给家人一个码',
      who: '快递员',
      reach: async (phone) => {
        await phone.tap(/^我的凭证/)
        await phone.tap(/^给家人一个码/)
        await phone.tap('生成一个码')
        await phone.see('只显示这一次')
      },
    },
    {
      name: 'account',
      title: '收款账户',
      who: '快递员',
      reach: async (phone) => {
        await phone.back()
        await phone.tap(/^收款账户/)
        await phone.see('钱打到哪？')
      },
    },
    {
      name: 'account-wechat',
      title: '收款账户，微信零钱',
      who: '快递员',
      reach: async (phone) => {
        await phone.tap('微信零钱')
        await phone.see('打到你登录的这个微信')
      },
    },
    {
      name: 'figures',
      title: '互助办了多少事',
      who: '快递员',
      reach: async (phone) => {
        await phone.back()
        await phone.see('凭证')
        await phone.back()
        await phone.tap(/^互助办了多少事/)
        await phone.see('从报案到收到钱')
      },
    },
    {
      name: 'relative',
      title: '替家人报',
      who: '家人',
      reach: async (phone) => {
        await logIn(phone, '骑手')
        await phone.tap('保障')
        await phone.tap('家人出事了，替他报')
        await phone.type('报案码', 'AB3K-9TQX-7M2D')
        await phone.tap('看看是谁的')
        await phone.see('没有这个码')
      },
    },
    {
      name: 'kept',
      title: '没信号，存好了',
      who: '快递员',
      main: true,
      reach: async (phone) => {
        await phone.back()
        await phone.loseNetwork()
        await phone.tap('出事了，我要报案')
        await phone.tap(/^受伤住院/)
        await phone.photograph(/^病历或诊断/, smallJpeg(2_500))
        await phone.see('存好了，等信号')
        await phone.tap('先报上去')
        await phone.see('存好了，有信号自动报')
      },
    },
  ],
}
