import { haigangStation } from '../../mock/data/stations'
import type { Journey } from './journey'

export const offline: Journey = {
  name: '骑手没信号时，用存在手机里的驿站找，信号回来就更新',
  async walk({ phone }) {
    const rider = await phone('骑手')
    await rider.see('去这里')
    await rider.tap(/换个地方$/)
    await rider.read(/手机里存着这一带 \d+ 个驿站，没信号也能找/)
    await rider.tap('关闭')

    await rider.loseNetwork()
    await rider.see('没信号')
    await rider.read(/用\s*(刚刚|\d 分钟前)存的驿站/)
    await rider.tap('淋浴')
    // Whichever of them is open now was the first one before.
    await rider.dontSee('工人北里社区工会驿站', '建设大街骑手驿站')
    await rider.tap(/^看看，/)
    await rider.see('按时间表', '淋浴', '没信号')
    await rider.back()

    // Further than any list that was loaded: only the pack knows it.
    await rider.tap(/换个地方$/)
    await rider.tap('海港区 · 东港路')
    await rider.see('海港区 · 东港路', '没信号')
    await rider.tap('淋浴')
    await rider.see('去这里')

    // Come there all the same: what was claimed can be used, and the arrival is told once there is signal.
    await rider.scan('扫码', haigangStation(2).id)
    await rider.see(haigangStation(2).name, '没信号，还没记上你到了', '我的券，没信号也能用')
    await rider.regainNetwork()
    await rider.see('在这里能领')
    await rider.dontSee('还没记上你到了')
    await rider.back()
    await rider.dontSee('没信号')
    await rider.read(/(刚刚|\d 分钟前)更新/)
  },
}
