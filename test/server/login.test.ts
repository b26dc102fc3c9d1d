import { randomBytes } from 'node:crypto'
import { api } from '@/contract'
import { createLog } from '../../server/adapters/log'
import { createSmsSandbox } from '../../server/adapters/sms-sandbox'
import { createWechatLogin } from '../../server/adapters/wechat-login'
import type { Database } from '../../server/database/database'
import { ServiceFault, type WechatLogin } from '../../server/ports'
import { createTestApi, type TestApi } from '../support/api'
import { data } from '../support/fixtures'
import {
  createWechatStandIn,
  type Fault,
  type WechatPath,
  type WechatStandIn,
} from '../support/wechat-stand-in'

const lines: string[] = []
const texts: { phone: string; code: string }[] = []
const keys = { pepper: randomBytes(32), identity: randomBytes(32), voucher: randomBytes(32) }

let wechat: WechatStandIn
let server: TestApi
/** Another process, as far as WeChat is concerned. */
let another: WechatLogin
beforeEach(async () => {
  wechat = await createWechatStandIn()
  const login = (database: Database) =>
    createWechatLogin({
      appid: wechat.appid,
      secret: wechat.secret,
      api: wechat.url,
      database,
      keys,
      random: (bytes) => new Uint8Array(randomBytes(bytes)),
      clock: () => server.now,
      timeoutMs: 300,
      pausesMs: [1, 1],
    })
  server = await createTestApi(data, {
    portsOver: (database) => {
      another = login(database)
      return {
        keys,
        wechat: login(database),
        sms: { sendLoginCode: async (phone, code) => void texts.push({ phone, code }) },
        log: createLog({ format: 'json', level: 'debug' }, (line) => lines.push(line)),
      }
    },
  })
})
afterEach(async () => {
  await server.drop()
  await wechat.close()
})

const login = (code: string) => server.anyone.ask(api.openSession, { body: { provider: 'wechat', code } })
const newPhone = async (openid = 'oGZUI0egBJY1zhBYw2KhdUfwVJJE') => {
  const { reply } = await login(wechat.loginCode(openid))
  return server.phone(reply!.token)
}

describe('by WeChat', () => {
  it('opens an account the first time, and the same one from then on', async () => {
    const first = await login(wechat.loginCode('openid-1'))
    expect(first).toMatchObject({
      status: 201,
      reply: { worker: { maskedName: '微信用户', verified: false, roles: ['worker'], occupation: null } },
    })
    const second = await login(wechat.loginCode('openid-1'))
    expect(second.reply?.worker.id).toBe(first.reply?.worker.id)
    expect((await login(wechat.loginCode('openid-2'))).reply?.worker.id).not.toBe(first.reply?.worker.id)
  })

  it('opens one account for two phones that come at once', async () => {
    const both = await Promise.all(Array.from({ length: 6 }, () => login(wechat.loginCode('openid-1'))))
    expect(new Set(both.map((it) => it.reply?.worker.id)).size).toBe(1)
  })

  it.each<[string, Fault[], string, number]>([
    ['a code used twice', [{ errcode: 40163, errmsg: 'code been used' }], 'login-refused', 1],
    ['a code made up or run out', [{ errcode: 40029, errmsg: 'invalid code' }], 'login-refused', 1],
    ['a user held back', [{ errcode: 40226, errmsg: 'code blocked' }], 'login-refused', 1],
    [
      'a user who comes too often',
      [{ errcode: 45011, errmsg: 'api minute-quota reach limit' }],
      'too-many',
      1,
    ],
    ['a wrong secret', [{ errcode: 40125, errmsg: 'invalid appsecret' }], 'unavailable', 1],
    ['an address not allowed', [{ errcode: 40164, errmsg: 'invalid ip 1.2.3.4' }], 'unavailable', 1],
    ['no answer', ['silence'], 'unavailable', 1],
    ['a connection cut', ['hang up'], 'unavailable', 1],
    ['JSON cut short', [{ status: 200, text: '{"openid":"oGZUI0egBJY1zh' }], 'unavailable', 1],
    ['an error page', [{ status: 502, text: '<html>502 Bad Gateway</html>' }], 'unavailable', 1],
    ['an answer without an openid', [{ status: 200, text: '{"session_key":"x"}' }], 'unavailable', 1],
    ['a system always busy', Array<Fault>(3).fill({ errcode: -1, errmsg: 'system error' }), 'unavailable', 3],
  ])('%s: refuses, says so, and asks as often as is right', async (_what, faults, code, calls) => {
    wechat.failNext('/sns/jscode2session', ...faults)
    const { problem } = await login(wechat.loginCode('openid-1'))
    expect(problem?.code).toBe(code)
    expect(wechat.calls('/sns/jscode2session')).toBe(calls)
    const rows = await server.asOwner(`SELECT 1 FROM login WHERE provider = 'wechat'`)
    expect(rows).toEqual([])
  })

  it('asks again where WeChat was busy for a moment', async () => {
    wechat.failNext('/sns/jscode2session', { errcode: -1, errmsg: 'system error' }, { errcode: -1 })
    expect((await login(wechat.loginCode('openid-1'))).status).toBe(201)
    expect(wechat.calls('/sns/jscode2session')).toBe(3)
  })

  it('says when to come back to who comes too often', async () => {
    wechat.failNext('/sns/jscode2session', { errcode: 45011 })
    const { problem } = await login(wechat.loginCode('openid-1'))
    expect(Date.parse(problem!.retryAt!) - server.now).toBe(60_000)
  })

  it('really refuses the second use of a code, and one made up', async () => {
    const code = wechat.loginCode('openid-1')
    expect((await login(code)).status).toBe(201)
    expect((await login(code)).problem).toMatchObject({
      code: 'login-refused',
      detail: '这次登录过期了，请再点一次',
    })
    expect((await login('made-up')).problem?.code).toBe('login-refused')
  })

  it('is refused where it is not set up', async () => {
    const without = await createTestApi(data)
    const body = { provider: 'wechat', code: 'x' } as const
    expect((await without.anyone.refused(api.openSession, { body })).detail).toBe('现在不能用微信登录')
    await without.drop()
  })
})

