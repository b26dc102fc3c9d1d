import { randomUUID } from 'node:crypto'
import type { api, ReplyOf } from '@/contract'
import { consentHash, consentTexts } from '@/rules/consent-texts'
import { numberOf } from '../../../server/aid/payment-queries'
import { plan } from '../../support/fixtures'
import { claimFits, doClaim, tellTransfer } from './do-claim'
import type { Command, Simple } from './command'
import { expectSound } from './audit'
import { idNumbers, PEOPLE, Violation, type Books, type World } from './world'

/** The last one of an account, or one before it. */
function orderOf({ accounts }: Books, it: { who: number; back?: number }): string | undefined {
  const orders = accounts[it.who]?.orders ?? []
  return orders.at(-1 - (it.back ?? 0)) ?? orders.at(-1)
}

/** Whether there is anything for it to be done to. */
export function fits(world: World, it: Command): boolean {
  const { books, service } = world
  switch (it.do) {
    case 'prepare':
    case 'look':
    case 'drop':
      return orderOf(books, it) !== undefined
    case 'cancel':
      return books.covering.has(orderOf(books, it) ?? '')
    case 'pay':
      return service.order(numberOf(orderOf(books, it) ?? ''))?.state === 'NOTPAY'
    case 'order-again':
      return books.accounts[it.who]?.placed !== undefined
    case 'tell':
      return paidNumbers(world).length > 0
    case 'tell-refund':
      return service.refunds.size > 0
    case 'cut':
      return fits(world, it.during)
    case 'twice':
      return fits(world, it.one)
    case 'together':
      return it.all.some((one) => fits(world, one))
    case 'become':
      return books.accounts[it.who]?.person === undefined
    case 'claim':
      return claimFits(world, it.what)
    default:
      return true
  }
}

const paidNumbers = ({ service }: World): string[] =>
  [...service.orders.values()].filter((it) => it.paidAt !== undefined).map((it) => it.number)

const MINUTES = 60_000

/** Does it. How many of the simple ones that was. */
export async function doCommand(world: World, it: Command): Promise<number> {
  const { query, service } = world
  switch (it.do) {
    case 'together': {
      const all = it.all.filter((one) => fits(world, one))
      await Promise.all(all.map((one) => doSimply(world, one)))
      return all.length
    }
    case 'twice':
      await Promise.all([it.one, elsewhere(it.one)].map((one) => doSimply(world, one)))
      return 2
    case 'pass':
      world.now += it.minutes * MINUTES
      break
    case 'fail':
      service.failNext('/v3/', it.how)
      break
    case 'lose':
      world.losing = it
      break
    case 'cut':
      await Promise.all([doSimply(world, it.during), world.cut(it.by)])
      return 2
    case 'hurry': {
      const told = /\/(jsapi|transfer-bills)$/
      const hurry = async () => {
        const { body, path = '' } = service.calls.filter((call) => told.test(call.path)).at(-1) ?? {}
        if (path.endsWith('/transfer-bills')) {
          const bill = String(body?.out_bill_no)
          if (service.transfers.confirm(bill)) await tellTransfer(world, bill, it.by)
          return
        }
        const number = body?.out_trade_no
        if (payAt(world, String(number))) await tell(world, String(number), it.by)
      }
      service.beforeAnswer = () =>
        hurry().catch((error: unknown) => {
          // Nobody awaits the service: expectSound throws it, so that it fails this history rather than the run.
          world.wrong ??= error instanceof Error ? error : new Error(String(error))
        })
      break
    }
    case 'gift':
      await query(
        `UPDATE aid_subsidy SET closes_at = $1, amount_fen = greatest($2, 1) WHERE title = '赠送'`,
        [it.fen > 0 ? null : '2020-01-01', it.fen],
      )
      break
    case 'price':
      await query('UPDATE aid_plan SET price_fen = $2 WHERE id = $1', [plan.id, it.fen])
      break
    case 'become':
      await become(world, it.who, it.person, it.by)
      break
    default:
      await doSimply(world, it)
  }
  return 1
}

