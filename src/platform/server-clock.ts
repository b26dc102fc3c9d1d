/** The server's clock as its replies' Date headers tell it. All times are epoch ms. */
export interface MeasuredClock {
  /** What to add to the phone's clock. 0 where that is right as far as can be told. */
  offsetMs(): number
  /** Takes in one reply's Date header, with the phone's time of sending and of receiving. */
  measure(date: string | undefined, sentAt: number, receivedAt: number): void
}

/**
 * A Date header names a second that lay somewhere between sending and receiving, so each reply bounds the offset from
 * both sides, and together they bound it closely. When one contradicts the others, a clock was set: it counts alone.
 */
export function measuredClock(): MeasuredClock {
  let least = Number.NEGATIVE_INFINITY
  let most = Number.POSITIVE_INFINITY
  return {
    offsetMs: () => Math.min(Math.max(0, least), most),
    measure(date, sentAt, receivedAt) {
      const second = date === undefined ? Number.NaN : Date.parse(date)
      if (Number.isNaN(second) || receivedAt < sentAt) return
      const from = second - receivedAt
      const to = second + 1_000 - sentAt
      const agrees = from <= most && to >= least
      least = agrees ? Math.max(least, from) : from
      most = agrees ? Math.min(most, to) : to
    },
  }
}
