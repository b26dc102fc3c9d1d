import { chmod, mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { silentLog } from '../../../server/adapters/log'
import { openEmbedded } from '../../../server/database/embedded'
import { applyMigrations } from '../../../server/database/migrate'
import { withOwnerSession } from '../../../server/database/owner-session'
import { openDatabase } from '../../../server/database/pool'
import { readMigrations } from '../../../server/database/read-migrations'
import { benchHttp } from './http'
import { analyze, prepare } from './prepare'
import { benchWriting } from './writing'

/** The least that a figure may be, and the most. */
const targets: Record<string, { least?: number; most?: number }> = {
  toOneByOne: { least: 5 },
  toOneByOneSpread: { least: 1.5 },
  httpToCeiling: { least: 0.4 },
  soldOutToCeiling: { least: 0.6 },
  oversold: { most: 0 },
  duplicates: { most: 0 },
  lost: { most: 0 },
}

/**
 * Claims on a PostgreSQL of their own that writes to the disk before it says so: together against one by one, and over
 * HTTP against the fixed answer. Counts afterwards that nothing was oversold, doubled or lost.
 */
export async function benchClaims(): Promise<Record<string, number>> {
  const folder = await mkdtemp(path.join(os.tmpdir(), `nuanxin-test-${process.pid}-`))
  // Run as root, the server has another account's eyes.
  await chmod(folder, 0o711)
  const server = await openEmbedded({ folder, log: silentLog })
  const open = (max: number) => openDatabase({ url: server.url, statements: 'named', max, log: silentLog })
  const database = open(4)
  try {
    await withOwnerSession(server.url, async (session) => applyMigrations(session, await readMigrations()))
    const prepared = await prepare(database)
    const settle = () => analyze(server.url)
    await settle()
    const written = await benchWriting(database, open, prepared, settle)
    const http = await benchHttp(database, server.url, prepared, settle)
    const figures: Record<string, number> = {
      toOneByOne: rounded(written.hot),
      toOneByOneSpread: rounded(written.spread),
      httpToCeiling: rounded(http.claims),
      soldOutToCeiling: rounded(http.soldOut),
      oversold: written.oversold + http.oversold,
      duplicates: written.duplicates + http.duplicates,
      lost: written.lost + http.lost,
    }
    for (const [name, { least = -Infinity, most = Infinity }] of Object.entries(targets)) {
      const is = figures[name] ?? NaN
      if (!(is >= least && is <= most)) console.log(`OFF TARGET: ${name} is ${is}`)
    }
    return figures
  } finally {
    await database.close()
    await server.leave()
    await rm(folder, { recursive: true, force: true })
  }
}

const rounded = (value: number) => Math.round(value * 100) / 100
