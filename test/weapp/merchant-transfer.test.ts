import { randomBytes } from 'node:crypto'
import { api } from '@/contract'
import { createWechatTransfers } from '../../server/adapters/wechat-transfers'
import { phoneOf } from '../journeys/drivers/weapp'
import type { Phone } from '../journeys/journey'
import { createWorld, type Person, type World } from '../server/world'
import { AFTERNOON, createTestApi, type TestApi } from '../support/api'
import { data } from '../support/fixtures'
import { waitUntil } from '../support/wait-until'
import { merchantOf } from '../support/wechat-merchant'
import { createWechatPayStandIn, type WechatPayStandIn } from '../support/wechat-pay-stand-in'
import { weappDist } from './build-weapp'
import { elementsOf } from './runtime/nodes'
import { WeappPhone } from './runtime/phone'
import type { Surroundings, TransferAsked } from './runtime/surroundings'

jest.setTimeout(120_000)

const random = (bytes: number) => new Uint8Array(randomBytes(bytes))
/** For phone, server and WeChat. */
let server: TestApi
const clock = () => server?.now ?? AFTERNOON
let wechat: WechatPayStandIn
let world: World
const phones: WeappPhone[] = []

beforeAll(async () => {
  wechat = await createWechatPayStandIn(clock)
  server = await createTestApi(data, {
    demo: false,
    idRegions: new Set(['99']),
    ports: {
      keys: { pepper: random(32), identity: random(32), voucher: random(32) },
      signer: { keyId: 1, publicKeys: new Map(), sign: () => random(64) },
      log: { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined },
      wechat: { identify: async (code) => code, phoneOf: async (code) => code },
      transfers: createWechatTransfers(merchantOf(wechat, clock)),
    },
  })
  world = createWorld(server)
})
afterEach(() => {
  for (const phone of phones.splice(0)) {
    phone.close()
    phone.faults.assertNone()
  }
})
afterAll(async () => {
  await server.drop()
  await wechat.close()
})

let people = 0

/** On the screen of a claim that two people approved, by a phone whose owner logs in by WeChat and has named `account`. */
async function atCase(
  take: Surroundings['take'],
  account: 'bank' | 'wechat' = 'wechat',
): Promise<{ phone: Phone; weapp: WeappPhone; person: Person }> {
  const openid = `openid-${people++}`
  const { token, worker } = await server.anyone.get(api.openSession, {
    body: { provider: 'wechat', code: openid },
  })
  const person: Person = { ...(await world.person('worker')), id: worker.id, phone: server.phone(token) }
  await (account === 'wechat' ? world.collectable(person) : world.payout(person))
  const weapp = new WeappPhone({
    dist: weappDist,
    clock,
    server: async (request) => {
      const { pathname, search } = new URL(request.url)
      const { method, headers } = request
      const body = method === 'GET' ? undefined : await request.text()
      return server.fetch(pathname + search, { method, headers, body })
    },
    surroundings: { loginCode: () => openid, take },
  })
  phones.push(weapp)
  const phone = phoneOf(weapp, `第 ${people} 位骑手`)
  await waitUntil('the first page', () => weapp.stack.length > 0)
  await phone.tap('我的')
  await phone.tap('登录')
  await phone.tap('微信登录')
  await phone.see('我的保障')
  await phone.tap('保障')
  if (account === 'wechat') await phone.see('通过了，等你在微信里收')
  await phone.tap(/^受伤看病/)
  await phone.see('打给你的钱')
  return { phone, weapp, person }
}

/** Opens as WeChat does: only for a bill of the merchant's that waits. */
function opens(asked: TransferAsked): string {
  const number = wechat.transfers.pageOf(asked)
  if (number === undefined) throw new Error('WeChat refuses to open this page')
  return number
}
const told = (number: string) => {
  const { headers, body } = wechat.transferNotice(number)
  return server.fetch('/v1/payouts/wechat/notices', { method: 'POST', headers, body })
}
const pages = (weapp: WeappPhone) => weapp.calls.filter((it) => it.api === 'requestMerchantTransfer').length

it('takes a benefit on WeChat’s page, and says so when the server knows', async () => {
  const { phone, weapp } = await atCase((asked) => {
    const number = opens(asked)
    wechat.transfers.confirm(number)
    void told(number)
    return 'paid'
  })
  await phone.see('等你在微信里收', '你的微信零钱', '800')
  await phone.tap('到微信里收款')
  await phone.see('到账')
  await phone.dontSee('到微信里收款')
  expect(pages(weapp)).toBe(1)
})

it('keeps the money of whoever closes the page, and opens it again for the same bill', async () => {
  let takes = false
  const bills: string[] = []
  const { phone } = await atCase((asked) => {
    const number = opens(asked)
    bills.push(number)
    if (!takes) return 'closed'
    wechat.transfers.confirm(number)
    void told(number)
    return 'paid'
  })
  await phone.tap('到微信里收款')
  await phone.see('还没收，钱给你留着')
  takes = true
  await phone.tap('到微信里收款')
  await phone.see('到账')
  expect(new Set(bills)).toHaveProperty('size', 1)
})

it('asks when the page never answers: the app comes back and finds what was taken', async () => {
  let number = ''
  const { phone, weapp } = await atCase((asked) => {
    number = opens(asked)
    return 'silence'
  })
  await phone.tap('到微信里收款')
  await waitUntil('the page', () => number !== '')
  // Its notice is lost.
  wechat.transfers.confirm(number)
  server.now += 11_000
  weapp.hide()
  weapp.show()
  await phone.see('到账')
})

it('says what is wrong: a WeChat too old, one that does not answer, another name', async () => {
  const old = await atCase(undefined)
  await old.phone.tap('到微信里收款')
  await old.phone.see('这个微信太旧')

  const other = await atCase((asked) => {
    wechat.transfers.confirm(opens(asked))
    return 'paid'
  })
  wechat.transfers.names.set(`openid-${people - 1}`, '别人')
  const silence = Array.from({ length: 4 }, () => 'hang up' as const)
  wechat.failNext('/transfer-bills', ...silence)
  await other.phone.tap('到微信里收款')
  await other.phone.see('微信暂时没有回应')
  await other.phone.tap('到微信里收款')
  await waitUntil('the page', () => pages(other.weapp) === 1)
  server.now += 11_000
  await other.phone.see('退回来了', '微信实名的姓名和这里登记的不一样', '填收款账户')
})

it('goes to WeChat where one chooses so instead of a card, before it has gone out', async () => {
  const { phone, weapp } = await atCase((asked) => {
    wechat.transfers.confirm(opens(asked))
    return 'paid'
  }, 'bank')
  await phone.see('排着队')
  await phone.tap('换一个收款账户')
  await phone.tap('微信零钱')
  await phone.see('打到你登录的这个微信')
  await phone.tap('我看过了，同意')
  await waitUntil('the tick', () =>
    elementsOf(weapp.screen).some((it) => it.attributes.ariaLabel === '我看过了，同意，已勾选'),
  )
  await phone.tap('就打到这里')
  await phone.see('记下了')
  await phone.tap('好的')
  await phone.see('等你在微信里收')
  server.now += 11_000
  await phone.tap('到微信里收款')
  await phone.see('到账')
})
