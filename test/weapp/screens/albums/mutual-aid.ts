import { identities } from '../../../../mock/data/personas'
import { logIn, sayWhoIAm } from '../../../journeys/steps'
import { type Album } from '../album'

const minute = 60_000

export const mutualAid: Album = {
  name: 'mutual-aid',
  pictures: [
    {
      name: 'aid-rider',
      title: '保障，有给别的工种的',
      who: '骑手',
      reach: async (phone) => {
        await logIn(phone, '骑手')
        await phone.tap('保障')
        await phone.see('给别的工种的')
      },
    },
    {
      name: 'plan-elsewhere',
      title: '给别的工种的互助',
      who: '骑手',
      reach: async (phone) => {
        await phone.tap(/^司机赠送互助/)
        await phone.see('你登记的是外卖配送员')
      },
    },
    {
      name: 'plan-subsidies',
      title: '补助分地区和工种，有的用完了',
      who: '骑手',
      main: true,
      reach: async (phone) => {
        await phone.back()
        await phone.tap(/^住院互助，/)
        await phone.see('你用这份', '用完了')
      },
    },
    {
      name: 'gift',
      title: '赠送的互助',
      who: '名单里的司机',
      main: true,
      reach: async (phone) => {
        await logIn(phone, '货车司机')
        await phone.tap('保障')
        await phone.tap(/^司机赠送互助，/)
        await phone.see('省总工会赠送')
      },
    },
    {
      name: 'gift-unknown',
      title: '先填是谁，再看付多少',
      who: '名单里的司机',
      main: true,
      reach: async (phone) => {
        await phone.tap('参加，看我付多少')
        await phone.see('就知道名单里有没有你')
      },
    },
    {
      name: 'gift-given',
      title: '名单里有他，不用付钱',
      who: '名单里的司机',
      reach: async (phone) => {
        await phone.tap('先填是谁，看我付多少')
        await sayWhoIAm(phone, { name: '何春生', idNumber: '990001197911020019' })
        await phone.see('替你付，不用付钱')
      },
    },
    {
      name: 'gift-joined',
      title: '赠送的参加好了',
      who: '名单里的司机',
      reach: async (phone) => {
        await phone.tap('参加')
        await phone.see('没花钱')
      },
    },
    {
      name: 'cancel',
      title: '退出之前再问一次',
      who: '名单里的司机',
      main: true,
      reach: async (phone) => {
        await phone.tap('看我的保障')
        await phone.tap(/^不想要了，退出/)
        await phone.see('退出后没有保障')
      },
    },
    {
      name: 'cancelled',
      title: '退出了',
      who: '名单里的司机',
      reach: async (phone) => {
        await phone.tap('确定退出')
        await phone.see('已退出')
      },
    },
    {
      name: 'certificate',
      title: '查凭证',
      who: '路人',
      main: true,
      reach: async (phone) => {
        await phone.tap('保障')
        await phone.tap(/^查凭证真假/)
        await phone.see('谁都能查')
      },
    },
    {
      name: 'certificate-unknown',
      title: '没有这张凭证',
      who: '路人',
      reach: async (phone) => {
        await phone.type('凭证码', '7K3M-9QPX-2A4B-8CDE')
        await phone.tap('查一下')
        await phone.see('没有这张凭证')
      },
    },
    {
      name: 'certificate-cancelled',
      title: '作废的凭证',
      who: '路人',
      reach: async (phone, { phone: other }) => {
        await phone.scan('扫凭证上的码', await (await other('名单里的司机')).qrCode())
        await phone.see('凭证作废了')
      },
    },
    {
      name: 'aid',
      title: '保障',
      who: '司机',
      main: true,
      reach: async (phone) => {
        await logIn(phone, '网约车司机')
        await phone.tap('保障')
        await phone.see('意外互助')
      },
    },
    {
      name: 'plan',
      title: '互助计划',
      who: '司机',
      main: true,
      reach: async (phone) => {
        await phone.tap(/^意外互助，/)
        await phone.see('这些不赔')
      },
    },
    {
      name: 'join',
      title: '参加',
      who: '司机',
      reach: async (phone) => {
        await phone.tap('付 48 元参加')
        await phone.see('今天付，从')
      },
    },
    {
      name: 'identity',
      title: '是谁参加',
      who: '司机',
      main: true,
      reach: async (phone) => {
        await phone.tap('付 48 元参加')
        await phone.see('是谁参加？')
        await phone.tap('我看过了，同意')
        await phone.type('姓名', '赵长山')
        await phone.type('身份证号', '990001199001010013')
      },
    },
    {
      name: 'payment',
      title: '付款',
      who: '司机',
      reach: async (phone) => {
        await phone.tap('确认是我')
        await phone.see('演示支付，不花真钱')
      },
    },
    {
      name: 'expired',
      title: '订单过期了',
      who: '司机',
      reach: async (phone, { later }) => {
        later(31 * minute)
        await phone.tap('演示付款')
        await phone.see('订单过期了')
      },
    },
    {
      name: 'joined',
      title: '参加好了',
      who: '司机',
      reach: async (phone) => {
        await phone.tap('重新参加')
        await phone.tap('付 48 元参加')
        await phone.tap('演示付款')
        await phone.see('参加好了')
      },
    },
    {
      name: 'policy',
      title: '我的保障',
      who: '司机',
      main: true,
      reach: async (phone) => {
        await phone.tap('看我的保障')
        await phone.see('赵*山')
      },
    },
    {
      name: 'leave-covered',
      title: '注销账号，有保障',
      who: '司机',
      reach: async (phone) => {
        await phone.back()
        await phone.see('职业伤害保障')
        await phone.back()
        await phone.tap('我的')
        await phone.tap(/^隐私/)
        await phone.tap(/^注销账号/)
        await phone.see('你有保障到')
      },
    },
    {
      name: 'withdraw-covered',
      title: '撤回之前，有保障',
      who: '司机',
      reach: async (phone) => {
        await phone.back()
        await phone.tap(/^同意过什么/)
        await phone.tap(/^用你的姓名和身份证号/)
        await phone.see('你现在有保障')
      },
    },
    {
      name: 'waiting',
      title: '付款没有回音',
      who: '没信号的骑手',
      main: true,
      reach: async (phone) => {
        await logIn(phone, '骑手')
        await phone.tap('保障')
        await phone.tap(/^意外互助，/)
        await phone.tap('付 48 元参加')
        await phone.see('今天付，从')
        await phone.tap('付 48 元参加')
        await phone.see('是谁参加？')
        await sayWhoIAm(phone, identities.rider)
        await phone.see('演示支付，不花真钱')
        await phone.loseNetwork()
        await phone.tap('演示付款')
        await phone.see('正在等付款结果')
      },
    },
    {
      name: 'aid-open-order',
      title: '保障，有没付好的',
      who: '没信号的骑手',
      reach: async (phone) => {
        await phone.tap('先去忙，回头看')
        await phone.see('还没付好')
      },
    },
    {
      name: 'unpaid',
      title: '还没付成',
      who: '没信号的骑手',
      main: true,
      reach: async (phone) => {
        await phone.regainNetwork()
        await phone.tap(/^意外互助，还没付好/)
        await phone.see('没有收到你的付款')
      },
    },
    {
      name: 'certificate-genuine',
      title: '真的凭证',
      who: '路人',
      main: true,
      reach: async (phone, { later, phone: other }) => {
        const rider = await other('没信号的骑手')
        await rider.tap('再付一次')
        await rider.tap('看我的保障')
        later(24 * 60 * minute)
        await phone.tap('查别的凭证')
        await phone.scan('扫凭证上的码', await rider.qrCode())
        await phone.see('现在在保障期里')
      },
    },
  ],
}
