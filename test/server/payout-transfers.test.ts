import { randomBytes } from 'node:crypto'
import { api } from '@/contract'
import { utf8 } from '@/rules/encoding'
import { DAY } from '@/rules/shanghai'
import { lookupKey, seal } from '../../server/account/seal'
import { sweep } from '../../server/account/retention'
import { createWechatTransfers } from '../../server/adapters/wechat-transfers'
import type { AidContext } from '../../server/aid/context'
import { numberOf } from '../../server/aid/payment-queries'
import { keyMaker } from '../../server/ids'
import { keepTransfers, reconcileTransfers } from '../../server/payouts/reconcile-transfers'
import type { Transfers } from '../../server/ports'
import { AFTERNOON, createTestApi, newKey, type TestApi } from '../support/api'
import { data } from '../support/fixtures'
import { merchantOf } from '../support/wechat-merchant'
import {
  createWechatPayStandIn,
  type NoticeMessage,
  type WechatPayStandIn,
} from '../support/wechat-pay-stand-in'
import { cardOf, createWorld, testPorts, type Person, type World } from './world'

const HOURS = 3_600_000
const ports = testPorts()
const random = (bytes: number) => new Uint8Array(randomBytes(bytes))
let wechat: WechatPayStandIn
let server: TestApi
let world: World
let context: AidContext
let transfers: Transfers
const clock = () => server?.now ?? AFTERNOON

beforeAll(async () => {
  wechat = await createWechatPayStandIn(clock)
  transfers = createWechatTransfers(merchantOf(wechat, clock))
  server = await createTestApi(data, { ports: { ...ports, transfers } })
  world = createWorld(server)
  context = {
    database: server.database,
    clock,
    random,
    newId: keyMaker(clock, random),
    ports: { ...ports, transfers },
  }
})
afterAll(async () => {
  try {
    await expectPaidOnce()
    await server.drop()
  } finally {
    await wechat.close()
  }
})
afterEach(() => wechat.mend())

/** Of whatever WeChat paid out and of nothing else there is a payout that arrived, a paid claim and a row in the ledger. */
async function expectPaidOnce(): Promise<void> {
  const rows = await server.asOwner<{ number: string; amount: number; rows: number; state: string }>(
    `SELECT c.number, o.amount_fen::int AS amount, c.state,
      (SELECT count(*)::int FROM ledger WHERE kind = 'payout' AND subject_id = c.id AND amount_fen = -o.amount_fen) AS rows
    FROM aid_payout o JOIN aid_claim c ON c.id = o.claim_id WHERE o.state = 'done' AND o.provider = 'wechat' ORDER BY 1`,
  )
  const paid = [...wechat.transfers.bills.values()].filter((it) => it.state === 'SUCCESS')
  expect(rows).toEqual(
    paid
      .map((it) => ({ number: it.remark.slice(4), amount: it.amount, state: 'paid', rows: 1 }))
      .sort((a, b) => (a.number < b.number ? -1 : 1)),
  )
}

const openidOf = (it: Person) => `openid of ${it.id}`
/** Somebody who logs in by WeChat. */
async function inWechat(): Promise<Person> {
  const person = await world.person('worker')
  const subject = Buffer.from(lookupKey(ports.keys, 'wechat', openidOf(person))).toString('base64url')
  const sealed = await seal(ports.keys, random, `login:${subject}`, utf8(openidOf(person)))
  await server.asOwner(
    `INSERT INTO login (provider, subject, worker_id, sealed) VALUES ('wechat', $1, $2, $3)`,
    [subject, person.id, sealed],
  )
  return person
}
/** A claim of his that two people approved, to be taken in WeChat. */
async function approved() {
  const person = await inWechat()
  wechat.transfers.names.set(openidOf(person), person.name)
  const id = await world.collectable(person)
  return { person, id, at: { params: { id } } }
}
type Approved = Awaited<ReturnType<typeof approved>>
const collect = ({ person, at }: Approved) => person.phone.ask(api.collectPayout, at)
const claimOf = async ({ person, at }: Approved) => (await person.phone.get(api.getClaim, at)).claim
/** As it is noted, without WeChat being asked about it. */
const stateOf = async ({ id }: Approved) =>
  (await server.asOwner<{ state: string }>('SELECT state FROM aid_payout WHERE claim_id = $1', [id]))[0]
    ?.state
