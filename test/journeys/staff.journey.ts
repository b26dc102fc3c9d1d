import { type Journey, squeezed } from './journey'
import { logIn } from './steps'

const station = '建设大街骑手驿站'

export const staff: Journey = {
  name: '管理员请来驿站员，他填码上岗；一移除，工作台就打不开',
  async walk({ phone }) {
    const admin = await phone('管理员')
    await logIn(admin, '管理员')
    await admin.tap(/^人员/)
    await admin.see('在岗的', '陈*芳')
    await admin.tap('邀请人')
    await admin.see('先选驿站')
    await admin.type('找驿站', '建设大街 骑手')
    await admin.tap(new RegExp(`^${station}`))
    await admin.see('1 个')
    await admin.tap('3 天')
    await admin.tap('生成邀请码')
    await admin.see('只显示这一次', '驿站员，一个人用', station)
    const code = squeezed(await admin.read(/[0-9A-Z]{4}\n[0-9A-Z]{4}\n[0-9A-Z]{4}/))
    const qr = await admin.qrCode()
    await admin.tap('发给他了')
    await admin.see('还没用的邀请', `驿站员 · ${station}`)

    const courier = await phone('快递员')
    await logIn(courier, '快递员')
    await courier.tap(/^填邀请码/)
    await courier.type('邀请码', '0000 0000 0000')
    await courier.tap('看看是什么')
    await courier.see('没有这个邀请码')
    await courier.type('邀请码', code.toLowerCase().replace(/^(.{4})/, '$1-'))
    await courier.tap('看看是什么')
    await courier.see('请你做驿站员', station)
    await courier.tap('确定，做驿站员')
    await courier.see('你是驿站员了', station)
    await courier.tap('去工作台')
    await courier.see(station, '还没有。核销一张，这里就有一条')

    const rider = await phone('骑手')
    await logIn(rider, '骑手')
    await rider.scan('扫码', qr)
    await rider.tap('看看是什么')
    await rider.see('这个邀请码用过了')

    await admin.back()
    await admin.tap(/^人员/)
    await admin.dontSee('还没用的邀请')
    await admin.tap(/^刘\*洋/)
    await admin.see('移除刘*洋？', '他自己的券和保障不受影响')
    await admin.tap('确定移除')
    await admin.see('已经不能再用工作台了')

    await courier.type('或者输券上的 16 位数字', '4821093755162408')
    await courier.tap('看是什么券')
    await courier.see('这里是驿站人员用的', '你的账号不是驿站工作人员')
    await courier.tap('回去')
    await courier.see('退出登录')
    await courier.dontSee('工作台')
  },
}
