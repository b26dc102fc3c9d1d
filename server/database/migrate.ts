import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'
import { StartFault } from '../start-fault'

/** The role the API acts as: it reads and writes rows, and owns, alters and drops nothing. */
export const RUNTIME_ROLE = 'nuanxin_runtime'

export interface Migration {
  /** Counted from 1, no gaps. */
  readonly number: number
  /** The file's name without number and ending: `roles` of `0001-roles.sql`. */
  readonly name: string
  readonly sql: string
}

/** One session of a database, as its owner: node-postgres on a server, PGlite in a tab. */
export interface MigrationSession {
  /** Runs any number of statements. */
  script(sql: string): Promise<unknown>
  query<Row>(sql: string, values?: unknown[]): Promise<Row[]>
}

interface Applied {
  readonly number: number
  readonly name: string
  readonly sha256: string
}

/** Advisory locks of this application share their first key. */
export const LOCK_FAMILY = 28_262
const MIGRATION_LOCK = 1

/**
 * Applies, in order and each in its own transaction, the migrations a database does not have yet; returns those it applied.
 * Any number of processes may call it at once: one works, the others wait and find nothing left.
 *
 * Throws a StartFault, with nothing changed, when an applied migration was edited since, or when the database was migrated
 * by a newer version; one that fails is rolled back whole, those before it stay.
 */
export async function applyMigrations(
  session: MigrationSession,
  migrations: readonly Migration[],
): Promise<Migration[]> {
  const ordered = [...migrations].sort((a, b) => a.number - b.number)
  for (const [index, { number, name }] of ordered.entries()) {
    if (number !== index + 1)
      throw new StartFault(`Migration ${label({ number, name })} is number ${index + 1} in line.`)
  }
  await session.query('SELECT pg_advisory_lock($1, $2)', [LOCK_FAMILY, MIGRATION_LOCK])
  try {
    // Looked at before anything is made: a login without the owner's rights may start what is migrated already.
    const [table] = await session.query<{ exists: boolean }>(
      `SELECT to_regclass('public.schema_migrations') IS NOT NULL AS exists`,
    )
    const applied = table?.exists
      ? await session.query<Applied>(
          'SELECT number, name, sha256 FROM public.schema_migrations ORDER BY number',
        )
      : []
    refuseStrangers(applied, ordered)
    const missing = ordered.slice(applied.length)
    if (!table?.exists) {
      await session.script(`CREATE TABLE public.schema_migrations (
        number integer PRIMARY KEY,
        name text NOT NULL,
        sha256 text NOT NULL,
        applied_at timestamptz NOT NULL DEFAULT now()
      )`)
    }
    for (const migration of missing) await apply(session, migration)
    return missing
  } finally {
    // Where the session is gone, so is its lock, and the first error is the one to tell.
    await session.query('SELECT pg_advisory_unlock($1, $2)', [LOCK_FAMILY, MIGRATION_LOCK]).catch(() => {})
  }
}

function refuseStrangers(applied: readonly Applied[], known: readonly Migration[]): void {
  for (const [index, row] of applied.entries()) {
    const migration = known[index]
    if (!migration) {
      throw new StartFault(
        `The database was migrated by a newer version (it has ${label(row)}, this version ends at ` +
          `${known.length}): start that version, or use another database.`,
      )
    }
    if (row.number !== migration.number || row.name !== migration.name || row.sha256 !== hashOf(migration)) {
      throw new StartFault(
        `Migration ${label(migration)} is not the one this database was built with (${label(row)}, sha256 ` +
          `${row.sha256.slice(0, 12)}…): restore the file, and put changes into a new migration.`,
      )
    }
  }
}

async function apply(session: MigrationSession, migration: Migration): Promise<void> {
  try {
    await session.script('BEGIN')
    await session.script(migration.sql)
    await session.query('INSERT INTO public.schema_migrations (number, name, sha256) VALUES ($1, $2, $3)', [
      migration.number,
      migration.name,
      hashOf(migration),
    ])
    await session.script('COMMIT')
  } catch (cause) {
    await session.script('ROLLBACK').catch(() => {})
    const reason = cause instanceof Error ? cause.message : String(cause)
    throw new StartFault(`Migration ${label(migration)} failed: ${reason}`, { cause })
  }
}

function label({ number, name }: { number: number; name: string }): string {
  return `${String(number).padStart(4, '0')}-${name}`
}

/** Line endings are left out: a checkout may turn them. */
function hashOf({ sql }: Migration): string {
  return bytesToHex(sha256(utf8ToBytes(sql.replaceAll('\r\n', '\n'))))
}