/** WeChat's page, opened with what the phone was given: the number of the bill on it. */
async function page(it: Approved): Promise<string> {
  const { collection } = await it.person.phone.get(api.collectPayout, it.at)
  if (collection.provider !== 'wechat') throw new Error('Not WeChat')
  const number = wechat.transfers.pageOf(collection)
  if (number === undefined) throw new Error('WeChat would not open it')
  return number
}
const billsOf = ({ person }: Approved) =>
  [...wechat.transfers.bills.values()].filter((it) => it.openid === openidOf(person))
const tell = (it: NoticeMessage) =>
  server.fetch('/v1/payouts/wechat/notices', { method: 'POST', headers: it.headers, body: it.body })
const told = async (number: string, over?: object) => (await tell(wechat.transferNotice(number, over))).status
/** What he was told of his claims, as one who asked for it. */
const heard = async ({ person }: Approved) =>
  (
    await server.asOwner<{ state: string }>(
      `SELECT facts ->> 'state' AS state FROM outbox WHERE worker_id = $1 AND kind = 'claim' ORDER BY id`,
      [person.id],
    )
  ).map((it) => it.state)
const wants = ({ person }: Approved) =>
  server.asOwner(`INSERT INTO subscription (worker_id, kind, left_count) VALUES ($1, 'claim', 10)`, [
    person.id,
  ])
const payoutIdOf = async ({ id }: Approved) =>
  (await server.asOwner<{ id: string }>('SELECT id FROM aid_payout WHERE claim_id = $1', [id]))[0]!.id

