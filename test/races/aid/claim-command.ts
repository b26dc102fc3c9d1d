import fc from 'fast-check'
import { MEMBERS, REVIEWERS } from './world'

/**
 * What members and reviewers do about claims; `which` is one of all there are, `who` a member, `judge` one of the reviewers,
 * the last of whom is a member himself.
 */
export type ClaimCommand =
  | { do: 'file'; who: number; daysAgo: number; fen: number; by: number }
  /** Filed, proposed and confirmed, one after the other. */
  | { do: 'settle'; who: number; judge: number; fen: number; by: number }
  | { do: 'withdraw' | 'add-papers' | 'object'; which: number; by: number }
  | { do: 'take' | 'ask'; which: number; judge: number; by: number }
  | { do: 'propose'; which: number; judge: number; approves: boolean; fen: number; by: number }
  | { do: 'confirm'; which: number; judge: number; sendsBack: boolean; by: number }
  | { do: 'account'; who: number; to: 'bank' | 'wechat' | 'nowhere'; by: number }
  /** The member of a claim is offered his money in WeChat, by both processes where `twice`. */
  | { do: 'collect'; which: number; twice: boolean; by: number }
  /** He takes what is offered on WeChat’s page, and WeChat tells that so often. */
  | { do: 'pocket'; which: number; times: number; by: number }
  /** WeChat gives a bill up that waits, and tells. */
  | { do: 'spoil'; which: number; by: number }
  /** WeChat tells once more of a bill that ended. */
  | { do: 'tell-transfer'; which: number; by: number }
  | { do: 'batch'; judge: number; by: number }
  | { do: 'bank'; which: number; fails: boolean; judge: number; by: number }
  | { do: 'retry'; which: number; judge: number; by: number }

const by = fc.nat(1)
const who = fc.nat(MEMBERS - 1)
const which = fc.nat(7)
const judge = fc.nat(REVIEWERS.length - 1)
/** What two of them come to is more than a policy pays. */
const fen = fc.constantFrom(40_000, 300_000, 600_000)
const of = <D extends ClaimCommand['do']>(...names: D[]) => fc.constantFrom(...names)
export const claimCommand: fc.Arbitrary<ClaimCommand> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({ do: of('file'), who, daysAgo: fc.constantFrom(0, 0, 1, 2, 40), fen, by }),
  },
  { weight: 4, arbitrary: fc.record({ do: of('settle'), who, judge, fen, by }) },
  { weight: 1, arbitrary: fc.record({ do: of('withdraw'), which, by }) },
  { weight: 2, arbitrary: fc.record({ do: of('add-papers', 'object'), which, by }) },
  { weight: 2, arbitrary: fc.record({ do: of('take', 'ask'), which, judge, by }) },
  {
    weight: 8,
    arbitrary: fc.record({ do: of('propose'), which, judge, approves: fc.nat(3).map((n) => n > 0), fen, by }),
  },
  {
    weight: 9,
    arbitrary: fc.record({ do: of('confirm'), which, judge, sendsBack: fc.nat(4).map((n) => n === 0), by }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      do: of('account'),
      who,
      to: fc.constantFrom('bank' as const, 'wechat' as const, 'wechat' as const, 'nowhere' as const),
      by,
    }),
  },
  { weight: 6, arbitrary: fc.record({ do: of('collect'), which, twice: fc.boolean(), by }) },
  { weight: 5, arbitrary: fc.record({ do: of('pocket'), which, times: fc.nat(3), by }) },
  { weight: 2, arbitrary: fc.record({ do: of('spoil', 'tell-transfer'), which, by }) },
  { weight: 3, arbitrary: fc.record({ do: of('batch'), judge, by }) },
  {
    weight: 4,
    arbitrary: fc.record({ do: of('bank'), which, fails: fc.nat(2).map((n) => n === 0), judge, by }),
  },
  { weight: 2, arbitrary: fc.record({ do: of('retry'), which, judge, by }) },
)
