import { smallJpeg } from '../support/jpeg'
import { openCover } from './claim-steps'
import type { Journey } from './journey'

const latin = (text: string) => new TextEncoder().encode(text)
/** Begins as a JPEG does, and goes on as nothing. */
const broken = Uint8Array.of(0xff, 0xd8, 0xff, 0xe0, 0, 16, 1, 2, 3, 4, 5, 6, 7, 8, 9)
const heic = Uint8Array.of(0, 0, 0, 24, ...latin('ftypheic'), 0, 0, 0, 0, ...latin('mif1heic'))
const zip = Uint8Array.of(...latin('PK'), 3, 4, 20, 0, 0, 0, 8, 0)

export const badPhotos: Journey = {
  name: '照片有毛病：空的、坏的、压缩包改的名、苹果格式，各在各的格子里说清楚，写的字都在',
  async walk({ phone }) {
    const courier = await phone('快递员')
    await openCover(courier)
    await courier.tap('出事了，我要报案')
    await courier.tap(/^受伤看病/)
    await courier.tap(/^在哪、怎么回事/)
    await courier.type('怎么回事', '躲一只狗，摔到花坛边')
    await courier.tap(/^受伤的地方/)
    await courier.photograph('我看过了，同意', zip)
    await courier.see('这不是照片')
    await courier.photograph(/^病历或诊断/, broken)
    await courier.see('打不开，可能坏了')
    await courier.photograph(/^医院收费单/, heic)
    await courier.see('HEIC 照片')
    await courier.photograph(/^事故现场/, new Uint8Array())
    await courier.see('这张照片是空的')
    await courier.see('这不是照片', '打不开，可能坏了', 'HEIC 照片')

    await courier.tap(/^医院收费单/)
    await courier.tap('删掉第 1 张')
    await courier.photograph('去拍', smallJpeg(2_000))
    await courier.see('已传')
    await courier.restart()
    await courier.tap('保障')
    await courier.tap(/^受伤看病 · 还没报完/)
    await courier.see('躲一只狗，摔到花坛边', '这不是照片', '已传')
    await courier.tap('先报上去')
    await courier.see('报上去了', '有 3 张照片没传成')
    await courier.tap('看办到哪了')
    await courier.see('医院收费单 1 张', '躲一只狗，摔到花坛边')
    await courier.tap(/^看看交过的照片/)
    await courier.tap(/^看大图/)
    await courier.tap('看别的')
    await courier.see('交过的照片')
  },
}
