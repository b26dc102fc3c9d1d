import fc from 'fast-check'
import {
  bestSubsidy,
  coolingEnd,
  renewableFrom,
  sharePremium,
  termAfter,
  termState,
  type Joining,
  type SubsidyOffer,
} from '@/rules/premium'
import { DAY, dateText, dayOf, startOf } from '@/rules/shanghai'

const fen = fc.integer({ min: 0, max: 10_000_000 })
const instant = fc.integer({ min: Date.UTC(2024, 0, 1), max: Date.UTC(2060, 0, 1) })
const months = fc.integer({ min: 1, max: 36 })

describe('the price', () => {
  it('is 120 = 72 + 48', () => {
    expect(sharePremium(12_000, 7_200)).toEqual({ priceFen: 12_000, subsidyFen: 7_200, ownFen: 4_800 })
  })

  it('is shared without a rest, and neither part is negative', () => {
    fc.assert(
      fc.property(fen, fc.integer({ min: -10_000_000, max: 20_000_000 }), (price, offered) => {
        const { priceFen, subsidyFen, ownFen } = sharePremium(price, offered)
        expect(subsidyFen + ownFen).toBe(priceFen)
        expect(priceFen).toBe(price)
        expect(Math.min(subsidyFen, ownFen)).toBeGreaterThanOrEqual(0)
      }),
    )
  })

  it('is subsidised by what is offered, as far as the price goes', () => {
    fc.assert(
      fc.property(fen, fen, (price, offered) =>
        expect(sharePremium(price, offered).subsidyFen).toBe(Math.min(price, offered)),
      ),
    )
  })
})

describe('the subsidy', () => {
  const offer = (over: Partial<SubsidyOffer> = {}): SubsidyOffer => ({
    id: 'a',
    amountFen: 7_200,
    leftFen: null,
    regions: [],
    occupations: [],
    roster: null,
    opensAt: null,
    closesAt: null,
    ...over,
  })
  const rider: Joining = { regionCode: '130302', occupation: 'rider', rosters: ['meituan'] }
  const now = Date.parse('2026-11-23T14:32:00+08:00')
  const best = (offers: SubsidyOffer[], person = rider, price = 12_000) =>
    bestSubsidy(offers, price, person, now)?.id

  it.each<[string, Partial<SubsidyOffer>, boolean]>([
    ['of his district', { regions: ['130302'] }, true],
    ['of his province', { regions: ['13'] }, true],
    ['of elsewhere', { regions: ['6201', '1401'] }, false],
    ['of his occupation', { occupations: ['courier', 'rider'] }, true],
    ['of another occupation', { occupations: ['trucker'] }, false],
    ['by a roster that names him', { roster: 'meituan' }, true],
    ['by a roster that does not', { roster: 'shanxi-truckers' }, false],
    ['of a budget that holds it', { leftFen: 7_200 }, true],
    ['of a budget that lacks a fen', { leftFen: 7_199 }, false],
    ['that has begun', { opensAt: new Date(now).toISOString() }, true],
    ['that is to come', { opensAt: new Date(now + 1).toISOString() }, false],
    ['that is not over', { closesAt: new Date(now + 1).toISOString() }, true],
    ['that is over', { closesAt: new Date(now).toISOString() }, false],
    ['of nothing', { amountFen: 0 }, false],
  ])('%s', (_what, over, his) => {
    expect(best([offer(over)])).toBe(his ? 'a' : undefined)
  })

  it('that asks who one is, is not for who has not said', () => {
    const nobody: Joining = { regionCode: null, occupation: null, rosters: [] }
    for (const over of [{ regions: ['1'] }, { occupations: ['rider' as const] }, { roster: 'meituan' }]) {
      expect(best([offer(over)], nobody)).toBeUndefined()
    }
    expect(best([offer()], nobody)).toBe('a')
  })

  it('is the largest he can have, and of equals always the same', () => {
    const small = offer({ id: 'b', amountFen: 6_000 })
    const spent = offer({ id: 'c', amountFen: 12_000, leftFen: 11_999 })
    expect(best([small, offer(), spent])).toBe('a')
    expect(best([offer({ id: 'z' }), offer({ id: 'y' })])).toBe('y')
    // More than the price is the price: a budget of just that still holds it.
    expect(best([offer({ id: 'g', amountFen: 99_000, leftFen: 12_000 }), offer()])).toBe('g')
  })

  const offers = fc.array(
    fc.record({
      id: fc.uuid(),
      amountFen: fen,
      leftFen: fc.option(fen),
      regions: fc.subarray(['13', '14']),
      occupations: fc.subarray(['rider' as const, 'trucker' as const]),
      roster: fc.option(fc.constantFrom('meituan', 'other')),
      opensAt: fc.constant(null),
      closesAt: fc.constant(null),
    }),
    { maxLength: 8 },
  )

  it('never is more than price or budget, whatever the order of the offers, and is left where another is better', () => {
    fc.assert(
      fc.property(offers, fen, fc.nat(), (given, price, turn) => {
        const chosen = bestSubsidy(given, price, rider, now)
        const turned = [...given.slice(turn % 8), ...given.slice(0, turn % 8)].reverse()
        expect(bestSubsidy(turned, price, rider, now)?.id).toBe(chosen?.id)
        const { subsidyFen, ownFen } = sharePremium(price, chosen?.amountFen ?? 0)
        expect(subsidyFen + ownFen).toBe(price)
        if (!chosen) return
        expect(subsidyFen).toBeGreaterThan(0)
        expect(subsidyFen).toBeLessThanOrEqual(chosen.leftFen ?? subsidyFen)
        const others = given.filter((it) => it.id !== chosen.id)
        const next = bestSubsidy(others, price, rider, now)
        expect(sharePremium(price, next?.amountFen ?? 0).subsidyFen).toBeLessThanOrEqual(subsidyFen)
      }),
    )
  })

  it('never overdraws a budget, however many come for it', () => {
    fc.assert(
      fc.property(
        fen,
        fc.integer({ min: 1, max: 10_000_000 }),
        fc.integer({ min: 1, max: 30 }),
        (budget, amount, people) => {
          let leftFen = budget
          for (let i = 0; i < people; i++) {
            const it = bestSubsidy([offer({ amountFen: amount, leftFen })], 12_000, rider, now)
            leftFen -= sharePremium(12_000, it?.amountFen ?? 0).subsidyFen
            expect(leftFen).toBeGreaterThanOrEqual(0)
          }
        },
      ),
    )
  })
})

