import { logIn } from '../../../journeys/steps'
import { type Album } from '../album'

export const union: Album = {
  name: 'union',
  pictures: [
    {
      name: 'members-only',
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
      name: 'union',
      title: '入会：选工会',
      who: '新司机',
      main: true,
      reach: async (phone) => {
        await phone.tap('去入会')
        await phone.see('文化路街道工会')
      },
    },
    {
      name: 'union-confirm',
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
      name: 'union-submitted',
      title: '入会：交上去了',
      who: '新司机',
      main: true,
      reach: async (phone) => {
        await phone.tap('提交申请')
        await phone.see('申请交上去了')
      },
    },
    {
      name: 'union-cases',
      title: '入会申请',
      who: '管理员',
      reach: async (phone) => {
        await logIn(phone, '管理员')
        await phone.tap(/^入会申请/)
        await phone.see('孙*')
      },
    },
    {
      name: 'union-case',
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
      name: 'union-refuse',
      title: '为什么不通过',
      who: '管理员',
      reach: async (phone) => {
        await phone.tap('不通过')
        await phone.see('为什么不通过？')
      },
    },
    {
      name: 'union-refused',
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
      name: 'union-member',
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
  ],
}
