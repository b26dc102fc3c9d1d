import { haigangStation } from '../../mock/data/stations'
import type { Journey } from './journey'

/** One of the stations that hand out the demo's gift pack. */
const station = haigangStation(2)

export const findAndArrive: Journey = {
  name: '路人在地图上、按区县找到驿站，扫门上的码到站，登录后看能领什么，点错了能撤回',
  async walk({ phone }) {
    const rider = await phone('路人')
    await rider.tap('看地图')
    // The home has the same chips.
    await rider.see('看列表')
    await rider.tap('淋浴')
    await rider.tap(/^海阳路司机之家，/)
    await rider.see('海阳路 210 号', '24 小时', '去这里')
    await rider.tap('看看，海阳路司机之家')
    await rider.see('到了发现不对？')
    await rider.back()
    await rider.tap('换电')
    await rider.see('这一片没有能淋浴、换电的驿站')
    await rider.back()

    await rider.tap(/换个地方$/)
    await rider.tap('找城市或区县')
    await rider.type('城市或区县', '不存在的地方')
    await rider.see('没有这个地方')
    await rider.type('城市或区县', '秦皇岛海港')
    await rider.tap(/^海港区/)
    await rider.see('秦皇岛市 · 海港区')
    await rider.tap('喝水')
    await rider.tap(/^看看，/)
    await rider.see('今天', '明天', '去这里', '到了发现不对？')
    await rider.back()

    await rider.scan('扫码', 'https://elsewhere.example/menu')
    await rider.see('这不是暖新的码', '我们没有打开它')
    await rider.tap('关闭')

    await rider.scan('扫码', station.id)
    await rider.read(/欢迎，歇会儿|到了，现在没开/)
    await rider.see(station.name, '在这里能领', '温暖大礼包', '欢迎，不用登录')
    await rider.tap('登录')
    await rider.tap('骑手')
    await rider.dontSee('欢迎，不用登录')
    await rider.see('温暖大礼包', '去领')

    await rider.tap('没电')
    await rider.see('没电，这就报上去')
    await rider.tap('点错了')
    await rider.dontSee('这就报上去')
    await rider.tap('满了')
    await rider.see('报上去了，谢谢')

    await rider.tap('看这个驿站')
    await rider.read(/(刚刚|\d 分钟前)有人到站/)
    await rider.read(/(刚刚|\d 分钟前)有人说满了/)
  },
}
