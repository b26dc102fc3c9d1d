import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { api } from '@/contract'
import { consentHash, consentTexts } from '@/rules/consent-texts'
import { dateText, dayOf } from '@/rules/shanghai'
import { createWechatPay } from '../../../server/adapters/wechat-pay'
import { merchantKey } from '../../../server/adapters/wechat-pay-keys'
import { numberOf } from '../../../server/aid/payment-queries'
import { createTestApi, newKey, type TestApi } from '../../support/api'
import { data, plan } from '../../support/fixtures'
import { createWechatPayStandIn, type WechatPayStandIn } from '../../support/wechat-pay-stand-in'

const root = path.resolve(__dirname, '..', '..', '..')
let folder: string
let wechat: WechatPayStandIn
let server: TestApi
beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'nuanxin-reconcile-'))
  wechat = await createWechatPayStandIn(Date.now)
  await writeFile(path.join(folder, 'key.pem'), wechat.merchantKey)
  const random = (bytes: number) => new Uint8Array(randomBytes(bytes))
  server = await createTestApi(data, {
    clock: Date.now,
    portsOver: () => ({
      payments: createWechatPay({
        ...wechat,
        key: merchantKey(wechat.merchantKey),
        apiv3Key: Buffer.from(wechat.apiv3Key),
        platform: [],
        noticesAt: 'https://nuanxin.example/notices',
        api: wechat.url,
        clock: Date.now,
        random,
      }),
      wechat: { identify: async (code) => code, phoneOf: async (code) => code },
    }),
  })
})
afterAll(async () => {
  await server.drop()
  await wechat.close()
  await rm(folder, { recursive: true })
})

/** Runs the command as an operator would; resolves to its exit code and what it said. */
const reconcile = (...options: string[]) =>
  new Promise<{ code: number; stdout: string; stderr: string }>((resolve) => {
    const { PATH, HOME, TMPDIR } = process.env
    const environment = {
      DATABASE_URL: server.url,
      NUANXIN_DATA: path.join(folder, 'data'),
      WECHAT_APPID: wechat.appid,
      WECHAT_SECRET: 'not asked for',
      WECHAT_PAY_MCHID: wechat.mchid,
      WECHAT_PAY_SERIAL: wechat.serial,
      WECHAT_PAY_KEY_FILE: path.join(folder, 'key.pem'),
      WECHAT_PAY_APIV3_KEY: wechat.apiv3Key,
      WECHAT_PAY_SITE: 'https://nuanxin.example',
      WECHAT_PAY_API: wechat.url,
    }
    execFile(
      process.execPath,
      ['--import', 'tsx', path.join(root, 'server', 'commands', 'reconcile-aid.ts'), ...options],
      { cwd: root, env: { PATH, HOME, TMPDIR, ...environment } },
      (error, stdout, stderr) =>
        resolve({ code: typeof error?.code === 'number' ? error.code : 0, stdout, stderr }),
    )
  })

it('settles what WeChat Pay says of a day, lists each difference, and says whether a person is needed', async () => {
  const { token } = await server.anyone.get(api.openSession, { body: { provider: 'wechat', code: 'openid' } })
  const phone = server.phone(token)
  const { version } = consentTexts.identity
  const body = { purpose: 'identity', version, textHash: consentHash('identity'), given: true } as const
  await phone.get(api.putConsent, { body })
  await phone.get(api.verifyIdentity, { body: { name: '张建国', idNumber: '990001199001010013' } })
  const { quote } = await phone.get(api.makeQuote, { body: { planId: plan.id } })
  const { order } = await phone.get(api.placeOrder, { body: { quoteId: quote.id }, key: newKey() })
  await phone.get(api.preparePayment, { params: { id: order.id } })
  wechat.pay(numberOf(order.id))

  const today = dateText(dayOf(Date.now()))
  expect(await reconcile('2020-01-01')).toMatchObject({ code: 0, stdout: 'No differences\n' })
  wechat.failNext('/out-trade-no/', 'hang up', 'hang up', 'hang up')
  const unanswered = await reconcile(today)
  expect(unanswered.code).toBe(2)
  expect(unanswered.stdout).toContain(`
${order.id}  was not answered: run it again
1 differences
`)
  expect(await reconcile(today)).toMatchObject({
    code: 0,
    stdout: `${order.id}  was paid there: settled now\n1 differences\n`,
  })
  expect(await reconcile()).toMatchObject({ code: 0, stdout: 'No differences\n' })
  expect((await phone.get(api.listPolicies, {})).policies).toHaveLength(1)
})

it.each([['yesterday'], ['2026-02-30'], ['2026-11-23', '2026-11-24']])('refuses %s', async (...options) => {
  expect(await reconcile(...options)).toEqual({
    code: 1,
    stdout: '',
    stderr: 'Usage: npm run aid:reconcile [-- YYYY-MM-DD]\n',
  })
})
