import { linkOf } from '@/rules/link'
import { identities } from '../../../mock/data/personas'
import { haigangStation } from '../../../mock/data/stations'
import { logIn } from '../../journeys/steps'
import { type Phone, squeezed } from '../../journeys/journey'

/** 旧手机 is the rider's other one; 新人 is no persona but comes to an API as it is where riders are. */
export type Who =
  | '骑手'
  | '旧手机'
  | '另一台手机'
  | '驿站员'
  | '司机'
  | '快递员'
  | '管理员'
  | '新驿站员'
  | '新手机'
  | '新司机'
  | '新人'
  | '领福利的人'
  | '候补的人'
  | '审核员'
  | '另一位审核员'
  | '路人'
  | '货车司机'

/** A phone of which pictures are taken. */
export interface Sitter extends Phone {
  /** Without a network, two hours later. */
  loseNetwork(): Promise<void>
}

export interface Sitting {
  /** A platform's list of who works as what comes in. */
  importRoster(channel: string, csv: string): Promise<void>
  /** Another phone than the one of which the picture is taken. */
  phone(who: Who): Promise<Sitter>
  /** What the rider's voucher shows to a camera. */
  code?: string
  /** The last code that was texted. */
  texted?: string
  /** What an admin gives to whom he invites, and what a new phone gives to a clerk. */
  spoken?: string
}

export interface Picture {
  /** Name of its file, which also orders them. */
  name: string
  title: string
  who: Who
  /** Taken on the smallest phone too. */
  main?: true
  /** From the picture before on the same phone to this one. */
  reach(phone: Sitter, sitting: Sitting): Promise<void>
}

const station = '建设大街骑手驿站'

/** A code that is read out: three groups, each a piece of text. */
const spoken = /[0-9A-Z]{4}\n[0-9A-Z]{4}\n[0-9A-Z]{4}/

