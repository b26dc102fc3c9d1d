import type { ClaimFacts } from '@/contract'
import { noFacts } from '@/rules/benefit'
import { factsFault } from '@/rules/claim-facts'

const happenedAt = Date.parse('2026-11-23T14:32:00+08:00')
const now = Date.parse('2026-11-30T14:32:00+08:00')
const good = { issuedOn: '2026-11-24', amountFen: 100, otherPaidFen: 0 }
const fault = (facts: Partial<ClaimFacts>) => {
  const found = factsFault({ ...noFacts, ...facts }, happenedAt, now)
  return found && [found.code, found.field]
}

describe('facts as typed', () => {
  it('may say nothing, and all that holds', () => {
    expect(fault({})).toBeUndefined()
    expect(
      fault({
        bills: [good, { ...good, issuedOn: '2026-11-30', otherPaidFen: 100 }],
        stays: [
          { from: '2026-11-23', to: '2026-11-30' },
          { from: '2026-11-30', to: null },
        ],
        grade: 0,
        diagnosedOn: '2026-11-20',
      }),
    ).toBeUndefined()
  })

  it.each<[string, Partial<ClaimFacts>, string, string]>([
    [
      'a bill of tomorrow',
      { bills: [good, { ...good, issuedOn: '2026-12-01' }] },
      'bill-future',
      'bills.1.issuedOn',
    ],
    ['a bill of no day', { bills: [{ ...good, issuedOn: '2026-02-30' }] }, 'bill-date', 'bills.0.issuedOn'],
    [
      'a bill before the event',
      { bills: [{ ...good, issuedOn: '2026-11-22' }] },
      'bill-date',
      'bills.0.issuedOn',
    ],
    ['a bill of nothing', { bills: [{ ...good, amountFen: 0 }] }, 'bill-amount', 'bills.0.amountFen'],
    ['a bill of half a fen', { bills: [{ ...good, amountFen: 10.5 }] }, 'bill-amount', 'bills.0.amountFen'],
    ['a bill below zero', { bills: [{ ...good, amountFen: -1 }] }, 'bill-amount', 'bills.0.amountFen'],
    ['a bill of a billion', { bills: [{ ...good, amountFen: 1e12 }] }, 'bill-amount', 'bills.0.amountFen'],
    [
      'more paid than billed',
      { bills: [{ ...good, otherPaidFen: 101 }] },
      'bill-amount',
      'bills.0.otherPaidFen',
    ],
    ['a stay before the event', { stays: [{ from: '2026-11-22', to: null }] }, 'stay-dates', 'stays.0.from'],
    ['a stay to come', { stays: [{ from: '2026-12-01', to: null }] }, 'stay-dates', 'stays.0.from'],
    ['a stay of no day', { stays: [{ from: 'yesterday', to: null }] }, 'stay-dates', 'stays.0.from'],
    ['a stay backwards', { stays: [{ from: '2026-11-25', to: '2026-11-24' }] }, 'stay-dates', 'stays.0.to'],
    [
      'a stay beyond today',
      { stays: [{ from: '2026-11-25', to: '2026-12-01' }] },
      'stay-dates',
      'stays.0.to',
    ],
    ['a diagnosis to come', { diagnosedOn: '2026-12-01' }, 'diagnosis-date', 'diagnosedOn'],
    ['a diagnosis of no day', { diagnosedOn: '2026-13-01' }, 'diagnosis-date', 'diagnosedOn'],
  ])('%s', (_what, facts, code, field) => {
    expect(fault(facts)).toEqual([code, field])
  })
})
