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
const toOrder: JoinEvent[] = [...toReview, { type: 'confirmed' }]
const toPay: JoinEvent[] = [...toOrder, heard(order)]
const toPaying: JoinEvent[] = [...toPay, { type: 'paid' }]

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

it('shows a price that changed before it is ordered at', () => {
  for (const code of ['quote-expired', 'quote-outdated'] as const) {
    const state = after(...toOrder, faulted(refused(code)))
    expect(state).toEqual({ at: 'quoting', told: someText })
    expect(step(state, { type: 'quoted', quote })).toMatchObject({ at: 'review', told: someText })
  }
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
  { type: 'confirmed' },
  { type: 'verified' },
  { type: 'paid' },
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
          expect(event).toEqual({ type: 'paid' })
          expect(['to-pay', 'unpaid']).toContain(state.at)
        }
        if (next.at === 'paid' && next !== state) expect(event).toEqual(heard(paid))
        if (next.at === 'unpaid' && next !== state) expect(event).toEqual(heard(order))
        state = next
      }
    }),
    { numRuns: 2_000 },
  )
})
