/** `npm run keys:reseal`: seals names, numbers and openids under the key in force (see account/reseal.ts). */
import { randomBytes } from 'node:crypto'
import { reseal } from '../account/reseal'
import { createLog } from '../adapters/log'
import { openServer } from '../database/open-server'
import { readEnvironment } from '../environment'
import { keysOf, loadSecrets } from '../secrets'
import { StartFault } from '../start-fault'

async function run(): Promise<void> {
  const environment = readEnvironment(process.env)
  const secrets = await loadSecrets(environment)
  const { database, close } = await openServer(environment, createLog({ ...environment.log, level: 'warn' }))
  try {
    const keys = keysOf(secrets, environment)
    const { resealed, unreadable } = await reseal(
      database,
      keys,
      (bytes) => new Uint8Array(randomBytes(bytes)),
    )
    process.stdout.write(`Sealed anew: ${resealed}. Opened by no key given: ${unreadable}.\n`)
    if (unreadable > 0) process.exitCode = 1
  } finally {
    await close()
  }
}

run().catch((error: unknown) => {
  process.stderr.write(`${error instanceof StartFault ? error.message : String(error)}\n`)
  process.exitCode = 1
})
