import type { Worker } from 'node:worker_threads'
import { openThread } from './thread'

/** Bytes of an Ed25519 signature. */
const SIGNATURE = 64

/** So many payloads, one behind the other; where each ends. */
export interface ToSign {
  readonly bytes: Uint8Array
  readonly ends: readonly number[]
}

export interface SigningThread {
  sign(payload: Uint8Array): Promise<Uint8Array>
  /** Fails whatever still waits. */
  close(): Promise<void>
}

interface Waiting {
  readonly payload: Uint8Array
  resolve(signature: Uint8Array): void
  reject(error: Error): void
}

/**
 * Signs with the Ed25519 key of a 32-byte seed in a thread of its own. The vouchers of a batch of claims are all signed at
 * once, so what is asked for in one turn of the event loop goes over together: by itself each would cost the thread that
 * answers calls nearly as much as signing it. A thread that dies is made anew with the next call.
 */
export function createSigningThread(seed: Uint8Array): SigningThread {
  let thread: Worker | undefined
  let gathered: Waiting[] = []
  /** What the thread has, in the order in which it was sent. */
  const sent: Waiting[][] = []

  const open = (): Worker => {
    const made = openThread('signing-worker.ts', seed)
    made.on('message', (signatures: Uint8Array) => {
      sent.shift()?.forEach(({ resolve }, i) => resolve(signatures.slice(SIGNATURE * i, SIGNATURE * (i + 1))))
      // An idle thread keeps no process alive.
      if (sent.length === 0) made.unref()
    })
    let cause: unknown
    made.on('error', (error) => (cause = error))
    made.on('exit', () => {
      if (thread === made) thread = undefined
      const error = new Error('The thread that signs ended', { cause })
      for (const { reject } of sent.splice(0).flat()) reject(error)
    })
    return made
  }

  const send = (): void => {
    const batch = gathered
    gathered = []
    const ends: number[] = []
    let length = 0
    for (const { payload } of batch) ends.push((length += payload.length))
    const bytes = new Uint8Array(length)
    batch.forEach(({ payload }, i) => bytes.set(payload, (ends[i] ?? 0) - payload.length))
    thread ??= open()
    thread.ref()
    sent.push(batch)
    thread.postMessage({ bytes, ends } satisfies ToSign, [bytes.buffer])
  }

  // Made beforehand: the first who claims is not to wait until it has read its files.
  thread = open()
  thread.unref()

  return {
    sign: (payload) =>
      new Promise((resolve, reject) => {
        if (gathered.length === 0) setImmediate(send)
        gathered.push({ payload, resolve, reject })
      }),
    async close() {
      await thread?.terminate()
    },
  }
}
