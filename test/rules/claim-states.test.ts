import fc from 'fast-check'
import type { ClaimState } from '@/contract'
import {
  barredFrom,
  claimMoves,
  dueOf,
  isClosed,
  moved,
  moverOf,
  objectBy,
  reportBy,
  takesPapers,
} from '@/rules/claim-states'
import { DAY } from '@/rules/shanghai'

const terms = { reportDays: 10, paperDays: 30, reviewDays: 5, payDays: 3, objectDays: 30 }
const states: ClaimState[] = [
  'submitted',
  'reviewing',
  'papers',
  'proposed',
  'approved',
  'paid',
  'refused',
  'withdrawn',
]
const at = (text: string) => Date.parse(`${text}+08:00`)

describe('the states of a claim', () => {
  it('can be moved as the whole table says, and no other way', () => {
    const table = Object.fromEntries(
      states.map((state) => [state, claimMoves.filter((move) => moved(state, move) !== undefined)]),
    )
    expect(table).toEqual({
      submitted: ['take', 'ask', 'propose-approval', 'propose-refusal', 'withdraw'],
      reviewing: ['ask', 'propose-approval', 'propose-refusal', 'withdraw'],
      papers: ['complete', 'wait-over', 'propose-approval', 'propose-refusal', 'withdraw'],
      proposed: ['send-back', 'confirm-approval', 'confirm-refusal', 'withdraw'],
      approved: ['pay'],
      paid: [],
      refused: ['object'],
      withdrawn: [],
    })
  })

  it('never come to paid or refused without a second person, whatever is tried', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...claimMoves), { maxLength: 40 }), (tried) => {
        let state: ClaimState = 'submitted'
        const made: string[] = []
        for (const move of tried) {
          const next = moved(state, move)
          if (next === undefined) continue
          made.push(move)
          state = next
        }
        if (state === 'approved' || state === 'paid') {
          expect(made.lastIndexOf('confirm-approval')).toBeGreaterThan(made.lastIndexOf('propose-approval'))
        }
        if (state === 'refused') expect(made.at(-1)).toBe('confirm-refusal')
        expect(made.filter((it) => it === 'pay').length).toBeLessThanOrEqual(1)
      }),
    )
    expect(claimMoves.filter((it) => moverOf(it) === 'second')).toEqual([
      'send-back',
      'confirm-approval',
      'confirm-refusal',
    ])
  })

  it('take papers and are closed in turn', () => {
    expect(states.filter(takesPapers)).toEqual(['submitted', 'reviewing', 'papers'])
    expect(states.filter(isClosed)).toEqual(['paid', 'refused', 'withdrawn'])
  })
})

describe('who works on a case', () => {
  const people = { memberId: 'member', filerId: 'filer', codeById: 'giver' }
  it.each([
    ['member', 'own-case'],
    ['filer', 'relative-case'],
    ['giver', 'relative-case'],
    ['other', undefined],
  ])('%s: %s', (who, why) => {
    expect(barredFrom(people, who)).toBe(why)
    expect(barredFrom({ memberId: 'member', filerId: 'member', codeById: null }, 'member')).toBe('own-case')
  })
})

describe('when something is due', () => {
  it('counts working days to the end of the last of them', () => {
    const since = at('2026-09-29T14:00:00')
    expect(dueOf('reviewing', since, terms)).toEqual({
      at: at('2026-10-13T00:00:00'),
      from: 'union',
      certain: true,
    })
    expect(dueOf('approved', since, terms)?.at).toBe(at('2026-10-10T00:00:00'))
    expect(dueOf('papers', since, terms)).toEqual({
      at: at('2026-10-30T00:00:00'),
      from: 'you',
      certain: true,
    })
    expect(states.filter((it) => dueOf(it, since, terms) === undefined)).toEqual([
      'paid',
      'refused',
      'withdrawn',
    ])
  })

  it('says where holidays are not published yet', () => {
    expect(dueOf('reviewing', at('2026-12-28T09:00:00'), terms)?.certain).toBe(false)
  })

  it('gives ten days to report, to the minute, and to the end of a day to object', () => {
    const happened = at('2026-11-23T14:32:00')
    expect(reportBy(happened, terms)).toBe(happened + 10 * DAY)
    expect(objectBy(happened, terms)).toBe(at('2026-12-24T00:00:00'))
  })
})
