/** `npm start`: H5, API and demo data on this machine, told apart from `npm run api` by NUANXIN_DEMO=1. */
import { createLog } from './adapters/log'
import { readEnvironment } from './environment'
import { buildH5 } from './build-h5'
import { createSite } from './site'
import { assertPortFree, runApi } from './run-api'
import { StartFault } from './start-fault'
import { untilStopped } from './until-stopped'

try {
  const environment = readEnvironment({ ...process.env, NUANXIN_DEMO: '1' })
  const log = createLog(environment.log)
  untilStopped(async (stop) => {
    await assertPortFree(environment.host, environment.port)
    const outcome = await buildH5(showProgress, stop).finally(clearProgress)
    if (outcome === 'built') log.info('H5 is built')
    const api = await runApi({ environment, log, site: createSite() })
    log.info(`\n暖新 is ready: ${api.url}\nCtrl-C stops it.`)
    return api
  }, log)
} catch (error) {
  if (!(error instanceof StartFault)) throw error
  console.error(error.message)
  process.exit(1)
}

/** One line that counts on a terminal; elsewhere one line every ten seconds. */
function showProgress(elapsed: string): void {
  const text = `Building H5, once for these sources (a minute or so): ${elapsed}`
  if (process.stdout.isTTY) process.stdout.write(`\r${text} `)
  else if (/(^1|0) s$/.test(elapsed)) console.log(text)
}

function clearProgress(): void {
  if (process.stdout.isTTY) process.stdout.write('\r\x1b[K')
}
