import { identities } from '../../../../mock/data/personas'
import { logIn } from '../../../journeys/steps'
import { type Album, type Sitter, station } from '../album'

const { name, idNumber } = identities.rider

/** Claims what is handed out where the clerk stands, and shows its code. */
async function claimHere(phone: Sitter): Promise<string> {
  await phone.tap('驿站')
  await phone.tap(/换个地方$/)
  await phone.tap('海港区 · 建设大街')
  await phone.see('去这里')
  await phone.tap('福利')
  await phone.tap('温暖大礼包，去领')
  await phone.see(`到${station}取`)
  await phone.tap('领取')
  await phone.tap('看券')
  await phone.see('给驿站人员扫', station)
  return phone.qrCode()
}

/** What a clerk does besides redeeming with signal; the way there is in the album of every day. */
export const desk: Album = {
  name: 'desk',
  pictures: [
    {
      name: 'reissue',
      title: '券：换新码',
      who: '骑手',
      reach: async (phone, sitting) => {
        await logIn(phone, '骑手')
        await phone.tap(/^实名/)
        await phone.tap('我看过了，同意')
        await phone.type('姓名', name)
        await phone.type('身份证号', idNumber)
        await phone.tap('确认是我')
        await phone.see('实名好了')
        await phone.tap('好了')
        sitting.code = await claimHere(phone)
        await phone.tap(/^码被人拍了/)
        await phone.see('券还是这张')
      },
    },
    {
      name: 'by-hand',
      title: '手机没电：找到',
      who: '驿站员',
      main: true,
      reach: async (phone) => {
        await logIn(phone, '驿站员')
        await phone.tap(/^工作台/)
        await phone.tap(station)
        await phone.see('没信号也能核')
        await phone.tap(/^有人手机没电/)
        await phone.type('姓名', name)
        await phone.type('身份证号后四位', idNumber.slice(-4))
        await phone.tap('找他的券')
        await phone.see('在这里能用的')
      },
    },
    {
      name: 'by-hand-confirm',
      title: '手机没电：核销',
      who: '驿站员',
      reach: async (phone) => {
        await phone.tap(/^温暖大礼包/)
        await phone.see('账本会记')
      },
    },
    {
      name: 'stock',
      title: '库存',
      who: '驿站员',
      main: true,
      reach: async (phone) => {
        await phone.tap('先不')
        await phone.back()
        await phone.tap(/^库存和交接/)
        await phone.see('架上应有')
      },
    },
    {
      name: 'loss',
      title: '损耗',
      who: '驿站员',
      reach: async (phone) => {
        await phone.tap('温暖大礼包，损耗')
        await phone.tap('记损耗')
        await phone.see('先选为什么')
      },
    },
    {
      name: 'count',
      title: '交班点数',
      who: '驿站员',
      main: true,
      reach: async (phone) => {
        await phone.tap('先不')
        await phone.tap('交接班')
        await phone.tap('点数，交给下一班')
        await phone.type('温暖大礼包', '39')
        await phone.see('架上还有几份？')
      },
    },
    {
      name: 'ledger',
      title: '公开账目',
      who: '路人',
      main: true,
      reach: async (phone) => {
        await phone.tap('福利')
        await phone.tap(/^温暖大礼包(?!，)/)
        await phone.tap('看每个驿站的账')
        await phone.see('每个驿站')
      },
    },
    {
      name: 'offline',
      title: '没信号的工作台',
      who: '驿站员',
      main: true,
      reach: async (phone) => {
        await phone.back()
        await phone.back()
        await phone.back()
        await phone.loseNetwork()
        await phone.see('扫的先存在手机里')
      },
    },
    {
      name: 'offline-refused',
      title: '没信号：不给',
      who: '驿站员',
      reach: async (phone, { code = '' }) => {
        await phone.scan('扫券', `${code.slice(0, -86)}${'A'.repeat(86)}`)
        await phone.see('先别给他')
      },
    },
    {
      name: 'dead-notices',
      title: '没发出去的消息',
      who: '管理员',
      reach: async (phone) => {
        await logIn(phone, '管理员')
        await phone.tap(/^没发出去的消息/)
        await phone.see('都发出去了')
      },
    },
  ],
}

/** Without signal, by the clock as it stood. */
export const deskOffline: Album = {
  name: 'desk-offline',
  pictures: [
    {
      name: 'presented',
      title: '没信号：是真的',
      who: '驿站员',
      main: true,
      reach: async (phone, sitting) => {
        const rider = await sitting.phone('骑手')
        await logIn(rider, '骑手')
        sitting.code = await claimHere(rider)
        await logIn(phone, '驿站员')
        await phone.tap(/^工作台/)
        await phone.tap(station)
        await phone.see('没信号也能核')
        await phone.pauseNetwork()
        await phone.scan('扫券', sitting.code)
        await phone.see('没信号，看不到名字')
      },
    },
    {
      name: 'queued',
      title: '没信号：记下了',
      who: '驿站员',
      main: true,
      reach: async (phone) => {
        await phone.tap('记下，给他')
        await phone.see('存在手机里了')
      },
    },
    {
      name: 'waiting',
      title: '等上传',
      who: '驿站员',
      reach: async (phone) => {
        await phone.tap('输数字')
        await phone.tap(/^没信号时扫的/)
        await phone.see('等上传')
      },
    },
    {
      name: 'logout',
      title: '没上传就要退出登录',
      who: '驿站员',
      main: true,
      reach: async (phone) => {
        await phone.back()
        await phone.back()
        await phone.tap('退出登录')
        await phone.see('没信号时扫的，还有 1 张没上传')
      },
    },
    {
      name: 'conflict',
      title: '没算上',
      who: '驿站员',
      main: true,
      reach: async (phone, sitting) => {
        await phone.tap('先去上传')
        await phone.see('等上传')
        const other = await sitting.phone('另一台')
        await logIn(other, '驿站员')
        await other.tap(/^工作台/)
        await other.tap(station)
        await other.scan('扫券', sitting.code ?? '')
        await other.tap('核销，给他')
        await other.see('可以给他了')
        await phone.regainNetwork()
        await phone.see('没算上，要看')
      },
    },
    {
      name: 'conflict-why',
      title: '为什么没算上',
      who: '驿站员',
      reach: async (phone) => {
        await phone.tap(/^温暖大礼包/)
        await phone.see('先领走的')
      },
    },
  ],
}
