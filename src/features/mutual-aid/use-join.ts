import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useReducer, useRef } from 'react'
import { type Order, phoneRefusals } from '@/contract'
import { buzz, onAppShow, payInWechat } from '@/platform'
import { isSessionLost, Refusal } from '@/platform/call'
import { type IntentKeys, useIntentKey } from '@/platform/new-key'
import { fetchOrder, makeQuote, payInSandbox, placeOrder, preparePayment } from './api'
import { type JoinEvent, type JoinState, step } from './join-machine'
import { purchaseOn } from './purchase'
import { ordersKey } from './use-orders'
import { plansKey } from './use-plans'
import { policiesKey } from './use-policies'

const askEveryMs = 2_000
/** An order of which nothing was heard by so many askings is asked about less often. */
const patientAfter = 10
const askPatientlyMs = 10_000
/** What WeChat says of its window comes just after the app is in front again, if it comes. */
const windowSaysMs = 1_000

export interface JoinControl {
  state: JoinState
  /** Orders at the price shown; `unknown` where who joins decides on that and is not known yet. */
  confirm: (unknown: boolean) => void
  /** Who joins has been verified. */
  verified: () => void
  pay: () => void
  /** Somebody says that he is done in WeChat's window. */
  returned: () => void
  /** Back to the price; nothing is paid. */
  stepBack: () => void
  /** From the price on again. */
  restart: () => void
}

const off: JoinState = {
  at: 'stopped',
  fault: new Refusal({ code: 'purchase-off', ...phoneRefusals['purchase-off'] }),
}

/** With `orderId`, how that order stands; else from the price on. */
function startOf(orderId: string | undefined): JoinState {
  if (!purchaseOn) return off
  return orderId === undefined ? { at: 'quoting' } : { at: 'finding', orderId }
}

/** Joins a plan step by step. An order is placed under one Idempotency-Key per quote, however often it is tried. */
export function useJoin(planId: string, orderId: string | undefined, signedIn: boolean): JoinControl {
  const client = useQueryClient()
  const keys = useIntentKey()
  const [state, dispatch] = useReducer(step, orderId, startOf)
  const gone = useRef(false)
  useEffect(() => {
    gone.current = false
    return () => void (gone.current = true)
  }, [])

  useEffect(() => {
    let live = true
    effectOf(state, planId, keys)?.then(
      // WeChat's window may close after one has stopped waiting for it.
      (event) => (live || (event.type === 'closed' && !gone.current)) && dispatch(event),
      (fault: unknown) =>
        live &&
        dispatch({ type: 'faulted', fault: fault instanceof Error ? fault : new Error(String(fault)) }),
    )
    return () => {
      live = false
    }
  }, [state, planId, keys])

  const { at } = state
  const repriced = state.at === 'quoting' && state.was !== undefined
  useEffect(() => {
    if (at === 'paid') buzz('done')
    if (at === 'paid' || at === 'expired') void client.invalidateQueries({ queryKey: policiesKey })
    // What the plan's own page says is not so any more.
    if (repriced || at === 'stopped') void client.invalidateQueries({ queryKey: plansKey })
    if (at !== 'quoting' && at !== 'review') void client.invalidateQueries({ queryKey: ordersKey })
  }, [at, client, repriced])

  // Whoever goes away finds it on the aid page at once, signal or not.
  const known = 'order' in state ? state.order : undefined
  useEffect(() => {
    if (!known) return
    const open = known.state === 'awaiting-payment' ? [known] : []
    client.setQueryData<Order[]>(ordersKey, (others = []) => [
      ...open,
      ...others.filter((it) => it.id !== known.id),
    ])
  }, [known, client])

  useEffect(() => {
    if (at !== 'paying' && at !== 'unpaid') return
    let waiting: ReturnType<typeof setTimeout> | undefined
    const stop = onAppShow(() => {
      waiting = setTimeout(() => dispatch({ type: 'returned' }), windowSaysMs)
    })
    return () => {
      stop()
      clearTimeout(waiting)
    }
  }, [at])

  // Back from logging in.
  const waits = state.at === 'stopped' && isSessionLost(state.fault)
  useEffect(() => {
    if (signedIn && waits) dispatch({ type: 'restarted' })
  }, [signedIn, waits])

  return {
    state,
    confirm: (unknown) => dispatch({ type: 'confirmed', unknown }),
    verified: () => dispatch({ type: 'verified' }),
    pay: () => dispatch({ type: 'paid' }),
    returned: () => dispatch({ type: 'returned' }),
    stepBack: () => dispatch({ type: 'stepped-back' }),
    restart: () => dispatch({ type: 'restarted' }),
  }
}

/** What a state calls for; nothing where it waits for the user. */
function effectOf(state: JoinState, planId: string, keys: IntentKeys): Promise<JoinEvent> | undefined {
  switch (state.at) {
    case 'quoting':
      return makeQuote(planId).then((quote) => ({ type: 'quoted', quote }))
    case 'finding':
      return fetchOrder(state.orderId).then(heard)
    case 'ordering':
      return order(state.quote.id, keys).then(heard)
    case 'paying':
      return pay(state.order)
    case 'checking':
      return askIn(state.asked < patientAfter ? askEveryMs : askPatientlyMs, state.order)
    case 'elsewhere':
      return askIn(askPatientlyMs, state.order)
    default:
      return undefined
  }
}

async function pay({ id, provider }: Order): Promise<JoinEvent> {
  if (provider !== 'wechat') return heard(await payInSandbox(id))
  if (!payInWechat) return { type: 'no-window' }
  const payment = await preparePayment(id)
  if (payment.provider !== 'wechat') throw new Error('The order is paid by WeChat and its window is not')
  const { provider: _, ...given } = payment
  return { type: 'closed', end: await payInWechat(given) }
}

const heard = (it: Order): JoinEvent => ({ type: 'heard', order: it })

const order = async (quoteId: string, keys: IntentKeys) =>
  placeOrder(quoteId, await keys.of(`order ${quoteId}`))

const askIn = async (ms: number, { id }: Order) => {
  await new Promise<void>((resolve) => setTimeout(resolve, ms))
  return heard(await fetchOrder(id))
}
