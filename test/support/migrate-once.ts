/** Run as a process by tests: migrates the database of the URL given and prints how many migrations it applied. */
import { applyMigrations } from '../../server/database/migrate'
import { withOwnerSession } from '../../server/database/owner-session'
import { readMigrations } from '../../server/database/read-migrations'

void withOwnerSession(process.argv[2] as string, async (session) =>
  applyMigrations(session, await readMigrations()),
).then((applied) => console.log(applied.length))
