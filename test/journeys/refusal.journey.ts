import type { Journey } from './journey'
import { logIn } from './steps'

export const refusal: Journey = {
  name: '每次领不了都说清为什么、怎么办：没到站、码过时、没货、尺码没了、不给这个工种',
  async walk({ phone }) {
    const clerk = await phone('驿站员')
    await logIn(clerk, '驿站员')
    await clerk.tap(/^工作台/)
    await clerk.tap('建设大街骑手驿站')
    await clerk.tap(/^到站码/)
    await clerk.see('给来领的人扫')

    const rider = await phone('骑手')
    await logIn(rider, '骑手')

    // Only to whoever stands there.
    await rider.tap('福利')
    await rider.tap('暖宝宝，去领')
    await rider.tap(/^建设大街骑手驿站，/)
    await rider.tap('到站扫码领')
    await rider.type('或者输建设大街骑手驿站的 8 位数字', '00000000')
    await rider.tap('用数字领')
    await rider.see('这个码过时了，请扫现在显示的码', '码半分钟换一个')
    await rider.tap('到站扫码领')
    await rider.scan('扫到站码', await clerk.qrCode())
    await rider.see('是你的了', '暖宝宝 × 1')
    await rider.tap('看券')

    // Promised, and not there.
    await rider.tap(/^到了站，没有货/)
    await rider.tap('报给驿站')
    await rider.see('你报了没有货，驿站在查')
    await clerk.back()
    await clerk.tap(/^有人说没有货/)
    await clerk.tap(/^暖宝宝/)
    await clerk.tap('换到别的站给他')
    await clerk.tap(/海阳路司机之家/)
    await clerk.see('记下了：换到别的站给他')
    await rider.see('给你换到了这个站', '海阳路司机之家')

    // Another station, as long as it has any.
    await rider.tap(/^换个站取/)
    await rider.tap(/^建设大街骑手驿站，/)
    await rider.tap('改到建设大街骑手驿站')
    await rider.see('给驿站人员扫', '建设大街骑手驿站')
    await rider.back()

    // A size that this station does not have.
    await rider.tap('福利')
    await rider.tap('加厚手套，去领')
    await rider.see('先选尺码')
    await rider.tap('XL')
    await rider.read(/XL · 到.+取/)
    await rider.tap('领取')
    await rider.see('是你的了', '加厚手套 XL × 1')
    await rider.tap('看券')
    await rider.see('加厚手套 · XL')
    await rider.back()

    await rider.tap('福利')
    await rider.tap(/^靠垫(?!，)/)
    await rider.see('这份是给网约车司机、货车司机的，你登记的是外卖配送员', '看看我的工种')
  },
}
