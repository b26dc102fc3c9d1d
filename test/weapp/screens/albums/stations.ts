import { haigangStation } from '../../../../mock/data/stations'
import { type Album } from '../album'

export const stations: Album = {
  name: 'stations',
  pictures: [
    {
      name: 'find-place',
      title: '找一个区县',
      who: '路人',
      reach: async (phone) => {
        await phone.tap(/换个地方$/)
        await phone.tap('找城市或区县')
        await phone.type('城市或区县', '朝阳')
        await phone.see('长春市')
      },
    },
    {
      name: 'map',
      title: '地图',
      who: '路人',
      main: true,
      reach: async (phone) => {
        await phone.back()
        await phone.see('去这里')
        await phone.tap('看地图')
        await phone.see('看列表')
      },
    },
    {
      name: 'map-station',
      title: '地图上的一个驿站',
      who: '路人',
      main: true,
      reach: async (phone) => {
        await phone.tap('淋浴')
        await phone.tap(/^海阳路司机之家，/)
        await phone.see('去这里')
      },
    },
    {
      name: 'arrived',
      title: '到站了',
      who: '路人',
      main: true,
      reach: async (phone) => {
        await phone.back()
        await phone.scan('扫码', haigangStation(2).id)
        await phone.tap('登录')
        await phone.tap('骑手')
        await phone.dontSee('欢迎，不用登录')
        await phone.see('去领')
      },
    },
    {
      name: 'report',
      title: '报一下',
      who: '路人',
      reach: async (phone) => {
        await phone.tap('没电')
        await phone.see('没电，这就报上去')
      },
    },
    {
      name: 'vehicle',
      title: '我的车',
      who: '货车司机',
      main: true,
      reach: async (phone) => {
        await phone.tap('停车')
        await phone.tap('我的车，还没填')
        await phone.tap('17 米 5 挂车')
        await phone.tap('G1 京哈高速 北京方向')
      },
    },
    {
      name: 'stops',
      title: '顺路的休息点',
      who: '货车司机',
      main: true,
      reach: async (phone) => {
        await phone.tap('就按这辆车找')
        await phone.see('顺路')
      },
    },
    {
      name: 'stop',
      title: '一个休息点',
      who: '货车司机',
      reach: async (phone) => {
        await phone.tap(/^看看，/)
        await phone.see('停得下你的车')
      },
    },
    {
      name: 'laundry',
      title: '能洗衣的休息点',
      who: '货车司机',
      reach: async (phone) => {
        await phone.back()
        await phone.tap('洗衣')
        await phone.dontSee('海港停车区司机之家（北京方向）')
      },
    },
  ],
}
