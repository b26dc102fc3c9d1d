import { randomBytes } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { api } from '@/contract'
import { routes } from '@/platform/routes'
import { sweep } from '../../server/account/retention'
import { createWechatLogin } from '../../server/adapters/wechat-login'
import { createWechatNotices, pageOf } from '../../server/adapters/wechat-notices'
import { silentLog } from '../../server/adapters/log'
import { keyMaker } from '../../server/ids'
import { readNoticeTemplates } from '../../server/notice-templates'
import { deliverNotices } from '../../server/notices/deliver'
import { leaseNotices } from '../../server/notices/queries'
import type { Notices } from '../../server/ports'
import { createTestApi, newKey, type Phone, type TestApi } from '../support/api'
import { forRiders, open } from '../support/fixtures'
import { createWechatStandIn, type WechatStandIn } from '../support/wechat-stand-in'
import { createWorld, plenty, testPorts, type World } from './world'

const MINUTE = 60_000
const DAY = 86_400_000
const OPENID = 'oRider'
const random = (bytes: number) => new Uint8Array(randomBytes(bytes))
const fields = { thing1: 'title', thing2: 'station', time3: 'at' } as const
const templates = {
  ready: { template: 'T-ready', fields },
  expiring: { template: 'T-expiring', fields },
  redeemed: { template: 'T-redeemed', fields },
}

let wechat: WechatStandIn
let server: TestApi
let world: World
let rider: Phone
let notices: Notices
const errors: string[] = []
const ports = testPorts()
beforeEach(async () => {
  wechat = await createWechatStandIn()
  errors.length = 0
  server = await createTestApi(plenty, {
    ports,
    portsOver: (database) => {
      const options = {
        appid: wechat.appid,
        secret: wechat.secret,
        api: wechat.url,
        database,
        keys: ports.keys,
        random,
        clock: () => server.now,
        timeoutMs: 300,
        pausesMs: [1],
      }
      notices = createWechatNotices({ ...options, templates })
      return { wechat: createWechatLogin(options), notices }
    },
  })
  world = createWorld(server)
  const { token } = await server.anyone.get(api.openSession, {
    body: { provider: 'wechat', code: wechat.loginCode(OPENID) },
  })
  rider = server.phone(token)
})
afterEach(async () => {
  await server.drop()
  await wechat.close()
})

const deliver = () =>
  deliverNotices({
    database: server.database,
    clock: () => server.now,
    newId: keyMaker(() => server.now, random),
    keys: ports.keys,
    notices,
    log: { ...silentLog, error: (message) => void errors.push(message) },
  })
const me = async () => (await rider.get(api.getMe, {})).worker.id
/** He lets one message through, here and at WeChat. */
const subscribe = async (...kinds: (keyof typeof templates)[]) => {
  const person = { phone: rider } as Parameters<World['consent']>[0]
  await world.consent(person, 'messages')
  for (const kind of kinds) wechat.accept(OPENID, templates[kind].template)
  return rider.get(api.subscribe, { body: { kinds } })
}
const left = async () =>
  Object.fromEntries(
    (await rider.get(api.listSubscriptions, {})).subscriptions.map((it) => [it.kind, it.left]),
  )
const claim = async () =>
  (
    await rider.get(api.claimCampaign, {
      params: { id: forRiders.id },
      body: { stationId: open.id },
      key: newKey(),
    })
  ).voucher!
const redeem = async () => {
  const clerk = await world.person('clerk')
  const body = {
    code: world.qr(await claim()),
    stationId: open.id,
    deviceTime: new Date(server.now).toISOString(),
  }
  return (await clerk.phone.get(api.redeemVoucher, { body, key: newKey() })).redemption
}
const states = async () =>
  (await server.asOwner<{ state: string }>('SELECT state FROM outbox ORDER BY id')).map((it) => it.state)
beforeEach(async () => {
  await rider.get(api.declareOccupation, { body: { occupation: 'rider' } })
})

