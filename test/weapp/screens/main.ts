/**
 * `npm run pictures`: every screen of src, on H5 and on WeChat, in each variant of pictures.ts, into pictures/ with an index.html
 * to leaf through. The API, the demo data and all clocks stand at one afternoon, so that pictures of the same screens are the same.
 * Names of variants given as arguments are taken alone.
 */
import { mkdir, rm, writeFile } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import path from 'node:path'
import { serve, type ServerType } from '@hono/node-server'
import { Hono } from 'hono'
import type { Browser } from 'playwright-core'
import { buildH5 } from '../../../server/build-h5'
import { createSite } from '../../../server/site'
import { AFTERNOON } from '../../support/api'
import { launchChromium } from '../../support/chromium'
import { createDemoApi } from '../../support/demo-api'
import startPostgres from '../../support/postgres-setup'
import stopPostgres from '../../support/postgres-teardown'
import { buildWeapp, weappDist } from '../build-weapp'
import { serverOf } from '../runtime/network'
import { indexPage } from './index-page'
import { type Sitting, type Variant, type Who, pictures, variants } from './pictures'
import { type Studio, h5Studio, weappStudio } from './studios'

const folder = path.resolve(__dirname, '../../../pictures')
const platforms = ['h5', 'weapp'] as const

type Platform = (typeof platforms)[number]

/** An API of its own, with the H5 build beside it. */
async function open(options?: Parameters<typeof createDemoApi>[1]) {
  const api = await createDemoApi(() => AFTERNOON, options)
  const site = new Hono().all('/v1/*', (c) => api.app.fetch(c.req.raw)).route('/', createSite())
  const listening = await new Promise<ServerType>((resolve) => {
    const starting = serve({ fetch: site.fetch, port: 0, hostname: '127.0.0.1' }, () => resolve(starting))
  })
  return {
    importRoster: api.importRoster,
    url: `http://127.0.0.1:${(listening.address() as AddressInfo).port}`,
    server: serverOf(api.app),
    async close() {
      await new Promise((resolve) => listening.close(resolve))
      await api.drop()
    },
  }
}

async function take(platform: Platform, variant: Variant, browser: Browser): Promise<void> {
  const sitters = new Map<Who, Promise<Awaited<ReturnType<Studio['sitter']>>>>()
  const demo = await open()
  const sitting: Sitting = { phone: (who) => sitterOf(who), importRoster: demo.importRoster }
  const real = await open({
    demo: false,
    ports: { sms: { sendLoginCode: async (_, code) => void (sitting.texted = code) } },
  })
  const studioOf = ({ url, server }: typeof demo) =>
    platform === 'h5'
      ? h5Studio(browser, url, variant, AFTERNOON)
      : weappStudio(browser, weappDist, server, variant, AFTERNOON)
  const studios = [studioOf(demo), studioOf(real)] as const
  const enter = async (who: Who) => {
    const sitter = await studios[who === '新人' ? 1 : 0].sitter(who)
    if (variant.elder) {
      await sitter.tap('我的')
      await sitter.tap(/^长辈模式/)
      await sitter.tap('驿站')
    }
    return sitter
  }
  const sitterOf = (who: Who) => {
    const known = sitters.get(who) ?? enter(who)
    sitters.set(who, known)
    return known
  }
  const into = path.join(folder, platform, variant.name)
  await mkdir(into, { recursive: true })
  try {
    for (const { name, who, main, reach } of pictures) {
      const sitter = await sitterOf(who)
      await reach(sitter, sitting)
      // What slides or fades in has come to rest.
      await new Promise((resolve) => setTimeout(resolve, 400))
      if (!variant.main || main) await sitter.shoot(path.join(into, `${name}.png`))
    }
  } finally {
    for (const studio of studios) await studio.close()
    for (const api of [demo, real]) await api.close()
  }
}

async function takeAll(): Promise<void> {
  const asked = process.argv.slice(2)
  const wanted = variants.filter(({ name }) => asked.length === 0 || asked.includes(name))
  await buildH5(() => undefined, new AbortController().signal)
  await buildWeapp()
  await startPostgres()
  const browser = await launchChromium()
  try {
    if (asked.length === 0) await rm(folder, { recursive: true, force: true })
    for (const variant of wanted) {
      for (const platform of platforms) {
        await take(platform, variant, browser)
        console.log(`${platform.padEnd(6)} ${variant.name}`)
      }
    }
    await writeFile(path.join(folder, 'index.html'), indexPage(platforms, variants, pictures))
    console.log(`Leaf through ${path.relative(process.cwd(), path.join(folder, 'index.html'))}`)
  } finally {
    await browser.close()
    await stopPostgres()
  }
}

void takeAll()
