import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, concatBytes, hexToBytes } from '@noble/hashes/utils.js'
import type { Draw, Inclusion } from '@/contract'
import { utf8 } from './encoding'

/**
 * A draw that nobody can steer and anybody can check. At the deadline the entries are frozen: their ids, sorted, are the
 * leaves of a Merkle tree (RFC 6962) whose root is published. Afterwards public randomness that nobody here could know is
 * typed in. The winners are the entries with the smallest SHA-256 of the randomness followed by the entry's id, both as
 * UTF-8: `printf '%s%s' "$randomness" "$entry" | sha256sum`.
 */

const LEAF = Uint8Array.of(0)
const NODE = Uint8Array.of(1)

const leafOf = (entryId: string): Uint8Array => sha256(concatBytes(LEAF, utf8(entryId)))
const nodeOf = (left: Uint8Array, right: Uint8Array): Uint8Array => sha256(concatBytes(NODE, left, right))

/** Entries in the order of the leaves. */
export const sortEntries = (entryIds: readonly string[]): string[] => [...entryIds].sort()

/** All levels of the tree, leaves first; a node without a neighbour goes up as it is. */
function levelsOf(sorted: readonly string[]): Uint8Array[][] {
  const levels: Uint8Array[][] = [sorted.map(leafOf)]
  for (let level = levels[0] ?? []; level.length > 1;) {
    const above: Uint8Array[] = []
    for (let i = 0; i < level.length; i += 2) {
      const left = level[i]
      const right = level[i + 1]
      if (left) above.push(right ? nodeOf(left, right) : left)
    }
    levels.push(above)
    level = above
  }
  return levels
}

/** The root over sorted entries, in hex; of none, the hash of nothing. */
export const rootOf = (sorted: readonly string[]): string =>
  bytesToHex(levelsOf(sorted).at(-1)?.[0] ?? sha256(new Uint8Array()))

/** The way from one of the sorted entries up to the root; undefined where it is not among them. */
export function inclusionOf(sorted: readonly string[], entryId: string): Inclusion | undefined {
  const index = sorted.indexOf(entryId)
  if (index < 0) return undefined
  const path: string[] = []
  let at = index
  for (const level of levelsOf(sorted).slice(0, -1)) {
    const beside = level[at ^ 1]
    if (beside) path.push(bytesToHex(beside))
    at >>= 1
  }
  return { index, path }
}

/** Whether an entry is a leaf under a root (hex) over so many entries. */
export function isIncluded(
  root: string,
  entryCount: number,
  entryId: string,
  { index, path }: Inclusion,
): boolean {
  if (index < 0 || index >= entryCount) return false
  let hash = leafOf(entryId)
  let used = 0
  for (let at = index, last = entryCount - 1; last > 0; at >>= 1, last >>= 1) {
    // The last node of an odd level goes up without a neighbour.
    if (at === last && at % 2 === 0) continue
    const beside = path[used++]
    if (beside === undefined) return false
    hash = at % 2 === 0 ? nodeOf(hash, hexToBytes(beside)) : nodeOf(hexToBytes(beside), hash)
  }
  return used === path.length && bytesToHex(hash) === root
}

/** By what an entry is ranked, in hex. */
export const drawnNumber = (randomness: string, entryId: string): string =>
  bytesToHex(sha256(utf8(randomness + entryId)))

/** All entries, the first to win first. */
export function rankEntries(randomness: string, entryIds: readonly string[]): string[] {
  return entryIds
    .map((id) => ({ id, number: drawnNumber(randomness, id) }))
    .sort((a, b) => (a.number < b.number ? -1 : 1))
    .map((it) => it.id)
}

/** What two people type of the same numbers, made the same: widths, signs between them and spaces do not count. */
export function readRandomness(text: string): string | undefined {
  const parts = text.normalize('NFKC').match(/\d+/g) ?? []
  // One number of a drawing can be guessed; six cannot.
  return parts.join('').length < 6 ? undefined : parts.join(' ')
}

export type DrawFault =
  /** There is nothing to check yet: not frozen, or not drawn, or its entries are not with it. */
  | 'not-drawn'
  | 'entries-missing'
  /** The entries are not those that were frozen. */
  | 'root-differs'
  | 'entries-unsorted'
  /** The winners are not those whom the randomness names. */
  | 'winners-differ'

/** Checks a whole draw with all its entries; undefined where it is right. */
export function drawFault(draw: Draw): DrawFault | undefined {
  const { entries, entryCount, prizes, randomness, root, winners } = draw
  if (root === undefined || randomness === undefined || !winners) return 'not-drawn'
  if (!entries) return 'entries-missing'
  if (entries.some((id, i) => i > 0 && id <= (entries[i - 1] ?? ''))) return 'entries-unsorted'
  if (entries.length !== entryCount || rootOf(entries) !== root) return 'root-differs'
  const right = rankEntries(randomness, entries).slice(0, prizes)
  return right.length === winners.length && right.every((id, i) => id === winners[i])
    ? undefined
    : 'winners-differ'
}

export type EntryFault =
  | 'not-frozen'
  /** It was left out when the entries were frozen. */
  | 'not-included'
  /** It should have won and did not, or the other way round. */
  | 'result-wrong'

/**
 * What a phone checks for its own entry without all the others: that it is under the root and, once drawn, that it won if
 * and only if its number is among the smallest of the winners'. Undefined where all is right.
 */
export function entryFault(
  draw: Draw,
  entryId: string,
  inclusion: Inclusion | undefined,
): EntryFault | undefined {
  const { entryCount, prizes, randomness, root, winners } = draw
  if (root === undefined) return 'not-frozen'
  if (!inclusion || !isIncluded(root, entryCount, entryId, inclusion)) return 'not-included'
  if (randomness === undefined || !winners) return undefined
  const numbers = winners.map((id) => drawnNumber(randomness, id))
  if (
    winners.length !== Math.min(prizes, entryCount) ||
    numbers.some((it, i) => i > 0 && it <= (numbers[i - 1] ?? ''))
  )
    return 'result-wrong'
  const mine = drawnNumber(randomness, entryId)
  const won = winners.includes(entryId)
  const due = winners.length === entryCount || mine <= (numbers.at(-1) ?? '')
  return won === due ? undefined : 'result-wrong'
}
