import path from 'node:path'
import { Worker } from 'node:worker_threads'

/** Runs a TypeScript file of this folder in a thread: it inherits no loader, so what reads TypeScript comes first. */
export function openThread(file: string, workerData: unknown): Worker {
  const files = [require.resolve('tsx/cjs'), path.join(__dirname, file)]
  return new Worker(`for (const file of ${JSON.stringify(files)}) require(file)`, { eval: true, workerData })
}
