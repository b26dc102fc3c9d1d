import { randomBytes, randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { utf8 } from '@/rules/encoding'
import { silentLog } from '../../server/adapters/log'
import type { Caller } from '../../server/account/authenticate'
import { sealIdentity, personKey } from '../../server/account/identity'
import { seal } from '../../server/account/seal'
import { cancelPolicy } from '../../server/aid/cancel-policy'
import { makeQuote } from '../../server/aid/make-quote'
import { placeOrder } from '../../server/aid/place-order'
import { preparePayment } from '../../server/aid/prepare-payment'
import { reconcile, settleOverdue } from '../../server/aid/reconcile'
import { settleRefund } from '../../server/aid/refunds'
import { settlePayment } from '../../server/aid/settle-payment'
import type { Context } from '../../server/context'
import { Refusal } from '../../server/http/refusal'
import { keyMaker } from '../../server/ids'
import { ServiceFault, type Paid, type Payments, type RefundState } from '../../server/ports'
import { AFTERNOON, createTestApi, newKey, type TestApi } from '../support/api'
import { data, plan } from '../support/fixtures'

/**
 * Orders, payments, notices, refunds, gifts, expiry and cancellations in any order, by two processes at once, against a
 * payment service that fails before or after it has done what it was asked. Whatever happens, no policy is without money or
 * a gift, nobody has two, no budget is overdrawn, and all money that came in is cover, given back, or on its way.
 * AID_COMMANDS says how many commands are tried.
 */
const COMMANDS = Number(process.env.AID_COMMANDS ?? 400)
const AT_ONCE = 40
const MINUTES = 60_000
const PEOPLE = 3
/** Two whole gifts, and no more. */
const GIFT_BUDGET = 24_000

type Simple =
  | { do: 'order' | 'prepare' | 'pay' | 'join' | 'cancel' | 'drop'; who: number; by: number }
  | { do: 'tell' | 'tell-refund'; which: number; by: number }
  | { do: 'settle' | 'reconcile'; by: number }
type Command =
  | Simple
  | { do: 'together'; all: Simple[] }
  | { do: 'pass'; minutes: number }
  | { do: 'fail'; how: 'before' | 'after' }
  | { do: 'gift'; fen: number }

const by = fc.nat(1)
const who = fc.nat(PEOPLE - 1)
const simple: fc.Arbitrary<Simple> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: fc.constant('order' as const), who, by }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('prepare' as const), who, by }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('pay' as const), who, by }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constantFrom('join' as const, 'cancel' as const), who, by }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('drop' as const), who, by }) },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constantFrom('tell' as const, 'tell-refund' as const),
      which: fc.nat(5),
      by,
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constantFrom('settle' as const, 'reconcile' as const), by }) },
)
const command: fc.Arbitrary<Command> = fc.oneof(
  { weight: 10, arbitrary: simple },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('together' as const),
      all: fc.array(simple, { minLength: 2, maxLength: 5 }),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ do: fc.constant('pass' as const), minutes: fc.constantFrom(1, 9, 20, 31, 1_440) }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('fail' as const),
      how: fc.constantFrom('before' as const, 'after' as const),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('gift' as const), fen: fc.constantFrom(0, 9_000, 12_000) }),
  },
)

