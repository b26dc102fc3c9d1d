import { identities } from '../../mock/data/personas'
import type { Journey } from './journey'
import { logIn } from './steps'

const { name, idNumber } = identities.courier

const saying = (occupation: string) => `姓名,身份证号,工种\n${name},${idNumber},${occupation}\n`

export const roster: Journey = {
  name: '平台的名册里有他，一实名工种就按名册；两家名册说得不一样，又能自己填',
  async walk({ phone, importRoster }) {
    await importRoster('platform', saying('外卖配送员'))
    const courier = await phone('快递员')
    await logIn(courier, '快递员')
    await courier.see('自己填的，能改', '快递员')
    await courier.tap(/^实名/)
    await courier.tap('我看过了，同意')
    await courier.type('姓名', name)
    await courier.type('身份证号', idNumber)
    await courier.tap('确认是我')
    await courier.see('实名好了', '名册核对过', '外卖配送员')
    await courier.tap('好了')
    await courier.see('名册核对过')
    await courier.dontSee('自己填的，能改')

    await courier.tap(/^工种/)
    await courier.see('外卖配送员', '名册核对过，不用自己填')
    await courier.dontSee('你做什么？')
    await courier.tap('找附近的驿站')
    await courier.see('去这里')

    // Whom is one to believe?
    await importRoster('employer', saying('货车司机'))
    const other = await phone('快递员的另一台手机')
    await logIn(other, '快递员')
    await other.see('自己填的，能改', '外卖配送员')
    await other.tap(/^工种/)
    await other.see('你做什么？', '现在是')
  },
}
