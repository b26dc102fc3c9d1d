import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { silentLog, type Log } from '../../server/adapters/log'
import type { Database } from '../../server/database/database'
import { openDatabase } from '../../server/database/pool'

/** The environment variable by which postgres-setup.ts tells the workers where the server is. */
export const TEST_SERVER = 'NUANXIN_TEST_SERVER'

export interface TestDatabase {
  /** As the API sees it: acting as the runtime role. */
  readonly database: Database
  /** As its owner: for processes a test spawns. */
  readonly url: string
  /** Runs SQL as the owner, past the runtime role's limits; returns the rows. */
  asOwner<Row = Record<string, unknown>>(sql: string, values?: unknown[]): Promise<Row[]>
  /** Closes and removes it. */
  drop(): Promise<void>
}

export interface TestDatabaseOptions {
  /** Connections of the pool at most. Default 5. */
  readonly max?: number
  readonly log?: Log
  /** `migrated` has all tables and no rows, `empty` nothing at all. Default `migrated`. */
  readonly from?: 'migrated' | 'empty'
}

/**
 * A database of the caller's own, copied from the migrated template of this run. Call it in beforeAll and `drop` in
 * afterAll; needs the globalSetup of postgres-setup.ts.
 */
export async function createTestDatabase(options: TestDatabaseOptions = {}): Promise<TestDatabase> {
  const server = process.env[TEST_SERVER]
  if (!server) throw new Error('No PostgreSQL: this jest project lacks test/support/postgres-setup.ts')
  const name = `test_${randomBytes(8).toString('hex')}`
  const template = options.from === 'empty' ? 'template0' : 'nuanxin'
  await once(
    urlOfDatabase(server, 'postgres'),
    `CREATE DATABASE ${name} TEMPLATE ${template} STRATEGY file_copy`,
  )
  const url = urlOfDatabase(server, name)
  const database = openDatabase({
    url,
    statements: 'named',
    max: options.max ?? 5,
    log: options.log ?? silentLog,
    // jsdom's timers have no unref, which the pool calls for idle connections.
    idleTimeoutMillis: 0,
  })
  return {
    database,
    url,
    asOwner: (sql, values) => once(url, sql, values),
    async drop() {
      await database.close()
      await once(urlOfDatabase(server, 'postgres'), `DROP DATABASE ${name} WITH (FORCE)`)
    },
  }
}

/** The URL of another database on the same server. */
export function urlOfDatabase(url: string, name: string): string {
  const other = new URL(url)
  other.pathname = `/${name}`
  return other.href
}

async function once<Row>(url: string, sql: string, values?: unknown[]): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url })
  client.on('error', () => {})
  await client.connect()
  try {
    const { rows } = await client.query<pg.QueryResultRow>(sql, values)
    return rows as Row[]
  } finally {
    await client.end()
  }
}
