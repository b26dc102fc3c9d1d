import { fireEvent, queryAllByRole } from '@testing-library/dom'
import type { startApp as StartApp } from '../../support/rendered-app'
import type * as TaroOfPhone from '../../support/taro'
import { readQr } from '../../support/read-qr'
import { type Phone, type Phones, squeezed, until } from '../journey'
import { visibleText } from './visible-text'

const tappable = ['button', 'tab', 'radio', 'checkbox', 'switch', 'link']

/** What the phone that is scanning just now holds its camera over. */
let heldUp: string | undefined

/** The file that was saved last. */
let saved: Blob | undefined

/** The picture that is taken, or the file that is chosen next, once. */
let picked: Blob | undefined

export interface RenderedWorld extends Phones {
  /** The app may be opened by a link to one of its pages. */
  phone(owner: string, link?: string): Promise<Phone>
  close(): Promise<void>
}

/** Phones that render the app's pages in jest's jsdom, each with modules, and so stores and storage, of its own. */
export function renderedWorld(): RenderedWorld {
  const ends: (() => void)[] = []
  installCamera()
  installDownloads()
  installPicker()
  return {
    async phone(owner, link) {
      const container = document.body.appendChild(document.createElement('div'))
      let taro: typeof TaroOfPhone
      let end: () => void
      let told: readonly (() => void)[] = []
      const connect = (connected: boolean) => {
        taro.setConnected(connected)
        tellNetwork(told, connected)
      }
      const open = async (stored: readonly [string, unknown][], at?: string) => {
        let start: typeof StartApp | undefined
        told = networkListenersOf(() =>
          jest.isolateModules(() => {
            // eslint-disable-next-line @typescript-eslint/no-require-imports -- of this phone's own registry
            taro = require('../../support/taro') as typeof TaroOfPhone
            taro.restoreEntries(stored)
            // eslint-disable-next-line @typescript-eslint/no-require-imports -- a module registry of this phone's own
            start = (require('../../support/rendered-app') as { startApp: typeof StartApp }).startApp
          }),
        )
        if (!start) throw new Error('The app did not load')
        end = await start(container, at)
      }
      await open([], link)
      ends.push(() => {
        end()
        container.remove()
      })
      let online = true
      return phoneIn(container, owner, {
        connect(connected) {
          online = connected
          connect(connected)
        },
        async restart() {
          end()
          await open(taro.storedEntries())
          if (!online) connect(false)
        },
      })
    },
    async close() {
      for (const end of ends) end()
      // Queries that were under way settle, rather than speak up in the next test.
      await new Promise((resolve) => setTimeout(resolve, 50))
    },
  }
}

/** All phones share jsdom's window, but not their networks: what an app asks it about them is kept for that app alone. */
function networkListenersOf(load: () => void): (() => void)[] {
  const told: (() => void)[] = []
  const add = window.addEventListener.bind(window)
  window.addEventListener = ((type: string, listener: () => void, options?: boolean) => {
    if (type === 'online' || type === 'offline') told.push(listener)
    else add(type, listener, options)
  }) as typeof window.addEventListener
  try {
    load()
  } finally {
    window.addEventListener = add
  }
  return told
}

function tellNetwork(told: readonly (() => void)[], connected: boolean): void {
  const say = (onLine: boolean) =>
    Object.defineProperty(navigator, 'onLine', { value: onLine, configurable: true })
  say(connected)
  for (const listener of new Set(told)) listener()
  say(true)
}

interface Switches {
  connect: (connected: boolean) => void
  restart: () => Promise<void>
}

