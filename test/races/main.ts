/**
 * `npm run races [-- --calls 1000000 --kills 40 --seed N --round N]`: races on real processes that are killed meanwhile (see
 * race.ts). Ends with one line of JSON. The same seed plans the same again, `--round` one of its rounds alone.
 */
import { randomInt } from 'node:crypto'
import { parseArgs } from 'node:util'
import { openArena } from './arena'
import { claims } from './claims'
import { race } from './race'
import { scans } from './scans'

async function run(): Promise<void> {
  const { values } = parseArgs({
    options: {
      calls: { type: 'string', default: '1000000' },
      kills: { type: 'string', default: '40' },
      seed: { type: 'string', default: String(randomInt(2 ** 31)) },
      round: { type: 'string' },
    },
  })
  const numbers = Object.entries(values).map(([name, text]) => [name, Number(text)] as const)
  const bad = numbers.find(([, it]) => !Number.isSafeInteger(it) || it < 0)
  if (bad) throw new Error(`--${bad[0]} must be a whole number.`)
  const {
    calls = 0,
    kills = 0,
    seed = 0,
    round,
  } = Object.fromEntries(numbers) as Record<string, number | undefined>
  console.log(`Seed ${seed}`)
  const arena = await openArena()
  try {
    const figures = await race({
      arena,
      workloads: [claims, scans],
      calls,
      kills,
      seed,
      only: round,
      say: console.log,
    })
    console.log(JSON.stringify({ name: 'races', ...figures, seed }))
    if (figures.violations > 0) process.exitCode = 1
  } finally {
    await arena.close()
  }
}

run().then(
  // What a killed process left open must not keep this alive.
  () => process.exit(),
  (fault: unknown) => {
    console.error(fault)
    process.exit(1)
  },
)
