/** Runs in a thread of its own (see signing-thread.ts). */
import { parentPort, workerData } from 'node:worker_threads'
import { createGrantSigner } from './grant-signer'
import type { ToSign } from './signing-thread'

const port = parentPort
if (!port) throw new Error('This runs in a worker thread only')
const { sign } = createGrantSigner(workerData as Uint8Array, 0)

port.on('message', ({ bytes, ends }: ToSign) => {
  const signatures = ends.map((end, i) => sign(bytes.subarray(ends[i - 1] ?? 0, end)))
  const together = new Uint8Array(Buffer.concat(signatures))
  port.postMessage(together, [together.buffer])
})
