import type { ReviewCase } from '@/contract'
import { draftOf, factsOf, workOut } from '@/features/reviewer/facts-draft'
import { leftOf } from '@/features/reviewer/review-words'

const now = Date.parse('2026-11-23T14:32:00+08:00')
const treatment = {
  kind: 'accident-treatment' as const,
  title: '意外医疗',
  sumFen: 500_000,
  deductibleFen: 10_000,
  rate: 80,
  waitingDays: 0,
}
const base = {
  kind: 'accident-treatment',
  happenedAt: '2026-11-18T02:00:00Z',
  policy: { inForceFrom: '2026-08-01T16:00:00Z', covers: [treatment], usedFen: [] },
} as unknown as ReviewCase
const bill = { issuedOn: '2026-11-19', amount: '2400', other: '300' }
const draft = { bills: [bill], stays: [], grade: '', diagnosedOn: '' }

describe('what a reviewer types by the papers', () => {
  test('comes to what the rule says, with its working', () => {
    const { benefit, fault } = workOut(base, draft, now)
    expect(fault).toBeUndefined()
    expect(benefit?.totalFen).toBe(160_000)
    expect(benefit?.lines[0]?.steps.map(({ fen }) => fen)).toEqual([240_000, -30_000, -10_000, -40_000])
  })

  test('comes to no more than is left of the sum', () => {
    const policy = { ...base.policy, usedFen: [{ kind: 'accident-treatment' as const, fen: 450_000 }] }
    expect(workOut({ ...base, policy }, draft, now).benefit?.totalFen).toBe(50_000)
    expect(leftOf(treatment, policy.usedFen)).toBe(50_000)
    expect(leftOf(treatment, [{ kind: 'accident-treatment', fen: 600_000 }])).toBe(0)
  })

  test.each([
    [{ ...bill, amount: '两千' }, 'bills.0.amountFen'],
    [{ ...bill, amount: '' }, 'bills.0.amountFen'],
    [{ ...bill, other: '2400.01' }, 'bills.0.otherPaidFen'],
    [{ ...bill, issuedOn: '2026-11-24' }, 'bills.0.issuedOn'],
    [{ ...bill, issuedOn: '2026-11-17' }, 'bills.0.issuedOn'],
    [{ ...bill, issuedOn: '' }, 'bills.0.issuedOn'],
  ])('%j is wrong at %s, and comes to nothing', (wrong, field) => {
    const { benefit, fault } = workOut(base, { ...draft, bills: [wrong] }, now)
    expect(fault?.field).toBe(field)
    expect(benefit).toBeUndefined()
  })

  test('is what was told, until something is changed', () => {
    const facts = {
      bills: [{ issuedOn: '2026-11-19', amountFen: 240_050, otherPaidFen: 0 }],
      stays: [{ from: '2026-11-18', to: null }],
      grade: 0,
      diagnosedOn: '2026-11-20',
    }
    expect(factsOf(draftOf(facts))).toEqual(facts)
  })
})
