import type { Journey } from './journey'

export const restStop: Journey = {
  name: '货车司机按车的大小和方向，找到顺路、停得下的休息点',
  async walk({ phone }) {
    const trucker = await phone('货车司机')
    await trucker.tap('停车')
    await trucker.tap('我的车，还没填')
    await trucker.type('车长（米）', '十七')
    await trucker.tap('就按这辆车找')
    await trucker.see('写一个数字')
    await trucker.tap('17 米 5 挂车')
    await trucker.tap('G1 京哈高速 北京方向')
    await trucker.tap('就按这辆车找')
    await trucker.see('长 22 米 · 重 49 吨 · 高 4 米', '北京方向', '顺路')
    await trucker.read(/\d+\n分钟 · [\d.]+ 公里/)
    // On the other carriageway, however near.
    await trucker.see('海港停车区司机之家（沈阳方向）', '在对面，要掉头')
    await trucker.tap('看看，海港停车区司机之家（北京方向）')
    await trucker.see('停得下你的车 · 顺路', '48 个', '长 22 米', '最多 24 小时', 'G1 京哈高速 · 北京方向')
    await trucker.back()
    // What only they ask for who are on the road for days.
    await trucker.tap('洗衣')
    await trucker.dontSee('海港停车区司机之家（北京方向）')
    await trucker.see('山海关服务区司机之家')
    await trucker.tap('洗衣')
    await trucker.see('海港停车区司机之家（北京方向）')

    // Too long for the yards in town, which a smaller one may use.
    await trucker.dontSee('海阳路司机之家')
    await trucker.tap(/^我的车，/)
    await trucker.tap('4 米 2')
    await trucker.tap('不在高速上')
    await trucker.tap('就按这辆车找')
    await trucker.see('海阳路司机之家')
  },
}
