import { rm } from 'node:fs/promises'

/** Jest's globalTeardown: stops the server of postgres-setup.ts and removes its data. */
export default async function stopPostgres(): Promise<void> {
  const { server, folder } = globalThis.testPostgres ?? {}
  globalThis.testPostgres = undefined
  await server?.leave()
  if (folder) await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 })
}
