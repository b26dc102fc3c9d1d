import { ed25519 } from '@noble/curves/ed25519.js'
import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js'
import { setupWorker } from 'msw/browser'
import { createTransferSandbox } from '../server/adapters/transfer-sandbox'
import { createPaySandbox } from '../server/adapters/pay-sandbox'
import { createApp } from '../server/app'
import type { Migration } from '../server/database/migrate'
import type { Ports } from '../server/ports'
import { rosterKeys } from '../server/roster/compare'
import { demoData } from './data/demo-data'
import { loadData } from './data/load'
import { handlersOf } from './handlers'
import { openTabDatabase } from './pglite-database'
import { createTabFiles, createTabImages } from './tab-photos'

/** webpack's: the files of a folder, each as its text. */
declare const require: {
  context(folder: string, deep: boolean, files: RegExp): { keys(): string[] } & ((file: string) => string)
}

const random = (bytes: number) => crypto.getRandomValues(new Uint8Array(bytes))

/**
 * The API without a server: the same app as on servers, over PostgreSQL in this tab, behind a service worker that hands
 * it every request for /v1. Resolves when it answers.
 */
export async function startTabApi(): Promise<void> {
  const database = await openTabDatabase('nuanxin', migrations())
  const ports = tabPorts()
  await loadData(database, Date.now(), demoData(Date.now()), rosterKeys(ports.keys))
  const app = createApp({ database, clock: Date.now, random, ports, demo: true })
  const worker = setupWorker(...handlersOf(app))
  await worker.start({
    onUnhandledRequest: 'bypass',
    quiet: true,
    serviceWorker: { url: './mockServiceWorker.js' },
  })
}

function migrations(): Migration[] {
  const files = require.context('../server/database/migrations', false, /\.sql$/)
  return files.keys().map((file) => {
    const [, number, name] = /(\d+)-(.+)\.sql$/.exec(file) ?? []
    return { number: Number(number), name: String(name), sql: files(file) }
  })
}

function tabPorts(): Ports {
  const signing = keptKey('signing')
  return {
    keys: { pepper: keptKey('pepper'), identity: keptKey('identity'), voucher: keptKey('voucher') },
    signer: {
      keyId: 1,
      publicKeys: new Map([[1, ed25519.getPublicKey(signing)]]),
      sign: (payload) => ed25519.sign(payload, signing),
    },
    log: console,
    doors: {
      secret: random(32),
      unlock: async () => Date.now() + 15_000,
    },
    payments: createPaySandbox(),
    transfers: createTransferSandbox(),
    files: createTabFiles(),
    images: createTabImages(),
  }
}

/** 32 bytes made once in this browser; they guard nothing but its own demo. */
function keptKey(name: string): Uint8Array {
  const kept = localStorage.getItem(`tab-key-${name}`)
  if (kept) return hexToBytes(kept)
  const key = random(32)
  localStorage.setItem(`tab-key-${name}`, bytesToHex(key))
  return key
}
