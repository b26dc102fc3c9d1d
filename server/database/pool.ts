import pg from 'pg'
import type { Log } from '../adapters/log'
import { DatabaseFault, type Database, type Queryable, type Rows, type Statement } from './database'
import { driverFault, isBroken } from './driver-faults'
import { createListener } from './listener'
import { RUNTIME_ROLE } from './migrate'

export interface OpenOptions {
  /** postgres://… of the server, or of a pooler before it. */
  readonly url: string
  /** A URL that reaches the server itself, for LISTEN; needed where `url` is PgBouncer in transaction mode. */
  readonly directUrl?: string
  /** `unnamed` behind PgBouncer in transaction mode, which also refuses our session settings (see {@link withSettings}). */
  readonly statements: 'named' | 'unnamed'
  /** Connections at most. */
  readonly max: number
  readonly log: Log
  /** Milliseconds after which an idle connection is closed; 0 keeps it. Default 30,000. */
  readonly idleTimeoutMillis?: number
}

const CONNECT_MS = 5_000
const STATEMENT_MS = 10_000

/**
 * The database over node-postgres, acting as {@link RUNTIME_ROLE}. Connects lazily: nothing is thrown here for a server
 * that is away.
 *
 * Rows come with `timestamptz` as Date, `date` as 'YYYY-MM-DD', `int8` as number (an error beyond 2^53), `numeric` as
 * string, `bytea` as Uint8Array, `json` parsed.
 *
 * A connection that breaks while a single statement runs gives `unknown`, since such a statement commits by itself; inside
 * a transaction only COMMIT does. Statements cut short by a timeout, a deadlock or a full server give `unreachable`.
 */
export function openDatabase(options: OpenOptions): Database {
  const { log, statements } = options
  const named = statements === 'named'
  const pool = new pg.Pool({
    connectionString: named ? withSettings(options.url) : options.url,
    max: options.max,
    connectionTimeoutMillis: CONNECT_MS,
    // The server's own limit strikes first; this one is for a server that no longer answers at all.
    query_timeout: STATEMENT_MS + 5_000,
    idleTimeoutMillis: options.idleTimeoutMillis ?? 30_000,
    keepAlive: true,
    keepAliveInitialDelayMillis: 10_000,
    types,
  })
  pool.on('error', (cause) => log.warn('An idle connection to the database was lost', { cause }))

  const run = async <Row>(client: pg.PoolClient, statement: Statement, values: readonly unknown[]) => {
    const { text, name } = statement
    const result = await client.query<pg.QueryResultRow>(
      named ? { name, text, values: [...values] } : { text, values: [...values] },
    )
    return { rows: result.rows as Row[], count: result.rowCount ?? 0 } satisfies Rows<Row>
  }

  /** Lends a connection to `work`; a broken one goes to the scrap, not back to the pool. */
  const withClient = async <T>(work: (client: pg.PoolClient) => Promise<T>): Promise<T> => {
    const client = await pool.connect().catch((error: unknown) => {
      throw driverFault(error, 'connecting')
    })
    // Without a listener an error between two statements would end the process.
    const ignore = () => {}
    client.on('error', ignore)
    let discard = false
    try {
      return await work(client)
    } catch (error) {
      const cause = causeOf(error)
      discard = isBroken(cause) || isStalePlan(cause)
      throw error
    } finally {
      client.off('error', ignore)
      client.release(discard)
    }
  }

  const listener = createListener({
    url: withSettings(options.directUrl ?? options.url),
    connectMs: CONNECT_MS,
    log,
  })
  let closing: Promise<void> | undefined

  return {
    query: <Row>(statement: Statement, values: readonly unknown[] = []) =>
      withClient(async (client) => {
        try {
          return await run<Row>(client, statement, values)
        } catch (error) {
          throw driverFault(error, 'committing')
        }
      }),

    transaction: <T>(work: (tx: Queryable) => Promise<T>) =>
      withClient(async (client) => {
        const step = <R>(promise: Promise<R>, stage: 'before-commit' | 'committing') =>
          promise.catch((error: unknown) => {
            throw driverFault(error, stage)
          })
        await step(client.query('BEGIN ISOLATION LEVEL READ COMMITTED'), 'before-commit')
        let result: T
        try {
          result = await work({
            query: <Row>(statement: Statement, values: readonly unknown[] = []) =>
              step(run<Row>(client, statement, values), 'before-commit'),
          })
        } catch (error) {
          if (!isBroken(causeOf(error))) await rollback(client)
          throw error
        }
        const { command } = await step(client.query('COMMIT'), 'committing')
        // PostgreSQL answers COMMIT of a failed transaction with ROLLBACK and no error.
        if (command === 'ROLLBACK') {
          throw new Error(
            'A statement of this transaction failed, its error was swallowed, and nothing was written',
          )
        }
        return result
      }),

    listen: (channel, heard) => listener.listen(channel, heard),

    close: () => (closing ??= Promise.all([listener.close(), pool.end()]).then(() => {})),
  }
}