/** A payment service in memory. What it knows is the truth about money. */
function createService(now: () => number) {
  const orders = new Map<
    string,
    { state: 'open' | 'closed' | 'paid'; fen: number; payBy: number; paid?: Paid }
  >()
  const refunds = new Map<string, RefundState & { orderNumber: string }>()
  const faults: ('before' | 'after')[] = []
  let made = 0

  /** Does it, unless it is to fail before; and then perhaps says nothing of it. */
  const doing = async <T>(work: () => T): Promise<T> => {
    await new Promise((resolve) => setImmediate(resolve))
    const fault = faults.shift()
    if (fault === 'before') throw new ServiceFault('busy', 'failed before')
    const done = work()
    if (fault === 'after') throw new ServiceFault('busy', 'failed after')
    return done
  }
  const stateOf = (number: string) => {
    const it = orders.get(number)
    if (!it) return { state: 'absent' as const }
    return it.paid ? { state: 'paid' as const, paid: it.paid } : { state: it.state as 'open' | 'closed' }
  }
  const payments: Payments = {
    provider: 'wechat',
    prepare: ({ number, amountFen, payBy }) =>
      doing(() => {
        const known = orders.get(number)
        if (known && known.state !== 'open') throw new ServiceFault('misconfigured', 'not open')
        orders.set(number, { state: 'open', fen: amountFen, payBy })
        return { handle: number, payment: { provider: 'sandbox' as const } }
      }),
    close: (number) =>
      doing(() => {
        const it = orders.get(number)
        if (it?.state === 'open') it.state = 'closed'
        return stateOf(number)
      }),
    findPayment: (number) => doing(() => stateOf(number)),
    refund: ({ number, orderNumber, amountFen }) =>
      doing(() => {
        const paid = orders.get(orderNumber)?.paid
        const others = [...refunds.values()].filter(
          (it) => it.orderNumber === orderNumber && it.number !== number,
        )
        if (paid?.amountFen !== amountFen || others.length > 0) throw new Error('More goes back than came in')
        const known = refunds.get(number)
        const it = known ?? {
          number,
          orderNumber,
          state: 'asked' as const,
          providerNumber: `r${++made}`,
          amountFen,
        }
        refunds.set(number, it)
        return it
      }),
    findRefund: (number) => doing(() => refunds.get(number)),
    readNotice: async () => 'refused',
  }
  return {
    payments,
    orders,
    refunds,
    faults,
    pay(number: string) {
      const it = orders.get(number)
      if (it?.state !== 'open' || now() > it.payBy) return
      it.state = 'paid'
      it.paid = { number, providerNumber: `p${++made}`, amountFen: it.fen, paidAt: now() }
    },
    /** All refunds that were asked for arrive. */
    arrive() {
      for (const [number, it] of refunds) refunds.set(number, { ...it, state: 'done' })
    },
  }
}

let server: TestApi
let people: Caller[]
const keys = { pepper: randomBytes(32), identity: randomBytes(32), voucher: randomBytes(32) }
const random = (bytes: number) => new Uint8Array(randomBytes(bytes))
const giftId = randomUUID()

beforeAll(async () => {
  server = await createTestApi(data, {
    ports: { keys, signer: { keyId: 1, publicKeys: new Map(), sign: () => random(64) }, log: silentLog },
  })
  people = []
  for (let i = 0; i < PEOPLE; i++) {
    const id = randomUUID()
    const idNumber = `99000119900101${i}01X`
    const identity = await sealIdentity(keys, random, id, { name: '某', idNumber, birthDate: '1990-01-01' })
    await server.asOwner(
      `INSERT INTO worker (id, pseudonym, display_name, occupation, roles, created_at, person_key, identity, verified_at)
        VALUES ($1, $2, '某', 'rider', '{worker}', now(), $3, $4, now())`,
      [id, randomUUID(), personKey(keys, idNumber), identity],
    )
    const subject = `openid-${i}`
    const sealed = await seal(keys, random, `login:${subject}`, utf8(subject))
    await server.asOwner(
      `INSERT INTO login (provider, subject, worker_id, sealed) VALUES ('wechat', $1, $2, $3)`,
      [subject, id, sealed],
    )
    people.push({
      sessionId: '',
      workerId: id,
      pseudonym: '',
      displayName: '',
      occupation: 'rider',
      roles: ['worker'],
      verified: true,
      member: false,
      regionCode: null,
      registeredAt: 0,
      stations: [],
    })
  }
})
afterAll(() => server.drop())

async function reset(): Promise<void> {
  await server.asOwner(
    'TRUNCATE aid_refund, aid_payment, aid_policy, aid_cover, aid_order, aid_quote, ledger, turn CASCADE',
  )
  await server.asOwner('DELETE FROM aid_subsidy WHERE id = $1', [giftId])
  await server.asOwner(
    `INSERT INTO aid_subsidy (id, plan_id, title, amount_fen, budget_fen, left_fen, closes_at)
      VALUES ($1, $2, '赠送', 12000, $3, $3, '2020-01-01')`,
    [giftId, plan.id, GIFT_BUDGET],
  )
}

/** Over a connection that is open. */
const read = async <Row>(name: string, text: string, values: unknown[] = []): Promise<Row[]> =>
  (await server.database.query<Row>({ name: `test.${name}`, text }, values)).rows

