/** `npm run api`: the API alone, told by the environment (see environment.ts). */
import { createLog } from './adapters/log'
import { readEnvironment } from './environment'
import { runApi } from './run-api'
import { StartFault } from './start-fault'
import { untilStopped } from './until-stopped'

try {
  const environment = readEnvironment(process.env)
  const log = createLog(environment.log)
  untilStopped(async () => {
    const api = await runApi({ environment, log })
    log.info(`The API listens on ${api.url}`, { port: api.port })
    return api
  }, log)
} catch (error) {
  if (!(error instanceof StartFault)) throw error
  console.error(error.message)
  process.exit(1)
}
