import pg from 'pg'
import type { Log } from '../adapters/log'
import { driverFault } from './driver-faults'
import type { Database } from './database'

type Heard = (payload: string | undefined) => void

export interface ListenerOptions {
  readonly url: string
  readonly connectMs: number
  readonly log: Log
}

/** How often a silent connection is asked whether it still lives; a cut cable tells nobody. */
const HEARTBEAT_MS = 20_000
const LONGEST_PAUSE_MS = 5_000

/**
 * LISTEN over one connection of its own, made on first use and made anew, with a growing pause, whenever it is lost.
 */
export function createListener({ url, connectMs, log }: ListenerOptions): Pick<Database, 'listen' | 'close'> {
  const channels = new Map<string, Set<Heard>>()
  let client: pg.Client | undefined
  let opening: Promise<pg.Client> | undefined
  let retry: NodeJS.Timeout | undefined
  let heartbeat: NodeJS.Timeout | undefined
  let closed = false
  let saying: Promise<unknown> = Promise.resolve()

  /** One statement after another: a client takes no second one while the first is on its way. */
  const say = (to: pg.Client, text: string): Promise<unknown> => {
    const said = saying.then(() => to.query(text))
    saying = said.catch(() => {})
    return said
  }
  const listenOn = (to: pg.Client, channel: string) => say(to, `LISTEN ${to.escapeIdentifier(channel)}`)

  const connect = async (): Promise<pg.Client> => {
    const made = new pg.Client({
      connectionString: url,
      connectionTimeoutMillis: connectMs,
      query_timeout: connectMs,
      keepAlive: true,
    })
    made.on('error', (cause) => lost(made, cause))
    made.on('end', () => lost(made, undefined))
    made.on('notification', ({ channel, payload }) => {
      for (const heard of channels.get(channel) ?? []) call(heard, payload ?? '')
    })
    try {
      await made.connect()
      for (const channel of channels.keys()) await listenOn(made, channel)
    } catch (error) {
      void made.end().catch(() => {})
      throw error
    }
    if (closed) {
      await made.end()
      throw new Error('The database was closed')
    }
    client = made
    heartbeat = setInterval(() => {
      say(made, 'SELECT').catch((cause: unknown) => lost(made, cause))
    }, HEARTBEAT_MS)
    return made
  }

  /** One attempt at a time, however many channels ask. */
  const open = (): Promise<pg.Client> =>
    (opening ??= (client ? Promise.resolve(client) : connect()).finally(() => (opening = undefined)))

  const lost = (which: pg.Client, cause: unknown): void => {
    if (which !== client) return
    client = undefined
    clearInterval(heartbeat)
    void which.end().catch(() => {})
    if (closed) return
    log.warn('The connection that listens for notices was lost', { cause })
    reopen(100)
  }

  const reopen = (pause: number): void => {
    retry = setTimeout(() => {
      open().then(
        () => {
          log.info('Listening for notices again')
          for (const heards of channels.values()) for (const heard of heards) call(heard, undefined)
        },
        () => {
          if (!closed) reopen(Math.min(pause * 2, LONGEST_PAUSE_MS))
        },
      )
    }, pause)
  }

  const call = (heard: Heard, payload: string | undefined): void => {
    try {
      heard(payload)
    } catch (cause) {
      log.error('A listener failed', { cause })
    }
  }

  return {
    async listen(channel, heard) {
      const heards = channels.get(channel) ?? new Set<Heard>()
      channels.set(channel, heards.add(heard))
      try {
        await listenOn(await open(), channel)
      } catch (error) {
        heards.delete(heard)
        throw driverFault(error, 'connecting')
      }
      return async () => {
        heards.delete(heard)
        if (heards.size > 0 || channels.get(channel) !== heards) return
        channels.delete(channel)
        // A connection lost meanwhile forgets its channels by itself.
        if (client) await say(client, `UNLISTEN ${client.escapeIdentifier(channel)}`).catch(() => {})
      }
    },
    async close() {
      closed = true
      clearTimeout(retry)
      clearInterval(heartbeat)
      channels.clear()
      await opening?.catch(() => {})
      const last = client
      client = undefined
      await last?.end().catch(() => {})
    },
  }
}