async function expectSound(service: ReturnType<typeof createService>): Promise<void> {
  const [it] = await read<Record<string, number>>(
    'sums',
    `SELECT
      (SELECT coalesce(sum(amount_fen), 0)::int FROM aid_payment) AS paid,
      (SELECT coalesce(sum(o.own_fen), 0)::int FROM aid_policy y JOIN aid_order o ON o.id = y.order_id
        WHERE y.cancelled_at IS NULL) AS covered,
      (SELECT coalesce(sum(amount_fen), 0)::int FROM aid_refund) AS refunds,
      (SELECT count(*)::int FROM aid_policy y JOIN aid_order o ON o.id = y.order_id WHERE o.own_fen > 0
        AND NOT EXISTS (SELECT FROM aid_payment m WHERE m.order_id = o.id AND m.amount_fen = o.own_fen)) AS unpaid,
      (SELECT count(*)::int FROM aid_policy a JOIN aid_policy b ON a.worker_id = b.worker_id AND a.plan_id = b.plan_id
        AND a.id < b.id AND a.in_force_from < b.in_force_to AND b.in_force_from < a.in_force_to
        WHERE a.cancelled_at IS NULL AND b.cancelled_at IS NULL) AS twice,
      (SELECT count(*)::int FROM (SELECT o.id, coalesce((SELECT sum(amount_fen) FROM ledger WHERE subject_id = o.id), 0)
          - coalesce((SELECT sum(r.amount_fen) FROM aid_refund r JOIN aid_payment m ON m.id = r.payment_id
            WHERE m.order_id = o.id AND r.state <> 'done'), 0) AS off FROM aid_order o) sums WHERE off <> 0) AS unbalanced,
      (SELECT count(*)::int FROM aid_order o WHERE (state = 'paid') <> EXISTS (SELECT FROM aid_policy y
        WHERE y.order_id = o.id AND y.cancelled_at IS NULL)) AS stray,
      (SELECT left_fen::int FROM aid_subsidy WHERE id = $1) AS left,
      (SELECT coalesce(sum(subsidy_fen), 0)::int FROM aid_order WHERE subsidy_id = $1
        AND state IN ('awaiting-payment', 'paid')) AS granted`,
    [giftId],
  )
  const there = [...service.orders.values()].reduce((sum, order) => sum + (order.paid?.amountFen ?? 0), 0)
  expect(it).toMatchObject({ unpaid: 0, twice: 0, unbalanced: 0, stray: 0 })
  expect(it?.paid).toBe((it?.covered ?? 0) + (it?.refunds ?? 0))
  expect(it?.paid).toBeLessThanOrEqual(there)
  expect((it?.left ?? 0) + (it?.granted ?? 0)).toBe(GIFT_BUDGET)
}

const drop = `WITH ended AS (UPDATE aid_order SET state = 'expired' WHERE id = $1 AND state = 'awaiting-payment'
    RETURNING subsidy_id, subsidy_fen)
  UPDATE aid_subsidy s SET left_fen = s.left_fen + ended.subsidy_fen FROM ended
  WHERE s.id = ended.subsidy_id AND s.left_fen IS NOT NULL`

/** What may be answered; anything else is a fault of ours. */
const answered = (error: unknown): void => {
  if (!(error instanceof Refusal || error instanceof ServiceFault)) throw error
}

