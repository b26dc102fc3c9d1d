/** Runs in a thread of its own (see station-thread.ts): keeps the stations for the thread that answers calls. */
import { parentPort, workerData } from 'node:worker_threads'
import { DatabaseFault } from '../database/database'
import { openDatabase } from '../database/pool'
import { createStationKeeper } from '../stations/keeper'
import type { Log } from './log'
import type { Answer, Ask, Connection, Told } from './station-thread'

const port = parentPort
if (!port) throw new Error('This runs in a worker thread only')
const tell = (told: Told) => port.postMessage(told)

const note =
  (level: keyof Log) =>
  (message: string, fields?: Record<string, unknown>): void =>
    tell({ log: level, message, fields: fields && { ...fields, cause: String(fields.cause) } })
const log: Log = { debug: note('debug'), info: note('info'), warn: note('warn'), error: note('error') }

const database = openDatabase({ ...(workerData as Connection), max: 1, idleTimeoutMillis: 10_000, log })
const keeper = createStationKeeper({ database, shared: true })
keeper.publishTo((data) => tell({ published: data }))

port.on('message', ({ id, ask }: { id: number; ask: Ask }) => {
  answer(ask).then(
    (value) => tell({ id, value }),
    (error: unknown) => {
      if (error instanceof DatabaseFault) {
        const { kind, constraint, cause } = error
        tell({ id, fault: { kind, constraint, cause: String(cause) } })
      } else tell({ id, error: error instanceof Error ? (error.stack ?? error.message) : String(error) })
    },
  )
})

async function answer(ask: Ask): Promise<Answer> {
  switch (ask.do) {
    case 'refresh':
      await keeper.refresh()
      return undefined
    case 'clusters':
      return keeper.clusters(ask.box, ask.zoom, ask.now)
    case 'pack':
      return keeper.pack(ask.city, ask.now)
    case 'close':
      await keeper.close()
      await database.close()
      return undefined
  }
}
