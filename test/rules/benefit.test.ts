import fc from 'fast-check'
import type { ClaimFacts, ClaimKind, CoverLine } from '@/contract'
import { benefitOf, claimGroup, daysInHospital, disabilityRate, noFacts } from '@/rules/benefit'
import { DAY, dateText, dayOf, startOf } from '@/rules/shanghai'
import { plans } from '../../mock/data/plans'

const yuan = (amount: number) => amount * 100
const covers = plans[0]!.covers
const coverFrom = Date.parse('2026-11-24T00:00:00+08:00')
const kinds: ClaimKind[] = ['accident-treatment', 'hospital-days', 'death-disability', 'serious-illness']
const bill = (amountFen: number, otherPaidFen = 0) => ({ issuedOn: '2026-12-01', amountFen, otherPaidFen })
const stay = (from: number, days: number) => ({ from: dateText(from), to: dateText(from + days) })

const at = (facts: Partial<ClaimFacts>, over: { kind?: ClaimKind; used?: object; day?: number } = {}) =>
  benefitOf({
    kind: over.kind ?? 'accident-treatment',
    happenedAt: coverFrom + (over.day ?? 0) * DAY,
    facts: { ...noFacts, ...facts },
    covers,
    coverFrom,
    used: over.used ?? {},
  })

describe('the benefit of the demo plan', () => {
  it('of a bill of 2,400 yuan with 300 paid elsewhere shows how it comes to 1,600', () => {
    expect(at({ bills: [bill(yuan(2_400), yuan(300))] })).toEqual({
      lines: [
        {
          kind: 'accident-treatment',
          title: '意外医疗',
          steps: [
            { text: '收费单 1 张', fen: yuan(2_400) },
            { text: '医保和别处已经付的', fen: -yuan(300) },
            { text: '头 100 元不付', fen: -yuan(100) },
            { text: '付 80%，自己付 20%', fen: -yuan(400) },
          ],
          fen: yuan(1_600),
        },
      ],
      totalFen: yuan(1_600),
    })
  })

  it.each<[string, Partial<ClaimFacts>, ClaimKind, object, number]>([
    ['bills within the deductible', { bills: [bill(yuan(100))] }, 'accident-treatment', {}, 0],
    [
      'a fen above it, rounded in the scheme’s favour',
      { bills: [bill(10_001)] },
      'accident-treatment',
      {},
      0,
    ],
    ['bills beyond the sum', { bills: [bill(yuan(90_000))] }, 'accident-treatment', {}, yuan(5_000)],
    [
      'what is left of the sum',
      { bills: [bill(yuan(90_000))] },
      'accident-treatment',
      { 'accident-treatment': yuan(4_999) },
      yuan(1),
    ],
    [
      'nothing left',
      { bills: [bill(yuan(9_000))] },
      'accident-treatment',
      { 'accident-treatment': yuan(5_000) },
      0,
    ],
    ['three days in hospital', { stays: [stay(20_800, 3)] }, 'hospital-days', {}, 0],
    ['four days in hospital', { stays: [stay(20_800, 4)] }, 'hospital-days', {}, yuan(50)],
    ['a hundred days in hospital', { stays: [stay(20_800, 100)] }, 'hospital-days', {}, yuan(50 * 87)],
    ['death', { grade: 0 }, 'death-disability', {}, yuan(120_000)],
    ['disability of grade 1', { grade: 1 }, 'death-disability', {}, yuan(120_000)],
    ['disability of grade 10', { grade: 10 }, 'death-disability', {}, yuan(12_000)],
    [
      'death after a disability was paid',
      { grade: 0 },
      'death-disability',
      { 'death-disability': yuan(12_000) },
      yuan(108_000),
    ],
    ['no grade yet', { bills: [bill(yuan(900))] }, 'death-disability', {}, 0],
    [
      'bills and a stay of one accident',
      { bills: [bill(yuan(1_100))], stays: [stay(20_800, 5)] },
      'hospital-days',
      {},
      yuan(800 + 100),
    ],
  ])('pays of %s', (_what, facts, kind, used, fen) => {
    expect(at(facts, { kind, used }).totalFen).toBe(fen)
  })

  it('pays an illness from its 31st day on, by the day it was found or happened, the earlier one', () => {
    const ill = (day: number, diagnosedDay: number) =>
      at({ diagnosedOn: dateText(dayOf(coverFrom) + diagnosedDay) }, { kind: 'serious-illness', day })
        .totalFen
    expect([ill(29, 29), ill(30, 30), ill(40, 29), ill(29, 40)]).toEqual([0, yuan(20_000), 0, 0])
    const [line] = at({ diagnosedOn: '2026-11-25' }, { kind: 'serious-illness', day: 1 }).lines
    expect(line?.steps.at(-1)).toEqual({ text: '保障开始后 30 天内不付', fen: -yuan(20_000) })
  })

  it('counts no day in hospital twice, and a stay of one day as one', () => {
    expect(daysInHospital([stay(20_800, 5), stay(20_802, 5)])).toBe(7)
    expect(daysInHospital([stay(20_800, 0)])).toBe(1)
    expect(daysInHospital([{ from: '2026-12-01', to: null }])).toBe(0)
  })

  it('follows the published scale of grades', () => {
    expect([1, 5, 10].map(disabilityRate)).toEqual([100, 60, 10])
  })
})