describe('the phone number', () => {
  it('is bound by WeChat’s code, shown masked, and logs in on H5 from then on', async () => {
    const phone = await newPhone()
    const { worker } = await phone.get(api.bindPhone, { body: { code: wechat.phoneCode('13800138000') } })
    expect(worker.maskedPhone).toBe('138****8000')
    await server.anyone.get(api.sendPhoneCode, { body: { phone: '138 0013 8000' } })
    const { reply } = await server.anyone.ask(api.openSession, {
      body: { provider: 'phone', phone: '+8613800138000', code: texts.at(-1)!.code },
    })
    expect(reply?.worker.id).toBe(worker.id)
  })

  it('may be another later, and not somebody else’s', async () => {
    const [one, two] = [await newPhone('openid-1'), await newPhone('openid-2')]
    const bind = (phone: typeof one, number: string) =>
      phone.ask(api.bindPhone, { body: { code: wechat.phoneCode(number) } })
    await bind(one, '13800138000')
    await bind(two, '13800138001')
    expect((await bind(two, '13800138000')).problem?.code).toBe('phone-in-use')
    expect((await two.get(api.getMe, {})).worker.maskedPhone).toBe('138****8001')
    expect((await bind(one, '13800138002')).status).toBe(200)
    expect((await bind(two, '13800138000')).status).toBe(200)
    const rows = await server.asOwner(`SELECT 1 FROM login WHERE provider = 'phone'`)
    expect(rows).toHaveLength(2)
  })

  it.each<[string, Fault[], string]>([
    ['a code used', [{ errcode: 40163, errmsg: 'code been used' }], 'phone-refused'],
    ['a code made up', [{ errcode: 40029, errmsg: 'invalid code' }], 'phone-refused'],
    ['too often', [{ errcode: 45011 }], 'phone-refused'],
    ['no answer', ['silence'], 'unavailable'],
    ['no JSON', [{ status: 200, text: 'busy' }], 'unavailable'],
  ])('is not had: %s', async (_what, faults, code) => {
    const phone = await newPhone()
    wechat.failNext('/wxa/business/getuserphonenumber', ...faults)
    const asked = { body: { code: wechat.phoneCode('13800138000') } }
    expect((await phone.refused(api.bindPhone, asked)).code).toBe(code)
    expect((await phone.get(api.getMe, {})).worker.maskedPhone).toBeUndefined()
  })

  it('is not taken from another country, nor from another app', async () => {
    const phone = await newPhone()
    const abroad = wechat.phoneCode('5550100', { countryCode: '1' })
    expect((await phone.refused(api.bindPhone, { body: { code: abroad } })).code).toBe('phone-refused')
    const elsewhere = wechat.phoneCode('13800138000', { appid: 'wxffffffffffffffff' })
    expect((await phone.refused(api.bindPhone, { body: { code: elsewhere } })).code).toBe('unavailable')
  })
})