/** Every screen and how it is reached, in the words of those who use it; on H5 and on WeChat alike. */
export const pictures: readonly Picture[] = [
  {
    name: '01-home',
    title: '驿站',
    who: '骑手',
    main: true,
    reach: async (phone) => {
      await phone.read(/现在开着|夜里也开|快关门了/)
    },
  },
  {
    name: '02-place',
    title: '换个地方',
    who: '骑手',
    reach: async (phone) => {
      await phone.tap(/换个地方$/)
      await phone.see('建设大街')
    },
  },
  {
    name: '03-station',
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
    name: '04-login',
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
    name: '05-benefits',
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
    name: '06-campaign',
    title: '一样福利',
    who: '骑手',
    main: true,
    reach: async (phone) => {
      await phone.tap('温暖大礼包，去领')
      await phone.see(`到${station}取`)
    },
  },
  {
    name: '07-granted',
    title: '领到了',
    who: '骑手',
    main: true,
    reach: async (phone) => {
      await phone.tap('领取')
      await phone.see('是你的了')
    },
  },
  {
    name: '08-voucher',
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
    name: '09-desk-station',
    title: '工作台：选驿站',
    who: '驿站员',
    reach: async (phone) => {
      await logIn(phone, '驿站员')
      await phone.tap(/^工作台/)
      await phone.see('你在哪个驿站？')
    },
  },
  {
    name: '10-desk',
    title: '工作台',
    who: '驿站员',
    main: true,
    reach: async (phone) => {
      await phone.tap(station)
      await phone.see('还没有。核销一张，这里就有一条')
    },
  },
  {
    name: '11-redeemed',
    title: '可以给他',
    who: '驿站员',
    main: true,
    reach: async (phone, { code = '' }) => {
      await phone.scan('扫券', code)
      await phone.see('可以给他了')
    },
  },
  {
    name: '12-used',
    title: '已经用过',
    who: '驿站员',
    reach: async (phone, { code = '' }) => {
      await phone.scan('扫下一位', code)
      await phone.see('这张券已经用过了')
    },
  },
  {
    name: '13-voucher-used',
    title: '券用过了',
    who: '骑手',
    reach: (phone) => phone.see('已领取'),
  },
  {
    name: '14-wallet',
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
    name: '15-mine',
    title: '我的',
    who: '骑手',
    main: true,
    reach: async (phone) => {
      await phone.back()
      await phone.see('长辈模式')
    },
  },
  {
    name: '16-privacy',
    title: '隐私',
    who: '骑手',
    reach: async (phone) => {
      await phone.tap(/^隐私/)
      await phone.dontSee('长辈模式')
    },
  },
  {
    name: '30-devices',
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
    name: '31-end-device',
    title: '让那台退出',
    who: '骑手',
    reach: async (phone) => {
      await phone.tap(/^让.+退出$/)
      await phone.see('你这台不受影响')
    },
  },
  {
    name: '32-device-ended',
    title: '那台退出了',
    who: '骑手',
    reach: async (phone) => {
      await phone.tap('确定让它退出')
      await phone.see('只有这台登录着')
    },
  },
  {
    name: '33-devices-expired',
    title: '被退出的手机',
    who: '旧手机',
    reach: async (phone) => {
      await phone.tap(/^登录过的手机/)
      await phone.see('这台手机退出了')
    },
  },
  {
    name: '17-offline',
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
  {
    name: '18-aid',
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
    name: '19-plan',
    title: '互助计划',
    who: '司机',
    main: true,
    reach: async (phone) => {
      await phone.tap(/^意外互助，/)
      await phone.see('这些不赔')
    },
  },
  {
    name: '20-join',
    title: '参加',
    who: '司机',
    reach: async (phone) => {
      await phone.tap('付 48 元参加')
      await phone.see('今天付，从')
    },
  },
  {
    name: '21-identity',
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
    name: '22-payment',
    title: '付款',
    who: '司机',
    reach: async (phone) => {
      await phone.tap('确认是我')
      await phone.see('演示支付，不花真钱')
    },
  },
  {
    name: '23-joined',
    title: '参加好了',
    who: '司机',
    reach: async (phone) => {
      await phone.tap('演示付款')
      await phone.see('参加好了')
    },
  },
  {
    name: '24-policy',
    title: '我的保障',
    who: '司机',
    main: true,
    reach: async (phone) => {
      await phone.tap('看我的保障')
      await phone.see('赵*山')
    },
  },
  {
    name: '34-login-real',
    title: '登录，不是演示',
    who: '新人',
    main: true,
    reach: async (phone) => {
      await phone.tap('我的')
      await phone.tap('登录')
      await phone.see('用手机号登录')
    },
  },
  {
    name: '35-login-phone',
    title: '用手机号登录',
    who: '新人',
    main: true,
    reach: async (phone) => {
      // In WeChat that is the second way.
      if ((await phone.read(/微信登录|发验证码/)) === '微信登录') await phone.tap('用手机号登录')
      await phone.type('手机号', '138 0013 8000')
      await phone.tap('发验证码')
      await phone.see('发到你手机上了')
    },
  },
  {
    name: '36-login-wrong',
    title: '验证码不对',
    who: '新人',
    reach: async (phone, { texted }) => {
      await phone.type('验证码', texted === '123456' ? '654321' : '123456')
      await phone.tap('登录')
      await phone.see('验证码不对')
    },
  },
  {
    name: '37-devices-phone',
    title: '登录过的手机，和手机号',
    who: '新人',
    reach: async (phone, { texted = '' }) => {
      await phone.type('验证码', texted)
      await phone.tap('登录')
      await phone.tap(/^登录过的手机/)
      await phone.see('138****8000')
    },
  },
  {
    name: '60-first-scan',
    title: '没有账号，扫到驿站',
    who: '快递员',
    main: true,
    reach: async (phone) => {
      const { id } = haigangStation(1)
      await phone.scan('扫码', linkOf('https://nuanxin.example', { kind: 'station', id }))
      await phone.see('欢迎，不用登录', '看这个驿站')
    },
  },
  {
    name: '61-mine-nobody',
    title: '我的，没登录',
    who: '快递员',
    reach: async (phone) => {
      await phone.back()
      await phone.tap('我的')
      await phone.see('还没登录')
    },
  },
  {
    name: '62-verify',
    title: '实名，有错',
    who: '快递员',
    main: true,
    reach: async (phone) => {
      await logIn(phone, '快递员')
      await phone.tap(/^实名/)
      await phone.tap('我看过了，同意')
      await phone.type('姓名', '刘大洋')
      await phone.type('身份证号', '990001199811220038')
      await phone.tap('确认是我')
      await phone.see('身份证号有一位打错了')
    },
  },
  {
    name: '63-verified',
    title: '实名好了',
    who: '快递员',
    reach: async (phone) => {
      await phone.type('身份证号', '990001199811220039')
      await phone.tap('确认是我')
      await phone.see('实名好了')
    },
  },
  {
    name: '64-occupation',
    title: '工种',
    who: '快递员',
    main: true,
    reach: async (phone) => {
      await phone.tap('好了')
      await phone.tap(/^工种/)
      await phone.see('你做什么？')
      await phone.tap(/^外卖配送员/)
    },
  },
  {
    name: '65-occupation-recent',
    title: '工种，刚改过',
    who: '快递员',
    reach: async (phone) => {
      await phone.tap('我是外卖配送员')
      await phone.see('记下了')
      await phone.tap(/^货车司机/)
      await phone.tap('我是货车司机')
      await phone.see('以后再来')
    },
  },
  {
    name: '65a-occupation-confirmed',
    title: '工种，名册核对过',
    who: '另一台手机',
    main: true,
    reach: async (phone, sitting) => {
      const { name, idNumber } = identities.courier
      await sitting.importRoster('platform', `姓名,身份证号,工种\n${name},${idNumber},外卖配送员\n`)
      await logIn(phone, '快递员')
      await phone.tap(/^工种/)
      await phone.see('名册核对过，不用自己填')
    },
  },
  {
    name: '66-privacy',
    title: '隐私',
    who: '快递员',
    main: true,
    reach: async (phone) => {
      await phone.back()
      await phone.tap(/^隐私/)
      await phone.see('我们知道你的')
    },
  },
  {
    name: '67-consents',
    title: '同意和撤回',
    who: '快递员',
    reach: async (phone) => {
      await phone.tap(/^同意过什么/)
      await phone.see('同意了')
    },
  },
  {
    name: '68-withdraw',
    title: '撤回之前',
    who: '快递员',
    main: true,
    reach: async (phone) => {
      await phone.tap(/^用你的姓名和身份证号/)
      await phone.see('撤回会怎样')
    },
  },
  {
    name: '69-my-data',
    title: '我的资料',
    who: '快递员',
    main: true,
    reach: async (phone) => {
      await phone.tap('先不')
      await phone.back()
      await phone.tap(/^我的资料/)
      await phone.see('开户')
    },
  },
  {
    name: '70-my-data-taken',
    title: '我的资料，拿走了',
    who: '快递员',
    reach: async (phone) => {
      await phone.takeFile(/^(存一份到手机|发给自己一份)$/)
    },
  },
  {
    name: '71-leave',
    title: '注销账号',
    who: '快递员',
    main: true,
    reach: async (phone) => {
      await phone.back()
      await phone.tap(/^注销账号/)
      await phone.see('会没的')
    },
  },
  {
    name: '72-leave-sure',
    title: '确定注销？',
    who: '快递员',
    reach: async (phone) => {
      await phone.tap('我要注销')
      await phone.see('确定注销账号？')
    },
  },
  {
    name: '73-leaving',
    title: '七天后注销',
    who: '快递员',
    main: true,
    reach: async (phone) => {
      await phone.tap('确定注销')
      await phone.see('照常能用')
    },
  },
  {
    name: '74-mine-leaving',
    title: '我的，要注销了',
    who: '快递员',
    reach: async (phone) => {
      await phone.tap('知道了')
      await phone.back()
      await phone.see('我不注销了')
    },
  },
  {
    name: '75-leave-covered',
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
    name: '76-withdraw-covered',
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
    name: '80-staff',
    title: '人员',
    who: '管理员',
    main: true,
    reach: async (phone) => {
      await logIn(phone, '管理员')
      await phone.tap(/^人员/)
      await phone.see('在岗的', '陈*芳')
    },
  },
  {
    name: '81-invite',
    title: '邀请人',
    who: '管理员',
    main: true,
    reach: async (phone) => {
      await phone.tap('邀请人')
      await phone.type('找驿站', '街 骑手')
      await phone.tap(new RegExp(`^${station}`))
      await phone.type('找驿站', '工会')
      await phone.see('工人北里')
    },
  },
  {
    name: '82-invitation-code',
    title: '邀请码',
    who: '管理员',
    main: true,
    reach: async (phone, sitting) => {
      await phone.tap('生成邀请码')
      await phone.see('只显示这一次')
      sitting.spoken = squeezed(await phone.read(spoken))
    },
  },
  {
    name: '83-staff-invited',
    title: '人员，有邀请',
    who: '管理员',
    reach: async (phone) => {
      await phone.tap('发给他了')
      await phone.see('还没用的邀请')
    },
  },
  {
    name: '84-staff-remove',
    title: '移除一位',
    who: '管理员',
    reach: async (phone) => {
      await phone.tap(/^陈\*芳/)
      await phone.see('确定移除')
    },
  },
  {
    name: '85-invitation-wrong',
    title: '填邀请码，不对',
    who: '新驿站员',
    reach: async (phone) => {
      await logIn(phone, '快递员')
      await phone.tap(/^填邀请码/)
      await phone.type('邀请码', '7GK2-Q0XW-94TZ')
      await phone.tap('看看是什么')
      await phone.see('没有这个邀请码')
    },
  },
  {
    name: '86-invitation-offer',
    title: '请你做驿站员',
    who: '新驿站员',
    main: true,
    reach: async (phone, { spoken: code = '' }) => {
      await phone.type('邀请码', code)
      await phone.tap('看看是什么')
      await phone.see('请你做驿站员')
    },
  },
  {
    name: '87-invitation-accepted',
    title: '你是驿站员了',
    who: '新驿站员',
    reach: async (phone) => {
      await phone.tap('确定，做驿站员')
      await phone.see('你是驿站员了')
    },
  },
  {
    name: '88-recover',
    title: '手机丢了',
    who: '新手机',
    main: true,
    reach: async (phone) => {
      await phone.tap('我的')
      await phone.tap('登录')
      await phone.tap('手机丢了，找回账号')
      await phone.see('账号还在')
    },
  },
  {
    name: '89-recover-ask',
    title: '要找回码',
    who: '新手机',
    reach: async (phone) => {
      await phone.tap('登录')
      await phone.tap('货车司机')
      await phone.see('以前的账号是谁的？')
    },
  },
  {
    name: '90-recover-code',
    title: '找回码',
    who: '新手机',
    main: true,
    reach: async (phone, sitting) => {
      await phone.tap('我看过了，同意')
      await phone.type('姓名', '赵长山')
      await phone.type('身份证号', '990001199001010013')
      await phone.tap('要找回码')
      await phone.see('身份证也给他看')
      sitting.spoken = squeezed(await phone.read(spoken))
    },
  },
  {
    name: '91-recovery-check',
    title: '核对：填码',
    who: '驿站员',
    reach: async (phone) => {
      await phone.tap('输数字')
      await phone.tap(/^有人手机丢了/)
      await phone.see('他新手机上的找回码')
    },
  },
  {
    name: '92-recovery-person',
    title: '核对：看身份证',
    who: '驿站员',
    main: true,
    reach: async (phone, { spoken: code = '' }) => {
      await phone.type('或者照着填', code)
      await phone.tap('看看是谁')
      await phone.see('看他的身份证')
    },
  },
  {
    name: '93-recovery-given',
    title: '核对：账号给他了',
    who: '驿站员',
    reach: async (phone) => {
      await phone.tap('我看过原件，是他本人')
      await phone.tap('确认，账号给他')
      await phone.see('账号给他了')
    },
  },
  {
    name: '94-recovered',
    title: '账号回来了',
    who: '新手机',
    reach: (phone) => phone.see('账号回来了'),
  },
  {
    name: '95-members-only',
    title: '会员福利，还没入会',
    who: '新司机',
    reach: async (phone) => {
      await logIn(phone, '货车司机')
      await phone.tap('福利')
      await phone.tap(/^会员洗车月卡/)
      await phone.see('去入会')
    },
  },
  {
    name: '96-union',
    title: '入会：选工会',
    who: '新司机',
    main: true,
    reach: async (phone) => {
      await phone.tap('去入会')
      await phone.see('文化路街道工会')
    },
  },
  {
    name: '97-union-confirm',
    title: '入会：交上去之前',
    who: '新司机',
    reach: async (phone) => {
      await phone.tap(/^海港区货车司机工会/)
      await phone.see('是谁入会？')
      await phone.tap('我看过了，同意')
      await phone.type('姓名', '孙海')
      await phone.type('身份证号', '990001198107090053')
      await phone.tap('确认是我')
      await phone.see('工会看得到')
    },
  },
  {
    name: '98-union-submitted',
    title: '入会：交上去了',
    who: '新司机',
    main: true,
    reach: async (phone) => {
      await phone.tap('提交申请')
      await phone.see('申请交上去了')
    },
  },
  {
    name: '99-union-cases',
    title: '入会申请',
    who: '管理员',
    reach: async (phone) => {
      await phone.tap('先不')
      await phone.back()
      await phone.tap(/^入会申请/)
      await phone.see('孙*')
    },
  },
  {
    name: '99a-union-case',
    title: '一份入会申请',
    who: '管理员',
    main: true,
    reach: async (phone) => {
      await phone.tap(/^孙\*/)
      await phone.tap('先受理')
      await phone.see('工会受理了')
    },
  },
  {
    name: '99b-union-refuse',
    title: '为什么不通过',
    who: '管理员',
    reach: async (phone) => {
      await phone.tap('不通过')
      await phone.see('为什么不通过？')
    },
  },
  {
    name: '99c-union-refused',
    title: '入会：没通过',
    who: '新司机',
    reach: async (phone, sitting) => {
      const admin = await sitting.phone('管理员')
      await admin.type('写给他的话', '你在德州跑车，到德城区的工会入')
      await admin.tap('确定不通过')
      await admin.see('看下一份')
      await phone.back()
      await phone.tap('去入会')
      await phone.see('这次没通过')
    },
  },
  {
    name: '99d-union-member',
    title: '入会：是会员了',
    who: '新司机',
    reach: async (phone, sitting) => {
      const admin = await sitting.phone('管理员')
      await phone.tap('再申请一次')
      await phone.tap(/^海港区新就业形态/)
      await phone.tap('提交申请')
      await phone.see('申请交上去了')
      await admin.tap('看下一份')
      await admin.tap(/^孙\*/)
      await admin.tap('通过，让他入会')
      await admin.see('看下一份')
      await phone.back()
      await phone.tap('去入会')
      await phone.see('你是工会会员')
    },
  },
  {
    name: '40-find-place',
    title: '找一个区县',
    who: '路人',
    reach: async (phone) => {
      await phone.tap(/换个地方$/)
      await phone.tap('找城市或区县')
      await phone.type('城市或区县', '朝阳')
      await phone.see('长春市')
    },
  },
  {
    name: '41-map',
    title: '地图',
    who: '路人',
    main: true,
    reach: async (phone) => {
      await phone.back()
      await phone.see('去这里')
      await phone.tap('看地图')
      await phone.see('看列表')
    },
  },
  {
    name: '42-map-station',
    title: '地图上的一个驿站',
    who: '路人',
    main: true,
    reach: async (phone) => {
      await phone.tap('淋浴')
      await phone.tap(/^海阳路司机之家，/)
      await phone.see('去这里')
    },
  },
  {
    name: '43-arrived',
    title: '到站了',
    who: '路人',
    main: true,
    reach: async (phone) => {
      await phone.back()
      await phone.scan('扫码', haigangStation(2).id)
      await phone.tap('登录')
      await phone.tap('骑手')
      await phone.dontSee('欢迎，不用登录')
      await phone.see('去领')
    },
  },
  {
    name: '44-report',
    title: '报一下',
    who: '路人',
    reach: async (phone) => {
      await phone.tap('没电')
      await phone.see('没电，这就报上去')
    },
  },
  {
    name: '45-vehicle',
    title: '我的车',
    who: '货车司机',
    main: true,
    reach: async (phone) => {
      await phone.tap('停车')
      await phone.tap('我的车，还没填')
      await phone.tap('17 米 5 挂车')
      await phone.tap('G1 京哈高速 北京方向')
    },
  },
  {
    name: '46-stops',
    title: '顺路的休息点',
    who: '货车司机',
    main: true,
    reach: async (phone) => {
      await phone.tap('就按这辆车找')
      await phone.see('顺路')
    },
  },
  {
    name: '47-stop',
    title: '一个休息点',
    who: '货车司机',
    reach: async (phone) => {
      await phone.tap(/^看看，/)
      await phone.see('停得下你的车')
    },
  },
  {
    name: 'b0-benefits-nobody',
    title: '福利，没登录',
    who: '领福利的人',
    reach: async (phone) => {
      await phone.tap('福利')
      await phone.see('今天能领', '迎宾路骑手食堂')
    },
  },
  {
    name: 'b1-meal',
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
    name: 'b2-meal-granted',
    title: '午餐券，领到了',
    who: '领福利的人',
    reach: async (phone) => {
      await phone.tap('领取')
      await phone.see('是你的了')
    },
  },
  {
    name: 'b3-sizes',
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
    name: 'b4-sold-out-here',
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
    name: 'b5-moved',
    title: '改到别的站，领到了',
    who: '领福利的人',
    reach: async (phone) => {
      await phone.tap(/^改到.+领$/)
      await phone.see('是你的了')
    },
  },
  {
    name: 'b6-presence',
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
    name: 'b7-presence-stale',
    title: '码过时了',
    who: '领福利的人',
    main: true,
    reach: async (phone) => {
      await phone.tap('用数字领')
      await phone.see('这个码过时了')
    },
  },
  {
    name: 'b8-presence-code',
    title: '到站码',
    who: '驿站员',
    main: true,
    reach: async (phone) => {
      await phone.back()
      await phone.tap(/^到站码/)
      await phone.see('给来领的人扫')
    },
  },
  {
    name: 'b9-pass',
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
    name: 'c0-draw',
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
    name: 'c1-entered',
    title: '报上名了',
    who: '领福利的人',
    reach: async (phone) => {
      await phone.tap('报名抽签')
      await phone.see('报上名了')
    },
  },
  {
    name: 'c2-my-lot',
    title: '我的签',
    who: '领福利的人',
    reach: async (phone) => {
      await phone.tap('看我的签')
      await phone.see('你的签号')
    },
  },
  {
    name: 'c3-frozen',
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
    name: 'c4-type-numbers',
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
    name: 'c5-waiting',
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
    name: 'c6-proof',
    title: '怎么验的',
    who: '候补的人',
    reach: async (phone) => {
      await phone.tap('看怎么验的')
      await phone.see('名单没人动过')
    },
  },
  {
    name: 'c7-entitlements',
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
    name: 'c8-won',
    title: '抽中了的券',
    who: '领福利的人',
    reach: async (phone) => {
      await phone.tap(/^手织耳罩/)
      await phone.see('给驿站人员扫')
    },
  },
  {
    name: 'c9-change-pickup',
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
    name: 'd0-moved',
    title: '换好了',
    who: '领福利的人',
    reach: async (phone) => {
      await phone.tap(`改到${station}`)
      await phone.see('加厚手套 · M')
    },
  },
  {
    name: 'd1-no-goods',
    title: '到了站，没有货',
    who: '领福利的人',
    main: true,
    reach: async (phone) => {
      await phone.tap(/^到了站，没有货/)
      await phone.see('报给驿站')
    },
  },
  {
    name: 'd2-reported',
    title: '报了没有货',
    who: '领福利的人',
    reach: async (phone) => {
      await phone.tap('报给驿站')
      await phone.see('驿站在查')
    },
  },
  {
    name: 'd3-missing',
    title: '有人说没有货',
    who: '驿站员',
    reach: async (phone) => {
      await phone.back()
      await phone.tap(/^有人说没有货/)
      await phone.see('加厚手套 · M')
    },
  },
  {
    name: 'd4-resolve',
    title: '怎么处理',
    who: '驿站员',
    main: true,
    reach: async (phone) => {
      await phone.tap(/^加厚手套 · M/)
      await phone.see('先找一找')
    },
  },
  {
    name: 'd5-elsewhere',
    title: '换到哪个站',
    who: '驿站员',
    reach: async (phone) => {
      await phone.tap('换到别的站给他')
      await phone.see('换到哪个站')
    },
  },
  {
    name: 'd6-return',
    title: '退回之前',
    who: '领福利的人',
    reach: async (phone) => {
      await phone.tap(/^不要了，退回/)
      await phone.see('确定退回')
    },
  },
  {
    name: 'd7-returned',
    title: '退回了',
    who: '领福利的人',
    reach: async (phone) => {
      await phone.tap('确定退回')
      await phone.see('已退回')
    },
  },
  {
    name: 'd8-entitlements-offline',
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
    name: 'd9-benefits-offline',
    title: '福利，没信号',
    who: '领福利的人',
    main: true,
    reach: async (phone) => {
      await phone.back()
      await phone.tap('福利')
      await phone.see('没信号')
    },
  },
]

export interface Variant {
  name: string
  width: number
  height: number
  theme: 'light' | 'dark'
  elder: boolean
  /** Only the main screens. */
  main?: true
}

const usual = { width: 390, height: 844 }
const small = { width: 320, height: 568 }

/** Pairwise: each mode on the usual phone, and the smallest phone with the hardest of them. */
export const variants: readonly Variant[] = [
  { name: 'light', ...usual, theme: 'light', elder: false },
  { name: 'dark', ...usual, theme: 'dark', elder: false },
  { name: 'elder', ...usual, theme: 'light', elder: true },
  { name: 'small', ...small, theme: 'light', elder: false, main: true },
  { name: 'small-dark-elder', ...small, theme: 'dark', elder: true, main: true },
]
