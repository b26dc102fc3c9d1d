/**
 * Run as a process of its own by the aid race: the API over the databases of several worlds. A call says which world it is
 * for (`x-race-world`) and what time it is there (`x-race-now`, epoch ms). What `npm run api` does every minute by itself is
 * asked for at /race/….
 */
import { randomBytes } from 'node:crypto'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createAdaptorServer, type HttpBindings } from '@hono/node-server'
import { createLog } from '../../../server/adapters/log'
import { createWechatPay } from '../../../server/adapters/wechat-pay'
import { merchantKey, publicKey } from '../../../server/adapters/wechat-pay-keys'
import { createWechatTransfers } from '../../../server/adapters/wechat-transfers'
import { keepAccounts, reconcile, settleOverdue } from '../../../server/aid/reconcile'
import { createApp } from '../../../server/app'
import { DatabaseFault } from '../../../server/database/database'
import { openDatabase } from '../../../server/database/pool'
import { readBody } from '../../../server/http/read-body'
import { keyMaker } from '../../../server/ids'
import { keepTransfers, reconcileTransfers } from '../../../server/payouts/reconcile-transfers'
import type { Ports } from '../../../server/ports'
import { transferTerms } from '../../support/wechat-transfers-stand-in'

/** What the process is told, as JSON in `NUANXIN_RACE`. */
export interface ProcessSettings {
  /** By which its connections are known to the database. */
  readonly name: string
  /** In base64. */
  readonly keys: Readonly<Record<'pepper' | 'identity' | 'voucher', string>>
  readonly worlds: readonly {
    readonly url: string
    readonly wechat: Readonly<
      Record<
        'url' | 'appid' | 'mchid' | 'serial' | 'merchantKey' | 'apiv3Key' | 'publicKeyId' | 'publicKey',
        string
      >
    >
  }[]
}

const settings = JSON.parse(process.env.NUANXIN_RACE ?? '') as ProcessSettings
const log = createLog({ format: 'lines', level: 'error' }, (line) => void process.stderr.write(line))
const random = (bytes: number) => new Uint8Array(randomBytes(bytes))
const key = (name: keyof ProcessSettings['keys']) =>
  new Uint8Array(Buffer.from(settings.keys[name], 'base64'))
const keys = { pepper: key('pepper'), identity: key('identity'), voucher: key('voucher') }

const worlds = settings.worlds.map(({ url, wechat }) => {
  const world = { now: 0 }
  const clock = () => world.now
  const named = new URL(url)
  named.searchParams.set('application_name', settings.name)
  const database = openDatabase({ url: named.href, statements: 'named', max: 5, log })
  const merchant = {
    ...wechat,
    key: merchantKey(wechat.merchantKey),
    apiv3Key: Buffer.from(wechat.apiv3Key),
    platform: [publicKey(wechat.publicKeyId, wechat.publicKey)],
    noticesAt: 'https://nuanxin.example/notices',
    api: wechat.url,
    clock,
    random,
    // A service that says nothing is not waited for as long as in earnest, and what it failed at is not hidden by asking again.
    timeoutMs: 300,
    pausesMs: [],
  }
  const ports: Ports = {
    keys,
    signer: { keyId: 1, publicKeys: new Map(), sign: () => random(64) },
    log,
    payments: createWechatPay(merchant),
    transfers: createWechatTransfers({ ...merchant, ...transferTerms }),
  }
  const newId = keyMaker(clock, random)
  const context = { database, clock, random, newId, ports }
  const verbs: Readonly<Record<string, () => Promise<unknown>>> = {
    '/race/accounts': async () => {
      await keepAccounts(context)
      await keepTransfers(context)
    },
    '/race/overdue': () => settleOverdue(context),
    '/race/reconcile': async () => [...(await reconcile(context)), ...(await reconcileTransfers(context))],
  }
  const app = createApp({ database, clock, random, demo: true, checkReplies: true, ports })
  let busy = 0
  const answer = async (request: Request, body: string | undefined): Promise<Response> => {
    const { pathname } = new URL(request.url)
    if (pathname === '/race/quiet') {
      while (busy > 0) await new Promise((resolve) => setTimeout(resolve, 2))
      return Response.json(null)
    }
    world.now = Number(request.headers.get('x-race-now'))
    busy++
    try {
      const verb = verbs[pathname]
      return verb ? Response.json((await verb()) ?? null) : await app.fetch(request, { body })
    } catch (error) {
      const away = error instanceof DatabaseFault && ['unreachable', 'unknown'].includes(error.kind)
      const code =
        error instanceof DatabaseFault && error.kind === 'unreachable' ? 'unavailable' : 'outcome-unknown'
      if (away) return Response.json({ code }, { status: 503 })
      log.error('What is done every minute failed', { cause: error })
      return Response.json({ code: 'internal' }, { status: 500 })
    } finally {
      busy--
    }
  }
  return answer
})

const server = createAdaptorServer({
  fetch: async (request, bindings) => {
    const answer = worlds[Number(request.headers.get('x-race-world'))]
    return answer?.(request, await readBody((bindings as HttpBindings).incoming))
  },
}) as Server
server.listen(0, '127.0.0.1', () => {
  console.log(`listens on http://127.0.0.1:${(server.address() as AddressInfo).port}`)
})
