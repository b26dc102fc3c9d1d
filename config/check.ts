/**
 * `npm run check`: types, lint, import fences, dead code, format, and that the fences still catch what they are for.
 * Tells how long each took, and all that those said which failed. Names given as arguments run alone.
 */
import { spawn } from 'node:child_process'
import { availableParallelism } from 'node:os'

/** The longest first, so that they do not trail. */
const steps: Record<string, string> = {
  lint: 'eslint -c config/eslint.config.mjs --max-warnings 0 src server mock test config',
  planted: 'jest -c config/jest.config.cjs --selectProjects fences --silent --reporters=default',
  types: 'tsc -p .',
  imports: 'depcruise --config config/dependency-cruiser.cjs src server mock config test',
  format: 'prettier --check --log-level warn .',
  dead: 'knip -c config/knip.json',
  lock: 'tsx config/lock-file.ts --check',
}

const asked = process.argv.slice(2)
const names = Object.keys(steps).filter((name) => asked.length === 0 || asked.includes(name))
const failed: string[] = []

function run(name: string): Promise<void> {
  const begun = Date.now()
  return new Promise((resolve) => {
    const child = spawn(`npx --no-install ${steps[name] ?? ''}`, {
      shell: true,
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    const words: Buffer[] = []
    child.stdout.on('data', (chunk: Buffer) => words.push(chunk))
    child.stderr.on('data', (chunk: Buffer) => words.push(chunk))
    child.on('close', (code) => {
      const seconds = ((Date.now() - begun) / 1000).toFixed(1)
      console.log(`${code === 0 ? 'ok    ' : 'FAILED'} ${name.padEnd(8)} ${seconds} s`)
      if (code !== 0) {
        failed.push(name)
        console.log(Buffer.concat(words).toString().trimEnd())
      }
      resolve()
    })
  })
}

async function work(): Promise<void> {
  for (let name = names.shift(); name; name = names.shift()) await run(name)
}

async function check(): Promise<void> {
  await Promise.all(Array.from({ length: Math.min(4, availableParallelism()) }, work))
  if (failed.length > 0) {
    console.log(`Failed: ${failed.join(', ')}`)
    process.exitCode = 1
  }
}

void check()
