import type { Order, Quote } from '@/contract'
import type { PaymentEnd } from '@/platform'
import { isSessionLost, NetworkFault, Refusal } from '@/platform/call'
import { yuan } from '@/rules/wording'

/**
 * Joining a plan: quote, order, payment, and what came of it. No effects here: `use-join.ts` does what a state calls
 * for and reports back by an event.
 */
export type JoinState =
  /** Asking what it costs. `was`: the price before, where it is asked anew, and why. */
  | { at: 'quoting'; was?: Quote; why?: 'outdated' | 'verified' }
  /** Asking how an order stands to which somebody comes back. */
  | { at: 'finding'; orderId: string }
  /** Cannot go on: refused for good, or nothing could be heard. */
  | { at: 'stopped'; fault: Error }
  /** The price stands there to be confirmed. `told`: why the last try did not go through. */
  | { at: 'review'; quote: Quote; told?: string }
  | { at: 'ordering'; quote: Quote }
  /** Who joins is not known yet. `reprice`: what it costs depends on that. */
  | { at: 'identity'; quote: Quote; reprice: boolean }
  /** The sheet for play money is open. */
  | ({ at: 'to-pay' } & Ordered)
  /** WeChat's window is open, or play money is on its way. */
  | ({ at: 'paying' } & Ordered)
  /** It is not known whether it was paid; asked every few seconds. */
  | ({ at: 'checking'; offline: boolean } & Ordered & Asked)
  /** Not paid, as far as the payment service has said. `told`: why the window did not open. */
  | ({ at: 'unpaid'; told?: string } & Ordered)
  /** Can be paid in WeChat only, which this is not. */
  | { at: 'elsewhere'; order: Order; told: string }
  | { at: 'expired'; order: Order }
  | { at: 'paid'; order: Order }

interface Ordered {
  order: Order
  /** Missing where one comes back to an order. */
  quote?: Quote
}

interface Asked {
  /** How often in a row. */
  asked: number
  /** The payment service took the payment; only its notice is outstanding. */
  paidFor: boolean
}

export type JoinEvent =
  | { type: 'quoted'; quote: Quote }
  /** An order as the server has it. */
  | { type: 'heard'; order: Order }
  | { type: 'faulted'; fault: Error }
  /** `unknown`: who joins decides on the price, and is not known. */
  | { type: 'confirmed'; unknown: boolean }
  | { type: 'verified' }
  | { type: 'paid' }
  /** WeChat's payment window, at last. */
  | { type: 'closed'; end: PaymentEnd }
  /** Only in WeChat can it be paid. */
  | { type: 'no-window' }
  /** The app is in front again, or somebody says that he is done in WeChat's window. */
  | { type: 'returned' }
  /** Out of the payment sheet or the question who joins. */
  | { type: 'stepped-back' }
  | { type: 'restarted' }

/** After a payment that did not go through, an order that is unpaid at this many askings was not paid. */
const certainAfter = 3

const codeOf = (fault: Error) => (fault instanceof Refusal ? fault.code : undefined)

/** Worth another try as it is: no answer, or one that does not tell. */
const isPassing = (fault: Error) =>
  fault instanceof NetworkFault ||
  (fault instanceof Refusal && (fault.status >= 500 || fault.code === 'too-many'))

const passingText = (fault: Error): string =>
  fault instanceof Refusal ? fault.detail : '没信号，还不知道成没成。再点一次，不会重复下单'

/** The next state; the same one where an event does not concern it (a second tap, a late reply). */
export function step(state: JoinState, event: JoinEvent): JoinState {
  if (event.type === 'restarted') return { at: 'quoting' }
  switch (state.at) {
    case 'quoting':
      if (event.type === 'quoted') return { at: 'review', quote: event.quote, told: changeText(state, event) }
      if (event.type === 'faulted') return { at: 'stopped', fault: event.fault }
      return state
    case 'finding':
      // The server has just asked, or was told: once more, and what is unpaid is unpaid.
      if (event.type === 'heard')
        return answered({ asked: certainAfter - 1, paidFor: false, order: event.order })
      return event.type === 'faulted' ? { at: 'stopped', fault: event.fault } : state
    case 'review':
      if (event.type !== 'confirmed') return state
      return event.unknown
        ? { at: 'identity', quote: state.quote, reprice: true }
        : { at: 'ordering', quote: state.quote }
    case 'ordering':
      if (event.type === 'heard') return ordered(state.quote, event.order)
      if (event.type === 'faulted') return notOrdered(state.quote, event.fault)
      return state
    case 'identity':
      if (event.type === 'stepped-back') return { at: 'review', quote: state.quote }
      if (event.type !== 'verified') return state
      return state.reprice
        ? { at: 'quoting', was: state.quote, why: 'verified' }
        : { at: 'ordering', quote: state.quote }
    case 'to-pay':
      if (event.type === 'paid') return { ...state, at: 'paying' }
      if (event.type === 'stepped-back')
        return state.quote ? { at: 'review', quote: state.quote } : { at: 'unpaid', order: state.order }
      return state
    case 'paying':
      return whilePaying(state, event)
    case 'checking':
      if (event.type === 'heard') return answered({ ...state, asked: state.asked + 1, order: event.order })
      if (event.type === 'closed') return closed(state, event.end)
      if (event.type === 'faulted') return notHeard(state, event.fault)
      return state
    case 'unpaid':
      if (event.type === 'paid') return { at: 'paying', quote: state.quote, order: state.order }
      // It says paid only now, or somebody was elsewhere meanwhile.
      if (event.type === 'closed' && event.end === 'paid') return closed(state, event.end)
      if (event.type === 'returned') return checking(state, { asked: certainAfter - 1, paidFor: false })
      return state
    case 'elsewhere':
      if (event.type !== 'heard') return state
      return event.order.state === 'awaiting-payment' ? { ...state } : settled(event.order)
    default:
      return state
  }
}

