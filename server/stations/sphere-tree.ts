import type { Point } from '@/contract'

/**
 * Points on the globe, found by how near they are: a k-d tree over their unit vectors. The straight line through the ball
 * grows as the great circle over it does, so the order is exact, with neither poles nor a date line to mind and without
 * any trigonometry on the way. Spots are numbered as they lie in the tree: near ones are near in memory as well.
 */
export interface SphereTreeData {
  /** x, y and z of each spot. */
  readonly at: Float64Array
  /** Of each spot that parts others, along which of the three it does. */
  readonly axes: Uint8Array
}

/** Spots that are not parted any further. */
const LEAF = 16
const EARTH_KM = 6371

/** Numbers of points in the order in which they are to lie; which axes part them is written into `axes`. */
export function treeOrder(points: readonly Point[], axes: Uint8Array): Uint32Array {
  const at = vectorsOf(points)
  const order = Uint32Array.from(points.keys())
  const ranges = [0, order.length - 1]
  while (ranges.length > 0) {
    const right = ranges.pop() as number
    const left = ranges.pop() as number
    if (right - left < LEAF) continue
    const axis = widestAxis(at, order, left, right)
    const middle = (left + right) >> 1
    partAt(at, axis, order, left, right, middle)
    axes[middle] = axis
    ranges.push(left, middle - 1, middle + 1, right)
  }
  return order
}

/** x, y and z of each point, one behind the other. */
export function vectorsOf(points: readonly Point[]): Float64Array {
  const at = new Float64Array(3 * points.length)
  points.forEach((point, i) => putVector(point, at, 3 * i))
  return at
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
  private readonly count: number
  private readonly from = new Float64Array(3)
  /** Of ranges of spots still to be looked at: both ends, and how far away at least, along each axis. */
  private readonly ranges = new Int32Array(2 * DEEPEST)
  private readonly apart = new Float64Array(3 * DEEPEST)
  /** The nearest so far as a heap, the farthest of them first: spots, and squares of straight lines to them. */
  private spots = new Int32Array(32)
  private squares = new Float64Array(32)

  constructor(private readonly data: SphereTreeData) {
    this.count = data.axes.length
  }

  /**
   * The `limit` spots nearest to a point that suit, nearest first. They stand in {@link spot} until the next search.
   * @param might of 32 spots from 32 times `word` on, a bit for each that may suit: the others are not so much as measured.
   */
  search(
    point: Point,
    limit: number,
    suits: (spot: number) => boolean,
    might: (word: number) => number = all,
  ): number {
    const most = Math.min(limit, this.count)
    if (most <= 0) return 0
    if (this.spots.length < most) {
      this.spots = new Int32Array(2 * most)
      this.squares = new Float64Array(2 * most)
    }
    putVector(point, this.from, 0)
    const found = this.gather(most, suits, might)
    // The farthest goes to the end, again and again.
    for (let last = found - 1; last > 0; last--) {
      const { spots, squares } = this
      const [spot, square] = [spots[0] as number, squares[0] as number]
      spots[0] = spots[last] as number
      squares[0] = squares[last] as number
      spots[last] = spot
      squares[last] = square
      this.sink(0, last)
    }
    return found
  }

  /** Of the last search, by rank. */
  spot(rank: number): number {
    return this.spots[rank] as number
  }

  /** Kilometres along the great circle to a spot of the last search. */
  km(rank: number): number {
    return 2 * EARTH_KM * Math.asin(Math.min(1, Math.sqrt(this.squares[rank] as number) / 2))
  }

  /** The near half of each range first; the other one only where it comes nearer than the worst that is kept. */
  private gather(most: number, suits: (spot: number) => boolean, might: (word: number) => number): number {
    const { from, ranges, apart, spots, squares } = this
    const { at, axes } = this.data
    const x = from[0] as number
    const y = from[1] as number
    const z = from[2] as number
    let found = 0
    let worst = Infinity
    let waiting = 1
    ranges[0] = 0
    ranges[1] = this.count - 1
    apart.fill(0, 0, 3)
    while (waiting > 0) {
      waiting--
      let left = ranges[2 * waiting] as number
      let right = ranges[2 * waiting + 1] as number
      const ax = apart[3 * waiting] as number
      const ay = apart[3 * waiting + 1] as number
      const az = apart[3 * waiting + 2] as number
      if (ax * ax + ay * ay + az * az >= worst) continue
      for (;;) {
        const parted = right - left >= LEAF
        const middle = (left + right) >> 1
        const first = parted ? middle : left
        const last = parted ? middle : right
        for (let word = first >> 5; word <= last >> 5; word++) {
          let bits = might(word)
          // A shift counts modulo 32, which is what is wanted here.
          if (word === first >> 5) bits &= -1 << first
          if (word === last >> 5) bits &= -1 >>> (31 - last)
          for (; bits !== 0; bits &= bits - 1) {
            const spot = (word << 5) + 31 - Math.clz32(bits & -bits)
            const dx = (at[3 * spot] as number) - x
            const dy = (at[3 * spot + 1] as number) - y
            const dz = (at[3 * spot + 2] as number) - z
            const square = dx * dx + dy * dy + dz * dz
            if (square >= worst || !suits(spot)) continue
            if (found < most) {
              spots[found] = spot
              squares[found] = square
              this.rise(found++)
            } else {
              spots[0] = spot
              squares[0] = square
              this.sink(0, most)
            }
            if (found === most) worst = squares[0] as number
          }
        }
        if (!parted) break
        const axis = axes[middle] as number
        const off = (from[axis] as number) - (at[3 * middle + axis] as number)
        ranges[2 * waiting] = off < 0 ? middle + 1 : left
        ranges[2 * waiting + 1] = off < 0 ? right : middle - 1
        apart[3 * waiting] = ax
        apart[3 * waiting + 1] = ay
        apart[3 * waiting + 2] = az
        apart[3 * waiting + axis] = off
        waiting++
        if (off < 0) right = middle - 1
        else left = middle + 1
      }
    }
    return found
  }

  private rise(place: number): void {
    const { spots, squares } = this
    const spot = spots[place] as number
    const square = squares[place] as number
    while (place > 0) {
      const above = (place - 1) >> 1
      if ((squares[above] as number) >= square) break
      spots[place] = spots[above] as number
      squares[place] = squares[above] as number
      place = above
    }
    spots[place] = spot
    squares[place] = square
  }

  private sink(place: number, count: number): void {
    const { spots, squares } = this
    const spot = spots[place] as number
    const square = squares[place] as number
    for (;;) {
      let below = 2 * place + 1
      if (below >= count) break
      if (below + 1 < count && (squares[below + 1] as number) > (squares[below] as number)) below++
      if ((squares[below] as number) <= square) break
      spots[place] = spots[below] as number
      squares[place] = squares[below] as number
      place = below
    }
    spots[place] = spot
    squares[place] = square
  }
}

const all = () => -1

/** Halves of halves: more than any count of spots has. */
const DEEPEST = 64
