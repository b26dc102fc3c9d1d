import pg from 'pg'
import { StartFault } from '../start-fault'
import type { MigrationSession } from './migrate'

/**
 * Runs `work` over one connection of the database's owner, who may create and alter tables.
 * Throws a StartFault in one line when the server cannot be reached or refuses the login.
 */
export async function withOwnerSession<T>(
  url: string,
  work: (session: MigrationSession) => Promise<T>,
): Promise<T> {
  let client: pg.Client
  try {
    client = new pg.Client({
      connectionString: url,
      connectionTimeoutMillis: 5_000,
      application_name: 'nuanxin-owner',
      keepAlive: true,
    })
    client.on('error', () => {})
    await client.connect()
  } catch (error) {
    throw connectFault(url, error)
  }
  try {
    await client.query('SET search_path = public')
    return await work({
      script: (sql) => client.query(sql),
      query: async <Row>(sql: string, values?: unknown[]) =>
        (await client.query<pg.QueryResultRow>(sql, values)).rows as Row[],
    })
  } finally {
    await client.end().catch(() => {})
  }
}

/** One line on why a database could not be opened. The password is never part of it. */
export function connectFault(url: string, error: unknown): StartFault {
  const { code, message } = describe(error)
  const where = addressOf(url)
  const say = (reason: string) => new StartFault(reason, { cause: error })
  if (code === '3D000') return say(`DATABASE_URL: the server at ${where} has no such database (${message}).`)
  if (code?.startsWith('28'))
    return say(`DATABASE_URL: the server at ${where} refuses the login (${message}).`)
  if (code === '42501' || code === '22023') {
    return say(`DATABASE_URL: the login at ${where} may not act as nuanxin_runtime (${message}).`)
  }
  if (/SSL|TLS|certificate/i.test(message)) return say(`DATABASE_URL: no TLS with ${where} (${message}).`)
  return say(`The database at ${where} cannot be reached (${message}).`)
}

function describe(error: unknown): { code?: string; message: string } {
  // Node tries every address of a name and reports the failures together, with an empty message of its own.
  const first = error instanceof AggregateError ? (error.errors[0] as unknown) : error
  const { code, message } = first as { code?: string; message?: string }
  return { code, message: (message || code || String(first)).split('\n', 1)[0] as string }
}

function addressOf(url: string): string {
  try {
    const { hostname, port, pathname, searchParams } = new URL(url)
    return `${searchParams.get('host') ?? (hostname || 'localhost')}:${port || 5432}${pathname}`
  } catch {
    return 'the address given'
  }
}
