import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { StartFault } from './start-fault'

const root = path.resolve(__dirname, '..')

/** The two H5 builds: their npm script, and whatever they read. */
const builds = {
  h5: { script: 'build:h5', inputs: ['src', 'config', 'package.json', 'package-lock.json', 'tsconfig.json'] },
  'h5-tab': {
    script: 'build:h5:tab',
    inputs: ['src', 'server', 'mock', 'config', 'package.json', 'package-lock.json', 'tsconfig.json'],
  },
}

/**
 * Builds H5 into dist/h5, or with the API in the tab into dist/h5-tab, unless what it is made of is as it was. `stop`
 * ends the build and rejects with its reason. Throws a StartFault with the end of the build's own words.
 */
export async function buildH5(
  say: (progress: string) => void,
  stop: AbortSignal,
  build: keyof typeof builds = 'h5',
): Promise<'built' | 'as it was'> {
  const { inputs, script } = builds[build]
  const inputsNow = await fingerprint(inputs)
  const built = existsSync(path.join(root, 'dist', build, 'index.html'))
  // Beside the build and not in it, where it would be served.
  const stamp = path.join(root, 'dist', `${build}.inputs`)
  if (built && (await readFile(stamp, 'utf8').catch(() => '')) === inputsNow) return 'as it was'
  await rm(stamp, { force: true })
  await run(script, say, stop)
  await mkdir(path.dirname(stamp), { recursive: true })
  await writeFile(stamp, inputsNow)
  return 'built'
}

/** A hash of these files and folders, of .env files and of every TARO_APP_* that is set. */
export async function fingerprint(inputs: readonly string[]): Promise<string> {
  const dotenv = (await readdir(root)).filter((name) => name.startsWith('.env'))
  const files: string[] = []
  for (const input of [...inputs, ...dotenv]) {
    const place = path.join(root, input)
    const below = await readdir(place, { recursive: true }).catch(() => [''])
    files.push(...below.map((file) => path.join(place, file)))
  }
  const hash = createHash('sha256')
  for (const file of files.sort()) {
    hash.update(path.relative(root, file)).update('\0')
    // A folder reads as nothing.
    hash.update(await readFile(file).catch(() => '')).update('\0')
  }
  for (const [name, value] of Object.entries(process.env).sort()) {
    if (name.startsWith('TARO_APP_')) hash.update(`${name}=${value}\0`)
  }
  return hash.digest('hex')
}

function run(script: string, say: (progress: string) => void, stop: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const begun = Date.now()
    const npm = process.env.npm_execpath
    const [command, ...first] = npm ? [process.execPath, npm] : ['npm']
    const child = spawn(command, [...first, 'run', script], {
      cwd: root,
      stdio: ['ignore', 'pipe', 'pipe'],
      // Whatever the caller's NODE_ENV is, Taro and Babel build for users.
      env: { ...process.env, NODE_ENV: 'production', NO_COLOR: '1', FORCE_COLOR: '0' },
      // A group of its own, so that a stop reaches the compiler behind npm.
      detached: true,
    })
    const words: string[] = []
    const keep = (chunk: Buffer) => words.push(chunk.toString())
    child.stdout.on('data', keep)
    child.stderr.on('data', keep)
    const seconds = () => Math.round((Date.now() - begun) / 1000)
    const ticking = setInterval(() => say(`${seconds()} s`), 1000)
    const end = () => {
      if (child.pid) process.kill(-child.pid, 'SIGTERM')
    }
    stop.addEventListener('abort', end, { once: true })
    const finish = (fault?: string) => {
      clearInterval(ticking)
      stop.removeEventListener('abort', end)
      if (stop.aborted) {
        reject(stop.reason as Error)
        return
      }
      if (fault === undefined) {
        resolve()
        return
      }
      const last = words.join('').trimEnd().split('\n').slice(-20).join('\n')
      reject(
        new StartFault(
          `${last}\nH5 could not be built (${fault}); the build's last words are above.`.trimStart(),
        ),
      )
    }
    child.once('error', (error) => finish(error.message))
    child.once('close', (code, signal) => finish(code === 0 ? undefined : (signal ?? `exit code ${code}`)))
  })
}
