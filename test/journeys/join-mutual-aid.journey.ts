import { type Journey, squeezed } from './journey'
import { logIn } from './steps'

const day = 86_400_000

/** The date in Shanghai a day from now, such as 2026年11月24日. */
const tomorrow = () =>
  new Intl.DateTimeFormat('zh-CN', { timeZone: 'Asia/Shanghai', dateStyle: 'long' }).format(Date.now() + day)

export const joinMutualAid: Journey = {
  name: '司机看清价钱和保障，实名、付款，明天零点起有保障',
  async walk({ phone }) {
    const driver = await phone('司机')
    await logIn(driver, '网约车司机')

    await driver.tap('保障')
    await driver.tap(/^意外互助，/)
    await driver.see('120 全价 − 72 工会补贴 = 48 你付（元）')
    await driver.see('意外身故、伤残 12 万元', '意外医疗', '扣 100 元后付 80% 最多 5,000 元')
    await driver.see('意外住院', '第 4 天起，最多 87 天 每天 50 元', '重大疾病 满 30 天后生效 2 万元')
    await driver.see('这些不赔', '酒后、无证、无牌上路', '明天 0 点生效')

    await driver.tap('付 48 元参加')
    await driver.see('今天付，从 明天 0 点', '这些不赔')
    await driver.tap('付 48 元参加')

    await driver.see('是谁参加？')
    await driver.tap('我看过了，同意')
    await driver.type('姓名', '赵长山')
    await driver.type('身份证号', '990001199001010012')
    await driver.tap('确认是我')
    await driver.see('身份证号')
    await driver.type('身份证号', '990001199001010013')
    await driver.tap('确认是我')

    await driver.see('演示支付，不花真钱', '48 元')
    const days = [tomorrow()]
    await driver.tap('演示付款')
    await driver.see('参加好了', '0 点开始')
    days.push(tomorrow())

    await driver.tap('看我的保障')
    await driver.see('赵*山', '12 万元', '你付了 48 元')
    await driver.see('明天 0 点开始保障')
    const from = squeezed(await driver.read(/从\n(\d+ 年 \d+ 月 \d+ 日) 0 点/))
    if (!days.includes(from)) throw new Error(`In force from ${from}, which is not tomorrow`)
  },
}
