/**
 * `npm run pictures`: every screen of src, on H5 and on WeChat, in each variant, into pictures/ with an index.html to leaf through.
 * The API, the demo data and all clocks stand at one afternoon, so that pictures of the same screens are the same. Names of
 * platforms, variants and albums given as arguments are taken alone: `npm run pictures -- weapp dark campaigns`.
 */
import { mkdir, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import type { Browser } from 'playwright-core'
import { createTransferSandbox } from '../../../server/adapters/transfer-sandbox'
import { buildH5 } from '../../../server/build-h5'
import type { Transfers } from '../../../server/ports'
import { AFTERNOON } from '../../support/api'
import { launchChromium } from '../../support/chromium'
import { serveH5Demo } from '../../support/h5-demo'
import startPostgres from '../../support/postgres-setup'
import stopPostgres from '../../support/postgres-teardown'
import { buildWeapp, weappDist } from '../build-weapp'
import { serverOf } from '../runtime/network'
import { type Album, type Sitting, fileName } from './album'
import { albums } from './albums'
import { indexPage } from './index-page'
import { type Studio, h5Studio, weappStudio } from './studios'
import { type Variant, variants } from './variants'

const folder = path.resolve(__dirname, '../../../pictures')
const platforms = ['h5', 'weapp'] as const

type Platform = (typeof platforms)[number]

async function take(platform: Platform, variant: Variant, album: Album, browser: Browser): Promise<void> {
  const sitters = new Map<string, Promise<Awaited<ReturnType<Studio['sitter']>>>>()
  const sms = { sendLoginCode: async (_: string, code: string) => void (sitting.texted = code) }
  let passed = 0
  let refused: string | undefined
  const sandbox = createTransferSandbox()
  const transfers: Transfers = {
    ...sandbox,
    send: async (it) =>
      refused === undefined ? sandbox.send(it) : { number: it.number, state: 'failed', fault: refused },
  }
  const api = await serveH5Demo(
    () => AFTERNOON + passed,
    album.demo === false
      ? { demo: false, ports: { sms } }
      : { claims: album.claims ?? false, ports: { transfers } },
  )
  const sitting: Sitting = {
    phone: (who) => sitterOf(who),
    importRoster: api.importRoster,
    refuseTransfers: (fault) => void (refused = fault),
    later: (ms) => void (passed += ms),
  }
  const studio =
    platform === 'h5'
      ? h5Studio(browser, api.url, variant, AFTERNOON)
      : weappStudio(browser, weappDist, serverOf(api.app), variant, AFTERNOON)
  const enter = async (who: string) => {
    const sitter = await studio.sitter(who)
    if (variant.elder) {
      await sitter.tap('我的')
      await sitter.tap(/^长辈模式/)
      await sitter.tap('驿站')
    }
    return sitter
  }
  const sitterOf = (who: string) => {
    const known = sitters.get(who) ?? enter(who)
    sitters.set(who, known)
    return known
  }
  const into = path.join(folder, platform, variant.name)
  await mkdir(into, { recursive: true })
  try {
    for (const picture of album.pictures) {
      const sitter = await sitterOf(picture.who)
      await picture.reach(sitter, sitting)
      // What slides or fades in has come to rest.
      await new Promise((resolve) => setTimeout(resolve, 400))
      if (!variant.main || picture.main) {
        await sitter.shoot(path.join(into, `${fileName(album, picture)}.png`))
      }
    }
  } finally {
    await studio.close()
    await api.drop()
  }
}

/** Those of `all` that `asked` names; all where it names none of them. */
function chosen<T>(all: readonly T[], nameOf: (one: T) => string, asked: readonly string[]): readonly T[] {
  const named = all.filter((one) => asked.includes(nameOf(one)))
  return named.length > 0 ? named : all
}

async function takeAll(): Promise<void> {
  const asked = process.argv.slice(2)
  const known = [...platforms, ...[...variants, ...albums].map(({ name }) => name)]
  const unknown = asked.find((name) => !known.includes(name))
  if (unknown) throw new Error(`${unknown} is none of ${known.join(', ')}`)
  const wanted = chosen(platforms, (name) => name, asked)
  if (wanted.includes('h5')) await buildH5(() => undefined, new AbortController().signal)
  if (wanted.includes('weapp')) await buildWeapp()
  await startPostgres()
  const browser = await launchChromium()
  try {
    if (asked.length === 0) await rm(folder, { recursive: true, force: true })
    for (const variant of chosen(variants, ({ name }) => name, asked)) {
      for (const platform of wanted) {
        for (const album of chosen(albums, ({ name }) => name, asked)) {
          await take(platform, variant, album, browser)
          console.log(`${platform.padEnd(6)} ${variant.name.padEnd(16)} ${album.name}`)
        }
      }
    }
    await writeFile(path.join(folder, 'index.html'), indexPage(platforms, variants, albums))
    console.log(`Leaf through ${path.relative(process.cwd(), path.join(folder, 'index.html'))}`)
  } finally {
    await browser.close()
    await stopPostgres()
  }
}

void takeAll()