describe('answers as WeChat’s documents print them', () => {
  const answerWith = (path: WechatPath, text: string) => wechat.failNext(path, { status: 200, text })
  const openid = 'oGZUI0egBJY1zhBYw2KhdUfwVJJE'

  it.each([
    [
      'with an errcode of 0',
      `{"openid":"${openid}","session_key":"tiihtNczf5v6AKRyjwEUhQ==","errcode":0,"errmsg":"ok"}`,
    ],
    [
      'with a unionid',
      `{"openid":"${openid}","session_key":"tiihtNczf5v6AKRyjwEUhQ==","unionid":"o6_bmasdasdsad6_2sgVt7hMZOPfL"}`,
    ],
    ['over several lines', `{\n"openid":"${openid}",\n"session_key":"tiihtNczf5v6AKRyjwEUhQ=="\n}\n`],
  ])('code2session, %s', async (_what, text) => {
    const known = await login(wechat.loginCode(openid))
    answerWith('/sns/jscode2session', text)
    expect((await login('any')).reply?.worker.id).toBe(known.reply?.worker.id)
  })

  it.each([
    ['{"errcode":40029,"errmsg":"invalid code"}', 'login-refused'],
    ['{"errcode":40029,"errmsg":"invalid code, hints: [ req_id: 4GhF8Kqge-DDQreA ]"}', 'login-refused'],
    ['{"errcode":45011,"errmsg":"api minute-quota reach limit  mustslower  retry next minute"}', 'too-many'],
    ['{"errcode":40013,"errmsg":"invalid appid"}', 'unavailable'],
    [
      '{"errcode":40164,"errmsg":"invalid ip 116.30.8.103 ipv6 ::ffff:116.30.8.103, not in whitelist"}',
      'unavailable',
    ],
  ])('%s is %s', async (text, code) => {
    answerWith('/sns/jscode2session', text)
    expect((await login('any')).problem?.code).toBe(code)
  })

  it.each([['86'], ['"86"']])(
    'a phone number whose country is %s, and a token for two hours',
    async (country) => {
      const phone = await newPhone()
      answerWith('/cgi-bin/stable_token', '{"access_token":"ACCESS_TOKEN","expires_in":7200}')
      answerWith(
        '/wxa/business/getuserphonenumber',
        `{"errcode":0,"errmsg":"ok","phone_info":{"phoneNumber":"13580006666","purePhoneNumber":"13580006666",
        "countryCode":${country},"watermark":{"timestamp":1637744274,"appid":"${wechat.appid}"}}}`,
      )
      const code = 'e31968a7f94cc5ee25fafc2aef2773f0bb8c3937b22520eb8ee345274d00c144'
      const { worker } = await phone.get(api.bindPhone, { body: { code } })
      expect(worker.maskedPhone).toBe('135****6666')
      expect(wechat.calls('/cgi-bin/stable_token')).toBe(1)
    },
  )
})