function whilePaying(state: JoinState & { at: 'paying' }, event: JoinEvent): JoinState {
  switch (event.type) {
    case 'heard':
      return answered({ ...state, asked: 0, paidFor: true, order: event.order })
    case 'closed':
      return closed(state, event.end)
    case 'no-window':
      return { at: 'elsewhere', order: state.order, told: '在微信小程序里登录同一个账号，就能接着付' }
    case 'returned':
      // Play money has no window that could stay silent.
      return state.order.provider === 'wechat' ? checking(state, { asked: 0, paidFor: false }) : state
    case 'faulted':
      return notPaid(state, event.fault)
    default:
      return state
  }
}

/** Says what has become of the price. */
function changeText({ was, why }: JoinState & { at: 'quoting' }, { quote }: { quote: Quote }) {
  if (!was) return undefined
  if (quote.ownFen === was.ownFen)
    return why === 'verified' ? '你付的没变，请再看一眼' : '价格单过期，重新算过了，你付的没变'
  const from = `原来你付 ${yuan(was.ownFen)} 元`
  return quote.ownFen === 0
    ? `${from}，现在${quote.subsidyTitle ?? '补助'}替你付，不用付钱`
    : `${from}，现在付 ${yuan(quote.ownFen)} 元，请再看一眼`
}

const checking = ({ order, quote }: Ordered, asked: Asked): JoinState => ({
  at: 'checking',
  order,
  quote,
  ...asked,
  offline: false,
})

const closed = (state: Ordered, end: PaymentEnd) => checking(state, { asked: 0, paidFor: end === 'paid' })

function ordered(quote: Quote, order: Order): JoinState {
  if (order.state !== 'awaiting-payment') return settled(order)
  return { at: order.provider === 'wechat' ? 'paying' : 'to-pay', quote, order }
}

const settled = (order: Order): JoinState => ({ at: order.state === 'paid' ? 'paid' : 'expired', order })

function notOrdered(quote: Quote, fault: Error): JoinState {
  const code = codeOf(fault)
  if (code === 'verification-required' || code === 'consent-required')
    return { at: 'identity', quote, reprice: false }
  if (code === 'quote-expired' || code === 'quote-outdated')
    return { at: 'quoting', was: quote, why: 'outdated' }
  return isPassing(fault) ? { at: 'review', quote, told: passingText(fault) } : { at: 'stopped', fault }
}

function answered({ asked, order, paidFor, quote }: Ordered & Asked): JoinState {
  if (order.state !== 'awaiting-payment') return settled(order)
  if (!paidFor && asked >= certainAfter) return { at: 'unpaid', quote, order }
  return checking({ order, quote }, { asked, paidFor })
}

function notPaid(state: Ordered, fault: Error): JoinState {
  const { order, quote } = state
  const code = codeOf(fault)
  if (code === 'order-expired') return { at: 'expired', order }
  if (code === 'order-paid') return checking(state, { asked: 0, paidFor: true })
  if (code === 'pay-in-wechat' && fault instanceof Refusal)
    return { at: 'elsewhere', order, told: fault.detail }
  if (isSessionLost(fault) || code === 'purchase-off') return { at: 'stopped', fault }
  // WeChat's window did not open; of play money it is not known.
  if (order.provider === 'wechat')
    return { at: 'unpaid', order, quote, told: isPassing(fault) ? windowText(fault) : '付款窗口没打开' }
  return {
    ...checking(state, { asked: 0, paidFor: false }),
    offline: fault instanceof NetworkFault,
  } as JoinState
}

const windowText = (fault: Error): string =>
  fault instanceof Refusal ? fault.detail : '没信号，付款窗口没打开'

function notHeard(state: JoinState & { at: 'checking' }, fault: Error): JoinState {
  return isPassing(fault) ? { ...state, offline: fault instanceof NetworkFault } : { at: 'stopped', fault }
}
