import { logIn } from '../../../journeys/steps'
import { type Album } from '../album'

export const fairness: Album = {
  name: 'fairness',
  pictures: [
    {
      name: 'nobody',
      title: '没有人被放慢',
      who: '管理员',
      reach: async (phone) => {
        await logIn(phone, '管理员')
        await phone.tap(/^公平领取/)
        await phone.see('没有人被放慢')
      },
    },
    {
      name: 'slowed',
      title: '领得太急',
      who: '骑手',
      main: true,
      reach: async (phone) => {
        await logIn(phone, '骑手')
        await phone.tap('福利')
        await phone.tap(/暖·新.*，领取$/)
        for (let times = 1; times <= 3; times++) {
          await phone.tap('看券')
          await phone.tap(/^不要了，退回/)
          await phone.tap('确定退回')
          await phone.tap('再看看还有没有')
          await phone.tap('领取')
        }
        await phone.see('现在领得太急')
      },
    },
    {
      name: 'list',
      title: '公平领取',
      who: '管理员',
      main: true,
      reach: async (phone) => {
        await phone.back()
        await phone.tap(/^公平领取/)
        await phone.see('一天里退了三次')
      },
    },
    {
      name: 'entry',
      title: '为什么在等',
      who: '管理员',
      main: true,
      reach: async (phone) => {
        await phone.tap(/^王\*明/)
        await phone.see('最晚等到')
      },
    },
    {
      name: 'cleared',
      title: '放行了',
      who: '管理员',
      reach: async (phone) => {
        await phone.tap('放行，让王*明领')
        await phone.see('现在就能领')
      },
    },
  ],
}
