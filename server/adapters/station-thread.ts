import type { Worker } from 'node:worker_threads'
import { DatabaseFault, type FaultKind } from '../database/database'
import type { OpenOptions } from '../database/pool'
import type { Box } from '../stations/clusters'
import type { Seen, StationKeeper } from '../stations/keeper'
import type { WrittenPack } from '../stations/make-pack'
import type { IndexData } from '../stations/station-index'
import type { Log } from './log'
import { openThread } from './thread'

export type Connection = Pick<OpenOptions, 'url' | 'statements'>

export type Ask =
  | { do: 'refresh' }
  | { do: 'clusters'; box: Box; zoom: number; now: number }
  | { do: 'pack'; city: string; now: number }
  | { do: 'close' }

export type Answer = Seen[] | WrittenPack | undefined

export type Told =
  | { published: IndexData }
  | { log: keyof Log; message: string; fields?: Record<string, unknown> }
  | { id: number; value: Answer }
  | { id: number; fault: { kind: FaultKind; constraint?: string; cause: string } }
  | { id: number; error: string }

interface Waiting {
  resolve(value: Answer): void
  reject(error: Error): void
}

/**
 * Keeps the stations in a thread of their own, so that reading and laying out 200,000 of them stops no call. It has one
 * connection to the database. A thread that dies is made anew with the next call.
 */
export function createStationThread(connection: Connection, log: Log): StationKeeper {
  let publish: ((data: IndexData) => void) | undefined
  let thread: Worker | undefined
  let closed = false
  let asked = 0
  const waiting = new Map<number, Waiting>()

  const open = (): Worker => {
    const { url, statements } = connection
    const made = openThread('station-worker.ts', { url, statements } satisfies Connection)
    made.on('message', (told: Told) => {
      if ('published' in told) publish?.(told.published)
      else if ('log' in told) log[told.log](told.message, told.fields)
      else settle(told)
    })
    made.on('error', (cause) => log.error('The thread that keeps the stations failed', { cause }))
    made.on('exit', () => {
      if (thread === made) thread = undefined
      for (const { reject } of waiting.values()) {
        reject(new DatabaseFault('unreachable', undefined, { cause: new Error('The thread ended') }))
      }
      waiting.clear()
    })
    return made
  }

  const settle = (told: Exclude<Told, { published: unknown } | { log: unknown }>): void => {
    const waited = waiting.get(told.id)
    waiting.delete(told.id)
    // An idle thread keeps no process alive.
    if (waiting.size === 0) thread?.unref()
    if ('value' in told) waited?.resolve(told.value)
    else if ('fault' in told) {
      const { kind, constraint, cause } = told.fault
      waited?.reject(new DatabaseFault(kind, constraint, { cause: new Error(cause) }))
    } else waited?.reject(new Error(told.error))
  }

  const say = <T>(ask: Ask): Promise<T> => {
    thread ??= open()
    thread.ref()
    const id = ++asked
    return new Promise<T>((resolve, reject) => {
      waiting.set(id, { resolve: (value) => resolve(value as T), reject })
      thread?.postMessage({ id, ask })
    })
  }

  return {
    publishTo(to) {
      if (publish) throw new Error('One directory of stations has taken these already')
      publish = to
    },
    refresh: () => say({ do: 'refresh' }),
    clusters: (box, zoom, now) => say({ do: 'clusters', box, zoom, now }),
    pack: (city, now) => say({ do: 'pack', city, now }),
    async close() {
      if (closed || !thread) return
      closed = true
      await say({ do: 'close' }).catch(() => undefined)
      await thread.terminate()
    },
  }
}
