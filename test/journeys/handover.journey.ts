import { demoData } from '../../mock/data/demo-data'
import { type Journey, squeezed } from './journey'
import { logIn } from './steps'

const station = '建设大街骑手驿站'

/** What is handed out there. */
function titlesHere(): string[] {
  const { campaigns, stations } = demoData(Date.now())
  const here = stations.find(({ name }) => name === station)?.id
  return campaigns
    .filter(({ stock: its }) => its.some((it) => it.stationId === here))
    .map(({ title }) => title)
}

export const handover: Journey = {
  name: '交班的点数，接班的另一个人核对了才算交清',
  async walk({ phone }) {
    const clerk = await phone('驿站员')
    await logIn(clerk, '驿站员')
    await clerk.tap(/^工作台/)
    await clerk.tap(station)
    await clerk.tap(/^库存和交接/)
    await clerk.see('温暖大礼包', '架上应有 40 份')
    await clerk.tap('交接班')
    await clerk.see('还没有交接过')
    await clerk.tap('点数，交给下一班')
    await clerk.see('架上还有几份？')
    await clerk.tap('就是这些，交班')
    await clerk.see('点一遍，填个数')
    for (const title of titlesHere()) await clerk.type(title, title === '温暖大礼包' ? '39' : '60')
    await clerk.tap('就是这些，交班')
    await clerk.see('点好了，等接班的人来接', '账上 40 份，少 1 份', '记一笔损耗')
    await clerk.tap('好了')
    await clerk.see('陈*芳交的，等人接', '要由另一个人来接')

    const admin = await phone('管理员')
    await logIn(admin, '管理员')
    await admin.tap(/^人员/)
    await admin.tap('邀请人')
    await admin.type('找驿站', '建设大街 骑手')
    await admin.tap(new RegExp(`^${station}`))
    await admin.tap('生成邀请码')
    await admin.see('只显示这一次')
    const code = squeezed(await admin.read(/[0-9A-Z]{4}\n[0-9A-Z]{4}\n[0-9A-Z]{4}/))
    const next = await phone('接班的')
    await logIn(next, '快递员')
    await next.tap(/^填邀请码/)
    await next.type('邀请码', code)
    await next.tap('看看是什么')
    await next.tap('确定，做驿站员')
    await next.tap('去工作台')
    await next.tap(/^库存和交接/)
    await next.see('架上应有 40 份')
    await next.tap('交接班')
    await next.see('陈*芳交的，等人接', '39 份')
    await next.tap('数对了，我来接')
    await next.see('你接了班', '陈*芳 → 刘*洋')
  },
}
