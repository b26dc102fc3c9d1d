import { PGlite, types, type Transaction } from '@electric-sql/pglite'
import type { Database, Queryable, Rows, Statement } from '../server/database/database'
import { type Stage, driverFault } from '../server/database/driver-faults'
import { type Migration, RUNTIME_ROLE, applyMigrations } from '../server/database/migrate'

/**
 * PostgreSQL in this tab, kept in the browser's IndexedDB under `name`, migrated and then used as the role the API acts
 * as. Rows come in the types `server/database/pool.ts` tells.
 */
export async function openTabDatabase(name: string, migrations: readonly Migration[]): Promise<Database> {
  const pglite = await PGlite.create({
    dataDir: `idb://${name}`,
    parsers: { [types.DATE]: (text: string) => text },
  })
  await applyMigrations(
    {
      script: (sql) => pglite.exec(sql),
      query: async <Row>(sql: string, values?: unknown[]) => (await pglite.query<Row>(sql, values)).rows,
    },
    migrations,
  )
  await pglite.exec(`SET ROLE ${RUNTIME_ROLE}; SET TimeZone = 'UTC'`)

  const over = (session: PGlite | Transaction, stage: Stage): Queryable => ({
    async query<Row>({ text }: Statement, values: readonly unknown[] = []): Promise<Rows<Row>> {
      try {
        const { rows, affectedRows } = await session.query<Row>(text, [...values])
        return { rows, count: rows.length || (affectedRows ?? 0) }
      } catch (fault) {
        throw driverFault(fault, stage)
      }
    },
  })
  return {
    ...over(pglite, 'committing'),
    transaction: (work) => pglite.transaction((tx) => work(over(tx, 'before-commit'))),
    listen: (channel, heard) => pglite.listen(channel, heard),
    close: () => pglite.close(),
  }
}
