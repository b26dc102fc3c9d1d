import { readFile } from 'node:fs/promises'
import { type Browser, type Page, errors } from 'playwright-core'
import { encode } from 'uqr'
import { readQr } from '../../support/read-qr'
import { type Phone, type Phones, patienceMs, squeezed, until } from '../journey'
import { visibleText } from './visible-text'

const tappable = ['button', 'tab', 'radio', 'checkbox', 'switch', 'link'] as const

/** Phones as pages of Chromium at the size of one, each a visitor of its own to the H5 build at `url`. */
export function browserWorld(browser: Browser, url: string): Phones & { close(): Promise<void> } {
  const faults: string[] = []
  const contexts: { close(): Promise<void> }[] = []
  return {
    async phone(owner) {
      const context = await browser.newContext({
        viewport: { width: 390, height: 844 },
        isMobile: true,
        hasTouch: true,
        locale: 'zh-CN',
        // Not where the app's rules are.
        timezoneId: 'America/New_York',
      })
      contexts.push(context)
      context.setDefaultTimeout(patienceMs)
      const page = await context.newPage()
      page.on('pageerror', (fault) => faults.push(`${owner}: ${fault.stack ?? fault.message}`))
      page.on('console', (message) => {
        // The browser itself says so of any answer that is a refusal.
        if (message.type() === 'error' && !message.text().startsWith('Failed to load resource')) {
          faults.push(`${owner}: ${message.text()}`)
        }
      })
      await page.addInitScript(installCamera)
      await page.goto(url)
      return phoneOn(page, owner)
    },
    /** Throws what went wrong unseen on any of the phones. */
    async close() {
      await Promise.all(contexts.map((context) => context.close()))
      if (faults.length > 0) throw new Error(`Errors in the browser:\n${faults.join('\n')}`)
    },
  }
}

/** A journey's phone on top of a page that shows the app. */
export function phoneOn(page: Page, owner: string): Phone {
  const text = () => page.locator('body').evaluate(visibleText)
  const wait = <T>(look: () => Promise<T | undefined>, complaint: string) =>
    until(look, `${owner}: ${complaint}`, text)

  const tap = async (name: string | RegExp, roles: readonly (typeof tappable)[number][] = tappable) => {
    const located = roles.map((role) =>
      page.getByRole(role, typeof name === 'string' ? { name, exact: true } : { name }),
    )
    const all = located.reduce((some, other) => some.or(other)).filter({ visible: true })
    // In short tries: what was found may belong to a screen that is just leaving.
    await wait(
      () =>
        all.tap({ timeout: 3_000 }).then(
          () => true,
          (fault: unknown) => {
            if (fault instanceof errors.TimeoutError) return undefined
            throw fault
          },
        ),
      `cannot tap ${String(name)}`,
    )
  }

  return {
    see: async (...texts) => {
      for (const it of texts) {
        await wait(
          async () => squeezed(await text()).includes(squeezed(it)) || undefined,
          `does not see ${it}`,
        )
      }
    },
    dontSee: async (...texts) => {
      for (const it of texts) {
        await wait(
          async () => !squeezed(await text()).includes(squeezed(it)) || undefined,
          `still sees ${it}`,
        )
      }
    },
    read: (pattern) =>
      wait(
        async () => {
          const match = pattern.exec(await text())
          return match ? (match[1] ?? match[0]) : undefined
        },
        `cannot read ${String(pattern)}`,
      ),
    tap: (name) => tap(name),
    type: (label, value) => page.getByRole('textbox', { name: label, exact: true }).fill(value),
    pickDate: (label, date) => page.getByLabel(label, { exact: true }).fill(date),
    scan: async (name, code) => {
      const { data } = encode(code, { ecc: 'L', border: 4 })
      await page.evaluate((matrix) => {
        window.heldUp = matrix
      }, data)
      await tap(name)
      await wait(
        async () => (await page.getByRole('dialog', { name: '扫码' }).count()) === 0 || undefined,
        'the camera read nothing',
      )
    },
    photograph: async (name, picture) => {
      const [chooser] = await Promise.all([page.waitForEvent('filechooser'), tap(name)])
      await chooser.setFiles({ name: 'photo.jpg', mimeType: 'image/jpeg', buffer: Buffer.from(picture) })
    },
    takeFile: async (name) => {
      const [download] = await Promise.all([page.waitForEvent('download'), tap(name)])
      return readFile(await download.path(), 'utf8')
    },
    handFile: async (name, file) => {
      const [chooser] = await Promise.all([page.waitForEvent('filechooser'), tap(name)])
      await chooser.setFiles({ name: file.name, mimeType: 'text/csv', buffer: Buffer.from(file.text) })
    },
    qrCode: async () => {
      const picture = page.locator('img[src^="data:image/png"]:visible')
      return readQr((await picture.getAttribute('src')) ?? '')
    },
    back: () => tap('返回', ['button']),
    loseNetwork: () => page.context().setOffline(true),
    regainNetwork: () => page.context().setOffline(false),
    restart: async () => {
      // A browser without a network cannot load the page again; the app itself finds the network as it left it.
      await page.context().setOffline(false)
      await page.goto('about:blank')
      await page.goBack()
      await page.evaluate(() => (window.location.hash = ''))
      await page.reload()
    },
  }
}

declare global {
  interface Window {
    /** The code that the camera sees, black modules as true. */
    heldUp?: boolean[][]
  }
}

/** A camera whose picture is the code that is held up, filmed: what reads it is the app's own. Runs in the page. */
export function installCamera(): void {
  const getUserMedia = async () => {
    const canvas = document.createElement('canvas')
    canvas.width = 640
    canvas.height = 720
    const film = () => {
      const paper = canvas.getContext('2d')
      if (!paper) return
      paper.fillStyle = '#ddd'
      paper.fillRect(0, 0, canvas.width, canvas.height)
      const matrix = window.heldUp ?? []
      const size = Math.floor(600 / Math.max(1, matrix.length))
      matrix.forEach((row, y) =>
        row.forEach((dark, x) => {
          paper.fillStyle = dark ? '#111' : '#fff'
          paper.fillRect(20 + x * size, 60 + y * size, size, size)
        }),
      )
    }
    film()
    setInterval(film, 50)
    return canvas.captureStream(20)
  }
  Object.defineProperty(navigator, 'mediaDevices', { value: { getUserMedia } })
}
