import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import fc from 'fast-check'
import type { Draw } from '@/contract'
import {
  drawFault,
  drawnNumber,
  entryFault,
  inclusionOf,
  isIncluded,
  rankEntries,
  readRandomness,
  rootOf,
  sortEntries,
} from '@/rules/draw'

const entry = fc.uuid({ version: 7 })
const entriesOf = (minLength: number, maxLength = 70) =>
  fc.uniqueArray(entry, { minLength, maxLength }).map(sortEntries)
const randomness = fc.integer({ min: 100_000, max: 99_999_999 }).map(String)

const sha = (...parts: (string | Buffer)[]) => {
  const hash = createHash('sha256')
  for (const part of parts) hash.update(part)
  return hash.digest()
}

/** RFC 6962, section 2.1, as it is written there: split at the largest power of two below n. */
function mth(leaves: readonly string[]): Buffer {
  if (leaves.length === 0) return sha('')
  if (leaves.length === 1) return sha(Buffer.of(0), leaves[0]!)
  let k = 1
  while (k * 2 < leaves.length) k *= 2
  return sha(Buffer.of(1), mth(leaves.slice(0, k)), mth(leaves.slice(k)))
}

const drawOf = (entries: string[], prizes: number, numbers: string): Draw => ({
  campaignId: '01900002-0000-7000-8000-000000000005',
  title: '手织围巾',
  prizes,
  source: '双色球 2026140 期开奖号码',
  drawsAt: '2026-12-14T13:15:00.000Z',
  closesAt: '2026-12-13T00:00:00.000Z',
  state: 'drawn',
  entryCount: entries.length,
  root: rootOf(entries),
  randomness: numbers,
  winners: rankEntries(numbers, entries).slice(0, prizes),
  entries,
})

it('has the root of RFC 6962', () => {
  fc.assert(
    fc.property(entriesOf(0), (entries) => expect(rootOf(entries)).toBe(mth(entries).toString('hex'))),
  )
})

it('shows of every entry, and of no other, that it is under the root', () => {
  fc.assert(
    fc.property(entriesOf(1), entry, (entries, stranger) => {
      const root = rootOf(entries)
      for (const id of entries) {
        const inclusion = inclusionOf(entries, id)!
        expect(isIncluded(root, entries.length, id, inclusion)).toBe(true)
        expect(isIncluded(root, entries.length, stranger, inclusion)).toBe(entries.includes(stranger))
        expect(isIncluded(root, entries.length, id, { ...inclusion, index: inclusion.index + 1 })).toBe(false)
        expect(isIncluded(root, entries.length, id, { ...inclusion, path: [...inclusion.path, root] })).toBe(
          false,
        )
      }
      expect(inclusionOf(entries, 'nobody')).toBeUndefined()
    }),
    { numRuns: 40 },
  )
})

it('ranks by what anybody can compute with sha256sum', () => {
  const id = '0193585b-8c00-7abc-8def-0123456789ab'
  const line = execFileSync('sh', ['-c', `printf '%s%s' '03 08 12' '${id}' | sha256sum`]).toString()
  expect(drawnNumber('03 08 12', id)).toBe(line.split(' ')[0])
  fc.assert(
    fc.property(randomness, entriesOf(0), (numbers, entries) => {
      const byHand = [...entries].sort((a, b) => Buffer.compare(sha(numbers, a), sha(numbers, b)))
      expect(rankEntries(numbers, entries)).toEqual(byHand)
      expect(rankEntries(numbers, [...entries].reverse())).toEqual(byHand)
    }),
  )
})

it('finds a right draw right, for everybody and for each who took part', () => {
  fc.assert(
    fc.property(entriesOf(0), fc.integer({ min: 1, max: 40 }), randomness, (entries, prizes, numbers) => {
      const draw = drawOf(entries, prizes, numbers)
      expect(drawFault(draw)).toBeUndefined()
      for (const id of entries) expect(entryFault(draw, id, inclusionOf(entries, id))).toBeUndefined()
    }),
    { numRuns: 40 },
  )
})

it('finds out who left one out, slipped one in, or chose the winners', () => {
  fc.assert(
    fc.property(
      entriesOf(3),
      fc.nat(),
      fc.integer({ min: 1, max: 30 }),
      randomness,
      entry,
      (entries, at, prizes, numbers, more) => {
        const draw = drawOf(entries, prizes, numbers)
        const victim = entries[at % entries.length]!
        const without = entries.filter((it) => it !== victim)
        expect(drawFault({ ...draw, entries: without })).toBe('root-differs')
        // Frozen without him: the draw looks whole, and he can show that he was left out.
        expect(entryFault(drawOf(without, prizes, numbers), victim, inclusionOf(entries, victim))).toBe(
          'not-included',
        )
        if (!entries.includes(more)) {
          expect(drawFault({ ...draw, entries: sortEntries([...entries, more]) })).toBe('root-differs')
        }
        expect(drawFault({ ...draw, entries: [...entries].reverse() })).toBe('entries-unsorted')
        const winners = draw.winners!
        if (winners.length < entries.length) {
          const loser = rankEntries(numbers, entries)[prizes]!
          const bent = { ...draw, winners: [...winners.slice(0, -1), loser] }
          expect(drawFault(bent)).toBe('winners-differ')
          const robbed = winners.at(-1)!
          expect(entryFault(bent, robbed, inclusionOf(entries, robbed))).toBe('result-wrong')
        }
        expect(drawFault({ ...draw, randomness: `${numbers}1` })).toBe(
          rankEntries(`${numbers}1`, entries).slice(0, prizes).join() === winners.join()
            ? undefined
            : 'winners-differ',
        )
      },
    ),
    { numRuns: 60 },
  )
})

it('says what is not there yet', () => {
  const draw = drawOf(sortEntries(['b', 'a']), 1, '123456')
  expect(drawFault({ ...draw, randomness: undefined, winners: undefined })).toBe('not-drawn')
  expect(drawFault({ ...draw, entries: undefined })).toBe('entries-missing')
  expect(entryFault({ ...draw, root: undefined }, 'a', undefined)).toBe('not-frozen')
  const frozen = { ...draw, randomness: undefined, winners: undefined }
  expect(entryFault(frozen, 'a', inclusionOf(['a', 'b'], 'a'))).toBeUndefined()
})

it('reads the same numbers the same, however two people write them', () => {
  expect(readRandomness('03 08 12 19 27 31 + 05')).toBe('03 08 12 19 27 31 05')
  expect(readRandomness(' ０３，０８、12-19 27 31 + 05 ')).toBe('03 08 12 19 27 31 05')
  expect(readRandomness('03 08 12 19 27 32 + 05')).not.toBe(readRandomness('03 08 12 19 27 31 + 05'))
  expect(readRandomness('12345')).toBeUndefined()
  expect(readRandomness('还没开')).toBeUndefined()
})

it('is fair: over many numbers each entry wins about as often as any other', () => {
  const entries = sortEntries(Array.from({ length: 10 }, (_, i) => sha(String(i)).toString('hex')))
  const wins = new Map(entries.map((it) => [it, 0]))
  const rounds = 5_000
  for (let i = 0; i < rounds; i++) {
    for (const id of rankEntries(`2026${i}`, entries).slice(0, 3)) wins.set(id, wins.get(id)! + 1)
  }
  // 1,500 are due to each; chi squared of nine degrees stays below 33.7 but for one in ten thousand.
  const due = (rounds * 3) / 10
  const chi = [...wins.values()].reduce((sum, it) => sum + (it - due) ** 2 / due, 0)
  expect(chi).toBeLessThan(33.7)
})