describe('a benefit in WeChat', () => {
  it('waits for him to take it, and is paid by the notice, once however often that comes', async () => {
    const it = await approved()
    expect(await claimOf(it)).toMatchObject({
      state: 'approved',
      toCollect: true,
      payout: { state: 'collect', account: { kind: 'wechat' }, fault: null },
    })
    // Nothing has gone out before he asks for it.
    expect(billsOf(it)).toHaveLength(0)
    const number = await page(it)
    expect(billsOf(it)).toMatchObject([{ name: it.person.name, amount: (await claimOf(it)).amountFen }])
    expect(await stateOf(it)).toBe('collect')
    wechat.transfers.confirm(number)
    const statuses = await Promise.all(Array.from({ length: 5 }, () => told(number)))
    expect(statuses).toEqual([204, 204, 204, 204, 204])
    expect(await claimOf(it)).toMatchObject({
      state: 'paid',
      toCollect: false,
      payout: { state: 'done', fault: null },
    })
    expect((await collect(it)).problem?.code).toBe('payout-not-waiting')
    expect(await told(number)).toBe(204)
  })

  it('is one bill, whatever becomes of the call and however often he taps, also from two phones', async () => {
    const it = await approved()
    wechat.failNext('/transfer-bills', 'late silence', 'late silence', 'hang up', 'hang up')
    expect((await collect(it)).problem).toMatchObject({ code: 'payout-unavailable', status: 503 })
    expect(await stateOf(it)).toBe('sent')
    const answers = await Promise.all([
      collect(it),
      collect(it),
      it.person.otherPhone.ask(api.collectPayout, it.at),
    ])
    expect(new Set(answers.map((one) => JSON.stringify(one.reply)))).toHaveProperty('size', 1)
    expect(answers[0].reply).toBeDefined()
    expect(billsOf(it)).toHaveLength(1)
    expect(wechat.transfers.confirm(billsOf(it)[0]!.number)).toBe(true)
    expect(await told(billsOf(it)[0]!.number)).toBe(204)
  })

  it('is found to be paid where the call was never answered and the notice was lost: he looks, or ten minutes pass', async () => {
    for (const way of ['looks', 'waits', 'asks again'] as const) {
      const it = await approved()
      const number = await page(it)
      wechat.transfers.confirm(number)
      if (way === 'looks') server.now += 11_000
      else if (way === 'waits') {
        server.now += 10 * 60_000
        await keepTransfers(context)
      } else expect((await collect(it)).problem).toMatchObject({ code: 'payout-not-waiting' })
      expect(await claimOf(it)).toMatchObject({ state: 'paid', payout: { state: 'done' } })
    }
  })

  it('is settled by a notice that comes before the call is answered', async () => {
    const it = await approved()
    wechat.beforeAnswer = async () => {
      const { number } = billsOf(it)[0]!
      wechat.transfers.confirm(number)
      expect(await told(number)).toBe(204)
    }
    await collect(it)
    expect(await claimOf(it)).toMatchObject({ state: 'paid', payout: { state: 'done' } })
  })

  it('waits while the union’s account is short, under the same number', async () => {
    const it = await approved()
    wechat.transfers.short = true
    expect((await collect(it)).problem?.code).toBe('payout-preparing')
    expect(await stateOf(it)).toBe('sent')
    wechat.transfers.lockFunds()
    await page(it)
    expect(billsOf(it)).toHaveLength(1)
  })

  it('that he does not take in a day can be taken again, under a new number, and he is told', async () => {
    const it = await approved()
    await wants(it)
    const first = await page(it)
    server.now += 24 * HOURS + 60_000
    expect(await told(first)).toBe(204)
    expect(await claimOf(it)).toMatchObject({
      toCollect: true,
      payout: { state: 'collect', fault: '24 小时里没有在微信里收，钱退回来了' },
    })
    const second = await page(it)
    expect(second).not.toBe(first)
    // The notice of the first comes once more: it is known.
    expect(await told(first)).toBe(204)
    expect(await stateOf(it)).toBe('collect')
    wechat.transfers.confirm(second)
    expect(await told(second)).toBe(204)
    expect((await claimOf(it)).state).toBe('paid')
    expect(billsOf(it).map((bill) => bill.state)).toEqual(['FAIL', 'SUCCESS'])
    expect(await heard(it)).toEqual(['还没收，可以再收', '已到账'])
  })

  it('whose lapse nobody told is offered anew with the same tap', async () => {
    const it = await approved()
    const first = await page(it)
    server.now += 24 * HOURS
    expect(await page(it)).not.toBe(first)
    expect(billsOf(it)).toHaveLength(2)
  })

  it('goes to nobody of another name: it is in the queue with the reason, until he names a card', async () => {
    const it = await approved()
    await wants(it)
    wechat.transfers.names.set(openidOf(it.person), '别人')
    const number = await page(it)
    expect(wechat.transfers.confirm(number)).toBe(false)
    expect([await told(number), await told(number)]).toEqual([204, 204])
    expect(await heard(it)).toEqual(['没打成'])
    const fault = '微信实名的姓名和这里登记的不一样'
    expect(await claimOf(it)).toMatchObject({ toCollect: false, payout: { state: 'failed', fault } })
    expect((await collect(it)).problem?.code).toBe('payout-not-waiting')
    const { phone } = await world.person('reviewer')
    const payoutId = await payoutIdOf(it)
    const queued = async () =>
      (await phone.get(api.listPayouts, { query: {} })).payouts.find((one) => one.id === payoutId)
    expect(await queued()).toMatchObject({ state: 'failed', by: 'wechat', account: '微信', fault })
    // A reviewer sends it anew: it is his to take again, by a bill of another number.
    await phone.get(api.retryPayout, { params: { id: payoutId } })
    expect(await queued()).toMatchObject({ state: 'collect', overdue: false })
    expect(await page(it)).not.toBe(number)
    expect(wechat.transfers.confirm(billsOf(it)[1]!.number)).toBe(false)
    expect(await told(billsOf(it)[1]!.number)).toBe(204)
    const body = { kind: 'bank' as const, bank: '招商银行', cardNumber: cardOf(it.person) }
    await it.person.phone.get(api.putPayoutAccount, { body })
    expect(await queued()).toMatchObject({ state: 'due', by: 'bank' })
  })

  it('is called back where he names a card meanwhile, and goes to the bank only then', async () => {
    const it = await approved()
    await wants(it)
    const number = await page(it)
    wechat.failNext('/cancel', 'hang up', 'hang up')
    const body = { kind: 'bank' as const, bank: '招商银行', cardNumber: cardOf(it.person) }
    await it.person.phone.get(api.putPayoutAccount, { body })
    // While WeChat has not said that it is called back, it is in no file.
    expect(await stateOf(it)).toBe('collect')
    server.now += 60_000
    await keepTransfers(context)
    server.now += 60_000
    await keepTransfers(context)
    expect(wechat.transfers.bills.get(number)?.state).toBe('CANCELLED')
    expect((await claimOf(it)).payout).toMatchObject({
      state: 'due',
      account: { kind: 'bank' },
      fault: '已经撤回',
    })
    // Of what he did himself nobody tells him.
    expect(await heard(it)).toEqual([])
    const { phone } = await world.person('reviewer')
    const { batch } = await phone.get(api.makePayoutBatch, { body: {}, key: newKey() })
    const { csv } = await phone.get(api.getPayoutFile, { params: { id: batch.id } })
    expect(csv).toContain((await claimOf(it)).number)
  })

  it('stays in WeChat where he takes it before it can be called back', async () => {
    const it = await approved()
    wechat.transfers.confirm(await page(it))
    const body = { kind: 'bank' as const, bank: '招商银行', cardNumber: cardOf(it.person) }
    await it.person.phone.get(api.putPayoutAccount, { body })
    expect(await claimOf(it)).toMatchObject({ state: 'paid', payout: { account: { kind: 'wechat' } } })
  })

  it('is called back where he takes back the consent, and waits for another account', async () => {
    const it = await approved()
    const number = await page(it)
    await it.person.phone.get(api.deletePayoutAccount, {})
    expect(['CANCELLED', 'CANCELING']).toContain(wechat.transfers.bills.get(number)?.state)
    server.now += 10 * 60_000
    await keepTransfers(context)
    expect(await stateOf(it)).toBe('account-needed')
  })

  it('of which WeChat never heard is in the queue again an hour later, and no sooner', async () => {
    const it = await approved()
    const silence = Array.from({ length: 4 }, () => 'hang up' as const)
    wechat.failNext('/transfer-bills', ...silence)
    expect((await collect(it)).problem?.code).toBe('payout-unavailable')
    server.now += 50 * 60_000
    expect(await reconcileTransfers(context)).not.toContainEqual(
      expect.objectContaining({ payoutId: await payoutIdOf(it) }),
    )
    server.now += 11 * 60_000
    expect(await reconcileTransfers(context)).toContainEqual({
      payoutId: await payoutIdOf(it),
      what: 'never-there',
    })
    expect((await claimOf(it)).payout).toMatchObject({ state: 'collect', fault: '微信没有收到这一笔' })
    await page(it)
    expect(billsOf(it)).toHaveLength(1)
  })

  it('is not settled by a notice that is forged, of another amount by a fen, or of somebody else’s money', async () => {
    const it = await approved()
    const number = await page(it)
    wechat.transfers.confirm(number)
    const { amount } = billsOf(it)[0]!
    expect(await told(number, { transfer_amount: amount + 1 })).toBe(409)
    expect(await told(number, { transfer_amount: amount - 1 })).toBe(409)
    expect(await told(number, { openid: 'somebody else' })).toBe(409)
    expect(await told(number, { mch_id: '1900000002' })).toBe(409)
    expect(await told(number, { out_bill_no: randomBytes(16).toString('hex') })).toBe(404)
    const notice = wechat.transferNotice(number)
    expect((await tell({ ...notice, body: notice.body.replace('{', '{ ') })).status).toBe(422)
    expect((await tell({ headers: {}, body: notice.body })).status).toBe(422)
    expect(await stateOf(it)).toBe('collect')
    expect(await told(number)).toBe(204)
    expect((await claimOf(it)).state).toBe('paid')
  })

  it('of another amount than was approved is told to the operator by reconciling, and settles nothing', async () => {
    const it = await approved()
    const number = await page(it)
    const bill = wechat.transfers.bills.get(number)!
    wechat.transfers.confirm(number)
    bill.amount += 1
    expect(await reconcileTransfers(context)).toContainEqual({
      payoutId: await payoutIdOf(it),
      what: 'transfer-differs',
    })
    bill.amount -= 1
    expect(await reconcileTransfers(context)).toContainEqual({
      payoutId: await payoutIdOf(it),
      what: 'taken-there',
    })
  })

  it('is reconciled by the day its bill was made, and says what WeChat does not answer', async () => {
    const it = await approved()
    await page(it)
    const payoutId = await payoutIdOf(it)
    wechat.failNext('/out-bill-no/', ...Array.from({ length: 20 }, () => 'hang up' as const))
    expect(await reconcileTransfers(context)).toContainEqual({ payoutId, what: 'unanswered' })
    wechat.mend()
    wechat.transfers.fail(billsOf(it)[0]!.number, 'TRANSFER_RISK')
    expect(await reconcileTransfers(context, '2020-01-01')).toEqual([])
    expect(await reconcileTransfers(context)).toContainEqual({ payoutId, what: 'returned-there' })
  })

  it('above what WeChat takes at once needs a card', async () => {
    const it = await approved()
    await server.asOwner('UPDATE aid_payout SET amount_fen = 500001 WHERE claim_id = $1', [it.id])
    expect((await collect(it)).problem).toMatchObject({
      code: 'payout-came-back',
      detail: '微信一次最多收 5000 元，请换成银行卡',
    })
    expect(await stateOf(it)).toBe('failed')
    expect(billsOf(it)).toHaveLength(0)
  })
})

