import fc from 'fast-check'
import { expectSettled } from './audit'
import { commands } from './commands'
import { coverAll } from './do-command'
import { startProcesses, type Processes } from './processes'
import { prepareWorld, type World } from './world'

/** A history is so long at most; half of it on average. */
const HISTORY = 120
const HISTORIES_A_BATCH = 3
/** After so many batches that failed more of them say nothing new. */
const ENOUGH_WRONG = 5
/** What no run is to end without. */
const everSeen = ['policies', 'payments', 'refunds'] as const
/** So many times the commands asked for are tried at most for what has not been seen yet. */
const LONGEST = 5

export interface AidRaceOptions {
  /** So many at least; more if a policy, a payment or a refund has not been among them by then. */
  readonly commands: number
  /** kill -9 of a process, spread over the run. */
  readonly kills: number
  readonly seed: number
  /** Only this batch, to run it again. */
  readonly only?: number
  readonly say: (line: string) => void
}

export interface AidFigures {
  readonly aidCommands: number
  readonly aidKills: number
  readonly violations: number
  /** What there was, so that it is known not to have been nothing. */
  readonly policies: number
  readonly payments: number
  readonly refunds: number
  readonly aidClaims: number
  readonly payouts: number
  /** Of these taken in WeChat. */
  readonly transfers: number
}

const hads = ['policies', 'payments', 'refunds', 'aidClaims', 'payouts', 'transfers'] as const
type Had = (typeof hads)[number]

export interface AidGround {
  readonly worlds: readonly World[]
  readonly processes: Processes
  close(): Promise<void>
}

/**
 * So many worlds side by side, each with a database and a payment service, and two processes that work on all of them. Needs
 * the PostgreSQL of test/support/postgres-setup.ts.
 */
export async function openAidGround(count: number): Promise<AidGround> {
  const prepared = await Promise.all(Array.from({ length: count }, prepareWorld))
  const processes = await startProcesses(prepared.map((it) => it.settings))
  const worlds = await Promise.all(prepared.map((it, n) => it.open(n, processes)))
  return {
    worlds,
    processes,
    async close() {
      await processes.close()
      await Promise.all(worlds.map((it) => it.close()))
    },
  }
}

/**
 * Runs fast-check's commands against two API processes, in batches of histories, while the processes are killed. What is
 * asked comes from the seed; how the calls then meet does not.
 */
export async function raceAid(
  { processes, worlds }: AidGround,
  { commands: wanted, kills, only, say, seed }: AidRaceOptions,
): Promise<AidFigures> {
  const figures = {
    aidCommands: 0,
    aidKills: 0,
    violations: 0,
    policies: 0,
    payments: 0,
    refunds: 0,
    aidClaims: 0,
    payouts: 0,
    transfers: 0,
  }
  let killing = Promise.resolve()
  const count = (n: number): void => {
    figures.aidCommands += n
    const due = ((figures.aidKills + 0.5) * wanted) / kills
    if (figures.aidKills >= kills || figures.aidCommands < due) return
    const victim = figures.aidKills++ % 2
    killing = killing.then(() => processes.kill(victim))
  }

  const history = (world: World) =>
    fc.asyncProperty(commands(HISTORY, count), fc.boolean(), async (all, covered) => {
      await world.begin()
      if (covered) await coverAll(world)
      await fc.asyncModelRun(() => ({ model: world, real: world }), all)
      await expectSettled(world)
      const [had] = await world.query<Record<Had, number>>(
        `SELECT (SELECT count(*)::int FROM aid_policy) AS policies, (SELECT count(*)::int FROM aid_payment) AS payments,
          (SELECT count(*)::int FROM aid_refund) AS refunds, (SELECT count(*)::int FROM aid_claim) AS "aidClaims",
          (SELECT count(*)::int FROM aid_payout WHERE state = 'done') AS payouts,
          (SELECT count(*)::int FROM payout_transfer WHERE outcome = 'done') AS transfers`,
      )
      for (const it of hads) figures[it] += had?.[it] ?? 0
    })

  let next = only ?? 1
  const isDue = () =>
    figures.violations < ENOUGH_WRONG &&
    (only === undefined
      ? figures.aidCommands < wanted ||
        (figures.aidCommands < LONGEST * wanted && everSeen.some((it) => figures[it] === 0))
      : next === only)
  const work = async (world: World): Promise<void> => {
    while (isDue()) {
      const batch = next++
      const details = await fc.check(history(world), {
        seed: Math.imul(seed, 0x9e3779b1) + batch,
        numRuns: HISTORIES_A_BATCH,
        // How calls meet is not repeated: a shorter history that fails too would be found by luck.
        endOnFailure: true,
        includeErrorInReport: true,
      })
      if (details.failed) {
        figures.violations++
        say(`  VIOLATION in batch ${batch} of seed ${seed}: ${fc.defaultReportMessage(details)}`)
      }
      say(
        `Batch ${batch}, seed ${seed}: ${figures.aidCommands} of ${wanted} commands, ${figures.policies} policies, ` +
          `${figures.payments} payments, ${figures.refunds} refunds, ${figures.aidClaims} claims, ${figures.payouts} payouts, ${figures.aidKills} processes killed; ` +
          `violations so far ${figures.violations}`,
      )
    }
  }
  await Promise.all(worlds.map(work))
  await killing
  const complaints = processes.complaints()
  if (figures.violations > 0 && complaints !== '') say(complaints)
  return figures
}