/** The driver's own error under a DatabaseFault. */
function causeOf(error: unknown): unknown {
  return error instanceof DatabaseFault ? error.cause : error
}

async function rollback(client: pg.PoolClient): Promise<void> {
  try {
    await client.query('ROLLBACK')
  } catch {
    // The connection is gone and the transaction with it; the first error is the one to tell.
  }
}

/** After a migration widened a table, plans prepared for `SELECT *` over it are refused until the connection is renewed. */
function isStalePlan(error: unknown): boolean {
  const { code, message } = (error ?? {}) as { code?: string; message?: string }
  return code === '0A000' && /cached plan/.test(message ?? '')
}

/**
 * Adds our session settings to a URL as startup options, which costs no round trip: the runtime role, timeouts, and the
 * formats the type parsers rely on. A pooler in transaction mode refuses startup options: there the operator sets the same
 * on the login (`ALTER ROLE login SET role = nuanxin_runtime`, and so on).
 */
function withSettings(url: string): string {
  const settings = {
    role: RUNTIME_ROLE,
    search_path: 'public',
    statement_timeout: STATEMENT_MS,
    lock_timeout: 5_000,
    idle_in_transaction_session_timeout: 15_000,
    DateStyle: 'ISO',
    TimeZone: 'UTC',
    bytea_output: 'hex',
    // A statement is planned once a connection. Left to itself PostgreSQL plans those that take arrays anew each time they
    // come with few elements: half a millisecond for a session, nearly three for a claim.
    plan_cache_mode: 'force_generic_plan',
  }
  const [address, query] = url.split('?', 2)
  const parameters = new URLSearchParams(query)
  const ours = Object.entries(settings).map(([name, value]) => `-c ${name}=${value}`)
  parameters.set('options', [parameters.get('options'), ...ours].filter(Boolean).join(' '))
  if (!parameters.has('application_name')) parameters.set('application_name', 'nuanxin')
  // URLSearchParams writes a space as +, which node-postgres would take for a plus sign.
  return `${address}?${parameters.toString().replaceAll('+', '%20')}`
}

const INT8 = 20
const INT8_ARRAY = 1016
const DATE = 1082
const DATE_ARRAY = 1182
const TEXT_ARRAY = 1009

type Oid = Parameters<typeof pg.types.getTypeParser>[0]

const textArray = pg.types.getTypeParser(TEXT_ARRAY as Oid, 'text') as (text: string) => (string | null)[]

const ownParsers = new Map<number, (text: string) => unknown>([
  [INT8, safeInteger],
  [INT8_ARRAY, (text) => textArray(text).map((item) => (item === null ? null : safeInteger(item)))],
  [DATE, (text) => text],
  [DATE_ARRAY, textArray],
])

/** Kept off pg's global table, which every other user of the driver in this process would share. */
const types: pg.CustomTypesConfig = {
  getTypeParser: ((oid: Oid, format: 'text' | 'binary' = 'text'): unknown =>
    (format === 'text' ? ownParsers.get(oid) : undefined) ??
    pg.types.getTypeParser(oid, format)) as pg.CustomTypesConfig['getTypeParser'],
}

function safeInteger(text: string): number {
  const value = Number(text)
  if (!Number.isSafeInteger(value))
    throw new RangeError(`The database returned ${text}, beyond a safe integer`)
  return value
}
