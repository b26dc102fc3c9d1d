import fc from 'fast-check'
import { plan } from '../../support/fixtures'
import type { PayFault } from '../../support/wechat-pay-stand-in'
import { expectSound } from './audit'
import { claimCommand } from './claim-command'
import type { Command, Simple } from './command'
import { doCommand, fits } from './do-command'
import { MEMBERS, PEOPLE, type World } from './world'

const by = fc.nat(1)
const who = fc.nat(MEMBERS - 1)
const simple: fc.Arbitrary<Simple> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constantFrom('quote' as const, 'order' as const, 'order' as const),
      who,
      by,
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('order-again' as const), who, by }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('prepare' as const), who, by }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constantFrom('pay' as const), who, back: fc.nat(1), by }) },
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constantFrom('join' as const, 'look' as const, 'cancel' as const),
      who,
      by,
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('drop' as const), who, back: fc.nat(1), by }) },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('tell' as const),
      which: fc.nat(5),
      times: fc.integer({ min: 1, max: 4 }),
      by,
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('tell-refund' as const),
      which: fc.nat(5),
      fails: fc.boolean(),
      by,
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constantFrom('accounts' as const, 'overdue' as const, 'reconcile' as const),
      by,
    }),
  },
  { weight: 18, arbitrary: fc.record({ do: fc.constant('claim' as const), what: claimCommand }) },
)
const payFaults: PayFault[] = [
  'late silence',
  'silence',
  'hang up',
  'hang up',
  'unsigned',
  'unsigned',
  { status: 500, code: 'SYSTEM_ERROR' },
  { status: 429, code: 'FREQUENCY_LIMITED' },
]
const command: fc.Arbitrary<Command> = fc.oneof(
  { weight: 20, arbitrary: simple },
  {
    weight: 8,
    arbitrary: fc.record({
      do: fc.constant('together' as const),
      all: fc.array(simple, { minLength: 2, maxLength: 6, size: 'max' }),
    }),
  },
  { weight: 6, arbitrary: fc.record({ do: fc.constant('twice' as const), one: simple }) },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('pass' as const),
      minutes: fc.constantFrom(1, 9, 20, 31, 1_440, 1_440),
    }),
  },
  // To where cover is renewed, or has ended.
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('pass' as const), minutes: fc.constantFrom(486_000, 528_000) }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ do: fc.constant('fail' as const), how: fc.constantFrom(...payFaults) }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('lose' as const),
      calls: fc.integer({ min: 1, max: 3 }),
      afterMs: fc.constantFrom(1, 2, 4, 8, 16),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('cut' as const), by, during: simple }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('hurry' as const), by }) },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('gift' as const), fen: fc.constantFrom(0, 9_000, plan.priceFen) }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('price' as const), fen: fc.constantFrom(plan.priceFen, 15_000) }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('become' as const), who, person: fc.nat(PEOPLE - 1), by }),
  },
)

/** One command of fast-check's; `count` is told how many it was, once it is done. */
class Step implements fc.AsyncCommand<World, World> {
  constructor(
    private readonly it: Command,
    private readonly count: (commands: number) => void,
  ) {}

  check = (world: Readonly<World>) => fits(world, this.it)

  async run(_: World, world: World): Promise<void> {
    this.count(await doCommand(world, this.it))
    await expectSound(world)
  }

  toString = () => JSON.stringify(this.it)
}

/** Orders, payments, notices, refunds, gifts, prices, expiry and cancellations, and what goes wrong meanwhile. */
export const commands = (most: number, count: (commands: number) => void) =>
  fc.noBias(fc.commands([command.map((it) => new Step(it, count))], { maxCommands: most, size: 'max' }))
