import { squeezed } from '../../../journeys/journey'
import { logIn } from '../../../journeys/steps'
import { type Album, spoken, station } from '../album'

export const recovery: Album = {
  name: 'recovery',
  pictures: [
    {
      name: 'recover',
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
      name: 'recover-ask',
      title: '要找回码',
      who: '新手机',
      reach: async (phone) => {
        await phone.tap('登录')
        await phone.tap('货车司机')
        await phone.see('以前的账号是谁的？')
      },
    },
    {
      name: 'recover-code',
      title: '找回码',
      who: '新手机',
      main: true,
      reach: async (phone, sitting) => {
        const lost = await sitting.phone('旧手机')
        await logIn(lost, '网约车司机')
        await lost.tap(/^实名/)
        await lost.tap('我看过了，同意')
        await lost.type('姓名', '赵长山')
        await lost.type('身份证号', '990001199001010013')
        await lost.tap('确认是我')
        await lost.see('实名好了')
        await phone.tap('我看过了，同意')
        await phone.type('姓名', '赵长山')
        await phone.type('身份证号', '990001199001010013')
        await phone.tap('要找回码')
        await phone.see('身份证也给他看')
        sitting.spoken = squeezed(await phone.read(spoken))
      },
    },
    {
      name: 'recovery-check',
      title: '核对：填码',
      who: '驿站员',
      reach: async (phone) => {
        await logIn(phone, '驿站员')
        await phone.tap(/^工作台/)
        await phone.tap(station)
        await phone.tap(/^有人手机丢了/)
        await phone.see('他新手机上的找回码')
      },
    },
    {
      name: 'recovery-person',
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
      name: 'recovery-given',
      title: '核对：账号给他了',
      who: '驿站员',
      reach: async (phone) => {
        await phone.tap('我看过原件，是他本人')
        await phone.tap('确认，账号给他')
        await phone.see('账号给他了')
      },
    },
    {
      name: 'recovered',
      title: '账号回来了',
      who: '新手机',
      reach: (phone) => phone.see('账号回来了'),
    },
  ],
}