/** Where a history begins in which claims come soon: everybody is covered, and has said where money is to go. */
export async function coverAll(world: World): Promise<void> {
  for (let who = 0; who < PEOPLE; who++) {
    await doSimply(world, { do: 'join', who, by: who % 2 })
    await doClaim(world, { do: 'account', who, to: who % 2 === 0 ? 'wechat' : 'bank', by: who % 2 })
  }
  world.now += 2 * 1_440 * MINUTES
  await expectSound(world)
}

/** The same, asked of the other process. */
const elsewhere = (it: Simple): Simple =>
  it.do === 'claim' ? { ...it, what: { ...it.what, by: 1 - it.what.by } } : { ...it, by: 1 - it.by }

async function doSimply(world: World, it: Simple): Promise<void> {
  const { books, service } = world
  if (it.do === 'claim') return doClaim(world, it.what)
  if (!('who' in it || 'which' in it)) {
    const found = ((await world.run(it.do, it.by)) ?? []) as { what: string }[]
    const wrong = ['ledger-off', 'amount-differs', 'transfer-differs']
    const off = found.filter(({ what }) => wrong.includes(what))
    if (off.length > 0) throw new Violation(JSON.stringify(off))
    return
  }
  if (it.do === 'tell') {
    const paid = paidNumbers(world)
    const number = paid[it.which % paid.length]
    if (number === undefined) return
    await Promise.all(Array.from({ length: it.times }, (_, i) => tell(world, number, (it.by + i) % 2)))
    return
  }
  if (it.do === 'tell-refund') {
    const refunds = [...service.refunds.values()]
    const refund = refunds[it.which % Math.max(refunds.length, 1)]
    if (!refund) return
    if (refund.status !== 'SUCCESS') service.endRefund(refund.number, it.fails ? 'ABNORMAL' : 'SUCCESS')
    await told(world, service.refundNotice(refund.number, 'public-key'), it.by)
    return
  }
  const { by, who } = it
  const account = books.accounts[who]
  if (!account) throw new Error('Nobody')
  if (it.do === 'quote') return quote(world, who, by)
  if (it.do === 'order-again') {
    if (account.placed) await order(world, who, account.placed, by)
    return
  }
  if (it.do === 'order' || it.do === 'join') {
    if (account.quoteId === undefined || it.do === 'join') await quote(world, who, by)
    if (account.quoteId === undefined) return
    account.placed = { key: randomUUID(), quoteId: account.quoteId }
    delete account.quoteId
    await order(world, who, account.placed, by)
    if (it.do === 'order') return
  }
  const orderId = orderOf(books, it)
  if (orderId === undefined) return
  const number = numberOf(orderId)
  switch (it.do) {
    case 'look':
      await look(world, who, orderId, by)
      break
    case 'prepare':
      await world.ask({ method: 'POST', path: `/v1/aid/orders/${orderId}/payment`, who }, by)
      break
    case 'join':
      await world.ask({ method: 'POST', path: `/v1/aid/orders/${orderId}/payment`, who }, by)
      if (payAt(world, number)) await tell(world, number, 1 - by)
      break
    case 'pay':
      payAt(world, number)
      break
    case 'drop':
      await world.query(drop, [orderId])
      if (by === 0) payAt(world, number)
      break
    case 'cancel':
      await cancel(world, who, orderId, by)
  }
}

async function quote(world: World, who: number, by: number): Promise<void> {
  const { reply } = await world.ask(
    { method: 'POST', path: '/v1/aid/quotes', who, body: { planId: plan.id } },
    by,
  )
  const account = world.books.accounts[who]
  if (reply && account) account.quoteId = (reply as ReplyOf<typeof api.makeQuote>).quote.id
}

