import { type Journey, squeezed } from './journey'
import { logIn } from './steps'

export const lostPhone: Journey = {
  name: '骑手手机丢了，驿站员看过身份证，账号到了新手机，旧手机退出',
  async walk({ phone }) {
    const lost = await phone('旧手机')
    await logIn(lost, '骑手')
    await lost.tap(/^实名/)
    await lost.tap('我看过了，同意')
    await lost.type('姓名', '王小明')
    await lost.type('身份证号', '990001199503160011')
    await lost.tap('确认是我')
    await lost.see('实名好了')

    const found = await phone('新手机')
    await found.tap('我的')
    await found.tap('登录')
    await found.tap('手机丢了，找回账号')
    await found.see('手机丢了，账号还在', '带身份证到驿站', '丢的那台手机马上退出登录')
    await found.tap('登录')
    await found.see('你是哪一位？')
    await found.tap('快递员')
    await found.see('以前的账号是谁的？')
    await found.tap('我看过了，同意')
    await found.type('姓名', '王大明')
    await found.type('身份证号', '990001199503160011')
    await found.tap('要找回码')
    await found.see('没有找到你的账号')
    await found.type('姓名', '王小明')
    await found.tap('要找回码')
    await found.see('给驿站工作人员看', '身份证也给他看')
    const code = squeezed(await found.read(/[0-9A-Z]{4}\n[0-9A-Z]{4}\n[0-9A-Z]{4}/))
    const qr = await found.qrCode()

    const clerk = await phone('驿站员')
    await logIn(clerk, '驿站员')
    await clerk.tap(/^工作台/)
    await clerk.tap('建设大街骑手驿站')
    await clerk.tap(/^有人手机丢了/)
    await clerk.type('或者照着填', code.slice(0, -1))
    await clerk.tap('看看是谁')
    await clerk.see('找回码是 12 位')
    await clerk.scan('扫找回码', qr)
    await clerk.see('看他的身份证', '王*明', '99**************11', '先看身份证，再打勾')
    await clerk.tap('我看过原件，是他本人')
    await clerk.tap('确认，账号给他')
    await clerk.see('账号给他了', '王*明')

    await found.see('账号回来了', '王*明')
    await found.tap('好的')
    await found.see('王*明', '外卖配送员', '已实名')

    // Unless it has heard of it by itself.
    if ((await lost.read(/好了|退出了/)) === '好了') {
      await lost.tap('好了')
      await lost.tap(/^登录过的手机/)
    }
    await lost.see('这台手机退出了', '不是你办的，马上到驿站')

    await clerk.tap('再核对一位')
    await clerk.type('或者照着填', code)
    await clerk.tap('看看是谁')
    await clerk.see('找回码不对、用过了或过期了')
  },
}
