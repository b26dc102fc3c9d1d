import { spawn, execFile } from 'node:child_process'
import { closeSync, openSync } from 'node:fs'
import { link, open, readFile, rename, rm, stat, truncate } from 'node:fs/promises'
import net from 'node:net'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'
import pg from 'pg'
import type { Log } from '../adapters/log'
import { StartFault } from '../start-fault'
import { LOCK_FAMILY } from './migrate'
import { asAccount } from './postgres-account'
import { postgresEnvironment } from './postgres-binaries'
import { openCluster, OWNER, type Cluster } from './postgres-cluster'
import { exists, isAlive } from './processes'

export interface EmbeddedOptions {
  /** Where the data are kept; made when missing. */
  readonly folder: string
  readonly log: Log
  /** Off only where the data may be lost with the machine: throw-away servers of tests. Default on. */
  readonly fsync?: boolean
}

export interface EmbeddedPostgres {
  /** The database, as its owner; reachable from this machine only. Stays the same until {@link leave}. */
  readonly url: string
  /** Whether this process started the server, or found it running. */
  readonly started: boolean
  /** Gives the server up, and stops it unless another process uses it. Resolves once it is down. */
  leave(): Promise<'stopped' | 'left running'>
}

const DATABASE = 'nuanxin'
/** Held shared by every process that uses the server; who gets it exclusively was the last. */
const USE_LOCK = 2
const CREATE_LOCK = 3
const LOG_LIMIT_BYTES = 5_000_000

/**
 * Starts the PostgreSQL that npm brought, on 127.0.0.1 with a password of its own, or attaches to one that runs on the same
 * data already: another process's, or one that outlived its starter. Should the server die, it is started again on the same
 * port. Throws a StartFault in one line for whatever the operator must put right.
 */
export async function openEmbedded({
  folder,
  log,
  fsync = true,
}: EmbeddedOptions): Promise<EmbeddedPostgres> {
  const cluster = await openCluster(path.resolve(folder), fsync, log)
  const logFile = path.join(path.resolve(folder), 'postgres.log')
  const { size } = await stat(logFile).catch(() => ({ size: 0 }))
  if (size > LOG_LIMIT_BYTES) await truncate(logFile)
  const server = { cluster, fsync, logFile, log }

  const first = await enter(server, undefined)
  const { port, started } = first
  let { presence } = first
  let leaving = false
  let returning: Promise<void> | undefined

  /** The presence breaks when the server goes down: bring it back where the pool will look for it. */
  const watch = (client: pg.Client): void => {
    client.once('end', () => {
      if (!leaving) returning = comeBack()
    })
  }
  const comeBack = async (): Promise<void> => {
    log.warn('PostgreSQL went away; starting it again')
    for (let pause = 100; !leaving; pause = Math.min(pause * 2, 5_000)) {
      try {
        presence = (await enter(server, port)).presence
        watch(presence)
        log.info('PostgreSQL is back')
        return
      } catch (cause) {
        log.error('PostgreSQL does not start', { cause })
        await sleep(pause)
      }
    }
  }
  watch(presence)

  return {
    url: urlOf(cluster, port, DATABASE),
    started,
    async leave() {
      leaving = true
      await returning
      return leave(cluster, presence)
    },
  }
}

interface Server {
  readonly cluster: Cluster
  readonly fsync: boolean
  readonly logFile: string
  readonly log: Log
}

interface Entered {
  readonly port: number
  readonly started: boolean
  /** Holds the shared use lock for as long as this process uses the server. */
  readonly presence: pg.Client
}

/** Attaches to the server, starting it when it is down, until one of the two has worked. */
async function enter(server: Server, wantedPort: number | undefined): Promise<Entered> {
  const { cluster } = server
  let started = false
  let refusals = 0
  for (let lost = 0; ;) {
    await sleep(25)
    const running = await findPostmaster(cluster)
    if (!running) {
      started = await start(server, wantedPort)
      lost += started ? 0 : 1
      if (lost > 100) throw new StartFault(`PostgreSQL does not start; see ${server.logFile}.`)
      continue
    }
    if (running.status === 'ready') {
      if (wantedPort && running.port !== wantedPort) {
        throw new StartFault(
          `PostgreSQL runs on port ${running.port} now, not on ${wantedPort}: start this process anew.`,
        )
      }
      const presence = await present(cluster, running.port)
      if (presence instanceof pg.Client) return { port: running.port, started, presence }
      refusals += 1
      // 28xxx: it answers, and does not know the password, which lies with its data.
      if (presence.startsWith('28') || refusals > 200) {
        throw new StartFault(
          `The PostgreSQL on 127.0.0.1:${running.port} (process ${running.pid}) cannot be used (${presence}): ` +
            `stop it, or set NUANXIN_DATA to another folder.`,
        )
      }
    }
  }
}