async function order(
  { ask, books }: World,
  who: number,
  { key, quoteId }: { key: string; quoteId: string },
  by: number,
): Promise<void> {
  const { code, reply } = await ask(
    { method: 'POST', path: '/v1/aid/orders', who, key, body: { quoteId } },
    by,
  )
  if (code === 'key-reused') throw new Violation('A key that was used once for one thing was refused')
  if (!reply) return
  const { id } = (reply as ReplyOf<typeof api.placeOrder>).order
  const orders = books.accounts[who]?.orders
  if (orders?.at(-1) !== id) orders?.push(id)
  books.told.ordered.add(id)
}

async function look({ ask, books }: World, who: number, orderId: string, by: number): Promise<void> {
  const { code, reply } = await ask({ method: 'GET', path: `/v1/aid/orders/${orderId}`, who }, by)
  if (!reply) throw new Violation(`His own order was answered ${code}`)
  const { order } = reply as ReplyOf<typeof api.getOrder>
  if (order.state === 'paid') books.told.paid.add(orderId)
}

async function cancel({ ask, books }: World, who: number, orderId: string, by: number): Promise<void> {
  const policyId = books.covering.get(orderId)
  if (policyId === undefined) return
  const { reply } = await ask({ method: 'POST', path: `/v1/aid/policies/${policyId}/cancel`, who }, by)
  if (reply) books.told.cancelled.add(policyId)
}

// As when an account is deleted: the service is not asked, and takes money still.
const drop = `WITH ended AS (UPDATE aid_order SET state = 'expired' WHERE id = $1 AND state = 'awaiting-payment'
    RETURNING subsidy_id, subsidy_fen)
  UPDATE aid_subsidy s SET left_fen = s.left_fen + ended.subsidy_fen FROM ended
  WHERE s.id = ended.subsidy_id AND s.left_fen IS NOT NULL`

/** False where nobody can pay it. */
function payAt({ now, service }: World, number: string): boolean {
  const it = service.order(number)
  if (it?.state !== 'NOTPAY' || now > it.expires) return false
  service.pay(number)
  return true
}

async function tell(world: World, number: string, by: number): Promise<void> {
  const { code } = await told(world, world.service.paymentNotice(number, {}, 'public-key'), by)
  if (code !== undefined) throw new Violation(`A notice of what was paid was answered ${code}`)
  const { transactionId } = world.service.order(number) ?? {}
  if (transactionId !== undefined) world.books.told.notices.add(transactionId)
}

const told = ({ ask }: World, raw: { headers: Record<string, string>; body: string }, by: number) =>
  ask({ method: 'POST', path: '/v1/payments/wechat/notices', raw }, by)

/** Whoever was this person takes back who he is, and another account says it is him: as with a new phone and a new login. */
async function become(world: World, who: number, person: number, by: number): Promise<void> {
  const { books } = world
  // What was given up may still give cover to whoever he was.
  await world.quiet()
  const consent = (given: boolean) => ({
    purpose: 'identity',
    version: consentTexts.identity.version,
    textHash: consentHash('identity'),
    given,
  })
  const leaving = books.accounts.findIndex((it) => it.person === person)
  const put = (account: number, given: boolean) =>
    world.ask({ method: 'PUT', path: '/v1/me/consents', who: account, body: consent(given) }, by)
  if (leaving >= 0) await put(leaving, false)
  await put(who, true)
  const body = { name: '某某', idNumber: idNumbers[person] }
  const { code } = await world.ask({ method: 'POST', path: '/v1/me/verification', who, body }, by)
  // Cover of his depends on who he is: he stays with the account he has.
  if (code === 'identity-in-use' && leaving >= 0) await put(leaving, true)
  await world.quiet()
  const known = await world.query<{ id: string; mine: boolean }>(
    'SELECT id, person_key IS NOT NULL AS mine FROM worker WHERE id = ANY($1)',
    [books.accounts.map((it) => it.id)],
  )
  for (const [i, account] of books.accounts.entries()) {
    const verified = known.find((it) => it.id === account.id)?.mine === true
    if (!verified) delete account.person
    else if (i === who) account.person ??= person
  }
}
