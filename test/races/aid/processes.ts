import { randomBytes } from 'node:crypto'
import { Pool } from 'undici'
import { createSpawner, type SpawnedApi } from '../../support/spawned-api'
import type { ProcessSettings } from './api-process'

export interface Sent {
  readonly method: string
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | undefined
  /** After so many milliseconds whoever asked is gone, and hears no answer. */
  readonly goneAfterMs?: number
}

/** A busy machine is no fault. */
const START_MS = 600_000

/** Two API processes over the databases of all worlds. */
export interface Processes {
  readonly keys: Readonly<Record<'pepper' | 'identity' | 'voucher', Uint8Array>>
  /** One call to one of them, as JSON. Rejects where no answer came. */
  send(process: number, sent: Sent): Promise<{ status: number; json: unknown }>
  /** kill -9; resolves once it is back. */
  kill(process: number): Promise<void>
  /** What they complained of, as they said it. */
  complaints(): string
  close(): Promise<void>
}

export async function startProcesses(worlds: ProcessSettings['worlds']): Promise<Processes> {
  const spawner = createSpawner()
  const keys = { pepper: randomBytes(32), identity: randomBytes(32), voucher: randomBytes(32) }
  const base64 = (it: Buffer) => it.toString('base64')
  const all: SpawnedApi[] = []

  const start = async (n: number) => {
    const settings: ProcessSettings = {
      name: `race-${n}`,
      keys: { pepper: base64(keys.pepper), identity: base64(keys.identity), voucher: base64(keys.voucher) },
      worlds,
    }
    const api = spawner.api({ NUANXIN_RACE: JSON.stringify(settings) }, 'test/races/aid/api-process')
    all.push(api)
    return { api, pool: new Pool(await api.ready(START_MS), { connections: 64 }) }
  }
  const processes = await Promise.all([start(0), start(1)])
  type Process = (typeof processes)[number]

  return {
    keys,
    async send(n, { body, goneAfterMs, headers, method, path }) {
      const answer = await (processes[n] as Process).pool.request({
        method: method as 'POST',
        path,
        headers,
        body: body ?? null,
        headersTimeout: 30_000,
        bodyTimeout: 30_000,
        ...(goneAfterMs !== undefined && { signal: AbortSignal.timeout(goneAfterMs) }),
      })
      const text = await answer.body.text()
      return { status: answer.statusCode, json: text === '' ? undefined : (JSON.parse(text) as unknown) }
    },
    async kill(n) {
      const { api, pool } = processes[n] as Process
      api.kill('SIGKILL')
      await api.ended
      await pool.destroy()
      processes[n] = await start(n)
    },
    complaints: () => all.map((it) => it.stderr).join(''),
    async close() {
      await Promise.all(processes.map((it) => it.pool.destroy()))
      await spawner.clear()
    },
  }
}
