import type { Point } from '@/contract'

/**
 * Points on the globe, found by how near they are: a k-d tree over their unit vectors. The straight line through the ball
 * grows as the great circle over it does, so the order is exact, with neither poles nor a date line to mind and without
 * any trigonometry on the way. Spots are numbered as they lie in the tree: near ones are near in memory as well.
 *
 * Each leaf but the last holds {@link LEAF} spots. How they are parted stands by itself, and is so little that the way to a
 * leaf costs hardly a wait for memory.
 */
export interface SphereTreeData {
  /** See {@link spotData}. */
  readonly spots: Float64Array
  /** By leaf: along which of the three axes it and those behind it are parted from those before, and at what. */
  readonly axes: Uint8Array
  readonly splits: Float64Array
}

export interface Spot {
  readonly point: Point
  /** Whose it is, and what else its owner notes of it: whole numbers below 2^31. */
  readonly label: number
  readonly mark: number
}

/** Spots of a leaf: no more than there are bits to tell which of them may suit. */
export const LEAF = 32

const SPOT_SIZE = 4
/** The same in numbers of 32 bits. */
const SPOT_WORDS = 2 * SPOT_SIZE
const LABEL = 6
const MARK = 7

const EARTH_KM = 6371

/** Numbers of points in the order in which they are to lie, and how leaves of them are parted. */
export function treeOrder(
  points: readonly Point[],
): { order: Uint32Array } & Pick<SphereTreeData, 'axes' | 'splits'> {
  const at = new Float64Array(3 * points.length)
  points.forEach((point, i) => putVector(point, at, 3 * i))
  const order = Uint32Array.from(points.keys())
  const leaves = Math.ceil(points.length / LEAF)
  const axes = new Uint8Array(leaves)
  const splits = new Float64Array(leaves)
  const ranges = [0, leaves - 1]
  while (ranges.length > 0) {
    const last = ranges.pop() as number
    const first = ranges.pop() as number
    if (first >= last) continue
    const middle = (first + last + 1) >> 1
    const left = LEAF * first
    const right = Math.min(LEAF * (last + 1), points.length) - 1
    const axis = widestAxis(at, order, left, right)
    partAt(at, axis, order, left, right, LEAF * middle)
    axes[middle] = axis
    splits[middle] = at[3 * (order[LEAF * middle] as number) + axis] as number
    ranges.push(first, middle - 1, middle, last)
  }
  return { order, axes, splits }
}

/**
 * Of each spot four numbers, half a cache line, so that whatever a search asks of it costs one wait for memory: x, y and z, and
 * in place of a fourth its label and its mark as two whole numbers of 32 bits.
 */
export function spotData(spots: readonly Spot[]): Float64Array {
  const data = new Float64Array(SPOT_SIZE * spots.length)
  const words = new Int32Array(data.buffer)
  spots.forEach(({ point, label, mark }, i) => {
    putVector(point, data, SPOT_SIZE * i)
    words[SPOT_WORDS * i + LABEL] = label
    words[SPOT_WORDS * i + MARK] = mark
  })
  return data
}

function putVector({ lat, lng }: Point, at: Float64Array, from: number): void {
  const [phi, lambda] = [(lat * Math.PI) / 180, (lng * Math.PI) / 180]
  at[from] = Math.cos(phi) * Math.cos(lambda)
  at[from + 1] = Math.cos(phi) * Math.sin(lambda)
  at[from + 2] = Math.sin(phi)
}

function widestAxis(at: Float64Array, order: Uint32Array, left: number, right: number): number {
  let widest = 0
  let width = -1
  for (let axis = 0; axis < 3; axis++) {
    let low = Infinity
    let high = -Infinity
    for (let i = left; i <= right; i++) {
      const value = at[3 * (order[i] as number) + axis] as number
      if (value < low) low = value
      if (value > high) high = value
    }
    if (high - low > width) [widest, width] = [axis, high - low]
  }
  return widest
}

/** Hoare's selection: what lies lower along the axis comes before `place`, what lies higher behind it. */
function partAt(
  at: Float64Array,
  axis: number,
  order: Uint32Array,
  left: number,
  right: number,
  place: number,
): void {
  const value = (i: number) => at[3 * (order[i] as number) + axis] as number
  while (left < right) {
    const pivot = value((left + right) >> 1)
    let [i, j] = [left, right]
    while (i <= j) {
      while (value(i) < pivot) i++
      while (value(j) > pivot) j--
      if (i > j) break
      ;[order[i], order[j]] = [order[j] as number, order[i] as number]
      i++
      j--
    }
    if (j < place) left = i
    if (place < i) right = j
  }
}

/** Finds spots; remembers those of its last answer only. */
export class SphereTree {
  /** Of spots. */
  readonly count: number
  private readonly words: Int32Array
  private readonly from = new Float64Array(3)
  /** Ranges of leaves still to be looked at: both ends, and how far away at least, along each axis. */
  private readonly ranges = new Int32Array(2 * DEEPEST)
  private readonly apart = new Float64Array(3 * DEEPEST)
  /** The nearest so far as a heap, the farthest of them first: spots, and squares of straight lines to them. */
  private found = new Int32Array(32)
  private squares = new Float64Array(32)

