import { execFile } from 'node:child_process'
import { randomBytes, randomUUID } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { api } from '@/contract'
import { consentHash, consentTexts } from '@/rules/consent-texts'
import { dateText, dayOf } from '@/rules/shanghai'
import { createWechatPay } from '../../../server/adapters/wechat-pay'
import { merchantKey } from '../../../server/adapters/wechat-pay-keys'
import { createWechatTransfers } from '../../../server/adapters/wechat-transfers'
import { numberOf } from '../../../server/aid/payment-queries'
import { createTestApi, newKey, type TestApi } from '../../support/api'
import { data, plan } from '../../support/fixtures'
import { createWechatPayStandIn, type WechatPayStandIn } from '../../support/wechat-pay-stand-in'

const root = path.resolve(__dirname, '..', '..', '..')
let folder: string
let wechat: WechatPayStandIn
let server: TestApi
const keys = { pepper: randomBytes(32), identity: randomBytes(32), voucher: randomBytes(32) }
beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'nuanxin-reconcile-'))
  wechat = await createWechatPayStandIn(Date.now)
  await writeFile(path.join(folder, 'key.pem'), wechat.merchantKey)
  const random = (bytes: number) => new Uint8Array(randomBytes(bytes))
  const merchant = {
    ...wechat,
    key: merchantKey(wechat.merchantKey),
    apiv3Key: Buffer.from(wechat.apiv3Key),
    platform: [],
    noticesAt: 'https://nuanxin.example/notices',
    api: wechat.url,
    clock: Date.now,
    random,
  }
  server = await createTestApi(data, {
    clock: Date.now,
    portsOver: () => ({
      keys,
      payments: createWechatPay(merchant),
      transfers: createWechatTransfers({ ...merchant, ...wechat.transfers }),
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
      WECHAT_PAY_TRANSFER_SCENE: wechat.transfers.scene,
      WECHAT_PAY_TRANSFER_REPORTS: wechat.transfers.reports.map((it) => `${it.type}=${it.content}`).join(';'),
      NUANXIN_DATA_KEY: keys.identity.toString('base64url'),
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

it('settles payouts that were taken in WeChat and of which no notice came', async () => {
  const { token } = await server.anyone.get(api.openSession, { body: { provider: 'wechat', code: 'openid' } })
  const phone = server.phone(token)
  const [claimId, decisionId, payoutId] = [randomUUID(), randomUUID(), randomUUID()]
  const reviewers = [randomUUID(), randomUUID()]
  for (const id of reviewers) {
    await server.asOwner(
      `INSERT INTO worker (id, pseudonym, display_name, occupation, roles, created_at)
        VALUES ($1, gen_random_uuid(), '某', 'rider', '{worker,reviewer}', now())`,
      [id],
    )
  }
  await server.asOwner(
    `INSERT INTO aid_claim (id, number, policy_id, worker_id, filer_id, kind, pays, event_day, happened_at, state,
        submitted_at, late, text_held, approved_fen, approved_lines, idempotency_key, request_hash)
      SELECT $1, 'LP20261130-1', id, worker_id, worker_id, 'accident-treatment', 'treatment', now(), now(), 'approved',
        now(), false, false, 72000, '[]', 'a-key-of-its-own', '' FROM aid_policy LIMIT 1`,
    [claimId],
  )
  await server.asOwner(
    `INSERT INTO aid_decision (id, claim_id, kind, amount_fen, lines, proposed_by, proposed_at, second_by, second_at,
        outcome, idempotency_key, request_hash)
      VALUES ($1, $2, 'approve', 72000, '[]', $3, now(), $4, now(), 'confirm', 'another-key', '')`,
    [decisionId, claimId, ...reviewers],
  )
  await server.asOwner(
    `INSERT INTO aid_payout (id, claim_id, decision_id, amount_fen, first_by, second_by, state, provider, approved_at, due_at)
      VALUES ($1, $2, $3, 72000, $4, $5, 'collect', 'wechat', now(), now())`,
    [payoutId, claimId, decisionId, ...reviewers],
  )
  await server.asOwner(
    `INSERT INTO payout_account (worker_id, kind, bank, masked, set_at) SELECT worker_id, 'wechat', '', '', now()
      FROM aid_claim WHERE id = $1`,
    [claimId],
  )
  await phone.get(api.collectPayout, { params: { id: claimId } })
  expect(await reconcile()).toMatchObject({ code: 0, stdout: 'No differences\n' })
  for (const number of wechat.transfers.bills.keys()) wechat.transfers.confirm(number)
  expect(await reconcile()).toMatchObject({
    code: 0,
    stdout: `${payoutId}  a payout that was taken in WeChat: settled now\n1 differences\n`,
  })
  expect((await phone.get(api.getClaim, { params: { id: claimId } })).claim.state).toBe('paid')
})

it.each([['yesterday'], ['2026-02-30'], ['2026-11-23', '2026-11-24']])('refuses %s', async (...options) => {
  expect(await reconcile(...options)).toEqual({
    code: 1,
    stdout: '',
    stderr: 'Usage: npm run aid:reconcile [-- YYYY-MM-DD]\n',
  })
})
