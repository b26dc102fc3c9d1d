import { execFile, spawn, type ChildProcess } from 'node:child_process'
import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { waitUntil } from './wait-until'

const root = path.resolve(__dirname, '..', '..')
/** As in package.json. */
const flags = ['--max-semi-space-size=64']

/** `npm run api`, or `npm start`, as a process of its own. */
export interface SpawnedApi {
  readonly pid: number
  /** Where it listens, after `limitMs` (30,000) at most; rejects when it ended instead. */
  ready(limitMs?: number): Promise<string>
  /** Resolves with its exit code once it has ended; null after a kill. */
  readonly ended: Promise<number | null>
  readonly stdout: string
  readonly stderr: string
  kill(signal: NodeJS.Signals): void
}

type ApiScript = 'server/main' | 'server/start' | 'test/races/aid/api-process'

export interface Spawner {
  /** A data folder that goes when the test ends, and with it the server that runs on it. */
  dataFolder(): Promise<string>
  /**
   * Starts an API on a free port with nothing of the caller's settings but `environment`: alone (`server/main`, unless it is
   * said), with H5 and demo data (`server/start`), or one that a race has of its own.
   */
  api(environment: Record<string, string>, script?: ApiScript): SpawnedApi
  /** Runs another of the server's scripts to its end; throws what it complained of. */
  run(script: 'import-roster', args: readonly string[], environment: Record<string, string>): Promise<void>
  /** Ends everything it started. */
  clear(): Promise<void>
}

export function createSpawner(): Spawner {
  const children: ChildProcess[] = []
  const folders: string[] = []
  return {
    async dataFolder() {
      const folder = await mkdtemp(path.join(os.tmpdir(), `nuanxin-test-${process.pid}-`))
      folders.push(folder)
      // Run as root, the server has another account's eyes.
      await chmod(folder, 0o711)
      return path.join(folder, 'data')
    },
    api(environment, script = 'server/main') {
      const { PATH, HOME, TMPDIR } = process.env
      const child = spawn(process.execPath, [...flags, '--import', 'tsx', path.join(root, `${script}.ts`)], {
        cwd: root,
        env: { PATH, HOME, TMPDIR, PORT: '0', ...environment },
        stdio: ['ignore', 'pipe', 'pipe'],
      })
      children.push(child)
      const said = { stdout: '', stderr: '' }
      child.stdout.on('data', (chunk: Buffer) => (said.stdout += chunk.toString()))
      child.stderr.on('data', (chunk: Buffer) => (said.stderr += chunk.toString()))
      const ended = new Promise<number | null>((resolve) => child.once('close', resolve))
      return {
        pid: child.pid as number,
        ended,
        ready: (limitMs = 30_000) =>
          waitUntil(
            'an API that listens',
            () => {
              if (child.exitCode !== null) throw new Error(`The API ended:\n${said.stdout}${said.stderr}`)
              return /(?:listens on|is ready:) (http:\S+)/
                .exec(said.stdout)?.[1]
                ?.replace('localhost', '127.0.0.1')
            },
            limitMs,
          ),
        get stdout() {
          return said.stdout
        },
        get stderr() {
          return said.stderr
        },
        kill: (signal) => void child.kill(signal),
      }
    },
    async run(script, args, environment) {
      const { PATH, HOME, TMPDIR } = process.env
      await promisify(execFile)(
        process.execPath,
        ['--import', 'tsx', path.join(root, 'server', 'commands', `${script}.ts`), ...args],
        { cwd: root, env: { PATH, HOME, TMPDIR, ...environment } },
      )
    },
    async clear() {
      for (const child of children.splice(0)) if (child.exitCode === null) child.kill('SIGKILL')
      for (const folder of folders.splice(0)) {
        const pid = await postmasterOf(path.join(folder, 'data'))
        try {
          if (pid) process.kill(pid, 'SIGQUIT')
        } catch {
          // It has ended.
        }
        await rm(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 })
      }
    },
  }
}

/** The process number of the server that runs on a data folder. */
export async function postmasterOf(dataFolder: string): Promise<number | undefined> {
  return (await postmasterFile(dataFolder))?.pid
}

/** The owner's URL of the database in a data folder, whose server runs. */
export async function ownerUrlOf(dataFolder: string): Promise<string> {
  const password = (await readFile(path.join(dataFolder, 'postgres', 'nuanxin-password'), 'utf8')).trim()
  return `postgres://nuanxin_owner:${password}@127.0.0.1:${(await postmasterFile(dataFolder))?.port}/nuanxin`
}

async function postmasterFile(dataFolder: string): Promise<{ pid: number; port: number } | undefined> {
  const file = await readFile(path.join(dataFolder, 'postgres', 'postmaster.pid'), 'utf8').catch(() => '')
  const lines = file.split('\n')
  return file ? { pid: Number(lines[0]), port: Number(lines[3]) } : undefined
}
