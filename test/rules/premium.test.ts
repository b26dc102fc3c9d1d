import fc from 'fast-check'
import { sharePremium, termAfter, termState } from '@/rules/premium'
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