it('tells what was redeemed, once it cannot be undone any more, once, and to whoever asked', async () => {
  await subscribe('redeemed')
  expect(await left()).toEqual({ ready: 0, expiring: 0, redeemed: 1 })
  const { voucherId } = await redeem()
  expect(await deliver()).toBe(0)
  server.now += MINUTE
  expect(await deliver()).toBe(1)
  expect(await deliver()).toBe(0)
  expect(wechat.messages).toEqual([
    {
      touser: OPENID,
      template_id: 'T-redeemed',
      page: `pages/voucher/show/index?id=${voucherId}`,
      lang: 'zh_CN',
      data: {
        thing1: { value: forRiders.title },
        thing2: { value: open.name },
        time3: { value: '2026-11-23 14:32' },
      },
    },
  ])
  expect(await left()).toEqual({ ready: 0, expiring: 0, redeemed: 0 })
})

it('tells nothing of what was undone, to nobody who did not ask, and to nobody who took his consent back', async () => {
  const first = await redeem()
  server.now += MINUTE
  expect(await deliver()).toBe(0)
  expect(await states()).toEqual([])
  await subscribe('redeemed', 'expiring')
  await server.asOwner(`UPDATE redemption SET undone_at = redeemed_at WHERE id = '${first.id}'`)
  expect(await deliver()).toBe(0)
  await server.asOwner(`UPDATE redemption SET undone_at = NULL WHERE id = '${first.id}'`)
  await server.asOwner(`UPDATE consent SET given = false WHERE purpose = 'messages'`)
  expect(await deliver()).toBe(0)
  expect(await states()).toEqual(['dropped'])
  expect(wechat.messages).toEqual([])
  const refused = await rider.refused(api.subscribe, { body: { kinds: ['redeemed'] } })
  expect(refused).toMatchObject({ code: 'consent-required', purpose: 'messages' })
})

it('tells a day before a voucher ends, and of what came by a draw', async () => {
  await subscribe('expiring', 'ready')
  const voucher = await claim()
  expect(await deliver()).toBe(0)
  server.now = Date.parse(voucher.expiresAt) - DAY + 1
  await server.asOwner(`UPDATE session SET expires_at = '2030-01-01'`)
  expect(await deliver()).toBe(1)
  expect(wechat.messages).toMatchObject([{ template_id: 'T-expiring' }])
  // As the draw writes it.
  await server.asOwner(`UPDATE claim SET entry_id = gen_random_uuid() WHERE voucher_id = '${voucher.id}';
    UPDATE voucher SET claimed_at = expires_at - interval '20 hours' WHERE id = '${voucher.id}'`)
  expect(await deliver()).toBe(1)
  expect(wechat.messages.at(-1)).toMatchObject({ template_id: 'T-ready' })
})

it('tries again after longer and longer pauses, then gives up where an admin sees it, and can be told to go on', async () => {
  await subscribe('redeemed')
  await redeem()
  server.now += MINUTE
  const pauses: number[] = []
  for (let tries = 0; tries < 10; tries++) {
    wechat.failNext('/cgi-bin/message/subscribe/send', { errcode: -1 }, { errcode: -1 })
    expect(await deliver()).toBe(0)
    const [row] = await server.asOwner<{ due_at: Date; state: string }>('SELECT due_at, state FROM outbox')
    if (row!.state === 'dead') break
    pauses.push(row!.due_at.getTime() - server.now)
    server.now = row!.due_at.getTime() - 1
    expect(await deliver()).toBe(0)
    server.now += 1
  }
  expect(pauses).toEqual([30, 60, 120, 240, 480, 960, 1_920, 3_840, 7_680].map((it) => it * 1_000))
  expect(errors).toEqual(['A message was given up'])
  const admin = (await world.person('admin')).phone
  const { notices: dead } = await admin.get(api.listDeadNotices, { query: {} })
  expect(dead).toMatchObject([{ kind: 'redeemed', tries: 10, fault: 'subscribe/send: errcode -1' }])
  await admin.get(api.retryNotice, { params: { id: dead[0]!.id } })
  expect((await admin.refused(api.retryNotice, { params: { id: dead[0]!.id } })).code).toBe('not-found')
  expect(await deliver()).toBe(1)
  expect(wechat.messages).toHaveLength(1)
})