function phoneIn(container: HTMLElement, owner: string, { connect, restart }: Switches): Phone {
  const page = () => container.querySelector<HTMLElement>('[data-seen]') ?? container
  const text = () => visibleText(page())
  const wait = <T>(look: () => T | undefined, complaint: string) =>
    until(look, `${owner}: ${complaint}`, text)

  const named = (roles: readonly string[], name: string | RegExp) =>
    wait(
      () => {
        const found = roles.flatMap((role) => queryAllByRole(page(), role, { name }))
        if (found.length > 1) throw new Error(`${owner}: ${found.length} things are called ${String(name)}`)
        const [it] = found
        return it && !it.closest(':disabled, [aria-disabled=true]') ? it : undefined
      },
      `cannot tap ${String(name)}`,
    )

  return {
    see: async (...texts) => {
      for (const it of texts)
        await wait(() => squeezed(text()).includes(squeezed(it)) || undefined, `does not see ${it}`)
    },
    dontSee: async (...texts) => {
      for (const it of texts)
        await wait(() => !squeezed(text()).includes(squeezed(it)) || undefined, `still sees ${it}`)
    },
    read: (pattern) =>
      wait(
        () => {
          const match = pattern.exec(text())
          return match ? (match[1] ?? match[0]) : undefined
        },
        `cannot read ${String(pattern)}`,
      ),
    tap: async (name) => void fireEvent.click(await named(tappable, name)),
    type: async (label, value) => {
      const field = await named(['textbox'], label)
      fireEvent.change(field, { target: { value } })
    },
    pickDate: async (label, date) => {
      const field = await wait(
        () => page().querySelector<HTMLInputElement>(`input[type=date][aria-label="${label}"]`) ?? undefined,
        `has no day ${label}`,
      )
      fireEvent.change(field, { target: { value: date } })
    },
    scan: async (name, code) => {
      heldUp = code
      fireEvent.click(await named(tappable, name))
      await wait(() => (heldUp === undefined ? true : undefined), 'the camera read nothing')
    },
    photograph: async (name, picture) => {
      picked = new Blob([picture as Uint8Array<ArrayBuffer>], { type: 'image/jpeg' })
      fireEvent.click(await named(tappable, name))
      await wait(() => (picked === undefined ? true : undefined), 'no camera opens')
    },
    handFile: async (name, file) => {
      // jsdom's own File gives no bytes.
      picked = Object.assign(new Blob([file.text], { type: 'text/csv' }), { name: file.name })
      fireEvent.click(await named(tappable, name))
      await wait(() => (picked === undefined ? true : undefined), 'no file is chosen')
    },
    takeFile: async (name) => {
      saved = undefined
      fireEvent.click(await named(tappable, name))
      return wait(() => saved, 'no file is saved').then((file) => file.text())
    },
    qrCode: () =>
      wait(() => {
        const picture = page().querySelector<HTMLImageElement>('img[src^="data:image/png"]')
        return picture ? readQr(picture.src) : undefined
      }, 'sees no QR code'),
    back: async () => void fireEvent.click(await named(['button'], '返回')),
    loseNetwork: async () => connect(false),
    regainNetwork: async () => connect(true),
    restart,
  }
}

/** A camera that films nothing and the browser's own reader of codes, which sees what is held up, once. */
function installCamera(): void {
  const camera = { getUserMedia: async () => ({ getTracks: () => [] }) }
  Object.defineProperty(navigator, 'mediaDevices', { value: camera, configurable: true })
  Object.assign(window, {
    BarcodeDetector: class {
      static async getSupportedFormats() {
        return ['qr_code']
      }
      detect = async () => {
        const rawValue = heldUp
        heldUp = undefined
        return rawValue === undefined ? [] : [{ rawValue }]
      }
    },
  })
  HTMLMediaElement.prototype.play = async () => undefined
  Object.defineProperty(HTMLMediaElement.prototype, 'readyState', { get: () => 4, configurable: true })
}

/** A browser's own way to a file: whatever asks for one is given what is picked. */
function installPicker(): void {
  HTMLInputElement.prototype.click = function (this: HTMLInputElement) {
    if (this.type !== 'file' || !picked) return
    const files = [picked]
    picked = undefined
    Object.defineProperty(this, 'files', { value: files })
    this.dispatchEvent(new Event('change'))
  }
}

/** Saves what a link leads to that says `download`, as jsdom does not. */
function installDownloads(): void {
  const url = 'blob:saved'
  let held: Blob | undefined
  URL.createObjectURL = (file) => {
    held = file as Blob
    return url
  }
  URL.revokeObjectURL = () => undefined
  HTMLAnchorElement.prototype.click = function (this: HTMLAnchorElement) {
    if (this.download && this.href === url) saved = held
  }
}
