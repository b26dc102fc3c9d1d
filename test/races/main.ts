/**
 * `npm run races [-- --calls 1000000 --kills 40 --aid 100000 --seed N --round N]`: races on real processes that are killed
 * meanwhile (see race.ts and aid/race-aid.ts). Ends with one line of JSON. The same seed plans the same again; `--round` one
 * round of claims and scans, `--batch` one of aid commands alone.
 */
import { randomInt } from 'node:crypto'
import { parseArgs } from 'node:util'
import startPostgres from '../support/postgres-setup'
import stopPostgres from '../support/postgres-teardown'
import { openAidGround, raceAid, type AidFigures } from './aid/race-aid'
import { openArena } from './arena'
import { claims } from './claims'
import { race, type RaceFigures } from './race'
import { scans } from './scans'

/** Of the processes of the aid race; they are not among the 40 of the claims. */
const AID_KILLS = 20
const AID_WORLDS = 4

interface Options {
  readonly calls: number
  readonly kills: number
  readonly aid: number
  readonly seed: number
  readonly round?: number
  readonly batch?: number
}

function readOptions(): Options {
  const { values } = parseArgs({
    options: {
      calls: { type: 'string', default: '1000000' },
      kills: { type: 'string', default: '40' },
      aid: { type: 'string', default: '100000' },
      seed: { type: 'string', default: String(randomInt(2 ** 31)) },
      round: { type: 'string' },
      batch: { type: 'string' },
    },
  })
  const numbers = Object.entries(values).map(([name, text]) => [name, Number(text)] as const)
  const bad = numbers.find(([, it]) => !Number.isSafeInteger(it) || it < 0)
  if (bad) throw new Error(`--${bad[0]} must be a whole number.`)
  return Object.fromEntries(numbers) as unknown as Options
}

async function raceClaims({ calls, kills, round, seed }: Options): Promise<RaceFigures> {
  const arena = await openArena()
  try {
    return await race({
      arena,
      workloads: [claims, scans],
      calls,
      kills,
      seed,
      ...(round !== undefined && { only: round }),
      say: console.log,
    })
  } finally {
    await arena.close()
  }
}

async function raceAidCommands({ aid, batch, seed }: Options): Promise<AidFigures> {
  await startPostgres()
  try {
    const ground = await openAidGround(batch === undefined ? AID_WORLDS : 1)
    try {
      return await raceAid(ground, {
        commands: aid,
        kills: AID_KILLS,
        seed,
        ...(batch !== undefined && { only: batch }),
        say: console.log,
      })
    } finally {
      await ground.close()
    }
  } finally {
    await stopPostgres()
  }
}

async function run(): Promise<void> {
  const options = readOptions()
  const { aid, batch, calls, round, seed } = options
  console.log(`Seed ${seed}`)
  const none = { kills: 0, violations: 0 }
  const claimed =
    calls > 0 && batch === undefined ? await raceClaims(options) : { claims: 0, scans: 0, ...none }
  const aided = aid > 0 && round === undefined ? await raceAidCommands(options) : { aidCommands: 0, ...none }
  const violations = claimed.violations + aided.violations
  console.log(JSON.stringify({ name: 'races', ...claimed, ...aided, kills: claimed.kills, violations, seed }))
  if (violations > 0) process.exitCode = 1
}

run().then(
  // What a killed process left open must not keep this alive.
  () => process.exit(),
  (fault: unknown) => {
    console.error(fault)
    process.exit(1)
  },
)
