import { smallJpeg } from '../support/jpeg'
import { openCover } from './claim-steps'
import type { Journey } from './journey'

export const threeTaps: Journey = {
  name: '快递员摔伤，点三下报上去；照片自己传，办到哪了、哪天前有答复都看得到',
  async walk({ phone }) {
    const courier = await phone('快递员')
    await openCover(courier)
    await courier.tap('出事了，我要报案')
    await courier.tap(/^受伤看病/)
    await courier.see('拍下这几样', '受伤的地方', '没信号也能拍')
    await courier.read(/报案还有 \d+ 天/)

    // Asked once, before the first photo.
    await courier.tap(/^受伤的地方/)
    await courier.see('只有办这件事的审核员在办的时候能看')
    await courier.photograph('我看过了，同意', smallJpeg(2_000))
    await courier.see('已传')

    // A bill of tomorrow is told at its own field, and what was typed stays.
    await courier.tap(/^收费单上的数/)
    await courier.tap('填收费单上的数')
    await courier.type('合计多少元', '两千')
    await courier.tap('先报上去')
    await courier.see('收费单的金额不对')
    await courier.type('合计多少元', '2400')
    await courier.tap('先报上去')
    await courier.see('报上去了')
    await courier.read(/\d+ 月 \d+ 日前给你答复/)

    await courier.tap('看办到哪了')
    await courier.see('受伤看病', '已收到', '打款到你自己的账户', '受伤的地方 1 张')
    // 2,400 less 100, of which 80 per cent.
    await courier.see('约 1,840 元', '照现在的材料这样算')
    await courier.back()
    await courier.see('正在办的', '等着核对')

    // Twice for one event: said so, and the way to the first.
    await courier.tap('出事了，我要报案')
    await courier.tap(/门诊、急诊、买药$/)
    await courier.tap('先报上去')
    await courier.see('已经报过了')
  },
}

export const offlineReport: Journey = {
  name: '地下车库没信号：照样拍、照样报，关掉再开，有信号自己报上去，只报一次',
  async walk({ phone }) {
    const courier = await phone('快递员')
    await openCover(courier)
    await courier.loseNetwork()
    await courier.tap('出事了，我要报案')
    await courier.tap(/^受伤看病/)
    await courier.tap(/^受伤的地方/)
    await courier.photograph('我看过了，同意', smallJpeg(3_000))
    await courier.see('存好了，等信号')
    await courier.photograph(/^病历或诊断/, smallJpeg(4_000))
    await courier.tap('先报上去')
    await courier.see('存好了，有信号自动报', '2 张照片都存在手机里')

    await courier.regainNetwork()
    await courier.restart()
    await courier.tap('保障')
    await courier.see('正在办的', '等着核对')
    await courier.dontSee('等信号，自动报')
    await courier.tap(/^受伤看病/)
    await courier.see('受伤的地方 1 张', '病历或诊断 1 张')
    await courier.dontSee('在传')
  },
}
