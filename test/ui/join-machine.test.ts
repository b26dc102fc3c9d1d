import fc from 'fast-check'
import { type Order, type Quote, type RefusalCode, refusals } from '@/contract'
import { type JoinEvent, type JoinState, step } from '@/features/mutual-aid/join-machine'
import { NetworkFault, Refusal } from '@/platform/call'

const quote: Quote = {
  id: '01900000-0000-7000-8000-000000000001',
  planId: '01900000-0000-7000-8000-000000000002',
  priceFen: 12_000,
  subsidyFen: 7_200,
  ownFen: 4_800,
  subsidyTitle: '专项补助',
  inForceFrom: '2026-11-23T16:00:00.000Z',
  inForceTo: '2027-11-23T16:00:00.000Z',
  expiresAt: '2026-11-23T07:00:00.000Z',
}
const order: Order = {
  id: '01900000-0000-7000-8000-000000000003',
  planId: quote.planId,
  title: '意外互助',
  ownFen: quote.ownFen,
  state: 'awaiting-payment',
  payBy: '2026-11-23T07:00:00.000Z',
  provider: 'sandbox',
  refund: null,
  policyId: null,
}
const paid: Order = { ...order, state: 'paid', policyId: '01900000-0000-7000-8000-000000000004' }
const someText = expect.any(String) as string
const refused = (code: RefusalCode) => new Refusal({ code, ...refusals[code] })
const offline = new NetworkFault('offline')
const heard = (it: Order): JoinEvent => ({ type: 'heard', order: it })
const faulted = (fault: Error): JoinEvent => ({ type: 'faulted', fault })

const after = (...events: JoinEvent[]): JoinState => events.reduce(step, { at: 'quoting' })
const toReview: JoinEvent[] = [{ type: 'quoted', quote }]
const confirmed: JoinEvent = { type: 'confirmed', unknown: false }
const toOrder: JoinEvent[] = [...toReview, confirmed]
const toPay: JoinEvent[] = [...toOrder, heard(order)]
const toPaying: JoinEvent[] = [...toPay, { type: 'paid' }]
const wechatOrder: Order = { ...order, provider: 'wechat' }
/** WeChat's window is open. */
const toWindow: JoinEvent[] = [...toOrder, heard(wechatOrder)]

it('goes from the price over order and payment to the policy', () => {
  expect(
    [toReview, toOrder, toPay, toPaying, [...toPaying, heard(paid)]].map((it) => after(...it).at),
  ).toEqual(['review', 'ordering', 'to-pay', 'paying', 'paid'])
})

it('asks who joins where that is not known, and orders once it is', () => {
  const asked = [...toOrder, faulted(refused('verification-required'))]
  expect(after(...asked).at).toBe('identity')
  expect(after(...asked, { type: 'verified' }).at).toBe('ordering')
  expect(after(...asked, { type: 'stepped-back' }).at).toBe('review')
})

it('shows a price that changed before it is ordered at, and says what it was', () => {
  for (const code of ['quote-expired', 'quote-outdated'] as const) {
    const state = after(...toOrder, faulted(refused(code)))
    expect(state).toMatchObject({ at: 'quoting', was: quote })
    const told = (now: Partial<Quote>) => step(state, { type: 'quoted', quote: { ...quote, ...now } })
    expect(told({})).toMatchObject({ at: 'review', told: expect.stringContaining('没变') as string })
    expect(told({ ownFen: 12_000, subsidyFen: 0 })).toMatchObject({
      told: '原来你付 48 元，现在付 120 元，请再看一眼',
    })
    expect(told({ ownFen: 0, subsidyFen: 12_000, subsidyTitle: '赠送名单' })).toMatchObject({
      told: '原来你付 48 元，现在赠送名单替你付，不用付钱',
    })
  }
})

it('asks who joins before the price where that decides on it', () => {
  const asked = [...toReview, { type: 'confirmed', unknown: true } as const]
  expect(after(...asked)).toEqual({ at: 'identity', quote, reprice: true })
  expect(after(...asked, { type: 'stepped-back' })).toMatchObject({ at: 'review' })
  expect(after(...asked, { type: 'verified' })).toMatchObject({ at: 'quoting', was: quote })
})

