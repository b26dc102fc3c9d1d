import { linkOf } from '@/rules/link'
import { identities } from '../../../../mock/data/personas'
import { haigangStation } from '../../../../mock/data/stations'
import { logIn } from '../../../journeys/steps'
import { type Album } from '../album'

export const account: Album = {
  name: 'account',
  pictures: [
    {
      name: 'first-scan',
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
      name: 'mine-nobody',
      title: '我的，没登录',
      who: '快递员',
      reach: async (phone) => {
        await phone.back()
        await phone.tap('我的')
        await phone.see('还没登录')
      },
    },
    {
      name: 'verify',
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
      name: 'verified',
      title: '实名好了',
      who: '快递员',
      reach: async (phone) => {
        await phone.type('身份证号', '990001199811220039')
        await phone.tap('确认是我')
        await phone.see('实名好了')
      },
    },
    {
      name: 'occupation',
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
      name: 'occupation-recent',
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
      name: 'occupation-confirmed',
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
      name: 'privacy',
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
      name: 'consents',
      title: '同意和撤回',
      who: '快递员',
      reach: async (phone) => {
        await phone.tap(/^同意过什么/)
        await phone.see('同意了')
      },
    },
    {
      name: 'withdraw',
      title: '撤回之前',
      who: '快递员',
      main: true,
      reach: async (phone) => {
        await phone.tap(/^用你的姓名和身份证号/)
        await phone.see('撤回会怎样')
      },
    },
    {
      name: 'my-data',
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
      name: 'my-data-taken',
      title: '我的资料，拿走了',
      who: '快递员',
      reach: async (phone) => {
        await phone.takeFile(/^(存一份到手机|发给自己一份)$/)
      },
    },
    {
      name: 'leave',
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
      name: 'leave-sure',
      title: '确定注销？',
      who: '快递员',
      reach: async (phone) => {
        await phone.tap('我要注销')
        await phone.see('确定注销账号？')
      },
    },
    {
      name: 'leaving',
      title: '七天后注销',
      who: '快递员',
      main: true,
      reach: async (phone) => {
        await phone.tap('确定注销')
        await phone.see('照常能用')
      },
    },
    {
      name: 'mine-leaving',
      title: '我的，要注销了',
      who: '快递员',
      reach: async (phone) => {
        await phone.tap('知道了')
        await phone.back()
        await phone.see('我不注销了')
      },
    },
  ],
}
