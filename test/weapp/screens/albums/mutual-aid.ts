import { logIn } from '../../../journeys/steps'
import { type Album } from '../album'

export const mutualAid: Album = {
  name: 'mutual-aid',
  pictures: [
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
      name: 'joined',
      title: '参加好了',
      who: '司机',
      reach: async (phone) => {
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
  ],
}
