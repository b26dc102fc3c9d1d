import { identities } from '../../../../mock/data/personas'
import { openAsReviewer, openCover, openOwnClaim, reportFall } from '../../../journeys/claim-steps'
import { sayWhoIAm } from '../../../journeys/steps'
import type { Album } from '../album'

/** A benefit that is taken in WeChat, and one that WeChat sends back. */
export const collection: Album = {
  name: 'collection',
  pictures: [
    {
      name: 'collect',
      title: '等你在微信里收',
      who: '快递员',
      main: true,
      reach: async (phone, sitting) => {
        await openCover(phone)
        await reportFall(phone)
        await phone.tap('好的')
        await phone.tap('我的')
        await phone.tap(/^实名/)
        await sayWhoIAm(phone, identities.courier)
        await phone.see('实名好了')
        await phone.tap('好了')
        const reviewer = await sitting.phone('审核员')
        await openAsReviewer(reviewer, '审核员', /^待核对/)
        await reviewer.tap('我来办这一份')
        await reviewer.tap(/^提议付/)
        await reviewer.tap('交第二个人')
        await reviewer.see('交上去了')
        const second = await sitting.phone('另一位审核员')
        await openAsReviewer(second, '另一位审核员', /^待复核/)
        await second.tap(/^同意，付/)
        await second.tap(/^确定，付/)
        await second.see('通过了，等打款')
        await openOwnClaim(phone)
        await phone.tap('填收款账户')
        await phone.tap('微信零钱')
        await phone.tap('我看过了，同意')
        await phone.tap('就打到这里')
        await phone.see('记下了')
        await openOwnClaim(phone)
        await phone.see('等你在微信里收')
      },
    },
    {
      name: 'payouts-collect',
      title: '打款，等他在微信里收',
      who: '另一位审核员',
      reach: async (phone) => {
        await phone.tap('去打款')
        await phone.see('等他在微信里收')
      },
    },
    {
      name: 'returned',
      title: '微信退回来了',
      who: '快递员',
      main: true,
      reach: async (phone, sitting) => {
        sitting.refuseTransfers('微信实名的姓名和这里登记的不一样')
        await phone.tap('到微信里收款')
        await phone.see('上次没打成')
      },
    },
    {
      name: 'payouts-returned',
      title: '打款，微信退回来了',
      who: '另一位审核员',
      main: true,
      reach: async (phone) => {
        await phone.restart()
        await phone.tap('我的')
        await phone.tap(/^审核台/)
        await phone.tap(/^打款/)
        await phone.see('退回来了')
      },
    },
    {
      name: 'retry',
      title: '让他再收一次',
      who: '另一位审核员',
      reach: async (phone) => {
        await phone.tap(/^刘\*洋/)
        await phone.see('让他再收一次')
      },
    },
  ],
}
