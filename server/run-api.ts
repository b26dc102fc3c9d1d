import type http from 'node:http'
import net from 'node:net'
import { createAdaptorServer, type HttpBindings } from '@hono/node-server'
import type { Hono } from 'hono'
import { unpublishedWithin } from '@/rules/holidays'
import { DAY, dayOf } from '@/rules/shanghai'
import { sweep, SWEEP_EVERY_MS } from './account/retention'
import { createDoorsSandbox } from './adapters/doors-sandbox'
import { createDoors } from './adapters/doors-webhook'
import { createFiles } from './adapters/file-storage'
import { createGrantSigner } from './adapters/grant-signer'
import { createImages } from './adapters/images'
import { createLimiter } from './adapters/limiter'
import type { Log } from './adapters/log'
import { createHeadKeeper } from './adapters/ledger-heads'
import { createMetrics } from './adapters/metrics'
import { createRandom } from './adapters/random'
import { createSigningThread } from './adapters/signing-thread'
import { createSmsSandbox } from './adapters/sms-sandbox'
import { createStationThread } from './adapters/station-thread'
import { createWechatLogin } from './adapters/wechat-login'
import { createWechatNotices } from './adapters/wechat-notices'
import { createWechatTexts } from './adapters/wechat-texts'
import { addressOf } from './address'
import { AID_EVERY_MS, keepAccounts } from './aid/reconcile'
import { TEND_EVERY_MS, tendClaims } from './aid-claims/tend'
import { createApp } from './app'
import { SETTLE_EVERY_MS, settleCampaigns } from './campaigns/settle'
import { openServer } from './database/open-server'
import { readBody } from './http/read-body'
import type { Environment } from './environment'
import { readIdRegions } from './id-regions'
import { keyMaker } from './ids'
import { createSealer } from './ledger/sealer'
import { DELIVER_EVERY_MS, deliverNotices } from './notices/deliver'
import { readNoticeTemplates } from './notice-templates'
import { openPayments } from './open-payments'
import { openTransfers } from './open-transfers'
import { keepTransfers } from './payouts/reconcile-transfers'
import type { Ports } from './ports'
import { rosterKeys } from './roster/compare'
import { keysOf, loadSecrets } from './secrets'
import { StartFault } from './start-fault'

export interface RunOptions {
  readonly environment: Environment
  readonly log: Log
  /** Answers what lies outside /v1 and /metrics: the H5 build. */
  readonly site?: Hono
}

export interface RunningApi {
  /** Where it listens, for a browser on this machine. */
  readonly url: string
  readonly port: number
  /** Accepts nothing more, lets requests finish (10 s at most), then gives the database up. */
  close(): Promise<void>
}

const DRAIN_MS = 10_000
/** So long before a year begins its legal holidays should be in: by then they have been published for weeks. */
const CALENDAR_DAYS = 31
/** Bytes of a request's line and headers together; more is 431. */
const MAX_HEADERS = 8 * 1024

/**
 * Brings the API up: database, migrations, demo data where asked for, and the port.
 * Throws a StartFault, with nothing left running, for whatever the operator must put right.
 */
