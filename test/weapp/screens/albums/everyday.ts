import { logIn } from '../../../journeys/steps'
import { type Album, station } from '../album'

export const everyday: Album = {
  name: 'everyday',
  pictures: [
    {
      name: 'home',
      title: '驿站',
      who: '骑手',
      main: true,
      reach: async (phone) => {
        await phone.read(/现在开着|夜里也开|快关门了/)
      },
    },
    {
      name: 'place',
      title: '换个地方',
      who: '骑手',
      reach: async (phone) => {
        await phone.tap(/换个地方$/)
        await phone.see('建设大街')
      },
    },
    {
      name: 'station',
      title: '一个驿站',
      who: '骑手',
      main: true,
      reach: async (phone) => {
        await phone.tap('海港区 · 建设大街')
        await phone.tap(/^看看，/)
        await phone.see('演示数据')
      },
    },
    {
      name: 'login',
      title: '登录',
      who: '骑手',
      reach: async (phone) => {
        await phone.back()
        await phone.tap('我的')
        await phone.tap('登录')
        await phone.see('你是哪一位？')
      },
    },
    {
      name: 'benefits',
      title: '福利',
      who: '骑手',
      main: true,
      reach: async (phone) => {
        await phone.back()
        await logIn(phone, '骑手')
        await phone.tap('福利')
        await phone.see('今天能领')
      },
    },
    {
      name: 'campaign',
      title: '一样福利',
      who: '骑手',
      main: true,
      reach: async (phone) => {
        await phone.tap('温暖大礼包，去领')
        await phone.see(`到${station}取`)
      },
    },
    {
      name: 'granted',
      title: '领到了',
      who: '骑手',
      main: true,
      reach: async (phone) => {
        await phone.tap('领取')
        await phone.see('是你的了')
      },
    },
    {
      name: 'voucher',
      title: '用券',
      who: '骑手',
      main: true,
      reach: async (phone, sitting) => {
        await phone.tap('看券')
        await phone.see('给驿站人员扫')
        sitting.code = await phone.qrCode()
      },
    },
    {
      name: 'desk-station',
      title: '工作台：选驿站',
      who: '驿站员',
      reach: async (phone) => {
        await logIn(phone, '驿站员')
        await phone.tap(/^工作台/)
        await phone.see('你在哪个驿站？')
      },
    },
    {
      name: 'desk',
      title: '工作台',
      who: '驿站员',
      main: true,
      reach: async (phone) => {
        await phone.tap(station)
        await phone.see('还没有。核销一张，这里就有一条')
      },
    },
    {
      name: 'presented',
      title: '看清再核销',
      who: '驿站员',
      main: true,
      reach: async (phone, { code = '' }) => {
        await phone.scan('扫券', code)
        await phone.see('核销，给他')
      },
    },
    {
      name: 'redeemed',
      title: '可以给他',
      who: '驿站员',
      main: true,
      reach: async (phone) => {
        await phone.tap('核销，给他')
        await phone.see('可以给他了')
      },
    },
    {
      name: 'used',
      title: '已经用过',
      who: '驿站员',
      reach: async (phone, { code = '' }) => {
        await phone.scan('扫下一位', code)
        await phone.see('这张券已经用过了')
      },
    },
    {
      name: 'voucher-used',
      title: '券用过了',
      who: '骑手',
      reach: (phone) => phone.see('已领取'),
    },
    {
      name: 'wallet',
      title: '我的券',
      who: '骑手',
      reach: async (phone) => {
        await phone.back()
        await phone.tap('我的')
        await phone.tap(/^我的券/)
        await phone.see('用过的')
      },
    },
    {
      name: 'mine',
      title: '我的',
      who: '骑手',
      main: true,
      reach: async (phone) => {
        await phone.back()
        await phone.see('长辈模式')
      },
    },
    {
      name: 'privacy',
      title: '隐私',
      who: '骑手',
      reach: async (phone) => {
        await phone.tap(/^隐私/)
        await phone.dontSee('长辈模式')
      },
    },
    {
      name: 'devices',
      title: '登录过的手机',
      who: '骑手',
      main: true,
      reach: async (phone, sitting) => {
        await phone.back()
        await logIn(await sitting.phone('旧手机'), '骑手')
        await phone.tap(/^登录过的手机/)
        await phone.see('让它退出')
      },
    },
    {
      name: 'end-device',
      title: '让那台退出',
      who: '骑手',
      reach: async (phone) => {
        await phone.tap(/^让.+退出$/)
        await phone.see('你这台不受影响')
      },
    },
    {
      name: 'device-ended',
      title: '那台退出了',
      who: '骑手',
      reach: async (phone) => {
        await phone.tap('确定让它退出')
        await phone.see('只有这台登录着')
      },
    },
    {
      name: 'devices-expired',
      title: '被退出的手机',
      who: '旧手机',
      reach: async (phone) => {
        await phone.tap(/^登录过的手机/)
        await phone.see('这台手机退出了')
      },
    },
    {
      name: 'offline',
      title: '没信号',
      who: '骑手',
      main: true,
      reach: async (phone) => {
        await phone.back()
        await phone.loseNetwork()
        await phone.tap('驿站')
        await phone.see('没信号')
      },
    },
  ],
}