describe('who may', () => {
  it('choose WeChat: whoever logs in by it', async () => {
    const [inside, outside] = [await inWechat(), await world.person('worker')]
    const wallet = async ({ phone }: Person) => (await phone.get(api.getPayoutAccount, {})).wechat
    expect([await wallet(inside), await wallet(outside)]).toEqual([true, false])
    await world.verify(outside)
    await world.consent(outside, 'bank')
    expect(await outside.phone.refused(api.putPayoutAccount, { body: { kind: 'wechat' } })).toMatchObject({
      code: 'collect-in-wechat',
      field: 'kind',
    })
  })

  it('take it: the member himself, and no relative who filed it', async () => {
    const it = await approved()
    const other = await inWechat()
    await server.asOwner('UPDATE aid_claim SET filer_id = $2 WHERE id = $1', [it.id, other.id])
    expect((await other.phone.refused(api.collectPayout, it.at)).code).toBe('payout-not-waiting')
    expect((await (await inWechat()).phone.refused(api.collectPayout, it.at)).code).toBe('not-found')
    expect(wechat.transfers.bills.size).toBe(
      [...wechat.transfers.bills.values()].filter((bill) => bill.openid !== openidOf(it.person)).length,
    )
  })

  it('take it: nobody before two people have approved it', async () => {
    const person = await inWechat()
    const id = await world.claim(person)
    await world.consent(person, 'bank')
    await person.phone.get(api.putPayoutAccount, { body: { kind: 'wechat' } })
    await world.proposed(person, id)
    expect((await person.phone.refused(api.collectPayout, { params: { id } })).code).toBe(
      'payout-not-waiting',
    )
  })

  it('take it: nobody whose money goes to a card', async () => {
    const person = await inWechat()
    await world.payout(person)
    const { id } = (await person.phone.get(api.listClaims, {})).claims[0]!
    expect((await person.phone.refused(api.collectPayout, { params: { id } })).code).toBe(
      'payout-not-waiting',
    )
  })
})