export async function runApi({ environment, log, site }: RunOptions): Promise<RunningApi> {
  const { demo, host, port, proxies } = environment
  await assertPortFree(host, port)
  const idRegions = await readIdRegions(environment.idRegions)
  const templates =
    environment.noticeTemplates === undefined
      ? undefined
      : await readNoticeTemplates(environment.noticeTemplates)
  const secrets = await loadSecrets(environment)
  const { database, connection, alone, close } = await openServer(environment, log)
  const stations = createStationThread(connection, log)
  const signing = createSigningThread(secrets.grantKey)
  try {
    const clock = () => Date.now()
    const keys = keysOf(secrets, environment)
    if (demo) {
      const [{ loadData }, { demoData }] = await Promise.all([
        import('../mock/data/load'),
        import('../mock/data/demo-data'),
      ])
      await alone(() => loadData(database, clock(), demoData(clock()), rosterKeys(keys)))
      log.info('The demo data are in')
    }
    let warned = false
    const warnOfProxy = () => {
      if (!warned) log.warn('Requests come through a proxy: NUANXIN_PROXIES tells how many there are')
      warned = true
    }
    const metrics = createMetrics()
    const random = createRandom()
    const wechat = environment.wechat && { ...environment.wechat, database, keys, random, clock }
    const notices = wechat && templates && createWechatNotices({ ...wechat, templates })
    const ports: Ports = {
      keys,
      signer: {
        ...createGrantSigner(secrets.grantKey, environment.grantKeyId, environment.otherGrantKeys),
        sign: signing.sign,
      },
      log,
      metrics,
      wechat: wechat && createWechatLogin(wechat),
      notices,
      // There is no real one yet, and none that shows codes to an operator.
      sms: environment.production ? undefined : createSmsSandbox(log),
      doors: environment.doors
        ? createDoors({ ...environment.doors, clock, random })
        : environment.production
          ? undefined
          : createDoorsSandbox(clock, random, log),
      limiter: environment.limits ? createLimiter({ database, key: secrets.pepper, log }) : undefined,
      stations,
      payments: await openPayments(environment, clock, random),
      transfers: await openTransfers(environment, clock, random),
      files: createFiles(environment.photos),
      images: createImages(),
      texts: wechat && createWechatTexts(wechat),
    }
    const api = createApp({ database, clock, random, demo, idRegions, ports })
    const warnOfCalendar = () => {
      const year = unpublishedWithin(dayOf(clock()), CALENDAR_DAYS)
      if (year === undefined) return
      log.warn(
        `The legal holidays of ${year} are not in this release: hours that depend on them will be unknown`,
      )
    }
    warnOfCalendar()
    const watchingCalendar = setInterval(warnOfCalendar, DAY)
    watchingCalendar.unref()
    const sweeping = setInterval(() => {
      sweep({ database, clock, random, newId: keyMaker(clock, random) }, false).then(
        (swept) => log.info('Forgot what was due', swept),
        (cause: unknown) => log.error('What was due could not be forgotten', { cause }),
      )
    }, SWEEP_EVERY_MS)
    sweeping.unref()
    const settling = setInterval(() => {
      settleCampaigns({ database, clock, newId: keyMaker(clock, random) }).catch((cause: unknown) =>
        log.error('What time made due could not be settled', { cause }),
      )
    }, SETTLE_EVERY_MS)
    settling.unref()
    const newId = keyMaker(clock, random)
    const delivering = setInterval(() => {
      if (!notices) return
      deliverNotices({ database, clock, newId, keys, notices, log }).catch((cause: unknown) =>
        log.error('Messages could not be sent', { cause }),
      )
    }, DELIVER_EVERY_MS)
    delivering.unref()
    if (environment.ledgerHeads === undefined) {
      log.warn(
        'The ledger’s head is kept nowhere outside the database: NUANXIN_LEDGER_HEADS names a file or URL',
      )
    }
    const heads =
      environment.ledgerHeads === undefined ? undefined : createHeadKeeper(environment.ledgerHeads)
    const sealer = createSealer({ database, clock, heads, log })
    const accounting = setInterval(() => {
      const context = { database, clock, random, ports, newId }
      keepAccounts(context).catch((cause: unknown) =>
        log.error('Orders and payments could not be settled', { cause }),
      )
      keepTransfers(context).catch((cause: unknown) =>
        log.error('Payouts in WeChat could not be settled', { cause }),
      )
    }, AID_EVERY_MS)
    accounting.unref()
    const tending = setInterval(() => {
      tendClaims({ database, clock, random, ports, newId }).catch((cause: unknown) =>
        log.error('Claims could not be tended', { cause }),
      )
    }, TEND_EVERY_MS)
    tending.unref()
    const server = createAdaptorServer({
      serverOptions: {
        maxHeaderSize: MAX_HEADERS,
        headersTimeout: 10_000,
        // A photo of 10 MB over a poor signal takes its time.
        requestTimeout: 180_000,
        // Longer than the idle limit of the usual load balancers, which must be the ones to hang up.
        keepAliveTimeout: 65_000,
        connectionsCheckingInterval: 5_000,
      },
      fetch: async (request, bindings) => {
        const { pathname } = new URL(request.url)
        // For whoever collects them beside us; what came through a proxy came from outside.
        if (pathname === '/metrics' && !request.headers.has('x-forwarded-for')) {
          return new Response(await metrics.text(), { headers: { 'Content-Type': metrics.contentType } })
        }
        if (site && !/^\/v1(\/|$)/.test(pathname)) return site.fetch(request, bindings)
        const { incoming } = bindings as HttpBindings
        const { remoteAddress } = incoming.socket
        const forwarded = request.headers.get('x-forwarded-for') ?? undefined
        if (forwarded !== undefined && proxies === 0) warnOfProxy()
        const address = addressOf(remoteAddress, forwarded, proxies)
        return api.fetch(request, { address, body: await readBody(incoming) })
      },
    }) as http.Server
    // Of a connection that says nothing at all, in the middle of a reply too.
    server.timeout = 70_000
    const address = await listen(server, host, port)
    // Takes a few seconds, for which nobody has to wait.
    const playing =
      demo &&
      import('../mock/data/play-claims').then(async ({ playClaims }) => {
        await alone(() => playClaims({ database, ports, random }, clock()))
        log.info('The demo’s claims are in')
      })
    if (playing)
      playing.catch((cause: unknown) => log.error('The demo’s claims could not be played', { cause }))
    return {
      url: `http://${shownHost(host)}:${address.port}`,
      port: address.port,
      async close() {
        clearInterval(watchingCalendar)
        clearInterval(sweeping)
        clearInterval(settling)
        clearInterval(accounting)
        clearInterval(tending)
        clearInterval(delivering)
        await drain(server)
        await Promise.allSettled([playing])
        await sealer.close()
        await Promise.all([stations.close(), signing.close()])
        await close()
      },
    }
  } catch (error) {
    await Promise.all([stations.close(), signing.close()])
    await close()
    throw error
  }
}