describe('WeChat’s window', () => {
  it('opens with the order, and the order is asked for when it is closed, whatever it says', () => {
    expect(after(...toWindow).at).toBe('paying')
    for (const end of ['paid', 'cancelled', 'failed'] as const) {
      expect(after(...toWindow, { type: 'closed', end })).toMatchObject({
        at: 'checking',
        paidFor: end === 'paid',
      })
    }
  })

  it('that never says anything is given up when the app is in front again', () => {
    const back: JoinEvent[] = [...toWindow, { type: 'returned' }]
    expect(after(...back)).toMatchObject({ at: 'checking', paidFor: false })
    const unpaid = [...back, heard(wechatOrder), heard(wechatOrder), heard(wechatOrder)]
    expect(after(...unpaid).at).toBe('unpaid')
    // It speaks up after all.
    expect(after(...unpaid, { type: 'closed', end: 'paid' })).toMatchObject({ at: 'checking', paidFor: true })
    expect(after(...unpaid, { type: 'closed', end: 'cancelled' }).at).toBe('unpaid')
    expect(after(...unpaid, { type: 'returned' }, heard({ ...wechatOrder, state: 'expired' })).at).toBe(
      'expired',
    )
  })

  it('is not there where the app is not in WeChat, or its user not logged in by it', () => {
    for (const event of [{ type: 'no-window' } as const, faulted(refused('pay-in-wechat'))]) {
      const there = after(...toWindow, event)
      expect(there).toMatchObject({ at: 'elsewhere', told: someText })
      // Paid in WeChat meanwhile.
      expect(step(there, heard({ ...wechatOrder, state: 'paid' })).at).toBe('paid')
      expect(step(there, heard(wechatOrder))).toEqual(there)
      expect(step(there, heard(wechatOrder))).not.toBe(there)
    }
  })

  it('that did not open is said to have not, and nothing was paid', () => {
    expect(after(...toWindow, faulted(offline))).toMatchObject({ at: 'unpaid', told: someText })
    expect(after(...toWindow, faulted(refused('payment-unavailable')))).toMatchObject({ at: 'unpaid' })
    expect(after(...toWindow, faulted(refused('order-expired'))).at).toBe('expired')
    expect(after(...toWindow, faulted(refused('order-paid')))).toMatchObject({
      at: 'checking',
      paidFor: true,
    })
    expect(after(...toWindow, faulted(refused('purchase-off'))).at).toBe('stopped')
  })

  it('is opened once for a second tap', () => {
    const open = after(...toWindow)
    expect(step(open, { type: 'paid' })).toBe(open)
  })
})

it('comes back to an order as it stands', () => {
  const start: JoinState = { at: 'finding', orderId: order.id }
  expect(step(start, heard(paid)).at).toBe('paid')
  expect(step(start, heard({ ...order, state: 'expired' })).at).toBe('expired')
  const asking = step(start, heard(order))
  expect(asking.at).toBe('checking')
  const unpaid = step(asking, heard(order))
  expect(unpaid).toMatchObject({ at: 'unpaid', order })
  expect(step(unpaid, { type: 'paid' })).toMatchObject({ at: 'paying', order })
  expect(step(start, faulted(refused('not-found'))).at).toBe('stopped')
})

it('lets an order be tried again when nobody knows whether it was placed', () => {
  for (const fault of [offline, refused('outcome-unknown'), refused('too-many')]) {
    expect(after(...toOrder, faulted(fault))).toMatchObject({ at: 'review', told: someText })
  }
  expect(after(...toOrder, faulted(refused('already-covered'))).at).toBe('stopped')
})

it('asks for the order when a payment got no answer, and only then calls it unpaid', () => {
  const unsure = [...toPaying, faulted(offline)]
  expect(after(...unsure)).toMatchObject({ at: 'checking', offline: true })
  expect(after(...unsure, heard(paid)).at).toBe('paid')
  const thrice = [heard(order), heard(order), heard(order)]
  expect(after(...unsure, ...thrice.slice(1)).at).toBe('checking')
  expect(after(...unsure, ...thrice).at).toBe('unpaid')
  // Not being heard tells nothing, however often.
  expect(after(...unsure, ...Array.from({ length: 50 }, () => faulted(offline)))).toMatchObject({
    at: 'checking',
  })
})

it('waits for the notice as long as the order lives, where the payment was taken', () => {
  const taken = [...toPaying, heard(order)]
  expect(after(...taken, ...Array.from({ length: 500 }, () => heard(order))).at).toBe('checking')
  expect(after(...taken, heard({ ...order, state: 'expired' })).at).toBe('expired')
})

it('pays once for two taps', () => {
  const first = after(...toPaying)
  expect(step(first, { type: 'paid' })).toBe(first)
})

const events: JoinEvent[] = [
  { type: 'quoted', quote },
  confirmed,
  { type: 'confirmed', unknown: true },
  { type: 'verified' },
  { type: 'paid' },
  { type: 'returned' },
  { type: 'no-window' },
  { type: 'closed', end: 'paid' },
  { type: 'closed', end: 'cancelled' },
  heard(wechatOrder),
  { type: 'stepped-back' },
  { type: 'restarted' },
  heard(order),
  heard(paid),
  heard({ ...order, state: 'expired' }),
  faulted(offline),
  ...(
    [
      'internal',
      'too-many',
      'verification-required',
      'quote-expired',
      'order-expired',
      'session-required',
    ] as const
  ).map((code) => faulted(refused(code))),
]

it('whatever happens, pays only by a tap on a known order, and joins only by the server’s word', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...events), { maxLength: 40 }), (happened) => {
      let state: JoinState = { at: 'quoting' }
      for (const event of happened) {
        const next = step(state, event)
        if (next.at === 'paying' && next !== state) {
          // WeChat's window opens once the price was confirmed and the order is there.
          if (state.at === 'ordering') expect(event).toEqual(heard(wechatOrder))
          else {
            expect(event).toEqual({ type: 'paid' })
            expect(['to-pay', 'unpaid']).toContain(state.at)
          }
        }
        if (next.at === 'paid' && next !== state) expect(event).toEqual(heard(paid))
        if (next.at === 'unpaid' && next !== state) {
          expect(state.at === 'paying' ? 'faulted' : 'heard').toBe(event.type)
        }
        state = next
      }
    }),
    { numRuns: 2_000 },
  )
})
