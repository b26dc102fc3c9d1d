import { chmod, mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { silentLog } from '../../server/adapters/log'
import { openEmbedded, type EmbeddedPostgres } from '../../server/database/embedded'
import { applyMigrations } from '../../server/database/migrate'
import { withOwnerSession } from '../../server/database/owner-session'
import { isAlive } from '../../server/database/processes'
import { readMigrations } from '../../server/database/read-migrations'
import { TEST_SERVER, urlOfDatabase } from './postgres'

declare global {
  var testPostgres: { server: EmbeddedPostgres; folder: string } | undefined
}

/** What a run leaves in the temporary folder starts with this and the number of its process. */
const PREFIX = 'nuanxin-test-'

/** Jest's globalSetup: one throw-away server for the whole run, with a migrated database to copy from. */
export default async function startPostgres(): Promise<void> {
  // Another project of the same run has started it.
  if (globalThis.testPostgres) return
  await sweep()
  const folder = await mkdtemp(path.join(os.tmpdir(), `${PREFIX}${process.pid}-`))
  // Run as root, the server has another account's eyes.
  await chmod(folder, 0o711)
  const server = await openEmbedded({ folder, log: silentLog, fsync: false })
  globalThis.testPostgres = { server, folder }
  await withOwnerSession(server.url, async (session) => applyMigrations(session, await readMigrations()))
  await withOwnerSession(urlOfDatabase(server.url, 'postgres'), (session) =>
    session.script('ALTER DATABASE nuanxin WITH IS_TEMPLATE true ALLOW_CONNECTIONS false'),
  )
  process.env[TEST_SERVER] = server.url
}

/** Removes servers of runs that were killed. */
async function sweep(): Promise<void> {
  for (const name of await readdir(os.tmpdir())) {
    const owner = new RegExp(`^${PREFIX}(\\d+)-`).exec(name)?.[1]
    if (!owner || isAlive(Number(owner))) continue
    const folder = path.join(os.tmpdir(), name)
    // This file's own server, or one of a test that spawned an API (spawned-api.ts).
    for (const data of [folder, path.join(folder, 'data')]) {
      const pidFile = await readFile(path.join(data, 'postgres', 'postmaster.pid'), 'utf8').catch(() => '')
      const pid = Number.parseInt(pidFile, 10)
      try {
        if (pid > 1) process.kill(pid, 'SIGQUIT')
      } catch {
        // It is gone, or not ours.
      }
    }
    await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 }).catch(() => {})
  }
}