describe('renewing and taking back', () => {
  const at = (text: string) => Date.parse(text)

  it('continues where the cover ends, without a gap or a day twice', () => {
    fc.assert(
      fc.property(instant, months, months, fc.integer({ min: 0, max: 90 }), (paidAt, first, second, days) => {
        const { to } = termAfter(paidAt, first)
        const early = termAfter(Math.max(paidAt, renewableFrom(to, days)), second, to)
        expect(early.from).toBe(Math.max(to, startOf(dayOf(Math.max(paidAt, renewableFrom(to, days))) + 1)))
        // Who comes too late has a gap, and begins the next day as everybody.
        expect(termAfter(to + DAY, second, to)).toEqual(termAfter(to + DAY, second))
      }),
    )
  })

  it('is possible from 00:00 so many days before the end', () => {
    const to = at('2027-11-24T00:00:00+08:00')
    expect(renewableFrom(to, 30)).toBe(at('2027-10-25T00:00:00+08:00'))
    expect(renewableFrom(to, 0)).toBe(to)
  })

  it('may be taken back to the end of a day, or not at all', () => {
    expect(coolingEnd(at('2026-11-23T14:32:00+08:00'), 15)).toBe(at('2026-12-09T00:00:00+08:00'))
    expect(coolingEnd(at('2026-11-23T00:00:00+08:00'), 1)).toBe(at('2026-11-25T00:00:00+08:00'))
    expect(coolingEnd(at('2026-11-23T14:32:00+08:00'), 0)).toBeUndefined()
  })
})

describe('the term', () => {
  const iso = (paidAt: string, lasting = 12) => {
    const { from, to } = termAfter(Date.parse(paidAt), lasting)
    return [new Date(from).toISOString(), new Date(to).toISOString()]
  }

  it('begins at 00:00 of the next day in Shanghai, wherever the server stands', () => {
    expect(iso('2026-11-23T20:30:00+08:00')).toEqual(['2026-11-23T16:00:00.000Z', '2027-11-23T16:00:00.000Z'])
    expect(iso('2026-11-23T23:59:59.999+08:00')).toEqual(iso('2026-11-23T00:00:00+08:00'))
    expect(iso('2026-11-24T00:00:00+08:00')[0]).toBe('2026-11-24T16:00:00.000Z')
  })

  it('that begins on a leap day ends with the last of February', () => {
    expect(iso('2028-02-28T12:00:00+08:00')).toEqual(['2028-02-28T16:00:00.000Z', '2029-02-27T16:00:00.000Z'])
  })

  it('begins within a day of payment, after it, and is not over before its months are', () => {
    fc.assert(
      fc.property(instant, months, (paidAt, lasting) => {
        const { from, to } = termAfter(paidAt, lasting)
        expect(from).toBeGreaterThan(paidAt)
        expect(from - paidAt).toBeLessThanOrEqual(DAY)
        for (const edge of [from, to]) expect(edge).toBe(startOf(dayOf(edge)))
        const [start, end] = [from, to].map((it) => Number(dateText(dayOf(it)).slice(0, 7).replace('-', '')))
        const inMonths = (yearMonth = 0) => Math.floor(yearMonth / 100) * 12 + (yearMonth % 100)
        expect(inMonths(end) - inMonths(start)).toBe(lasting)
      }),
    )
  })

  it('is waiting, in force and ended, one after the other, without a gap', () => {
    fc.assert(
      fc.property(instant, months, (paidAt, lasting) => {
        const { from, to } = termAfter(paidAt, lasting)
        const at = (now: number) => termState(from, to, now)
        expect([paidAt, from - 1, from, to - 1, to].map(at)).toEqual([
          'waiting',
          'waiting',
          'in-force',
          'in-force',
          'ended',
        ])
      }),
    )
  })
})
