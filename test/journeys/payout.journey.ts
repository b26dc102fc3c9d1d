import { identities } from '../../mock/data/personas'
import { openAsReviewer, openCase, openCover, openDesk, openOwnClaim, reportFall } from './claim-steps'
import type { Journey, Phone } from './journey'
import { sayWhoIAm } from './steps'

/** Numbers that pass Luhn's check, and are of no bank. */
const [wrongCard, rightCard] = ['6222020200000120', '6222020200000138']

async function sayCard(phone: Phone, bank: string, card: string): Promise<void> {
  await phone.type('哪家银行', bank)
  await phone.type('卡号', card)
  await phone.tap('我看过了，同意')
  await phone.tap('就打到这里')
}

/** The bank's file with what became of the courier's payout filled in, and nothing of any other. */
const answered = (csv: string, result: string) =>
  csv
    .split('\r\n')
    .map((line) => (line.includes(identities.courier.name) ? line.replace(/,,$/, `,${result}`) : line))
    .join('\r\n')

/** Makes a file of what is due, hands it over, and brings the bank's answer for the courier's. */
async function pay(phone: Phone, result: string): Promise<void> {
  await phone.tap('做一个银行文件')
  await phone.see('点它拿文件')
  const number = await phone.read(/做好了 (FK[\w-]+)/)
  await phone.tap(new RegExp(`^${number}`))
  const csv = await phone.takeFile(/存一份到手机|发给自己一份/)
  await phone.read(/存好了|发出去了/)
  if (!csv.includes(identities.courier.name)) throw new Error('The courier is not in the file for the bank')
  await phone.handFile(/^交回结果/, { name: `${number}.csv`, text: answered(csv, result) })
}

export const payout: Journey = {
  name: '两个人同意才打款：做银行文件，退回来的换了账户再打，打到了他看得到',
  async walk({ phone }) {
    const courier = await phone('快递员')
    await openCover(courier)
    await reportFall(courier)
    await courier.tap('好的')
    await courier.tap('我的')
    await courier.tap(/^实名/)
    await sayWhoIAm(courier, identities.courier)
    await courier.see('实名好了')
    await courier.tap('好了')

    const reviewer = await phone('审核员')
    await openAsReviewer(reviewer, '审核员', /^待核对/)
    await reviewer.tap('我来办这一份')
    await reviewer.tap('显示身份')
    await reviewer.tap('显示身份，记下来')
    await reviewer.see(identities.courier.name, identities.courier.idNumber)
    await reviewer.tap(/^提议付/)
    await reviewer.tap('交第二个人')
    await reviewer.see('交上去了', '你说过话了，要由另一个人来办')
    await reviewer.dontSee('同意，付')
    const second = await phone('另一位审核员')
    await openAsReviewer(second, '另一位审核员', /^待复核/)
    await second.tap(/^同意，付/)
    await second.tap(/^确定，付/)
    await second.see('通过了，等打款')

    await openOwnClaim(courier)
    await courier.see('通过了，等打款', '1,840 元', '等你填账户')
    await courier.tap('填收款账户')
    await sayCard(courier, '港城银行', wrongCard)
    await courier.see('记下了，互助金打到这里')
    await second.tap('去打款')
    await second.see('刘*洋', '打到银行卡')
    await pay(second, '失败,户名不符')
    await second.see('1 笔退回来')

    await openOwnClaim(courier)
    await courier.see('没打成：户名不符')
    await courier.tap('填收款账户')
    await sayCard(courier, '海港银行', rightCard)
    await courier.see('记下了，互助金打到这里')
    await second.restart()
    await openDesk(second)
    await second.tap(/^打款/)
    await pay(second, '成功,')
    await second.see('1 笔打到了')
    await openOwnClaim(courier)
    await courier.see('已到账', '海港银行 **** 0138')
    await courier.read(/\d+ 月 \d+ 日 \d+:\d+到账/)
    await reviewer.back()
    await openCase(reviewer, /^办完的/)
    await reviewer.see('打到了', '办完了，材料不再给人看')
  },
}