describe('the access token', () => {
  const number = (of: WechatLogin = another) => of.phoneOf(wechat.phoneCode('13800138000'))
  const bind = async () =>
    (await newPhone()).ask(api.bindPhone, { body: { code: wechat.phoneCode('13800138000') } })
  const fetched = () => wechat.calls('/cgi-bin/stable_token')

  it('is fetched once, however many ask at once in however many processes', async () => {
    await Promise.all([...Array.from({ length: 5 }, () => number()), ...Array.from({ length: 3 }, bind)])
    expect(fetched()).toBe(1)
    server.now += 100 * 60_000
    await number()
    expect(fetched()).toBe(1)
  })

  it('is fetched anew before it ends, once for all', async () => {
    await Promise.all([number(), bind()])
    server.now += 116 * 60_000
    wechat.expireTokens()
    await Promise.all([number(), number(), bind()])
    expect(fetched()).toBe(2)
  })

  it('is replaced, and the call made again, when WeChat does not take it any more', async () => {
    await Promise.all([number(), bind()])
    wechat.expireTokens()
    expect(await Promise.all([number(), number()])).toEqual(['13800138000', '13800138000'])
    expect((await bind()).status).toBe(200)
    expect(fetched()).toBe(2)
  })

  it('is asked for by force where WeChat hands out one that it then refuses', async () => {
    await number()
    wechat.failNext('/wxa/business/getuserphonenumber', { errcode: 40001 })
    expect(await number()).toBe('13800138000')
    expect(fetched()).toBe(3)
  })

  it('is tried for by the next one where it could not be had', async () => {
    wechat.failNext('/cgi-bin/stable_token', { status: 500, text: '' })
    await expect(number()).rejects.toThrow(ServiceFault)
    expect(await number()).toBe('13800138000')
  })
})

it('keeps what WeChat and phones confided out of the database, the replies and the log', async () => {
  const openid = 'oGZUI0egBJY1zhBYw2KhdUfwVJJE'
  const phone = await newPhone(openid)
  await phone.get(api.bindPhone, { body: { code: wechat.phoneCode('13800138000') } })
  wechat.failNext('/sns/jscode2session', { errcode: 40125, errmsg: `invalid secret ${wechat.secret}` })
  await login(wechat.loginCode(openid))
  wechat.failNext('/sns/jscode2session', { status: 200, text: `{"openid":"${openid}"` })
  await login(wechat.loginCode(openid))
  await server.anyone.get(api.sendPhoneCode, { body: { phone: '13800138000' } })
  const tables = ['login', 'worker', 'session', 'wechat_token', 'phone_code']
  const kept = await Promise.all(
    tables.map((table) =>
      server.asOwner<{ all: string }>(`SELECT string_agg(it::text, '') AS all FROM ${table} it`),
    ),
  )
  const everything = [...kept.map(([row]) => row?.all), ...lines].join('\n')
  expect(everything).toContain('WeChat refuses this server')
  const hidden = [openid, '13800138000', wechat.secret, texts.at(-1)!.code, ...wechat.secrets]
  for (const secret of hidden) {
    expect(everything).not.toContain(secret)
    expect(everything).not.toContain(Buffer.from(secret).toString('hex'))
  }
})

describe('by phone and a code', () => {
  const send = (phone = '13800138000') => server.anyone.ask(api.sendPhoneCode, { body: { phone } })
  const enter = (code: string, phone = '13800138000') =>
    server.anyone.ask(api.openSession, { body: { provider: 'phone', phone, code } })
  const sent = () => texts.at(-1)!.code
  const wrong = () => (sent() === '000000' ? '000001' : '000000')

  it('opens an account under the masked number', async () => {
    const { reply } = await send()
    expect(reply).toEqual({
      expiresAt: new Date(server.now + 300_000).toISOString(),
      resendAt: new Date(server.now + 60_000).toISOString(),
    })
    expect(sent()).toMatch(/^\d{6}$/)
    expect((await enter(sent())).reply?.worker).toMatchObject({
      maskedName: '138****8000',
      maskedPhone: '138****8000',
      roles: ['worker'],
    })
  })

  it('takes a code once, also of many who try at once, and tells who has it that it was used', async () => {
    await send()
    const answers = await Promise.all(Array.from({ length: 4 }, () => enter(sent())))
    expect(answers.filter((it) => it.status === 201)).toHaveLength(1)
    expect((await enter(sent())).problem).toMatchObject({
      code: 'phone-code-used',
      field: 'code',
      detail: '这个验证码用过了，请重新要一个',
    })
    // Whoever logged in and out again need not wait for another.
    expect((await send()).status).toBe(201)
  })

  it('tells who has the right code that it ran out', async () => {
    await send()
    server.now += 301_000
    expect((await enter(sent())).problem).toMatchObject({
      code: 'phone-code-expired',
      field: 'code',
      detail: '验证码过期了，请重新要一个',
    })
  })

  it('tells who guesses nothing: not whether one was sent, ran out or was used, nor when the guesses are up', async () => {
    const guess = async (phone?: string) => (await enter(wrong(), phone)).problem
    await send()
    const first = await guess()
    expect(first).toMatchObject({ code: 'phone-code-wrong', field: 'code' })
    for (let i = 0; i < 5; i++) expect(await guess()).toEqual(first)
    expect((await enter(sent())).problem).toEqual(first)
    expect(await guess('13800138009')).toEqual(first)
    server.now += 61_000
    await send()
    server.now += 301_000
    expect(await guess()).toEqual(first)
    await send()
    await enter(sent())
    expect(await guess()).toEqual(first)
  })

  it('refuses a code sent to another phone, and any where none was sent', async () => {
    await send('13800138001')
    expect((await enter(sent())).problem?.code).toBe('phone-code-wrong')
  })

  it('sends no second one within a minute, and the first is worth nothing after it', async () => {
    await send()
    const first = sent()
    expect((await send()).problem).toMatchObject({
      code: 'too-many',
      retryAt: new Date(server.now + 60_000).toISOString(),
    })
    server.now += 60_000
    await send()
    if (sent() !== first) expect((await enter(first)).problem?.code).toBe('phone-code-wrong')
    expect((await enter(sent())).status).toBe(201)
  })

  it('refuses what is no mobile number', async () => {
    expect((await send('010-12345678')).problem).toMatchObject({ code: 'phone-invalid', field: 'phone' })
    expect((await enter('123456', '123')).problem?.code).toBe('phone-invalid')
  })
})