it('has one open bill and one paid bill at most for a payout, whatever the API did: the database refuses', async () => {
  const it = await approved()
  const number = await page(it)
  const copy = `INSERT INTO payout_transfer (id, payout_id, provider, amount_fen, made_at, told_at, outcome, ended_at)
    SELECT gen_random_uuid(), payout_id, provider, amount_fen, made_at, told_at, $1, $2::timestamptz FROM payout_transfer
    WHERE replace(id::text, '-', '') = $3`
  await expect(server.asOwner(copy, [null, null, number])).rejects.toThrow(/payout_transfer_open/)
  wechat.transfers.confirm(number)
  await told(number)
  await expect(server.asOwner(copy, ['done', new Date(), number])).rejects.toThrow(/payout_transfer_done/)
  expect(numberOf(number)).toBe(number)
})

describe('where there is no WeChat to pay to', () => {
  it.each([['switched off', undefined, 'wechat-payout-off']])('%s', async (_what, none, code) => {
    const bare = await createTestApi(data, { ports: { ...testPorts(), transfers: none } })
    try {
      const own = createWorld(bare)
      const person = await own.verified(await own.person('worker'))
      await own.consent(person, 'bank')
      expect((await person.phone.get(api.getPayoutAccount, {})).wechat).toBe(false)
      const body = { kind: 'wechat' as const }
      expect((await person.phone.refused(api.putPayoutAccount, { body })).code).toBe(code)
    } finally {
      await bare.drop()
    }
  })
})

