import type { Arena } from './arena'

/** Numbers from 0 to 1, the same in each run of the same seed. */
export type Chance = () => number

/** One kind of work that is raced; `name` is that of its count in the last line. */
export interface Workload {
  readonly name: string
  /** How much of the calls it gets; all of them where it does not say. */
  readonly part?: number
  /** Makes what a round of some `calls` needs, and plans it: the same plan from the same chance. */
  plan(arena: Arena, chance: Chance, calls: number): Promise<RoundOfWork>
}

export interface RoundOfWork {
  /** Calls that are planned: those that are asked again for want of an answer not counted. */
  readonly calls: number
  /** Each is begun when another of those in flight has ended. */
  readonly tasks: readonly (() => Promise<unknown>)[]
  /** What happened, for the last line. */
  readonly counts: Readonly<Record<string, number>>
  /** Holds all that was answered against the database, once everything has settled: what must never be, in words. */
  audit(): Promise<string[]>
}
