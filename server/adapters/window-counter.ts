/** A window of one id, which began with its first call. */
export interface Window {
  /** Counted so far; infinite where the id is blocked. */
  calls: number
  /** Epoch ms. */
  ends: number
}

/**
 * Counts in windows of one length each. What is over is dropped with the generation that it belongs to, so that neither a
 * timer for each id nor a search through all of them is needed: at most two lengths are remembered.
 */
export class WindowCounter {
  private young = new Map<string, Window>()
  private old = new Map<string, Window>()
  private turnsAt = 0

  constructor(private readonly milliseconds: number) {}

  /** The window of an id that has one now; what is in it may be changed by {@link add} and {@link block} alone. */
  get(id: string, now: number): Readonly<Window> | undefined {
    const known = this.young.get(id) ?? this.old.get(id)
    return known && now < known.ends ? known : undefined
  }

  /** Counts one. */
  add(id: string, now: number): Readonly<Window> {
    this.turn(now)
    const known = this.young.get(id) ?? this.old.get(id)
    if (known && now < known.ends) {
      known.calls++
      return known
    }
    const made = { calls: 1, ends: now + this.milliseconds }
    this.young.set(id, made)
    return made
  }

  /** Lets the id's window end then and not before, with no call free in it. At most one length from now. */
  block(id: string, ends: number, now: number): void {
    this.turn(now)
    this.young.set(id, { calls: Infinity, ends })
  }

  /** Whatever was put into the old generation is over by the time that it goes. */
  private turn(now: number): void {
    if (now < this.turnsAt) return
    this.old = now < this.turnsAt + this.milliseconds ? this.young : new Map<string, Window>()
    this.young = new Map()
    this.turnsAt = now + this.milliseconds
  }
}