const fen = fc.integer({ min: 0, max: 50_000_000 })
const aCover = fc.constantFrom(...kinds).chain((kind) =>
  fc.record({
    kind: fc.constant(kind),
    title: fc.constant(kind),
    sumFen: fen,
    perDayFen: fc.integer({ min: 0, max: 100_000 }),
    deductibleFen: fen,
    rate: fc.integer({ min: 1, max: 100 }),
    fromDay: fc.integer({ min: 1, max: 10 }),
    toDay: fc.integer({ min: 1, max: 120 }),
    waitingDays: fc.integer({ min: 0, max: 90 }),
  }),
)
const aPlan: fc.Arbitrary<CoverLine[]> = fc.uniqueArray(aCover, {
  selector: (it) => it.kind,
  minLength: 1,
  maxLength: 4,
})
const someBills = fc.array(
  fc.record({ issuedOn: fc.constant('2026-12-01'), amountFen: fen, otherPaidFen: fen }),
  { maxLength: 6 },
)
const someStays = fc.array(
  fc
    .tuple(fc.integer({ min: 20_700, max: 20_900 }), fc.integer({ min: 0, max: 60 }))
    .map(([from, days]) => stay(from, days)),
  { maxLength: 4 },
)
const someFacts: fc.Arbitrary<ClaimFacts> = fc.record({
  bills: someBills,
  stays: someStays,
  grade: fc.option(fc.integer({ min: 0, max: 10 })),
  diagnosedOn: fc.option(fc.integer({ min: 20_700, max: 20_900 }).map(dateText)),
})
const anEvent = fc.record({
  kind: fc.constantFrom(...kinds),
  happenedAt: fc.integer({ min: startOf(20_700), max: startOf(20_900) }),
  facts: someFacts,
  covers: aPlan,
  coverFrom: fc.constant(startOf(20_750)),
  used: fc.record(Object.fromEntries(kinds.map((it) => [it, fen])), { requiredKeys: [] }),
})

describe('any benefit', () => {
  it('is never negative, never above a line’s sum nor what is left of it, and in whole fen', () => {
    fc.assert(
      fc.property(anEvent, (event) => {
        const { lines } = benefitOf(event)
        for (const line of lines) {
          const cover = event.covers.find((it) => it.kind === line.kind)!
          const left = Math.max(0, cover.sumFen - (event.used[line.kind] ?? 0))
          expect(Number.isInteger(line.fen)).toBe(true)
          expect(line.fen).toBeGreaterThanOrEqual(0)
          expect(line.fen).toBeLessThanOrEqual(Math.min(cover.sumFen, left))
        }
      }),
    )
  })

  it('is what its steps and lines add up to, by the lines of its kind alone', () => {
    fc.assert(
      fc.property(anEvent, (event) => {
        const { lines, totalFen } = benefitOf(event)
        expect(lines.reduce((sum, it) => sum + it.fen, 0)).toBe(totalFen)
        for (const { fen: of, kind, steps } of lines) {
          expect(steps.reduce((sum, it) => sum + it.fen, 0)).toBe(of)
          expect(claimGroup(event.kind)).toContain(kind)
          // A first figure, and then only what is taken off it.
          expect(steps.slice(1).every((it) => it.fen < 0)).toBe(true)
        }
      }),
    )
  })

  it('does not fall when a bill grows, another comes, or a stay is added', () => {
    fc.assert(
      fc.property(anEvent, fen, fc.nat(), (event, more, which) => {
        const { facts } = event
        const before = benefitOf(event).totalFen
        const grown = facts.bills.map((it, n) =>
          n === which % Math.max(1, facts.bills.length) ? { ...it, amountFen: it.amountFen + more } : it,
        )
        const others: ClaimFacts[] = [
          { ...facts, bills: grown },
          { ...facts, bills: [...facts.bills, bill(more)] },
          { ...facts, stays: [...facts.stays, stay(20_760 + (which % 50), which % 20)] },
        ]
        for (const it of others) {
          expect(benefitOf({ ...event, facts: it }).totalFen).toBeGreaterThanOrEqual(before)
        }
      }),
    )
  })

  it('is nothing in waiting days', () => {
    fc.assert(
      fc.property(anEvent, (event) => {
        for (const line of benefitOf(event).lines) {
          const cover = event.covers.find((it) => it.kind === line.kind)!
          if (dayOf(event.happenedAt) < dayOf(event.coverFrom) + cover.waitingDays) expect(line.fen).toBe(0)
        }
      }),
    )
  })

  it('does not grow with what was paid before', () => {
    fc.assert(
      fc.property(anEvent, fc.constantFrom(...kinds), fen, (event, kind, more) => {
        const used = { ...event.used, [kind]: (event.used[kind] ?? 0) + more }
        expect(benefitOf({ ...event, used }).totalFen).toBeLessThanOrEqual(benefitOf(event).totalFen)
      }),
    )
  })
})