  constructor(private readonly data: SphereTreeData) {
    this.count = data.spots.length / SPOT_SIZE
    this.words = new Int32Array(data.spots.buffer)
  }

  /** See {@link Spot}. */
  label(spot: number): number {
    return this.words[SPOT_WORDS * spot + LABEL] as number
  }

  mark(spot: number): number {
    return this.words[SPOT_WORDS * spot + MARK] as number
  }

  /**
   * The `limit` spots nearest to a point that suit, nearest first. They stand in {@link spot} until the next search.
   * @param might of the spots of a leaf, a bit for each that may suit: the others are not so much as measured.
   */
  search(
    point: Point,
    limit: number,
    suits: (spot: number) => boolean,
    might: (leaf: number) => number = all,
  ): number {
    const most = Math.min(limit, this.count)
    if (most <= 0) return 0
    if (this.found.length < most) {
      this.found = new Int32Array(2 * most)
      this.squares = new Float64Array(2 * most)
    }
    putVector(point, this.from, 0)
    const count = this.gather(most, suits, might)
    // The farthest goes to the end, again and again.
    for (let last = count - 1; last > 0; last--) {
      const { found, squares } = this
      const [spot, square] = [found[0] as number, squares[0] as number]
      found[0] = found[last] as number
      squares[0] = squares[last] as number
      found[last] = spot
      squares[last] = square
      this.sink(0, last)
    }
    return count
  }

  /** Of the last search, by rank. */
  spot(rank: number): number {
    return this.found[rank] as number
  }

  /** Kilometres along the great circle to a spot of the last search. */
  km(rank: number): number {
    return 2 * EARTH_KM * Math.asin(Math.min(1, Math.sqrt(this.squares[rank] as number) / 2))
  }

  /** The near half of each range first; the other one only where it comes nearer than the worst that is kept. */
  private gather(most: number, suits: (spot: number) => boolean, might: (leaf: number) => number): number {
    const { count, from, ranges, apart, found, squares } = this
    const { spots, axes, splits } = this.data
    const x = from[0] as number
    const y = from[1] as number
    const z = from[2] as number
    let kept = 0
    let worst = Infinity
    let waiting = 1
    ranges[0] = 0
    ranges[1] = axes.length - 1
    apart.fill(0, 0, 3)
    while (waiting > 0) {
      waiting--
      let first = ranges[2 * waiting] as number
      let last = ranges[2 * waiting + 1] as number
      const ax = apart[3 * waiting] as number
      const ay = apart[3 * waiting + 1] as number
      const az = apart[3 * waiting + 2] as number
      if (ax * ax + ay * ay + az * az >= worst) continue
      while (first < last) {
        const middle = (first + last + 1) >> 1
        const axis = axes[middle] as number
        const off = (from[axis] as number) - (splits[middle] as number)
        const before = off < 0
        ranges[2 * waiting] = before ? middle : first
        ranges[2 * waiting + 1] = before ? last : middle - 1
        apart[3 * waiting] = ax
        apart[3 * waiting + 1] = ay
        apart[3 * waiting + 2] = az
        apart[3 * waiting + axis] = off
        waiting++
        if (before) last = middle - 1
        else first = middle
      }
      let bits = might(first)
      const start = LEAF * first
      if (start + LEAF > count) bits &= (1 << (count - start)) - 1
      for (; bits !== 0; bits &= bits - 1) {
        const spot = start + 31 - Math.clz32(bits & -bits)
        const dx = (spots[SPOT_SIZE * spot] as number) - x
        const dy = (spots[SPOT_SIZE * spot + 1] as number) - y
        const dz = (spots[SPOT_SIZE * spot + 2] as number) - z
        const square = dx * dx + dy * dy + dz * dz
        if (square >= worst || !suits(spot)) continue
        if (kept < most) {
          found[kept] = spot
          squares[kept] = square
          this.rise(kept++)
        } else {
          found[0] = spot
          squares[0] = square
          this.sink(0, most)
        }
        if (kept === most) worst = squares[0] as number
      }
    }
    return kept
  }

  private rise(place: number): void {
    const { found, squares } = this
    const spot = found[place] as number
    const square = squares[place] as number
    while (place > 0) {
      const above = (place - 1) >> 1
      if ((squares[above] as number) >= square) break
      found[place] = found[above] as number
      squares[place] = squares[above] as number
      place = above
    }
    found[place] = spot
    squares[place] = square
  }

  private sink(place: number, count: number): void {
    const { found, squares } = this
    const spot = found[place] as number
    const square = squares[place] as number
    for (;;) {
      let below = 2 * place + 1
      if (below >= count) break
      if (below + 1 < count && (squares[below + 1] as number) > (squares[below] as number)) below++
      if ((squares[below] as number) <= square) break
      found[place] = found[below] as number
      squares[place] = squares[below] as number
      place = below
    }
    found[place] = spot
    squares[place] = square
  }
}

/** Of a leaf. */
const all = () => 2 ** LEAF - 1

/** Halves of halves: more than any count of spots has. */
const DEEPEST = 64