async function run(commands: readonly Command[]): Promise<void> {
  await reset()
  let now = AFTERNOON
  const clock = () => now
  const service = createService(clock)
  const process = (): Context =>
    ({
      database: server.database,
      clock,
      random,
      newId: keyMaker(clock, random),
      demo: true,
      ports: {
        keys,
        signer: { keyId: 1, publicKeys: new Map(), sign: () => random(64) },
        log: silentLog,
        payments: service.payments,
      },
    }) as unknown as Context
  const processes = [process(), process()] as const

  const orderOf = async (caller: Caller) =>
    (
      await read<{ id: string }>(
        'last-order',
        'SELECT id FROM aid_order WHERE worker_id = $1 ORDER BY ordered_at DESC, id DESC LIMIT 1',
        [caller.workerId],
      )
    )[0]?.id

  const simply = async (it: Simple): Promise<void> => {
    const context = processes[it.by === 0 ? 0 : 1]
    if (it.do === 'settle') return settleOverdue(context)
    if (it.do === 'reconcile') {
      const off = (await reconcile(context)).filter(
        ({ what }) => what === 'ledger-off' || what === 'amount-differs',
      )
      expect(off).toEqual([])
      return
    }
    if ('which' in it) {
      if (it.do === 'tell') {
        const paid = [...service.orders.values()].flatMap((order) => (order.paid ? [order.paid] : []))
        const told = paid[it.which % Math.max(paid.length, 1)]
        if (told) await settlePayment(context, 'wechat', told)
        return
      }
      const refunds = [...service.refunds.values()]
      const told = refunds[it.which % Math.max(refunds.length, 1)]
      if (told) await settleRefund(context, { ...told, state: 'done' })
      if (told) service.refunds.set(told.number, { ...told, state: 'done' })
      return
    }
    const caller = 'who' in it ? people[it.who] : undefined
    if (!caller) throw new Error('Nobody')
    if (it.do === 'order' || it.do === 'join') {
      const { id } = await makeQuote(context, caller, plan.id)
      await placeOrder(context, caller, id, { key: newKey(), hash: random(32) })
      if (it.do === 'order') return
    }
    const order = await orderOf(caller)
    if (order === undefined) return
    if (it.do === 'prepare' || it.do === 'join') await preparePayment(context, caller, order)
    const number = order.replaceAll('-', '')
    if (it.do === 'pay' || it.do === 'join') service.pay(number)
    const paid = service.orders.get(number)?.paid
    if (it.do === 'join' && paid) await settlePayment(context, 'wechat', paid)
    // As when an account is deleted: the service is not asked, and takes money still.
    if (it.do === 'drop') {
      await read('drop', drop, [order])
      if (it.by === 0) service.pay(number)
    }
    if (it.do !== 'cancel') return
    const [policy] = await read<{ id: string }>('policy', 'SELECT id FROM aid_policy WHERE order_id = $1', [
      order,
    ])
    if (policy) await cancelPolicy(context, caller, policy.id)
  }

  for (const it of commands) {
    if (it.do === 'pass') now += it.minutes * MINUTES
    else if (it.do === 'fail') service.faults.push(it.how)
    else if (it.do === 'gift') {
      const until = it.fen > 0 ? null : '2020-01-01'
      const change = 'UPDATE aid_subsidy SET closes_at = $2, amount_fen = greatest($3, 1) WHERE id = $1'
      await read('gift', change, [giftId, until, it.fen])
    } else await Promise.all((it.do === 'together' ? it.all : [it]).map((one) => simply(one).catch(answered)))
    await expectSound(service)
  }

  // The service gets well again, and time passes: nothing stays open.
  service.faults.length = 0
  for (let i = 0; i < 3; i++) {
    now += 61 * MINUTES
    await settleOverdue(processes[0])
    service.arrive()
    await reconcile(processes[1])
  }
  await expectSound(service)
  const [end] = await server.asOwner<{ open: number; refunds: number; covered: number }>(`SELECT
    (SELECT count(*)::int FROM aid_order WHERE state = 'awaiting-payment') AS open,
    (SELECT count(*)::int FROM aid_refund WHERE state <> 'done') AS refunds,
    (SELECT coalesce(sum(o.own_fen), 0)::int FROM aid_policy y JOIN aid_order o ON o.id = y.order_id
      WHERE y.cancelled_at IS NULL) AS covered`)
  expect(end).toMatchObject({ open: 0, refunds: 0 })
  // By the service's own books: what it kept for us is what cover was given for.
  const came = [...service.orders.values()].reduce((sum, order) => sum + (order.paid?.amountFen ?? 0), 0)
  const went = [...service.refunds.values()].reduce((sum, refund) => sum + refund.amountFen, 0)
  expect(came - went).toBe(end?.covered)
}

it('keeps every fen and every policy accounted for, whatever happens in whatever order', async () => {
  let tried = 0
  await fc.assert(
    fc.asyncProperty(
      fc.array(command, { minLength: AT_ONCE / 2, maxLength: AT_ONCE, size: 'max' }),
      async (commands) => {
        tried += commands.reduce((sum, it) => sum + (it.do === 'together' ? it.all.length : 1), 0)
        await run(commands)
      },
    ),
    { numRuns: Math.ceil(COMMANDS / AT_ONCE), endOnFailure: true },
  )
  expect(tried).toBeGreaterThanOrEqual(COMMANDS / 2)
})
