import { linkOf } from '@/rules/link'
import { haigangStation } from '../../mock/data/stations'
import type { Journey } from './journey'

const code = linkOf('https://nuanxin.example', { kind: 'station', id: haigangStation(1).id })

export const firstScan: Journey = {
  name: '没有账号的人扫驿站的码，看得到驿站，也看得到登录了还能做什么',
  async walk({ phone }) {
    const courier = await phone('快递员')
    await courier.scan('扫码', code)
    await courier.see(haigangStation(1).name, '欢迎，不用登录', '登录了还能', '领这里的礼包和券')
    await courier.tap('登录')
    await courier.see('你是哪一位？')
    await courier.back()
    await courier.see('欢迎，不用登录')

    await courier.tap('登录')
    await courier.tap('快递员')
    await courier.dontSee('你是哪一位？', '欢迎，不用登录')
    await courier.see('看这个驿站')
  },
}
