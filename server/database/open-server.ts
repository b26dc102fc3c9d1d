import type { Log } from '../adapters/log'
import type { Environment } from '../environment'
import { StartFault } from '../start-fault'
import { DatabaseFault, type Database } from './database'
import { openEmbedded, type EmbeddedPostgres } from './embedded'
import { applyMigrations, LOCK_FAMILY } from './migrate'
import { connectFault, withOwnerSession } from './owner-session'
import { openDatabase, type OpenOptions } from './pool'
import { readMigrations } from './read-migrations'

export interface DatabaseServer {
  readonly database: Database
  /** For a thread that opens it for itself. */
  readonly connection: Pick<OpenOptions, 'url' | 'statements'>
  /** Runs `work` while no other process of this database is inside `alone`. */
  alone<T>(work: () => Promise<T>): Promise<T>
  /** Closes the connections, and stops an embedded server unless another process uses it. */
  close(): Promise<void>
}

const OLDEST = 15
const ALONE_LOCK = 4

/**
 * Opens the database the environment names, or an embedded one, and migrates it.
 * Throws a StartFault in one line, with nothing left running, for whatever the operator must put right.
 */
export async function openServer(environment: Environment, log: Log): Promise<DatabaseServer> {
  const { databaseUrl, dataFolder } = environment
  const embedded = databaseUrl === undefined ? await openOwn(dataFolder, log) : undefined
  const { url } = embedded ?? { url: databaseUrl as string }
  const ownerUrl = embedded?.url ?? environment.ownerUrl ?? environment.directUrl ?? url
  let database: Database | undefined
  const close = async () => {
    await database?.close()
    const end = await embedded?.leave()
    if (end)
      log.info(end === 'stopped' ? 'PostgreSQL stopped' : 'PostgreSQL goes on: another process uses it')
  }
  try {
    const migrations = await readMigrations()
    const applied = await withOwnerSession(ownerUrl, async (session) => {
      const [server] = await session.query<{ version: number }>(
        `SELECT current_setting('server_version_num')::integer / 10000 AS version`,
      )
      if (server && server.version < OLDEST) {
        throw new StartFault(
          `DATABASE_URL: PostgreSQL ${OLDEST} or newer is needed, and this is ${server.version}.`,
        )
      }
      return applyMigrations(session, migrations)
    }).catch((error: unknown) => {
      if (error instanceof StartFault) throw error
      throw new StartFault(
        `The database cannot be migrated (${(error as Error).message}): DATABASE_OWNER_URL, or else DATABASE_URL, must name ` +
          'a login that owns it.',
        { cause: error },
      )
    })
    for (const { number, name } of applied) log.info(`Migrated the database: ${number} ${name}`)
    database = openDatabase({
      url,
      directUrl: environment.directUrl,
      statements: environment.statements,
      max: environment.connections,
      log,
    })
    await database.query({ name: 'open-server/probe', text: 'SELECT' }).catch((error: unknown) => {
      throw connectFault(url, error instanceof DatabaseFault ? error.cause : error)
    })
  } catch (error) {
    await close()
    throw error
  }
  return {
    database,
    connection: { url, statements: environment.statements },
    alone: (work) =>
      withOwnerSession(ownerUrl, async (session) => {
        // Ends with the session.
        await session.query('SELECT pg_advisory_lock($1, $2)', [LOCK_FAMILY, ALONE_LOCK])
        return work()
      }),
    close,
  }
}

async function openOwn(folder: string, log: Log): Promise<EmbeddedPostgres> {
  const begun = Date.now()
  const embedded = await openEmbedded({ folder, log })
  const how = embedded.started ? 'started' : 'was running already'
  log.info(`PostgreSQL ${how}, data in ${folder}`, { ms: Date.now() - begun })
  return embedded
}
