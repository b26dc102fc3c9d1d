import { squeezed } from '../../../journeys/journey'
import { logIn } from '../../../journeys/steps'
import { type Album, station, spoken } from '../album'

export const staff: Album = {
  name: 'staff',
  pictures: [
    {
      name: 'staff',
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
      name: 'invite',
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
      name: 'invitation-code',
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
      name: 'staff-invited',
      title: '人员，有邀请',
      who: '管理员',
      reach: async (phone) => {
        await phone.tap('发给他了')
        await phone.see('还没用的邀请')
      },
    },
    {
      name: 'staff-remove',
      title: '移除一位',
      who: '管理员',
      reach: async (phone) => {
        await phone.tap(/^陈\*芳/)
        await phone.see('确定移除')
      },
    },
    {
      name: 'invitation-wrong',
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
      name: 'invitation-offer',
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
      name: 'invitation-accepted',
      title: '你是驿站员了',
      who: '新驿站员',
      reach: async (phone) => {
        await phone.tap('确定，做驿站员')
        await phone.see('你是驿站员了')
      },
    },
  ],
}
