import type { Journey, Phone } from './journey'
import { logIn } from './steps'

/** What was published, as each of the two types it: spaces and signs between do not count. */
const published = ['02 07 11 19 24 30 + 12', '02,07,11,19,24,30 12']

export const draw: Journey = {
  name: '报名抽签不用抢；两个审核员填了开奖号码，人人自己验结果，退回的归候补第一位',
  async walk({ phone }) {
    const rider = await phone('骑手')
    await logIn(rider, '骑手')
    await rider.tap('福利')
    await rider.tap(/^手织围巾(?!，)/)
    await rider.see('30', '份，抽签', '早报晚报，机会一样')
    await rider.tap('报名抽签')
    await rider.see('报上名了', '手织围巾')
    await rider.tap('看我的签')
    await rider.see('你的签号', '1 人报名，抽 30 份')
    await rider.back()
    await rider.see('看我的签')

    // The other one closed four days ago: nobody can be added, and everybody can see that he is in it.
    await rider.back()
    await rider.tap('福利')
    await openDraw(rider)
    await rider.see('你的签在锁定的名单里', '5 人报名，抽 2 份')
    const courier = await phone('快递员')
    await logIn(courier, '快递员')
    await openDraw(courier)
    await courier.see('你的签在锁定的名单里')

    for (const [i, persona] of ['审核员', '另一位审核员'].entries()) {
      const reviewer = await phone(persona)
      await logIn(reviewer, persona)
      await openDraw(reviewer)
      await reviewer.type('开奖号码', published[i] ?? '')
      await reviewer.tap('填好了')
      await reviewer.see(i === 0 ? '已经有人填了，等另一个人' : '02 07 11 19 24 30 12')
    }

    // Who won has a voucher, and gives it back; who was next has it then, without doing anything.
    await rider.back()
    await rider.back()
    await rider.tap('我的')
    await rider.tap('看我的权益')
    await rider.see('领到了，还没用')
    await rider.tap(/^手织耳罩/)
    await rider.tap(/^不要了，退回/)
    await rider.tap('确定退回')
    await rider.see('已退回')

    await courier.back()
    await courier.back()
    await courier.tap('我的')
    await courier.tap('看我的权益')
    await courier.see('领到了，还没用')
    await courier.tap(/^手织耳罩/)
    await courier.see('给驿站人员扫', '哪个都能取')
  },
}

async function openDraw(phone: Phone): Promise<void> {
  await phone.tap('福利')
  await phone.tap(/^手织耳罩(?!，)/)
  await phone.tap(/看我的签|看抽签结果/)
}
