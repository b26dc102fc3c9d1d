import { logIn } from '../../../journeys/steps'
import { type Album, station } from '../album'

export const campaigns: Album = {
  name: 'campaigns',
  pictures: [
    {
      name: 'benefits-nobody',
      title: '福利，没登录',
      who: '领福利的人',
      reach: async (phone) => {
        await phone.tap('福利')
        await phone.see('今天能领', '迎宾路骑手食堂')
      },
    },
    {
      name: 'meal',
      title: '午餐券',
      who: '领福利的人',
      main: true,
      reach: async (phone) => {
        await logIn(phone, '骑手')
        await phone.tap('福利')
        await phone.dontSee('登录后领取')
        await phone.tap(/^骑手午餐券(?!，)/)
        await phone.see('原价 15 元', '在哪儿吃')
      },
    },
    {
      name: 'meal-granted',
      title: '午餐券，领到了',
      who: '领福利的人',
      reach: async (phone) => {
        await phone.tap('领取')
        await phone.see('是你的了')
      },
    },
    {
      name: 'sizes',
      title: '选尺码',
      who: '领福利的人',
      main: true,
      reach: async (phone) => {
        await phone.back()
        await phone.see('公开账目')
        await phone.back()
        await phone.tap('加厚手套，去领')
        await phone.tap('XL')
        await phone.tap(new RegExp(`^${station}，`))
        await phone.see(`XL · 到${station}取`)
      },
    },
    {
      name: 'sold-out-here',
      title: '这个站的领完了',
      who: '领福利的人',
      main: true,
      reach: async (phone, sitting) => {
        const faster = await sitting.phone('候补的人')
        await logIn(faster, '快递员')
        await faster.tap('福利')
        await faster.tap('加厚手套，去领')
        await faster.tap('XL')
        await faster.tap(new RegExp(`^${station}，`))
        await faster.tap('领取')
        await faster.see('是你的了')
        await phone.tap('领取')
        await phone.see('领完了')
      },
    },
    {
      name: 'moved',
      title: '改到别的站，领到了',
      who: '领福利的人',
      reach: async (phone) => {
        await phone.tap(/^改到.+领$/)
        await phone.see('是你的了')
      },
    },
    {
      name: 'presence',
      title: '到站扫码领',
      who: '领福利的人',
      reach: async (phone) => {
        await phone.back()
        await phone.see('公开账目')
        await phone.back()
        await phone.tap('暖宝宝，去领')
        await phone.tap(new RegExp(`^${station}，`))
        await phone.tap('到站扫码领')
        await phone.type(`或者输${station}的 8 位数字`, '12345678')
      },
    },
    {
      name: 'presence-stale',
      title: '码过时了',
      who: '领福利的人',
      main: true,
      reach: async (phone) => {
        await phone.tap('用数字领')
        await phone.see('这个码过时了')
      },
    },
    {
      name: 'presence-code',
      title: '到站码',
      who: '驿站员',
      main: true,
      reach: async (phone) => {
        await logIn(phone, '驿站员')
        await phone.tap(/^工作台/)
        await phone.tap(station)
        await phone.tap(/^到站码/)
        await phone.see('给来领的人扫')
      },
    },
    {
      name: 'pass',
      title: '理发卡',
      who: '领福利的人',
      reach: async (phone) => {
        await phone.back()
        await phone.see('公开账目')
        await phone.back()
        await phone.tap('理发卡，领取')
        await phone.tap('看券')
        await phone.see('还能用 3 次')
      },
    },
    {
      name: 'not-yet',
      title: '还没到能用的时候',
      who: '快递员',
      main: true,
      reach: async (phone) => {
        await logIn(phone, '快递员')
        await phone.tap('福利')
        await phone.tap('护腰，领取')
        await phone.tap('看券')
        await phone.see('还没到能用的时候')
      },
    },
    {
      name: 'not-yet-wallet',
      title: '还没到的券，在我的券里',
      who: '快递员',
      reach: async (phone) => {
        await phone.back()
        await phone.tap('我的')
        await phone.tap(/^我的券/)
        await phone.see('还没到')
      },
    },
    {
      name: 'draw',
      title: '抽签',
      who: '领福利的人',
      main: true,
      reach: async (phone) => {
        await phone.back()
        await phone.tap(/^手织围巾(?!，)/)
        await phone.see('怎么抽')
      },
    },
    {
      name: 'entered',
      title: '报上名了',
      who: '领福利的人',
      reach: async (phone) => {
        await phone.tap('报名抽签')
        await phone.see('报上名了')
      },
    },
    {
      name: 'my-lot',
      title: '我的签',
      who: '领福利的人',
      reach: async (phone) => {
        await phone.tap('看我的签')
        await phone.see('你的签号')
      },
    },
    {
      name: 'frozen',
      title: '名单锁定了',
      who: '领福利的人',
      reach: async (phone) => {
        await phone.back()
        await phone.see('公开账目')
        await phone.back()
        await phone.tap(/^手织耳罩(?!，)/)
        await phone.tap('看我的签')
        await phone.see('这台手机自己验过')
      },
    },
    {
      name: 'type-numbers',
      title: '填开奖号码',
      who: '审核员',
      reach: async (phone) => {
        await logIn(phone, '审核员')
        await phone.tap('福利')
        await phone.tap(/^手织耳罩(?!，)/)
        await phone.tap('看抽签结果')
        await phone.type('开奖号码', '02 07 11 19 24 30 + 12')
      },
    },
    {
      name: 'waiting',
      title: '候补',
      who: '候补的人',
      main: true,
      reach: async (phone, sitting) => {
        const first = await sitting.phone('审核员')
        await first.tap('填好了')
        await first.see('已经有人填了')
        const second = await sitting.phone('另一位审核员')
        await logIn(second, '另一位审核员')
        await second.tap('福利')
        await second.tap(/^手织耳罩(?!，)/)
        await second.tap('看抽签结果')
        await second.type('开奖号码', '02 07 11 19 24 30 12')
        await second.tap('填好了')
        await second.see('02 07 11 19 24 30 12')
        await phone.back()
        await phone.see('公开账目')
        await phone.back()
        await phone.tap(/^手织耳罩(?!，)/)
        await phone.tap('看我的签')
        await phone.see('候补第 1 位')
      },
    },
    {
      name: 'proof',
      title: '怎么验的',
      who: '候补的人',
      reach: async (phone) => {
        await phone.tap('看怎么验的')
        await phone.see('名单没人动过')
      },
    },
    {
      name: 'entitlements',
      title: '我的权益',
      who: '领福利的人',
      main: true,
      reach: async (phone) => {
        await phone.back()
        await phone.see('公开账目')
        await phone.back()
        await phone.tap('我的')
        await phone.tap('看我的权益')
        await phone.see('用到 12 月 22 日')
      },
    },
    {
      name: 'won',
      title: '抽中了的券',
      who: '领福利的人',
      reach: async (phone) => {
        await phone.tap(/^手织耳罩/)
        await phone.see('给驿站人员扫')
      },
    },
    {
      name: 'change-pickup',
      title: '换个站取',
      who: '领福利的人',
      main: true,
      reach: async (phone) => {
        await phone.back()
        await phone.tap(/^加厚手套/)
        await phone.tap(/^换个站、换尺码/)
        await phone.tap('M')
        await phone.tap(new RegExp(`^${station}，`))
      },
    },
    {
      name: 'moved',
      title: '换好了',
      who: '领福利的人',
      reach: async (phone) => {
        await phone.tap(`改到${station}`)
        await phone.see('加厚手套 · M')
      },
    },
    {
      name: 'no-goods',
      title: '到了站，没有货',
      who: '领福利的人',
      main: true,
      reach: async (phone) => {
        await phone.tap(/^到了站，没有货/)
        await phone.see('报给驿站')
      },
    },
    {
      name: 'reported',
      title: '报了没有货',
      who: '领福利的人',
      reach: async (phone) => {
        await phone.tap('报给驿站')
        await phone.see('驿站在查')
      },
    },
    {
      name: 'missing',
      title: '有人说没有货',
      who: '驿站员',
      reach: async (phone) => {
        await phone.back()
        await phone.tap(/^有人说没有货/)
        await phone.see('加厚手套 · M')
      },
    },
    {
      name: 'resolve',
      title: '怎么处理',
      who: '驿站员',
      main: true,
      reach: async (phone) => {
        await phone.tap(/^加厚手套 · M/)
        await phone.see('先找一找')
      },
    },
    {
      name: 'elsewhere',
      title: '换到哪个站',
      who: '驿站员',
      reach: async (phone) => {
        await phone.tap('换到别的站给他')
        await phone.see('换到哪个站')
      },
    },
    {
      name: 'return',
      title: '退回之前',
      who: '领福利的人',
      reach: async (phone) => {
        await phone.tap(/^不要了，退回/)
        await phone.see('确定退回')
      },
    },
    {
      name: 'returned',
      title: '退回了',
      who: '领福利的人',
      reach: async (phone) => {
        await phone.tap('确定退回')
        await phone.see('已退回')
      },
    },
    {
      name: 'entitlements-offline',
      title: '我的权益，没信号',
      who: '领福利的人',
      main: true,
      reach: async (phone) => {
        await phone.back()
        await phone.loseNetwork()
        await phone.see('没信号')
      },
    },
    {
      name: 'benefits-offline',
      title: '福利，没信号',
      who: '领福利的人',
      main: true,
      reach: async (phone) => {
        await phone.back()
        await phone.tap('福利')
        await phone.see('没信号')
      },
    },
  ],
}