/** Tells early: before a database is started or H5 is built for a port that cannot be had. */
export async function assertPortFree(host: string, port: number): Promise<void> {
  const probe = net.createServer()
  await listen(probe, host, port)
  await new Promise((resolve) => probe.close(resolve))
}

function listen(server: net.Server, host: string, port: number): Promise<net.AddressInfo> {
  return new Promise((resolve, reject) => {
    server.once('error', (cause: NodeJS.ErrnoException) => reject(portFault(host, port, cause)))
    server.listen(port, host, () => resolve(server.address() as net.AddressInfo))
  })
}

function portFault(host: string, port: number, cause: NodeJS.ErrnoException): StartFault {
  const reason =
    cause.code === 'EADDRINUSE'
      ? `Port ${port} is taken by another process: stop it, or set PORT to another.`
      : cause.code === 'EACCES'
        ? `Port ${port} may not be used by this user: set PORT to another, 1024 or higher.`
        : cause.code === 'EADDRNOTAVAIL' || cause.code === 'ENOTFOUND'
          ? `HOST ${host} is no address of this machine.`
          : `Port ${port} on ${host} cannot be used (${cause.message}).`
  return new StartFault(reason, { cause })
}

async function drain(server: http.Server): Promise<void> {
  const closed = new Promise((resolve) => server.close(resolve))
  // A connection that has just answered waits for another request, which shall go elsewhere.
  const idle = setInterval(() => server.closeIdleConnections(), 50)
  const late = setTimeout(() => server.closeAllConnections(), DRAIN_MS)
  await closed
  clearInterval(idle)
  clearTimeout(late)
}

function shownHost(host: string): string {
  if (['127.0.0.1', '0.0.0.0', '::', '::1'].includes(host)) return 'localhost'
  return net.isIPv6(host) ? `[${host}]` : host
}