it('has a sandbox in place of texts, which shows the code to who runs it, and to nobody else’s eyes the number', async () => {
  const said: string[] = []
  const log = createLog({ format: 'lines', level: 'info' }, (line) => said.push(line))
  const sandbox = await createTestApi(data, { portsOver: () => ({ sms: createSmsSandbox(log) }) })
  await sandbox.anyone.get(api.sendPhoneCode, { body: { phone: '13800138000' } })
  expect(said).toHaveLength(1)
  const code = /\b\d{6}\b/.exec(said[0]!)?.[0]
  expect(said[0]).toContain('138****8000')
  expect(said[0]).not.toContain('13800138000')
  const body = { provider: 'phone' as const, phone: '13800138000', code: code! }
  expect((await sandbox.anyone.ask(api.openSession, { body })).status).toBe(201)
  await sandbox.drop()
})

describe('devices', () => {
  it('are listed for their owner, and logged out one by one, at once', async () => {
    const open = async (userAgent: string) => {
      const response = await server.fetch('/v1/sessions', {
        method: 'POST',
        headers: { 'User-Agent': userAgent },
        body: '{"provider":"demo","code":"rider"}',
      })
      return server.phone(((await response.json()) as { token: string }).token)
    }
    const wechatPhone = await open(
      'Mozilla/5.0 (iPhone; CPU iPhone OS 17_0) MicroMessenger/8.0.49 NetType/WIFI',
    )
    const browser = await open('Mozilla/5.0 (Linux; Android 14; 24031PN0DC) Chrome/126.0 Mobile')
    const { sessions } = await browser.get(api.listSessions, {})
    expect(sessions.map((it) => [it.device, it.current])).toEqual([
      ['安卓手机 · 浏览器', true],
      ['苹果手机 · 微信', false],
    ])
    const id = sessions[1]!.id
    const courier = await server.login('courier')
    expect((await courier.refused(api.revokeSession, { params: { id } })).code).toBe('not-found')
    await browser.get(api.revokeSession, { params: { id } })
    expect(await wechatPhone.refused(api.getMe, {})).toMatchObject({
      code: 'session-ended-elsewhere',
      at: new Date(server.now).toISOString(),
    })
    expect((await browser.refused(api.revokeSession, { params: { id } })).code).toBe('not-found')
    expect((await browser.get(api.listSessions, {})).sessions).toHaveLength(1)
  })

  it('stay logged in for 30 days after they were last seen', async () => {
    const rider = await server.login('rider')
    const day = 86_400_000
    for (let i = 0; i < 3; i++) {
      server.now += 29 * day
      expect((await rider.ask(api.getMe, {})).status).toBe(200)
    }
    server.now += 30 * day
    expect((await rider.refused(api.getMe, {})).code).toBe('session-required')
  })
})
