import type { PayFault } from '../../support/wechat-pay-stand-in'
import type { ClaimCommand } from './claim-command'

/** What one person, the payment service or the clock does; `by` is the process that is asked. */
export type Simple =
  | {
      do: 'quote' | 'order' | 'order-again' | 'prepare' | 'join' | 'look' | 'cancel'
      who: number
      by: number
    }
  /** `back`: of his orders not the last one, but so many before it. */
  | { do: 'pay' | 'drop'; who: number; back: number; by: number }
  | { do: 'tell'; which: number; times: number; by: number }
  | { do: 'tell-refund'; which: number; fails: boolean; by: number }
  | { do: 'accounts' | 'overdue' | 'reconcile'; by: number }
  | { do: 'claim'; what: ClaimCommand }
/** Each is alone when it is done, but for what was given up. */
export type Command =
  | Simple
  | { do: 'together'; all: Simple[] }
  /** The same at both processes at once, as from two phones. */
  | { do: 'twice'; one: Simple }
  | { do: 'pass'; minutes: number }
  | { do: 'fail'; how: PayFault }
  | { do: 'lose'; calls: number; afterMs: number }
  | { do: 'cut'; by: number; during: Simple }
  /** The next order that the payment service is told of is paid, and that is told, before it answers. */
  | { do: 'hurry'; by: number }
  | { do: 'gift' | 'price'; fen: number }
  | { do: 'become'; who: number; person: number; by: number }