it('stops where WeChat says he wants none, or does not know him, and renews a token that it takes no more', async () => {
  await subscribe('redeemed')
  await redeem()
  server.now += MINUTE
  wechat.failNext('/cgi-bin/message/subscribe/send', { errcode: 43101 })
  expect(await deliver()).toBe(0)
  expect(await states()).toEqual(['dropped'])
  expect(await left()).toMatchObject({ redeemed: 0 })

  await server.asOwner(`DELETE FROM outbox`)
  await subscribe('redeemed')
  wechat.expireTokens()
  expect(await deliver()).toBe(1)
})

it('is sent by one of many processes, and by another once the first is gone', async () => {
  await subscribe('redeemed')
  await redeem()
  server.now += MINUTE
  const sent = await Promise.all(Array.from({ length: 5 }, () => deliver()))
  expect(sent.reduce((a, b) => a + b)).toBe(1)
  expect(wechat.messages).toHaveLength(1)

  await subscribe('redeemed')
  await server.asOwner(`UPDATE outbox SET state = 'waiting', ended_at = NULL, due_at = entered_at`)
  // Takes it and dies.
  const until = new Date(server.now + 5 * MINUTE)
  expect(await leaseNotices(server.database, new Date(server.now), until, 20)).toHaveLength(1)
  expect(await deliver()).toBe(0)
  server.now = until.getTime()
  expect(await deliver()).toBe(1)
})

it('is not shown twice where a process dies between sending and noting it', async () => {
  await subscribe('redeemed')
  await redeem()
  server.now += MINUTE
  await deliver()
  await server.asOwner(`UPDATE outbox SET state = 'waiting', ended_at = NULL, due_at = entered_at`)
  expect(await deliver()).toBe(0)
  expect(wechat.messages).toHaveLength(1)
  expect(await states()).toEqual(['dropped'])
})

it('is forgotten with the one it was for', async () => {
  await subscribe('redeemed')
  await redeem()
  server.now += MINUTE
  await deliver()
  expect(await states()).toEqual(['sent'])
  await server.asOwner(`UPDATE worker SET deletes_at = created_at WHERE id = '${await me()}'`)
  const clock = () => server.now
  await sweep({ database: server.database, clock, random, newId: keyMaker(clock, random) }, false)
  expect(await states()).toEqual([])
  expect(await server.asOwner('SELECT FROM subscription')).toEqual([])
})

describe('templates', () => {
  let folder: string
  beforeEach(async () => void (folder = await mkdtemp(path.join(os.tmpdir(), 'nuanxin-templates-'))))
  afterEach(() => rm(folder, { recursive: true }))
  const read = async (content: string) => {
    const file = path.join(folder, 'templates.json')
    await writeFile(file, content)
    return readNoticeTemplates(file)
  }

  it('are read from a file, and a fault is told with its place', async () => {
    expect(await read(JSON.stringify(templates))).toEqual(templates)
    expect(await read('{}')).toEqual({})
    await expect(read('{')).rejects.toThrow('cannot be read as JSON')
    const wrong = { ready: { template: 'T', fields: { thing1: 'name' } } }
    await expect(read(JSON.stringify(wrong))).rejects.toThrow('ready.fields.thing1')
    await expect(read('{"other": {}}')).rejects.toThrow('is not as docs/notices.md has it')
    await expect(readNoticeTemplates(path.join(folder, 'none'))).rejects.toThrow('WECHAT_TEMPLATES')
  })
})

it.each([{ voucherId: 'x' }, { claimId: 'x' }])('opens a page that the mini-program has: %o', (of) => {
  const [page] = pageOf({ title: '', at: '', ...of }).split('?')
  expect(Object.values(routes).map((it): string => it.path)).toContain(page)
})