interface Postmaster {
  readonly pid: number
  readonly port: number
  /** As PostgreSQL writes it: starting, ready, stopping. */
  readonly status: string
}

/** Reads postmaster.pid; a file left over by a server that is gone counts as none. */
async function findPostmaster({ folder }: Cluster): Promise<Postmaster | undefined> {
  const file = path.join(folder, 'postmaster.pid')
  const text = await readFile(file, 'utf8').catch(() => '')
  const lines = text.split('\n')
  const pid = Number(lines[0])
  if (!Number.isSafeInteger(pid) || pid <= 1) return undefined
  const state = await stateOf(pid)
  if (state === 'gone') return undefined
  if (state === 'other') {
    await removeStale(file, lines[0] as string)
    return undefined
  }
  return { pid, port: Number(lines[3]) || 0, status: lines[7]?.trim() || 'starting' }
}

/**
 * What a process number stands for. `other`: a zombie, or a process that was given the number since, after a reboot or in a
 * new container; PostgreSQL would take it for its server and refuse to start, while it sees through `gone` itself.
 */
async function stateOf(pid: number): Promise<'postgres' | 'other' | 'gone'> {
  if (!isAlive(pid)) return exists(pid) ? 'other' : 'gone'
  const command = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() =>
    promisify(execFile)('ps', ['-o', 'command=', '-p', String(pid)]).then(
      ({ stdout }) => stdout,
      // The system does not tell; a server that is none will not answer.
      () => 'postgres',
    ),
  )
  return command === '' || /postgres/.test(command) ? 'postgres' : 'other'
}

/** Takes a left-over postmaster.pid away, unless another process has replaced it meanwhile. */
async function removeStale(file: string, pid: string): Promise<void> {
  const aside = `${file}.${process.pid}`
  try {
    await rename(file, aside)
    const current = (await readFile(aside, 'utf8')).split('\n')[0]
    if (current !== pid) await link(aside, file)
  } catch {
    // Another process took it away.
  } finally {
    await rm(aside, { force: true })
  }
}

/**
 * Starts a postmaster and waits until it is ready or gone. Returns false where another process's start won, or the server is
 * otherwise not ours: the caller looks again.
 */
async function start({ cluster, fsync, logFile }: Server, wantedPort: number | undefined): Promise<boolean> {
  const port = wantedPort ?? (await freePort())
  const settings = {
    listen_addresses: '127.0.0.1',
    port,
    // TCP with a password: a socket's path is limited to some 100 bytes, which a project's folder may exceed.
    unix_socket_directories: '',
    fsync: fsync ? 'on' : 'off',
    synchronous_commit: fsync ? 'on' : 'off',
    timezone: 'UTC',
    log_timezone: 'UTC',
    // Errors are the API's to log; here their details would keep people's data.
    log_min_messages: 'log',
    log_min_error_statement: 'panic',
    log_error_verbosity: 'terse',
    log_checkpoints: 'off',
    jit: 'off',
  }
  const before = await stat(logFile).then(
    ({ size }) => size,
    () => 0,
  )
  const output = openSync(logFile, 'a', 0o600)
  let exited: string | undefined
  const child = spawn(
    path.join(cluster.binaries.root, 'bin', 'postgres'),
    [
      '-D',
      cluster.folder,
      ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
    ],
    {
      ...asAccount(cluster.account),
      env: postgresEnvironment,
      // Its own session: Ctrl-C at the terminal is for us, who stop it in order.
      detached: true,
      stdio: ['ignore', output, output],
    },
  )
  child.on('error', (error) => (exited = error.message))
  child.on('exit', (code, signal) => (exited ??= `it ended with ${signal ?? code}`))
  child.unref()
  closeSync(output)

  for (;;) {
    await sleep(10)
    const running = await findPostmaster(cluster)
    if (running?.pid === child.pid && running?.status === 'ready') return true
    if (exited === undefined) continue
    const said = await readFrom(logFile, before)
    // Another process's server came first, or one is on its way down and still owns the data.
    if (/lock file "postmaster.pid" (already exists|is empty)|pre-existing shared memory block/.test(said)) {
      await sleep(100)
      return false
    }
    if (/could not bind|could not create any TCP\/IP sockets/.test(said) && wantedPort === undefined)
      return false
    const reason = said.split('\n').find((line) => /FATAL|PANIC|error while loading/.test(line)) ?? exited
    throw new StartFault(
      `PostgreSQL does not start (${reason.replace(/^.*?(FATAL|PANIC):\s*/, '')}); see ${logFile}.`,
    )
  }
}

