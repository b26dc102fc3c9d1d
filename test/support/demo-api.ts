import { randomBytes } from 'node:crypto'
import { ed25519 } from '@noble/curves/ed25519.js'
import { demoData } from '../../mock/data/demo-data'
import { loadData } from '../../mock/data/load'
import { playClaims } from '../../mock/data/play-claims'
import { idRegionsOf } from '../../server/account/read-id'
import { createTransferSandbox } from '../../server/adapters/transfer-sandbox'
import { createPaySandbox } from '../../server/adapters/pay-sandbox'
import { createApp } from '../../server/app'
import { createImages } from '../../server/adapters/images'
import type { Log } from '../../server/adapters/log'
import type { Keys, Ports } from '../../server/ports'
import { rosterKeys } from '../../server/roster/compare'
import { importRoster } from '../../server/roster/import-roster'
import { memoryFiles } from './photos'
import { createTestDatabase } from './postgres'

export interface DemoApi {
  readonly app: ReturnType<typeof createApp>
  /** Faults the API logged; a test that meant none expects none. */
  readonly faults: readonly unknown[]
  /** What `npm run roster:import` does; throws where it would refuse. */
  importRoster(channel: string, csv: string): Promise<void>
  drop(): Promise<void>
}

export interface DemoOptions {
  /** False: nobody but those for whom `ports` say how logs in. */
  demo?: boolean
  /** That its claims have happened as well, which takes a moment. */
  claims?: boolean
  ports?: Partial<Omit<Ports, 'keys'>>
}

/**
 * The API with the demo data, on a database of its own and by the real clock unless one is given (epoch ms). `drop` it in
 * afterAll.
 */
export async function createDemoApi(
  clock: () => number = Date.now,
  { demo = true, claims = false, ports }: DemoOptions = {},
): Promise<DemoApi> {
  const own = await createTestDatabase()
  const seed = randomBytes(32)
  const faults: unknown[] = []
  const note = (message: string, fields?: object) => void faults.push({ message, ...fields })
  const log: Log = { debug: () => undefined, info: () => undefined, warn: note, error: note }
  const { database } = own
  const keys: Keys = {
    pepper: randomBytes(32),
    identity: randomBytes(32),
    voucher: randomBytes(32),
  }
  await loadData(database, clock(), demoData(clock()), rosterKeys(keys))
  const random = (bytes: number) => new Uint8Array(randomBytes(bytes))
  const given: Ports = {
    keys,
    signer: {
      keyId: 1,
      publicKeys: new Map([[1, ed25519.getPublicKey(seed)]]),
      sign: (payload) => ed25519.sign(payload, seed),
    },
    log,
    payments: createPaySandbox(),
    transfers: createTransferSandbox(),
    files: memoryFiles(),
    images: createImages(),
    ...ports,
  }
  if (claims) await playClaims({ database, ports: given, random }, clock())
  const app = createApp({ database, clock, random, demo, checkReplies: true, ports: given })
  return {
    app,
    faults,
    async importRoster(channel, csv) {
      const to = { database, keys, clock, regions: idRegionsOf({ demo }) }
      const { bad } = await importRoster(to, channel, Buffer.from(csv))
      if (bad) throw new Error(`Bad rows: ${JSON.stringify(bad)}`)
    },
    drop: () => own.drop(),
  }
}
