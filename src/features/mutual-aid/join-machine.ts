import type { Order, Quote } from '@/contract'
import { isSessionLost, NetworkFault, Refusal } from '@/platform/call'

/**
 * Joining a plan: quote, order, payment, and what came of it. No effects here: `use-join.ts` does what a state calls
 * for and reports back by an event.
 */
export type JoinState =
  /** Asking what it costs. `told`: why it is asked anew. */
  | { at: 'quoting'; told?: string }
  /** Cannot go on: refused for good, or nothing could be heard. */
  | { at: 'stopped'; fault: Error }
  /** The price stands there to be confirmed. `told`: why the last try did not go through. */
  | { at: 'review'; quote: Quote; told?: string }
  | { at: 'ordering'; quote: Quote }
  /** Who joins is not known yet. */
  | { at: 'identity'; quote: Quote }
  /** The payment sheet is open. */
  | { at: 'to-pay'; quote: Quote; order: Order }
  | { at: 'paying'; quote: Quote; order: Order }
  /** It is not known whether it was paid; asked every few seconds. */
  | { at: 'checking'; quote: Quote; order: Order; asked: number; paidFor: boolean; offline: boolean }
  /** Certainly not paid. */
  | { at: 'unpaid'; quote: Quote; order: Order }
  | { at: 'expired'; order: Order }
  | { at: 'paid'; order: Order }

export type JoinEvent =
  | { type: 'quoted'; quote: Quote }
  /** An order as the server has it. */
  | { type: 'heard'; order: Order }
  | { type: 'faulted'; fault: Error }
  | { type: 'confirmed' }
  | { type: 'verified' }
  | { type: 'paid' }
  /** Out of the payment sheet or the question who joins. */
  | { type: 'stepped-back' }
  | { type: 'restarted' }

/** After a payment call that failed, an order that is unpaid at this many askings was not paid. */
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
      if (event.type === 'quoted') return { at: 'review', quote: event.quote, told: state.told }
      if (event.type === 'faulted') return { at: 'stopped', fault: event.fault }
      return state
    case 'review':
      return event.type === 'confirmed' ? { at: 'ordering', quote: state.quote } : state
    case 'ordering':
      if (event.type === 'heard') return ordered(state.quote, event.order)
      if (event.type === 'faulted') return notOrdered(state.quote, event.fault)
      return state
    case 'identity':
      if (event.type === 'verified') return { at: 'ordering', quote: state.quote }
      return event.type === 'stepped-back' ? { at: 'review', quote: state.quote } : state
    case 'to-pay':
      if (event.type === 'paid') return { ...state, at: 'paying' }
      if (event.type === 'stepped-back') return { at: 'review', quote: state.quote }
      return state
    case 'paying':
      if (event.type === 'heard') return answered({ ...state, asked: 0, paidFor: true }, event.order)
      if (event.type === 'faulted') return notPaid(state, event.fault)
      return state
    case 'checking':
      if (event.type === 'heard') return answered({ ...state, asked: state.asked + 1 }, event.order)
      if (event.type === 'faulted') return notHeard(state, event.fault)
      return state
    case 'unpaid':
      return event.type === 'paid' ? { at: 'paying', quote: state.quote, order: state.order } : state
    default:
      return state
  }
}

function ordered(quote: Quote, order: Order): JoinState {
  if (order.state === 'paid') return { at: 'paid', order }
  return order.state === 'expired' ? { at: 'expired', order } : { at: 'to-pay', quote, order }
}

function notOrdered(quote: Quote, fault: Error): JoinState {
  const code = codeOf(fault)
  if (code === 'verification-required' || code === 'consent-required') return { at: 'identity', quote }
  if (code === 'quote-expired' || code === 'quote-outdated')
    return { at: 'quoting', told: '价格刚更新过，请再看一眼' }
  return isPassing(fault) ? { at: 'review', quote, told: passingText(fault) } : { at: 'stopped', fault }
}

interface Asked {
  quote: Quote
  asked: number
  /** The payment service took the payment; only its notice is outstanding. */
  paidFor: boolean
}

function answered({ quote, asked, paidFor }: Asked, order: Order): JoinState {
  if (order.state === 'paid') return { at: 'paid', order }
  if (order.state === 'expired') return { at: 'expired', order }
  if (!paidFor && asked >= certainAfter) return { at: 'unpaid', quote, order }
  return { at: 'checking', quote, order, asked, paidFor, offline: false }
}

function notPaid({ quote, order }: { quote: Quote; order: Order }, fault: Error): JoinState {
  if (codeOf(fault) === 'order-expired') return { at: 'expired', order }
  if (isSessionLost(fault)) return { at: 'stopped', fault }
  return { at: 'checking', quote, order, asked: 0, paidFor: false, offline: fault instanceof NetworkFault }
}

function notHeard(state: JoinState & { at: 'checking' }, fault: Error): JoinState {
  return isPassing(fault) ? { ...state, offline: fault instanceof NetworkFault } : { at: 'stopped', fault }
}
