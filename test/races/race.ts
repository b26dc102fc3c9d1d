import { randomFrom } from '../bench/stations/generate'
import type { Arena, Victim } from './arena'
import type { RoundOfWork, Workload } from './workload'

const IN_FLIGHT = 64

export interface RaceOptions {
  readonly arena: Arena
  readonly workloads: readonly Workload[]
  /** Of each kind of work over all rounds. */
  readonly calls: number
  /** Half of them of an API process, half of the postmaster; each in a round of its own. */
  readonly kills: number
  readonly seed: number
  /** Only this round, to run it again. */
  readonly only?: number
  readonly say: (line: string) => void
}

export interface RaceFigures {
  readonly kills: number
  readonly violations: number
  readonly [count: string]: number
}

/** A round without a kill has so many calls at most. */
const CALLS_A_ROUND = 25_000

/**
 * Runs all kinds of work against each other in rounds, and in the middle of each kills -9 an API process or the postmaster;
 * after each holds all that was answered against the database. What is asked, by whom, in which order and when something is
 * killed comes from the seed; how the calls then meet does not.
 */
export async function race({
  arena,
  workloads,
  calls,
  kills,
  seed,
  only,
  say,
}: RaceOptions): Promise<RaceFigures> {
  const rounds = Math.max(kills, Math.ceil(calls / CALLS_A_ROUND))
  const sums: Record<string, number> = { kills: 0, violations: 0 }
  const add = (name: string, n: number) => void (sums[name] = (sums[name] ?? 0) + n)
  for (let round = 1; round <= rounds; round++) {
    if (only !== undefined && round !== only) continue
    const chance = randomFrom(Math.imul(seed, 0x9e3779b1) + round)
    const share = Math.ceil((calls * round) / rounds) - Math.ceil((calls * (round - 1)) / rounds)
    const works: { name: string; work: RoundOfWork }[] = []
    for (const it of workloads)
      works.push({ name: it.name, work: await it.plan(arena, chance, Math.ceil(share * (it.part ?? 1))) })
    const tasks = interleaved(
      works.map(({ work }) => work.tasks),
      chance,
    )
    const victim: Victim | undefined = round > kills ? undefined : round % 2 === 1 ? 'api' : 'postmaster'
    const which = chance() < 0.5 ? 0 : 1
    const killAt = Math.floor(tasks.length * (0.2 + 0.6 * chance()))

    let next = 0
    let killing: Promise<void> | undefined
    const work = async () => {
      while (next < tasks.length) {
        const n = next++
        if (n === killAt && victim) {
          killing = arena.kill(victim, which)
          // Heard of once the round is over; until then it is nobody's.
          killing.catch(() => {})
        }
        await tasks[n]?.()
      }
    }
    const done = await Promise.allSettled(Array.from({ length: IN_FLIGHT }, work))
    await killing
    if (killing) add('kills', 1)
    const failed = done.find((it) => it.status === 'rejected')
    if (failed) throw failed.reason

    const told: string[] = []
    for (const { name, work } of works) {
      const wrong = await work.audit()
      add(name, work.calls)
      add('violations', wrong.length)
      for (const [count, n] of Object.entries(work.counts)) add(count, n)
      told.push(
        `${work.calls} ${name} (${Object.entries(work.counts)
          .map(([it, n]) => `${it} ${n}`)
          .join(', ')})`,
      )
      for (const it of wrong.slice(0, 20)) say(`  VIOLATION ${it}`)
    }
    const killed = victim ? `, ${victim} killed after ${killAt} of ${tasks.length}` : ''
    say(
      `Round ${round} of ${rounds}, seed ${seed}: ${told.join('; ')}${killed}; violations so far ${sums['violations']}`,
    )
  }
  const { kills: killed = 0, violations = 0, ...counts } = sums
  const names = workloads.map((it): [string, number] => [it.name, counts[it.name] ?? 0])
  return { ...Object.fromEntries(names), kills: killed, violations, ...counts }
}

/** All of them in one order, those of each in their own. */
function interleaved<T>(lists: readonly (readonly T[])[], chance: () => number): T[] {
  const places = lists.flatMap((list, which) => list.map(() => which))
  for (let i = places.length - 1; i > 0; i--) {
    const j = Math.floor(chance() * (i + 1))
    ;[places[i], places[j]] = [places[j] as number, places[i] as number]
  }
  const ways = lists.map((list) => list.values())
  return places.flatMap((which): T[] => {
    const next = ways[which]?.next()
    return next?.done === false ? [next.value] : []
  })
}
