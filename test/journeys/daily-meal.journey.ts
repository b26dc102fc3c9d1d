import type { Journey } from './journey'
import { clearOfMidnight, logIn } from './steps'

export const dailyMeal: Journey = {
  name: '骑手领今天的午餐券，一天一张；不给谁，为什么不给，都说得清',
  async walk({ phone }) {
    await clearOfMidnight()
    const rider = await phone('骑手')
    await logIn(rider, '骑手')
    await rider.tap('福利')
    await rider.read(/原价 15 元 · [1-4] 家开着/)
    await rider.tap(/^骑手午餐券(?!，)/)
    await rider.see('8', '元 · 原价 15 元', '两荤一素一汤', '当天领，当天用')
    // At any hour one of them is open, and what is open comes first.
    const kitchen = await rider.read(/在哪儿吃\n\d+ 家\n[\d.]+\n(?:米|公里)\n(.+)/)
    await rider.read(/在哪儿吃\n.+\n.+\n.+\n.+\n还有 \d+ 份 · (开着|快关门了)/)
    const left = Number(await rider.read(/今天还有 (\d+) 份/))
    await rider.tap('领取')
    await rider.see('是你的了', '骑手午餐券 × 1', kitchen)
    await rider.tap('看券')
    await rider.see('给驿站人员扫', kitchen)
    await rider.back()

    await rider.tap('福利')
    await rider.see('今天的领过了，明天还有')
    const courier = await phone('快递员')
    await logIn(courier, '快递员')
    await courier.tap('福利')
    await courier.tap(/^骑手午餐券(?!，)/)
    await courier.see(`今天还有 ${left - 1} 份`)

    // Those it is not for are told so, and for whom it is.
    const driver = await phone('网约车司机')
    await logIn(driver, '网约车司机')
    await driver.tap('福利')
    await driver.see('这份是给外卖配送员、快递员的，你登记的是网约车司机')
  },
}
