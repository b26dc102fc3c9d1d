import { openAsReviewer, openCase, openCover, openOwnClaim, typeFall } from '../../../journeys/claim-steps'
import { smallJpeg } from '../../../support/jpeg'
import type { Album } from '../album'

/** What a member sees of his claim as it goes on. */
export const claimCourse: Album = {
  name: 'claim-course',
  pictures: [
    {
      name: 'bad-photos',
      title: '照片有毛病',
      who: '快递员',
      main: true,
      reach: async (phone) => {
        await openCover(phone)
        await phone.tap('出事了，我要报案')
        await phone.tap(/^受伤看病/)
        await phone.tap(/^受伤的地方/)
        await phone.photograph('我看过了，同意', new TextEncoder().encode('PK this is a zip'))
        await phone.see('这不是照片')
        await phone.photograph(/^医院收费单/, smallJpeg(2_000))
        await phone.see('已传')
        await phone.photograph(
          /^病历或诊断/,
          new TextEncoder().encode('\0\0\0\u0018ftypheic\0\0\0\0mif1heic'),
        )
        await phone.see('HEIC')
      },
    },
    {
      name: 'photo-sheet',
      title: '一样照片，没传成',
      who: '快递员',
      reach: async (phone) => {
        await phone.tap(/^病历或诊断/)
        await phone.see('删掉')
      },
    },
    {
      name: 'logout',
      title: '退出登录，还有没报上去的',
      who: '快递员',
      reach: async (phone) => {
        await phone.restart()
        await phone.tap('我的')
        await phone.tap('退出登录')
        await phone.see('1 份报案没报上去')
      },
    },
    {
      name: 'asked',
      title: '等你补材料',
      who: '快递员',
      main: true,
      reach: async (phone, sitting) => {
        await phone.restart()
        await phone.tap('保障')
        await phone.tap(/^受伤看病 · 还没报完/)
        await phone.tap('这一份不报了')
        await phone.tap('真的不报了，连照片一起删')
        await phone.restart()
        await phone.tap('保障')
        await typeFall(phone)
        await phone.see('报上去了')
        const reviewer = await sitting.phone('审核员')
        await openAsReviewer(reviewer, '审核员', /^待核对/)
        await reviewer.tap('我来办这一份')
        await reviewer.tap('请他补材料')
        await reviewer.tap('医院收费单，四个角都拍进去')
        await reviewer.tap('请他补 1 样')
        await reviewer.see('告诉他了')
        await openOwnClaim(phone)
        await phone.see('请你补这几样')
      },
    },
    {
      name: 'asked-papers',
      title: '补材料',
      who: '快递员',
      reach: async (phone) => {
        await phone.tap('补材料')
        await phone.photograph(/^医院收费单/, smallJpeg(2_000))
        await phone.see('已传')
      },
    },
    {
      name: 'handed',
      title: '交过的照片',
      who: '快递员',
      reach: async (phone) => {
        await phone.tap('交上去')
        await phone.see('医院收费单 1 张')
        await phone.tap(/^看看交过的照片/)
        await phone.see('看大图')
      },
    },
    {
      name: 'refused',
      title: '没有通过',
      who: '快递员',
      main: true,
      reach: async (phone, sitting) => {
        const reviewer = await sitting.phone('审核员')
        await reviewer.back()
        await openCase(reviewer, /^待核对/)
        await reviewer.tap('我来办这一份')
        await reviewer.tap('不能付')
        await reviewer.tap('打架、故意自伤')
        await reviewer.type(
          '写给他的理由',
          '病历上写的是打架受的伤，派出所的回执也这样写，按约定不在互助范围里。',
        )
        await reviewer.tap('提议不付，交第二个人')
        await reviewer.see('交上去了')
        const second = await sitting.phone('另一位审核员')
        await openAsReviewer(second, '另一位审核员', /^待复核/)
        await second.tap('同意，不付')
        await second.tap('确定，不付')
        await second.see('没有通过')
        await openOwnClaim(phone)
        await phone.see('为什么没有通过')
      },
    },
    {
      name: 'objection',
      title: '申诉',
      who: '快递员',
      reach: async (phone) => {
        await phone.tap('我不同意，要申诉')
        await phone.tap('交申诉')
        await phone.see('请写一下哪里不对')
      },
    },
    {
      name: 'approved',
      title: '通过了，等他填账户',
      who: '快递员',
      main: true,
      reach: async (phone, sitting) => {
        await phone.type('哪里不对', '是劝架时被推倒的，派出所有记录')
        await phone.tap('交申诉')
        await phone.see('你申诉了，换人重新看')
        const [reviewer, second] = [await sitting.phone('审核员'), await sitting.phone('另一位审核员')]
        await second.back()
        await openCase(second, /^待核对/)
        await second.tap('我来办这一份')
        await second.tap(/^提议付/)
        await second.tap('交第二个人')
        await second.see('交上去了')
        await reviewer.back()
        await openCase(reviewer, /^待复核/)
        await reviewer.tap(/^同意，付/)
        await reviewer.tap(/^确定，付/)
        await reviewer.see('通过了，等打款')
        await openOwnClaim(phone)
        await phone.see('打给你的钱')
      },
    },
    {
      name: 'leave',
      title: '注销，互助金还没打',
      who: '快递员',
      reach: async (phone) => {
        await phone.restart()
        await phone.tap('我的')
        await phone.tap(/^隐私/)
        await phone.tap(/^注销账号/)
        await phone.see('元互助金没打给你')
      },
    },
  ],
}
