import { openCase, openDesk } from '../../../journeys/claim-steps'
import { logIn } from '../../../journeys/steps'
import type { Album } from '../album'

/** 审核台, with the demo's claims in every state. */
export const claimReview: Album = {
  name: 'claim-review',
  claims: true,
  pictures: [
    {
      name: 'queue',
      title: '审核台，待核对',
      who: '审核员',
      main: true,
      reach: async (phone) => {
        await logIn(phone, '审核员')
        await openDesk(phone)
        await phone.see('马*国')
      },
    },
    {
      name: 'queue-mine',
      title: '我在办的',
      who: '审核员',
      reach: async (phone) => {
        await phone.tap('我在办的')
        await phone.dontSee('马*国')
      },
    },
    {
      name: 'queue-confirm',
      title: '待复核',
      who: '审核员',
      reach: async (phone) => {
        await phone.tap(/^待复核/)
        await phone.see('徐*庆', '朱*华')
      },
    },
    {
      name: 'case',
      title: '一份案子',
      who: '审核员',
      main: true,
      reach: async (phone) => {
        await phone.tap(/^待核对/)
        await phone.tap(/^受伤看病 · 马\*国/)
        await phone.see('材料 3 张', '我来办这一份')
      },
    },
    {
      name: 'paper',
      title: '看一张材料',
      who: '审核员',
      reach: async (phone) => {
        await phone.tap(/^医院收费单，.*放大/)
        await phone.see('医院收费单 3 / 3')
        await phone.dontSee('正在打开')
      },
    },
    {
      name: 'paper-zoomed',
      title: '放大了看',
      who: '审核员',
      reach: async (phone) => {
        await phone.tap('放大')
      },
    },
    {
      name: 'identity-why',
      title: '为什么要看身份',
      who: '审核员',
      reach: async (phone) => {
        await phone.tap('关掉')
        await phone.tap('显示身份')
        await phone.see('为什么要看？')
      },
    },
    {
      name: 'identity',
      title: '他是谁',
      who: '审核员',
      reach: async (phone) => {
        await phone.tap('显示身份，记下来')
        await phone.see('马建国')
      },
    },
    {
      name: 'facts',
      title: '照材料填金额和日期',
      who: '审核员',
      reach: async (phone) => {
        await phone.tap('我来办这一份')
        await phone.see('你在办了')
        await phone.tap('照材料填金额和日期')
        await phone.see('填好了')
      },
    },
    {
      name: 'ask',
      title: '要他补什么',
      who: '审核员',
      reach: async (phone) => {
        await phone.tap('请他补材料')
        await phone.tap('盖了章的诊断证明，字要看得清')
        await phone.see('请他补 1 样')
      },
    },
    {
      name: 'refuse',
      title: '不能付，还没写理由',
      who: '审核员',
      reach: async (phone) => {
        await phone.tap('关闭')
        await phone.tap('不能付')
        await phone.tap('打架、故意自伤')
        await phone.tap('提议不付，交第二个人')
        await phone.see('请写清楚理由')
      },
    },
    {
      name: 'approve',
      title: '提议付给他',
      who: '审核员',
      reach: async (phone) => {
        await phone.tap('关闭')
        await phone.tap(/^提议付/)
        await phone.see('第二个人同意了才算数')
      },
    },
    {
      name: 'proposed',
      title: '提议过，等第二个人',
      who: '审核员',
      reach: async (phone) => {
        await phone.tap('交第二个人')
        await phone.see('交上去了')
      },
    },
    {
      name: 'own-case',
      title: '自己的案子不能看',
      who: '审核员',
      reach: async (phone) => {
        await phone.back()
        await phone.tap(/^受伤看病 · 周/)
        await phone.see('看也要别人来看')
      },
    },
    {
      name: 'objected',
      title: '他申诉了',
      who: '另一位审核员',
      reach: async (phone) => {
        await logIn(phone, '另一位审核员')
        await openDesk(phone)
        await phone.tap(/^受伤看病 · 黄\*涛/)
        await phone.see('他申诉了', '材料 4 张')
      },
    },
    {
      name: 'second',
      title: '复核别人的提议',
      who: '另一位审核员',
      main: true,
      reach: async (phone) => {
        await phone.back()
        await openCase(phone, /^待复核/, '受伤住院 · 徐*庆')
        await phone.see('还差第二个人')
      },
    },
    {
      name: 'confirm',
      title: '同意，付',
      who: '另一位审核员',
      reach: async (phone) => {
        await phone.tap(/^同意，付/)
        await phone.see('你一同意就去打款，改不了')
      },
    },
    {
      name: 'payouts',
      title: '打款',
      who: '另一位审核员',
      main: true,
      reach: async (phone) => {
        await phone.tap(/^确定，付/)
        await phone.see('通过了，等打款')
        await phone.tap('去打款')
        await phone.see('打到银行卡', '高*梅')
      },
    },
    {
      name: 'batch',
      title: '一个银行文件',
      who: '另一位审核员',
      reach: async (phone) => {
        await phone.tap('做一个银行文件')
        const number = await phone.read(/做好了 (FK[\w-]+)/)
        await phone.tap(new RegExp(`^${number}`))
        await phone.see('里面有完整卡号')
      },
    },
    {
      name: 'failed',
      title: '退回来了',
      who: '另一位审核员',
      reach: async (phone) => {
        await phone.tap('关闭')
        await phone.tap(/^高\*梅/)
        await phone.see('再打一次')
      },
    },
    {
      name: 'family-code',
      title: '给家人一个码',
      who: '工会的审核员',
      reach: async (phone) => {
        await logIn(phone, '另一位审核员')
        await openDesk(phone)
        await phone.tap(/^给家人一个码/)
        await phone.tap('给一个码')
        await phone.see('请填凭证号')
      },
    },
    {
      name: 'overdue',
      title: '互助金办得怎样',
      who: '管理员',
      reach: async (phone) => {
        await logIn(phone, '管理员')
        await phone.tap(/^互助金办得怎样/)
        await phone.see('过了日子')
      },
    },
    {
      name: 'looks',
      title: '谁看过材料',
      who: '管理员',
      reach: async (phone) => {
        await phone.tap('谁看过材料')
        await phone.see('看了身份')
      },
    },
  ],
}
