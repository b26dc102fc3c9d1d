import type { Browser, Page } from 'playwright-core'
import { installCamera, phoneOn } from '../../journeys/drivers/browser'
import { phoneOf } from '../../journeys/drivers/weapp'
import { until } from '../../journeys/journey'
import { paint } from '../paint'
import type { Server } from '../runtime/network'
import { WeappPhone } from '../runtime/phone'
import type { Sitter } from './album'
import type { Variant } from './variants'

/** Where pictures of one platform are taken. */
export interface Studio {
  /** A new phone, its app just opened. */
  sitter(owner: string): Promise<Sitter & { shoot(file: string): Promise<void> }>
  close(): Promise<void>
}

/** Sharp enough to look at closely, and the same on both platforms. */
const deviceScaleFactor = 2

/** How old what is shown without a network has become. */
const offlineMs = 2 * 3_600_000

/** Takes the picture once what slides or fades in has come to rest; a countdown, which takes longer, goes on. */
async function shootAtRest(page: Page, path: string): Promise<void> {
  await page.evaluate(async () => {
    await document.fonts.ready
    const entrances = document
      .getAnimations()
      .filter((it) => Number(it.effect?.getComputedTiming().endTime) < 1000)
    await Promise.all(entrances.map((it) => it.finished))
  })
  await page.screenshot({ path })
}

/** tsx names functions by a helper that a browser does not have. */
const nameHelper = 'globalThis.__name = (it) => it'

/** The H5 build that is served at `url`, in Chromium. `now` is epoch ms, at which its clock stands still. */
export function h5Studio(browser: Browser, url: string, variant: Variant, now: number): Studio {
  const { width, height, theme } = variant
  const closes: (() => Promise<void>)[] = []
  return {
    async sitter(owner) {
      const context = await browser.newContext({
        viewport: { width, height },
        colorScheme: theme,
        deviceScaleFactor,
        isMobile: true,
        hasTouch: true,
        locale: 'zh-CN',
      })
      closes.push(() => context.close())
      const page = await context.newPage()
      await page.addInitScript(nameHelper)
      await page.addInitScript(installCamera)
      await page.clock.setFixedTime(now)
      await page.goto(url)
      return {
        ...phoneOn(page, owner),
        loseNetwork: async () => {
          await context.setOffline(true)
          await page.clock.setFixedTime(now + offlineMs)
        },
        pauseNetwork: () => context.setOffline(true),
        shoot: (path) => shootAtRest(page, path),
      }
    },
    close: async () => {
      await Promise.all(closes.map((close) => close()))
    },
  }
}

/** The mini-program in WeChat's runtime as it is rebuilt here, its pages painted in Chromium. */
export function weappStudio(
  browser: Browser,
  dist: string,
  server: Server,
  variant: Variant,
  now: number,
): Studio {
  const { width, height, theme } = variant
  const phones: WeappPhone[] = []
  // A small phone has an older status bar.
  const statusBar =
    height < 700 ? { statusBarPx: 20, capsule: { top: 24, width: 87, height: 32, marginRight: 7 } } : {}
  return {
    async sitter(owner) {
      let time = now
      const surroundings = { width, height, theme, ...statusBar }
      const open = async (before?: WeappPhone) => {
        const kept = before && { storage: before.storage, online: before.network.online }
        const opened = new WeappPhone({ dist, server, surroundings, clock: () => time, ...kept })
        phones.push(opened)
        const shown = () => opened.stack.length > 0 || undefined
        await until(shown, `${owner}: no page opens`, () => opened.faults.all.join('\n'))
        return opened
      }
      let phone = await open()
      return {
        ...phoneOf(phone, owner, async (before) => {
          before.close()
          return (phone = await open(before))
        }),
        loseNetwork: async () => {
          phone.network.online = false
          time = now + offlineMs
        },
        pauseNetwork: async () => {
          phone.network.online = false
        },
        shoot: async (path) => {
          const page = await browser.newPage({ deviceScaleFactor })
          const at = phone.stack.at(-1) ?? ''
          const { screen: tree, surroundings, fileAt } = phone
          await paint(page, { dist, path: at, tree, surroundings, fileAt })
          await shootAtRest(page, path)
          await page.close()
        },
      }
    },
    close: async () => {
      for (const phone of phones) phone.close()
      for (const phone of phones) phone.faults.assertNone()
    },
  }
}