async function readFrom(file: string, offset: number): Promise<string> {
  const handle = await open(file, 'r')
  try {
    const { size } = await handle.stat()
    const { buffer, bytesRead } = await handle.read(
      Buffer.alloc(Math.max(size - offset, 0)),
      0,
      undefined,
      offset,
    )
    return buffer.toString('utf8', 0, bytesRead)
  } finally {
    await handle.close()
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = net.createServer()
    probe.once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as net.AddressInfo
      probe.close(() => resolve(port))
    })
  })
}

/**
 * Signs in as a user of the server and makes the database on first use. Returns the reason instead where the server cannot
 * be had now: on its way down, most likely, since whoever stops it holds the lock exclusively.
 */
async function present(cluster: Cluster, port: number): Promise<pg.Client | string> {
  const client = new pg.Client({
    connectionString: urlOf(cluster, port, 'postgres'),
    connectionTimeoutMillis: 5_000,
    application_name: 'nuanxin-presence',
    keepAlive: true,
  })
  client.on('error', () => {})
  try {
    await client.connect()
    await client.query('SELECT pg_advisory_lock_shared($1, $2)', [LOCK_FAMILY, USE_LOCK])
    await client.query('SELECT pg_advisory_lock($1, $2)', [LOCK_FAMILY, CREATE_LOCK])
    const { rowCount } = await client.query('SELECT FROM pg_database WHERE datname = $1', [DATABASE])
    if (rowCount === 0) await client.query(`CREATE DATABASE ${DATABASE}`)
    await client.query('SELECT pg_advisory_unlock($1, $2)', [LOCK_FAMILY, CREATE_LOCK])
    return client
  } catch (error) {
    await client.end().catch(() => {})
    const { code, message } = error as { code?: string; message: string }
    return code ? `${code} ${message}` : message
  }
}

async function leave(cluster: Cluster, presence: pg.Client): Promise<'stopped' | 'left running'> {
  const running = await findPostmaster(cluster)
  if (!running) return 'stopped'
  let last: boolean
  try {
    await presence.query('SELECT pg_advisory_unlock_shared($1, $2)', [LOCK_FAMILY, USE_LOCK])
    const { rows } = await presence.query<{ last: boolean }>('SELECT pg_try_advisory_lock($1, $2) AS last', [
      LOCK_FAMILY,
      USE_LOCK,
    ])
    last = rows[0]?.last === true
  } catch {
    // The connection was lost: whoever holds the lock now decides.
    last = false
  }
  if (last) await stop(running.pid)
  await presence.end().catch(() => {})
  return last ? 'stopped' : 'left running'
}

/** PostgreSQL's fast shutdown: open transactions are rolled back, the rest is written. */
async function stop(pid: number): Promise<void> {
  process.kill(pid, 'SIGINT')
  const since = Date.now()
  while (isAlive(pid)) {
    if (Date.now() - since > 15_000) {
      // The next start recovers from the log, losing nothing that was committed.
      process.kill(pid, 'SIGQUIT')
      return
    }
    await sleep(10)
  }
}

function urlOf({ password }: Cluster, port: number, database: string): string {
  return `postgres://${OWNER}:${encodeURIComponent(password)}@127.0.0.1:${port}/${database}`
}
