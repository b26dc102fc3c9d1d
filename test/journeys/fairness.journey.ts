import type { Journey } from './journey'
import { logIn } from './steps'

export const fairness: Journey = {
  name: '一天里退了三次再来领，要等；管理员看得到是谁、为什么，放行后马上能领',
  async walk({ phone }) {
    const rider = await phone('骑手')
    await logIn(rider, '骑手')
    await rider.tap('福利')
    await rider.tap(/暖·新.*，领取$/)
    for (let times = 1; times <= 3; times++) {
      await rider.see('是你的了')
      await rider.tap('看券')
      await rider.tap(/^不要了，退回/)
      await rider.tap('确定退回')
      await rider.see('已退回')
      await rider.tap('再看看还有没有')
      await rider.tap('领取')
    }
    await rider.see('现在领得太急，请稍等', '到驿站扫工作人员的码，马上能领')
    await rider.read(/不到站，.+ 后再领也行/)

    const admin = await phone('管理员')
    await logIn(admin, '管理员')
    await admin.tap(/^公平领取/)
    await admin.see('王*明 · “暖·新”礼包', '在等 · 今天', '一天里退了三次又来领')
    await admin.tap('核销异常')
    await admin.see('核销都正常')
    await admin.tap('领得太快')
    await admin.tap(/^王\*明/)
    await admin.see('试了', '1 次', '最晚等到')
    await admin.tap('放行，让王*明领')
    await admin.see('王*明，现在就能领，以后也不用等', '放行了 · 今天')

    await rider.tap('再看看')
    await rider.tap('领取')
    await rider.see('是你的了')
    await admin.back()
    await admin.tap(/^公平领取/)
    await admin.see('后来领到了 · 今天')
  },
}
