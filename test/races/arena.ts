import { chmod, mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { Pool } from 'undici'
import { problem, type RefusalCode } from '@/contract'
import { silentLog } from '../../server/adapters/log'
import { DatabaseFault, type Database } from '../../server/database/database'
import { openEmbedded } from '../../server/database/embedded'
import { applyMigrations } from '../../server/database/migrate'
import { withOwnerSession } from '../../server/database/owner-session'
import { openDatabase } from '../../server/database/pool'
import { readMigrations } from '../../server/database/read-migrations'
import { addStations } from '../bench/claims/prepare'
import { createSpawner, postmasterOf, type SpawnedApi } from '../support/spawned-api'
import { waitUntil } from '../support/wait-until'

/** Whoever has no answer asks again under the same key, as a phone does, until there is one. A busy machine is no fault. */
const PATIENCE_MS = 600_000
const STATIONS = 4

export type Victim = 'api' | 'postmaster'

/** What a call came to, once it is known. */
export interface Answer {
  readonly status: number
  readonly reply?: unknown
  readonly code?: RefusalCode
  /** Times that it was asked before, of which nobody knows what came of them. */
  readonly unknown: number
}

export interface Asked {
  readonly method: 'POST' | 'PUT'
  readonly path: string
  readonly token: string
  readonly key?: string
  readonly body: object
}

/** Two API processes on one PostgreSQL that writes to the disk before it says so. */
export interface Arena {
  readonly database: Database
  readonly stationIds: readonly string[]
  /** Asks one of the two processes (0 or 1), and by turns again until it answers for certain. */
  ask(asked: Asked, process: number): Promise<Answer>
  /** kill -9; resolves once what was killed is back. */
  kill(victim: Victim, process: number): Promise<void>
  /** Reads as the owner, whom no time limit stops. */
  read<Row>(sql: string, values: unknown[]): Promise<Row[]>
  /** Runs SQL as the owner, past what the API may do. */
  asOwner(sql: string): Promise<unknown>
  close(): Promise<void>
}

export async function openArena(): Promise<Arena> {
  const folder = await mkdtemp(path.join(os.tmpdir(), `nuanxin-test-${process.pid}-`))
  // Run as root, the server has another account's eyes.
  await chmod(folder, 0o711)
  const postgres = await openEmbedded({ folder, log: silentLog })
  const database = patient(openDatabase({ url: postgres.url, statements: 'named', max: 4, log: silentLog }))
  const spawner = createSpawner()
  await withOwnerSession(postgres.url, async (session) => applyMigrations(session, await readMigrations()))
  const environment = {
    DATABASE_URL: postgres.url,
    // One folder: they share their secrets, as processes of one deployment do.
    NUANXIN_DATA: await spawner.dataFolder(),
    NUANXIN_LIMITS: 'off',
  }

  const start = async () => {
    const api = spawner.api(environment)
    return { api, pool: new Pool(await api.ready(PATIENCE_MS), { connections: 128 }) }
  }
  // One after the other: the first makes the secrets.
  const processes = [await start(), await start()]

  const askOnce = async (asked: Asked, { pool }: { pool: Pool }): Promise<Omit<Answer, 'unknown'>> => {
    const { method, path, token, key, body } = asked
    const { statusCode, body: said } = await pool.request({
      method,
      path,
      headers: {
        Authorization: `Bearer ${token}`,
        'Content-Type': 'application/json',
        ...(key !== undefined && { 'Idempotency-Key': key }),
      },
      body: JSON.stringify(body),
      headersTimeout: 30_000,
      bodyTimeout: 30_000,
    })
    const json: unknown = await said.json()
    return statusCode < 300
      ? { status: statusCode, reply: json }
      : { status: statusCode, code: problem.parse(json).code }
  }

  return {
    database,
    stationIds: await addStations(database, STATIONS),
    async ask(asked, first) {
      const until = Date.now() + PATIENCE_MS
      for (let unknown = 0; ; unknown++) {
        const process = processes[(first + unknown) % 2] as (typeof processes)[number]
        // A connection that broke says as little about what became of the call as a 503 does.
        const answer = await askOnce(asked, process).catch(() => undefined)
        if (answer && answer.status >= 500 && answer.status !== 503) {
          console.log(`  ${asked.path} was answered ${answer.status} by a process that said last:`)
          console.log(process.api.stderr.slice(-4_000) || process.api.stdout.slice(-4_000))
        }
        if (answer && answer.status !== 503) return { ...answer, unknown }
        if (Date.now() > until) throw new Error(`No answer in ten minutes: ${asked.path}`)
        await sleep(200)
      }
    },
    async kill(victim, which) {
      if (victim === 'postmaster') {
        const pid = await postmasterOf(folder)
        if (pid === undefined) throw new Error('No postmaster to be killed')
        process.kill(pid, 'SIGKILL')
        // Started again by what opened it.
        await waitUntil(
          'PostgreSQL',
          async () => ![pid, undefined].includes(await postmasterOf(folder)),
          PATIENCE_MS,
        )
        await database.query({ name: 'races.back', text: 'SELECT' })
        return
      }
      const killed = processes[which] as { api: SpawnedApi; pool: Pool }
      killed.api.kill('SIGKILL')
      await killed.api.ended
      await killed.pool.destroy()
      processes[which] = await start()
    },
    read: (sql, values) => withOwnerSession(postgres.url, (session) => session.query(sql, values)),
    asOwner: (sql) => withOwnerSession(postgres.url, async (session) => session.script(sql)),
    async close() {
      await Promise.all(processes.map((it) => it.pool.destroy()))
      await spawner.clear()
      await database.close()
      await postgres.leave()
      await rm(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 })
    },
  }
}

/** Asks again while PostgreSQL is on its way back; for statements that may be run twice. */
const patient = (database: Database): Database => ({
  ...database,
  query: async (statement, values) => {
    for (const until = Date.now() + PATIENCE_MS; ;) {
      try {
        return await database.query(statement, values)
      } catch (fault) {
        const away = fault instanceof DatabaseFault && ['unreachable', 'unknown'].includes(fault.kind)
        if (!away || Date.now() > until) throw fault
        await sleep(100)
      }
    }
  },
})
