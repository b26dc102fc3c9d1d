import type { Journey } from './journey'
import { logIn } from './steps'

export const devices: Journey = {
  name: '骑手在两台手机上登录，让另一台退出，那台要重新登录',
  async walk({ phone }) {
    const lost = await phone('旧手机')
    await logIn(lost, '骑手')
    const own = await phone('新手机')
    await logIn(own, '骑手')

    await own.tap(/^登录过的手机/)
    await own.see('这台', '今天登录 · 今天用过', '让它退出')
    await own.tap(/^让.+退出$/)
    await own.see('你这台不受影响')
    await own.tap('先不')
    await own.see('让它退出')
    await own.tap(/^让.+退出$/)
    await own.tap('确定让它退出')
    await own.see('已经退出了', '只有这台登录着')

    await lost.tap(/^登录过的手机/)
    await lost.see('这台手机退出了', '你在别的手机上让这台退出了')
    await lost.tap('登录')
    await lost.see('你是哪一位？')
    await lost.tap('骑手')
    await lost.see('这台', '让它退出')

    await own.back()
    await own.tap(/^登录过的手机/)
    await own.see('这台', '让它退出')
  },
}
