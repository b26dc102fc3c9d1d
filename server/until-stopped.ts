import type { Log } from './adapters/log'
import type { RunningApi } from './run-api'
import { StartFault } from './start-fault'

/** npm passes a Ctrl-C on that the terminal has sent already; only a later one is meant as "at once". */
const SAME_CTRL_C_MS = 1_000

/**
 * Runs an API until a signal ends it, and then the process: 0 after a stop in order, 1 after a fault, 130 where it was
 * stopped while starting or told a second time. A StartFault is shown as it is, without a stack; any other fault goes to the log.
 *
 * @param start may break off on its signal, rejecting with the signal's reason; what goes on is let through and then
 * closed, so that nothing of it is left behind.
 */
export function untilStopped(start: (stop: AbortSignal) => Promise<RunningApi>, log: Log): void {
  const stop = new AbortController()
  let asked = 0

  const fail = (error: unknown): never => {
    if (stop.signal.aborted && error === stop.signal.reason) process.exit(130)
    if (error instanceof StartFault) console.error(error.message)
    else log.error('The API failed', { cause: error })
    process.exit(1)
  }
  // Node itself would print such an error whole, with whatever it quotes.
  process.on('uncaughtException', (cause) => {
    log.error('The process failed', { cause })
    process.exit(1)
  })
  const starting = start(stop.signal)
  starting.catch(fail)

  const end = async (): Promise<void> => {
    if (asked > 0) {
      if (Date.now() - asked > SAME_CTRL_C_MS) process.exit(130)
      return
    }
    asked = Date.now()
    log.info('Stopping')
    stop.abort()
    const api = await starting
    await api.close()
    process.exit(0)
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.on(signal, () => void end().catch(fail))
}
