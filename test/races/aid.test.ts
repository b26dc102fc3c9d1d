import { randomInt } from 'node:crypto'
import { expectSound } from './aid/audit'
import { doCommand } from './aid/do-command'
import { openAidGround, raceAid, type AidGround } from './aid/race-aid'
import { Violation, type World } from './aid/world'

let ground: AidGround
beforeAll(async () => {
  ground = await openAidGround(2)
}, 240_000)
afterAll(() => ground.close(), 60_000)

it('keeps every fen and every policy accounted for, whatever happens in whatever order at two processes', async () => {
  const told: string[] = []
  const figures = await raceAid(ground, {
    commands: 400,
    kills: 2,
    seed: randomInt(2 ** 31),
    say: (it) => told.push(it),
  })
  // Told with the seed, to run it again.
  expect([figures.violations, figures.violations > 0 ? told : []]).toEqual([0, []])
  expect(figures.aidCommands).toBeGreaterThanOrEqual(400)
  expect(figures.aidKills).toBe(2)
  for (const count of ['policies', 'payments', 'refunds'] as const) expect(figures[count]).toBeGreaterThan(0)
}, 300_000)

describe('a fault that was put in behind the API’s back', () => {
  const world = () => ground.worlds[0] as World
  /** An order of an account, ready to be paid. Its id. */
  const prepared = async (who: number): Promise<string> => {
    const { ask, query } = world()
    const [{ id: planId } = { id: '' }] = await query<{ id: string }>('SELECT id FROM aid_plan WHERE open')
    const quoted = (await ask({ method: 'POST', path: '/v1/aid/quotes', who, body: { planId } }, who)).reply
    const { id: quoteId } = (quoted as { quote: { id: string } }).quote
    const placed = await ask(
      { method: 'POST', path: '/v1/aid/orders', who, key: `key-of-${who}-and-more`, body: { quoteId } },
      who,
    )
    const { id } = (placed.reply as { order: { id: string } }).order
    await ask({ method: 'POST', path: `/v1/aid/orders/${id}/payment`, who }, who)
    return id
  }
  beforeAll(async () => {
    const { ask, begin, books, service } = world()
    await begin()
    for (const who of [0, 1]) {
      const id = await prepared(who)
      const number = id.replaceAll('-', '')
      service.pay(number)
      await ask(
        {
          method: 'POST',
          path: '/v1/payments/wechat/notices',
          raw: service.paymentNotice(number, {}, 'public-key'),
        },
        who,
      )
      books.accounts[who]?.orders.push(id)
    }
    expect((await expectSound(world())).covered).toBe(2 * 4_800)
  })

  it.each([
    [
      'a policy that nobody paid',
      'UPDATE aid_payment SET amount_fen = amount_fen + 1',
      /without payment or gift/,
    ],
    [
      'two policies at once',
      `UPDATE aid_policy SET worker_id = (SELECT worker_id FROM aid_policy ORDER BY id LIMIT 1)`,
      /Two policies of an account/,
    ],
    [
      'a ledger row too many',
      `INSERT INTO ledger (id, at, kind, plan_id, amount_fen, subject_id)
      SELECT gen_random_uuid(), now(), 'payment', plan_id, own_fen, id FROM aid_order LIMIT 1`,
      /does not add up/,
    ],
    [
      'rows that balance and never happened',
      `INSERT INTO ledger (id, at, kind, plan_id, amount_fen, subject_id)
      SELECT gen_random_uuid(), now(), kind, plan_id, fen, id FROM (SELECT * FROM aid_order LIMIT 1) o,
        (VALUES ('payment', 5), ('refund', -5)) AS it (kind, fen)`,
      /did not happen/,
    ],
    [
      'an order that is paid and gives no cover',
      `UPDATE aid_order SET state = 'expired' WHERE id = (SELECT id FROM aid_order LIMIT 1)`,
      /without a paid order/,
    ],
    [
      'money that is in no row of the ledger',
      `INSERT INTO aid_payment (id, order_id, provider, provider_number, amount_fen, paid_at)
      SELECT gen_random_uuid(), id, 'wechat', 'made-up', 4800, now() FROM aid_order LIMIT 1`,
      /did not happen/,
    ],
    [
      'a gift that came from nowhere',
      `UPDATE aid_subsidy SET left_fen = left_fen - 1 WHERE title = '赠送'`,
      /budget/,
    ],
  ])('is seen: %s', async (_what, fault, seen) => {
    const { query } = world()
    await query('BEGIN')
    await query(fault)
    const found = await expectSound(world()).catch((error: unknown) => error)
    await query('ROLLBACK')
    expect(found).toBeInstanceOf(Violation)
    expect((found as Violation).message).toMatch(seen)
  })

  it('is seen where it shows while the payment service answers, and ends no run', async () => {
    const { begin, service } = world()
    await doCommand(world(), { do: 'hurry', by: 0 })
    const forged = jest.spyOn(service, 'paymentNotice').mockReturnValue({ headers: {}, body: '{}' })
    await prepared(2)
    forged.mockRestore()
    await expect(expectSound(world())).rejects.toThrow(Violation)
    await begin()
    await expectSound(world())
  })
})
