import { randomBytes } from 'node:crypto'
import { createWechatTransfers, type WechatTransferOptions } from '../../server/adapters/wechat-transfers'
import { certificateKey, publicKey } from '../../server/adapters/wechat-pay-keys'
import type { Transferable } from '../../server/ports'
import { merchantOf } from '../support/wechat-merchant'
import {
  createWechatPayStandIn,
  type NoticeMessage,
  type WechatPayStandIn,
} from '../support/wechat-pay-stand-in'

const START = Date.parse('2026-11-23T14:32:00+08:00')
let now = START
let wechat: WechatPayStandIn
beforeAll(async () => {
  wechat = await createWechatPayStandIn(() => now)
})
afterAll(() => wechat.close())
beforeEach(() => {
  now = START
  wechat.forget()
})

const transfers = (over: Partial<WechatTransferOptions> = {}) =>
  createWechatTransfers({
    ...merchantOf(wechat, () => now),
    platform: [certificateKey(wechat.certificate), publicKey(wechat.publicKeyId, wechat.publicKey)],
    timeoutMs: 300,
    pausesMs: [1, 1],
    ...over,
  })
const transferable = (over: Partial<Transferable> = {}): Transferable => ({
  number: randomBytes(16).toString('hex'),
  amountFen: 72_000,
  openid: 'o6_bmjrPTlm6_2sgVt7hMZOPfL2M',
  name: '张建国',
  claimNumber: 'LP20261123-1234567890',
  ...over,
})
const read = (it: NoticeMessage, by = transfers()) => {
  const headers = new Headers(it.headers)
  return by.readNotice({ header: (name) => headers.get(name) ?? undefined, body: it.body })
}

it.each([
  ['the public key', {}],
  ['a certificate', { platform: [] }],
])('offers a bill to one openid under a name that only WeChat can read, sealed by %s', async (_by, over) => {
  const it = transferable()
  const said = await transfers(over).send(it)
  expect(said).toMatchObject({ number: it.number, state: 'waiting' })
  expect(wechat.transfers.bills.get(it.number)).toMatchObject({
    amount: 72_000,
    openid: it.openid,
    name: '张建国',
    remark: '互助金 LP20261123-1234567890',
  })
  const { body } = wechat.calls.at(-1)!
  expect(JSON.stringify(body)).not.toContain('张建国')
  expect(body).toMatchObject({
    transfer_scene_report_infos: [
      { info_type: '公益活动名称', info_content: '演示的互助计划' },
      { info_type: '公益活动备案编号', info_content: '案件 LP20261123-1234567890' },
    ],
  })
  const { handle = '' } = said
  expect(wechat.transfers.pageOf({ mchId: wechat.mchid, appId: wechat.appid, package: handle })).toBe(
    it.number,
  )
  expect(transfers().open(handle)).toEqual({
    provider: 'wechat',
    mchId: wechat.mchid,
    appId: wechat.appid,
    package: handle,
  })
})

it('makes one bill of one number, however often and with whatever answers', async () => {
  const it = transferable()
  wechat.failNext('/transfer-bills', 'late silence', 'unsigned', { status: 500, code: 'SYSTEM_ERROR' })
  await expect(transfers().send(it)).rejects.toMatchObject({ kind: 'busy' })
  const again = await transfers().send(it)
  expect(again).toMatchObject({ state: 'waiting', handle: expect.stringMatching(/./) as string })
  expect(wechat.transfers.bills.size).toBe(1)
  expect(await transfers().find(it.number)).toMatchObject({ state: 'waiting', amountFen: 72_000 })
  // The same number for another amount is another bill, and is refused.
  await expect(transfers().send({ ...it, amountFen: 72_001 })).rejects.toMatchObject({
    kind: 'misconfigured',
  })
})

it('tells what was taken, what was not in time, what was called back and what failed', async () => {
  const [taken, lapsed, back, failed] = [transferable(), transferable(), transferable(), transferable()]
  for (const it of [taken, lapsed, back, failed]) await transfers().send(it)
  wechat.transfers.confirm(taken.number)
  expect(await transfers().cancel(taken.number)).toMatchObject({ state: 'done', amountFen: 72_000 })
  expect(await transfers().cancel(back.number)).toMatchObject({ state: 'moving' })
  expect(await transfers().find(back.number)).toMatchObject({ state: 'lapsed', fault: '已经撤回' })
  wechat.transfers.fail(failed.number, 'NAME_NOT_CORRECT')
  expect(await transfers().find(failed.number)).toMatchObject({
    state: 'failed',
    fault: '微信实名的姓名和这里登记的不一样',
  })
  now += 24 * 3_600_000
  expect(await transfers().find(lapsed.number)).toMatchObject({ state: 'lapsed' })
  expect(await transfers().find(taken.number)).toMatchObject({ state: 'done' })
  expect(await transfers().find(transferable().number)).toBeUndefined()
  expect(await transfers().cancel(transferable().number)).toBeUndefined()
})

it('reads a notice that WeChat signed, and none that somebody else did', async () => {
  const it = transferable()
  await transfers().send(it)
  wechat.transfers.confirm(it.number)
  const notice = wechat.transferNotice(it.number)
  expect(await read(notice)).toMatchObject({
    number: it.number,
    state: 'done',
    amountFen: 72_000,
    openid: it.openid,
  })
  expect(await read({ ...notice, body: `${notice.body} ` })).toBe('refused')
  const { 'Wechatpay-Signature': _, ...unsigned } = notice.headers
  expect(await read({ ...notice, headers: unsigned })).toBe('refused')
  now += 301_000
  expect(await read(notice)).toBe('refused')
  const foreign = wechat.transferNotice(it.number, { mch_id: '1900000002' })
  await expect(read(foreign)).rejects.toMatchObject({ kind: 'misconfigured' })
  await expect(read(wechat.transferNotice(it.number, { state: 'ODD' }))).rejects.toMatchObject({
    kind: 'misconfigured',
  })
  // Of payments it knows nothing.
  expect(await read(wechat.notice('TRANSACTION.SUCCESS', {}))).toBeUndefined()
})

it('sends nobody’s money to nobody', async () => {
  await expect(transfers().send(transferable({ openid: undefined }))).rejects.toMatchObject({ kind: 'code' })
  expect(wechat.calls).toHaveLength(0)
})
