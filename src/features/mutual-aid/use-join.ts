import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useReducer } from 'react'
import { type Order, refusals } from '@/contract'
import { buzz } from '@/platform'
import { isSessionLost, Refusal } from '@/platform/call'
import { type IntentKeys, useIntentKey } from '@/platform/new-key'
import { fetchOrder, makeQuote, payInSandbox, placeOrder } from './api'
import { type JoinEvent, type JoinState, step } from './join-machine'
import { purchaseOn } from './purchase'
import { policiesKey } from './use-policies'

const askEveryMs = 2_000

export interface JoinControl {
  state: JoinState
  /** Orders at the price shown. */
  confirm: () => void
  /** Who joins has been verified. */
  verified: () => void
  pay: () => void
  /** Back to the price; nothing is paid. */
  stepBack: () => void
  /** From the price on again. */
  restart: () => void
}

const start: JoinState = purchaseOn
  ? { at: 'quoting' }
  : { at: 'stopped', fault: new Refusal({ code: 'purchase-off', ...refusals['purchase-off'] }) }

/** Joins a plan step by step. An order is placed under one Idempotency-Key per quote, however often it is tried. */
export function useJoin(planId: string, signedIn: boolean): JoinControl {
  const client = useQueryClient()
  const keys = useIntentKey()
  const [state, dispatch] = useReducer(step, start)

  useEffect(() => {
    let live = true
    effectOf(state, planId, keys)?.then(
      (event) => live && dispatch(event),
      (fault: unknown) =>
        live &&
        dispatch({ type: 'faulted', fault: fault instanceof Error ? fault : new Error(String(fault)) }),
    )
    return () => {
      live = false
    }
  }, [state, planId, keys])

  const { at } = state
  useEffect(() => {
    if (at !== 'paid') return
    buzz('done')
    void client.invalidateQueries({ queryKey: policiesKey })
  }, [at, client])

  // Back from logging in.
  const waits = state.at === 'stopped' && isSessionLost(state.fault)
  useEffect(() => {
    if (signedIn && waits) dispatch({ type: 'restarted' })
  }, [signedIn, waits])

  return {
    state,
    confirm: () => dispatch({ type: 'confirmed' }),
    verified: () => dispatch({ type: 'verified' }),
    pay: () => dispatch({ type: 'paid' }),
    stepBack: () => dispatch({ type: 'stepped-back' }),
    restart: () => dispatch({ type: 'restarted' }),
  }
}

/** What a state calls for; nothing where it waits for the user. */
function effectOf(state: JoinState, planId: string, keys: IntentKeys): Promise<JoinEvent> | undefined {
  switch (state.at) {
    case 'quoting':
      return makeQuote(planId).then((quote) => ({ type: 'quoted', quote }))
    case 'ordering':
      return order(state.quote.id, keys).then(heard)
    case 'paying':
      return payInSandbox(state.order.id).then(heard)
    case 'checking':
      return pause(askEveryMs)
        .then(() => fetchOrder(state.order.id))
        .then(heard)
    default:
      return undefined
  }
}

const heard = (it: Order): JoinEvent => ({ type: 'heard', order: it })

const order = async (quoteId: string, keys: IntentKeys) =>
  placeOrder(quoteId, await keys.of(`order ${quoteId}`))

const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms))