it('is play money in the sandbox, for anybody, and paid once', async () => {
  const sandbox = await createTestApi(data, { ports: testPorts() })
  try {
    const own = createWorld(sandbox)
    const person = await own.person('worker')
    const id = await own.collectable(person)
    const body = { claimId: id }
    // Nobody takes what he was not offered.
    expect((await person.phone.refused(api.takeSandboxPayout, { body })).code).toBe('payout-not-waiting')
    const offered = await person.phone.get(api.collectPayout, { params: { id } })
    expect(offered.collection).toEqual({ provider: 'sandbox' })
    const answers = await Promise.all([1, 2].map(() => person.phone.ask(api.takeSandboxPayout, { body })))
    expect(answers.some((it) => it.reply?.claim.state === 'paid')).toBe(true)
    const rows = await sandbox.asOwner(`SELECT 1 FROM ledger WHERE kind = 'payout' AND subject_id = $1`, [id])
    expect(rows).toHaveLength(1)
  } finally {
    await sandbox.drop()
  }
})

// Last, since a week passes.
it('is called back where he leaves, and paid where he took it before', async () => {
  const [left, took] = [await approved(), await approved()]
  const numbers = [await page(left), await page(took)]
  wechat.transfers.confirm(numbers[1]!)
  for (const { person } of [left, took]) await person.phone.get(api.deleteMe, {})
  server.now += 7 * DAY + HOURS
  wechat.transfers.bills.get(numbers[0]!)!.madeAt = server.now
  await sweep({ ...context }, false)
  await keepTransfers(context)
  server.now += 10 * 60_000
  await keepTransfers(context)
  expect(wechat.transfers.bills.get(numbers[0]!)?.state).toBe('CANCELLED')
  const rows = await server.asOwner<{ id: string; state: string; sealed: null }>(
    `SELECT o.claim_id AS id, o.state, t.sealed FROM aid_payout o JOIN payout_transfer t ON t.payout_id = o.id
      WHERE o.claim_id = ANY($1::uuid[])`,
    [[left.id, took.id]],
  )
  expect(new Map(rows.map((row) => [row.id, row.state]))).toEqual(
    new Map([
      [left.id, 'account-needed'],
      [took.id, 'done'],
    ]),
  )
  expect(rows.map((row) => row.sealed)).toEqual([null, null])
})
